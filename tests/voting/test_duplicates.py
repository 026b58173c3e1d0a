"""Two and three ballots of one person, on the web and on paper, against every rule of the edition."""

from datetime import timedelta
from secrets import token_hex

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.voting.ballots import Marks
from wibo.rulebook.voting.reasons import Reason
from wibo.voting.booth.casting import NotAccepted, cast, refuse_known
from wibo.voting.models import Envelope, Participation
from wibo.voting.papers import entering
from wibo.voting.papers.checking import PaperCard
from wibo.voting.urn import annulment

TODAY = NOW.date()
EARLIER, LATER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


class Town:
    """An edition with a rule; ballots of its one voter by where and when they were cast."""

    def __init__(self, town, rule):
        made = factories.edition(town, duplicate_rule=rule)
        factories.projects(made, 100, 200)
        self.edition, self.serial, self.batches = factories.reload(made), 0, {}

    def cast(self, where):
        """Cast "web", or key a paper ballot "earlier", "same" or "later" than today; the envelope or None."""
        if where == "web":
            try:
                marks = {self.edition.pools.first().pk: Marks(("1",))}
                voter, key = factories.voter(self.edition, 0), token_hex(16)
                return cast(self.edition, voter, None, marks, idempotency_key=key, now=NOW)
            except NotAccepted:
                return None
        day = {"earlier": EARLIER, "same": TODAY, "later": LATER}[where]
        if day not in self.batches:
            self.batches[day] = factories.batch(
                self.edition, f"urna {where}", 9, day, at=NOW + timedelta(days=2)
            )
        self.serial += 1
        marks = {self.edition.pools.first().pk: Marks(("2",))}
        card = PaperCard(factories.voter(self.edition, 0), None, marks)
        return entering.enter_paper(
            self.batches[day], self.serial, card, user=factories.jan(self.edition), at=NOW
        )

    def play(self, *wheres):
        """Which of the ballots count, by place in the sequence; None for one that was refused."""
        made = [self.cast(where) for where in wheres]
        states = dict(Envelope.objects.values_list("pk", "state"))
        return [None if envelope is None else states[envelope.pk] == "valid" for envelope in made]


@pytest.mark.parametrize(
    ("rule", "ballots", "count"),
    [
        ("first", ["web", "web"], [True, None]),
        ("first", ["web", "later"], [True, False]),
        ("first", ["web", "same"], [True, False]),
        ("first", ["web", "earlier"], [False, True]),
        ("first", ["earlier", "web"], [True, None]),
        ("first", ["later", "earlier"], [False, True]),
        ("first", ["earlier", "later"], [True, False]),
        ("first", ["later", "web", "earlier"], [False, None, True]),
        ("first", ["web", "later", "earlier"], [False, False, True]),
        ("paper", ["web", "web"], [True, None]),
        ("paper", ["web", "later"], [False, True]),
        ("paper", ["earlier", "web"], [True, None]),
        ("paper", ["later", "earlier"], [False, True]),
        ("paper", ["web", "later", "earlier"], [False, False, True]),
        ("paper", ["web", "earlier", "later"], [False, True, False]),
        ("web", ["web", "web"], [True, None]),
        ("web", ["web", "earlier"], [True, False]),
        ("web", ["earlier", "web"], [False, True]),
        ("web", ["later", "web"], [False, True]),
        ("web", ["later", "earlier"], [False, True]),
        ("web", ["earlier", "web", "web"], [False, True, None]),
        ("web", ["earlier", "web", "later"], [False, True, False]),
        ("void", ["web", "web"], [True, None]),
        ("void", ["web", "later"], [False, False]),
        ("void", ["earlier", "web"], [True, None]),
        ("void", ["earlier", "later"], [False, False]),
        ("void", ["web", "later", "earlier"], [False, False, False]),
        ("void", ["web", "later", "web"], [False, False, None]),
    ],
)
def test_the_rule_decides_and_one_ballot_at_most_counts(town, rule, ballots, count):
    assert Town(town, rule).play(*ballots) == count
    assert Participation.objects.count() == 1


def test_what_gave_way_stays_with_its_reason_and_the_journal_says_so(town):
    Town(town, "paper").play("web", "later")
    gone = Envelope.objects.get(channel=Channel.WEB)
    assert (gone.reason, gone.decided_by) == ("N15", "Jan Testowa")
    entry = Entry.objects.get(kind="ballot-superseded")
    assert entry.by == "Jan Testowa"
    assert str(gone.pk) not in str(entry.facts)
    assert gone.receipt not in str(entry.facts)


def test_two_valid_ballots_of_one_person_are_refused_by_the_database(town):
    Town(town, "paper").play("web", "later")
    with pytest.raises(IntegrityError), transaction.atomic():
        Envelope.objects.filter(channel=Channel.WEB).update(state="valid", reason="")


def test_only_the_office_lets_a_person_of_void_ballots_vote_again_and_only_on_paper(town):
    made = Town(town, "void")
    made.play("web", "later")
    gone = Envelope.objects.get(channel=Channel.WEB)
    with pytest.raises(Refused, match="uzasadnienie"):
        annulment.release(gone, " ", act=Act("Anna", NOW))
    annulment.release(gone, "Okazano dowód", act=Act("Anna", NOW))
    with pytest.raises(NotAccepted):
        refuse_known(made.edition, factories.voter(made.edition, 0))
    assert made.play("web", "earlier") == [None, True]
    with pytest.raises(Refused, match="już pozwolono"):
        annulment.release(gone, "Jeszcze raz", act=Act("Anna", NOW))


def test_a_valid_ballot_is_not_released(town):
    made = Town(town, "first")
    envelope = made.cast("web")
    with pytest.raises(Refused, match="jest ważny"):
        annulment.release(envelope, "x", act=Act("Anna", NOW))


def test_an_annulled_ballot_is_not_revived_by_a_second_one(town):
    made = Town(town, "paper")
    annulment.annul(made.cast("web"), Reason.NOT_RESIDENT, "Wyprowadzka", act=Act("Anna", NOW))
    assert made.play("later") == [False]


def test_the_rule_is_frozen_with_the_ballot(town):
    made = Town(town, "first")
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=made.edition.pk).update(duplicate_rule="void")


def test_the_office_does_it_by_the_receipt(visit, town):
    people = factories.cast(town)
    made = Town(town, "void")
    made.play("web", "later")
    receipt = Envelope.objects.get(channel=Channel.WEB).receipt
    form = {"receipt": f"{receipt[:4]} {receipt[4:]}", "note": "Okazano dowód"}
    assert visit.as_(people.jan).post("/urzad/glosy/pozwol/", form).status_code == 403
    visit.as_(people.anna)
    asked = visit.post("/urzad/glosy/pozwol/", form)
    assert Participation.objects.get().state == "void", "first the ballot is shown"
    shown = {**form, "widziane": asked.context["seen"]}
    visit.post("/urzad/glosy/pozwol/", shown)
    assert Participation.objects.get().state == "released"
    page = visit.post("/urzad/glosy/pozwol/", shown).content.decode()
    assert "już pozwolono" in page
