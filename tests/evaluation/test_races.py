"""What happened between reading and deciding: nothing is decided about what is no more, nothing newer is overwritten."""

from datetime import timedelta

import pytest

from tests import factories
from tests.evaluation.test_deciding import evaluated
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.evaluation import agreeing, announcing, appealing, assigning, merging, undoing
from wibo.evaluation.models import Appeal, Change, FormalReview
from wibo.evaluation.models.agreeing import Way
from wibo.journal.acts import Act
from wibo.proposals import calling, duplicates
from wibo.proposals.actions import edit_on_behalf, save_draft, withdraw
from wibo.proposals.models import Call, Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.proposing.costs import CostRow
from wibo.voting.ballot.freezing import draw_up_ballot, freeze

ACT = Act("test", NOW)
DEARER = [CostRow("Całość", 40_000_00)]


@pytest.fixture
def proposal(edition, cast):
    return factories.proposal(edition, cast.maria)


@pytest.fixture
def passed(proposal, cast):
    factories.formally(proposal, cast.ewa)
    return proposal


def older(proposal):
    """What another request has read a moment ago."""
    return Proposal.objects.select_related("edition__town", "pool", "author").get(pk=proposal.pk)


def edited(proposal, costs):
    return edit_on_behalf(proposal, costs, parts=["Koszty"], act=ACT, reason="x", answers={})


def test_the_office_alone_changes_no_cost_of_what_is_past_its_formal_card(proposal, passed, cast):
    with pytest.raises(Refused, match="tylko za zgodą autora"):
        edited(passed, DEARER)
    factories.on_merit(passed, cast.piotr)
    with pytest.raises(Refused, match="tylko za zgodą autora"):
        edited(passed, DEARER)
    assert Proposal.objects.get().cost == 10_000_00


def test_before_its_formal_card_the_office_still_mends_a_slip_in_the_cost(proposal):
    assert edited(proposal, DEARER)
    assert Proposal.objects.get().cost == 40_000_00


def test_a_verdict_is_given_on_the_cost_as_it_stands(passed, cast):
    stale = older(passed)
    assert stale.cost == 10_000_00
    save_draft(Proposal.objects.get(), DEARER, at=NOW)
    with pytest.raises(Refused, match="musi się zgodzić"):
        factories.on_merit(stale, cast.piotr, cost=10_000_00)


def test_an_authors_consent_overwrites_no_verdict(passed, cast):
    texts = {name: getattr(passed, name) for name in agreeing.TEXTS}
    change = agreeing.propose(passed, texts, DEARER, "Drożej", user=cast.piotr, at=NOW)
    read = Change.objects.select_related("proposal__edition__town", "proposal__pool").get(pk=change.pk)
    Proposal.objects.update(status=Status.REJECTED.value, announced_at=NOW)
    with pytest.raises(Refused, match="nie jest już w ocenie"):
        agreeing.answer(read, agreed=True, way=Way.ONLINE, act=ACT)
    stored = Proposal.objects.get()
    assert (stored.status, stored.announced_at) == (Status.REJECTED, NOW)


def test_saving_text_leaves_a_status_that_moved(proposal):
    stale = older(proposal)
    Proposal.objects.update(status=Status.REJECTED.value)
    save_draft(stale, at=NOW, description="Nowe")
    stored = Proposal.objects.get()
    assert (stored.status, stored.description) == (Status.REJECTED, "Nowe")


def test_while_a_change_or_a_merge_waits_nothing_is_decided(edition, passed, cast):
    texts = {name: getattr(passed, name) for name in agreeing.TEXTS}
    change = agreeing.propose(passed, texts, DEARER, "Drożej", user=cast.piotr, at=NOW)
    with pytest.raises(Refused, match="propozycję zmiany"):
        factories.on_merit(passed, cast.piotr, "negative")
    agreeing.take_back(change, act=ACT)
    other = factories.proposal(edition, cast.tadeusz, title="Inne")
    merging.propose_merge(passed, [other], "To samo", user=cast.ewa, at=NOW)
    with pytest.raises(Refused, match="propozycję połączenia"):
        factories.on_merit(passed, cast.piotr, "negative")
    with pytest.raises(Refused, match="propozycję połączenia"):
        factories.formally(other, cast.ewa, "negative")


def test_nothing_is_merged_into_what_is_withdrawn(edition, proposal, cast):
    other = factories.proposal(edition, cast.tadeusz, title="Inne")
    merging.propose_merge(proposal, [other, other], "To samo", user=cast.ewa, at=NOW)
    mine, its = proposal.consents.get(), other.consents.get()
    merging.answer(mine, agreed=True, way=Way.ONLINE, act=ACT)
    withdraw(proposal, user=cast.maria, at=NOW)
    with pytest.raises(Refused, match="nie jest możliwe"):
        merging.answer(its, agreed=True, way=Way.ONLINE, act=ACT)
    assert Proposal.objects.get(pk=other.pk).status == Status.SUBMITTED


def test_who_has_time_to_answer_a_call_is_not_refused_before(proposal, cast):
    factories.formally(proposal, cast.ewa, "supplement", "Brak zgody")
    colleague = factories.user(proposal.edition.town, "ola", "formal-evaluator")
    with pytest.raises(Refused, match="ma czas na uzupełnienie"):
        factories.formally(proposal, colleague, "negative")
    assert Call.objects.get().is_open
    Call.objects.update(due_on=NOW.date() - timedelta(days=1))
    factories.formally(proposal, colleague, "negative")
    assert not Call.objects.get().is_open


def test_a_call_closes_with_whatever_takes_the_proposal_from_its_author(edition, proposal, cast):
    first = factories.proposal(edition, cast.maria, title="Pierwszy")
    factories.formally(proposal, cast.ewa, "supplement", "Brak zgody")
    duplicates.mark_duplicate(proposal, first.number, reason="To samo", user=cast.jan, at=NOW)
    assert not Call.objects.get().is_open
    duplicates.take_back(proposal, reason="Nie to samo", user=cast.jan, at=NOW)
    factories.formally(proposal, cast.ewa, "supplement", "Brak mapy")
    assert Call.objects.filter(taken_back_at=None).count() == 1


def test_who_stepped_back_decides_no_appeal_and_corrects_nothing(proposal, cast):
    factories.formally(proposal, cast.ewa, "negative")
    assigning.declare_conflict(proposal, "Siostra", user=cast.anna, at=NOW)
    filed = appealing.appeal(proposal, "Nie", user=cast.maria, at=NOW)
    with pytest.raises(Refused, match="Wyłączyłeś się"):
        appealing.decide_appeal(filed, "dismiss", "Nie", user=cast.anna, at=NOW)
    with pytest.raises(Refused, match="Wyłączyłeś się"):
        undoing.correct(proposal, "x", user=cast.anna, at=NOW)


def test_the_author_of_a_part_does_not_judge_the_whole(edition, proposal, cast):
    part = factories.proposal(edition, cast.ewa, title="Część")
    Proposal.objects.filter(pk=part.pk).update(status=Status.MERGED.value, merged_into=proposal)
    with pytest.raises(Refused, match="własnego"):
        factories.formally(proposal, cast.ewa)


def test_a_second_verdict_can_be_appealed_against_and_the_first_only_once(proposal, cast):
    factories.formally(proposal, cast.ewa, "negative", "Raz")
    filed = appealing.appeal(proposal, "Nie", user=cast.maria, at=NOW)
    with pytest.raises(Refused, match="Najpierw"):
        undoing.correct(proposal, "Pomyłka", user=cast.anna, at=NOW)
    appealing.decide_appeal(filed, "return", "Racja", user=cast.anna, at=NOW)
    later = NOW + timedelta(hours=1)
    from wibo.evaluation.deciding import Filled, decide_on_merit

    decide_on_merit(proposal, Filled("negative", reasons="Dwa"), user=cast.piotr, at=later)
    appealing.appeal(proposal, "Znowu nie", user=cast.maria, at=later + timedelta(hours=1))
    with pytest.raises(Refused, match="już złożono"):
        appealing.appeal(proposal, "Jeszcze", user=cast.maria, at=later + timedelta(hours=2))
    assert Appeal.objects.count() == 2


def test_an_announcement_says_what_its_page_showed(visit, edition, proposal, cast):
    proposal.edition = evaluated(edition, announced="together")
    factories.formally(proposal, cast.ewa)
    factories.on_merit(proposal, cast.piotr)
    anna = visit.as_(cast.anna)
    shown = anna.get("/urzad/ogloszenie/").context["shown"]
    undoing.take_back(proposal, "Pomyłka", user=cast.piotr, at=NOW)
    factories.on_merit(proposal, cast.piotr, "negative", "Nie")
    sent = {"wniosek": [proposal.pk], "widziane": shown}
    page = anna.client.post("/urzad/ogloszenie/oglos/", sent, headers={"host": anna.host}, follow=True)
    assert "Nic nie zrobiono" in factories.words(page)
    assert Proposal.objects.get().status == Status.JUDGED


def test_a_ballot_that_is_no_more_what_was_judged_is_not_frozen(edition, passed, cast):
    factories.on_merit(passed, cast.piotr)
    draw_up_ballot(edition, act=ACT)
    late = factories.proposal(edition, cast.maria, title="Późny")
    factories.formally(late, cast.ewa)
    factories.on_merit(late, cast.piotr)
    with pytest.raises(Refused, match=f"nr {late.number}"):
        freeze(edition, act=ACT)
    draw_up_ballot(edition, act=ACT)
    save_draft(Proposal.objects.get(pk=passed.pk), at=NOW, title="Inny tytuł")
    with pytest.raises(Refused, match=f"nr {passed.number}"):
        freeze(edition, act=ACT)
    draw_up_ballot(edition, act=ACT)
    freeze(edition, act=ACT)
    with pytest.raises(Refused, match="nie można teraz tak zmienić"):
        withdraw(Proposal.objects.get(pk=passed.pk), user=cast.maria, at=NOW)


def test_a_ballot_is_not_frozen_over_an_undecided_appeal_or_an_unannounced_verdict(edition, passed, cast):
    factories.on_merit(passed, cast.piotr)
    draw_up_ballot(edition, act=ACT)
    refused = factories.proposal(edition, cast.maria, title="Odrzucony")
    factories.formally(refused, cast.ewa, "negative")
    filed = appealing.appeal(refused, "Nie", user=cast.maria, at=NOW)
    with pytest.raises(Refused, match="odwołań bez decyzji 1"):
        freeze(edition, act=ACT)
    appealing.decide_appeal(filed, "dismiss", "Nie", user=cast.anna, at=NOW)
    freeze(edition, act=ACT)


def test_an_edition_whose_verdict_is_missing_stops_no_other(edition, proposal, cast):
    Proposal.objects.update(status=Status.JUDGED.value)
    edition.announce_at = NOW
    edition.save(update_fields=["announce_at"])
    assert announcing.announce_due(NOW) == 0
    assert not FormalReview.objects.exists()


def test_nobody_takes_back_a_call_of_their_own_proposal(edition, cast):
    own = factories.proposal(edition, cast.ewa)
    colleague = factories.user(edition.town, "ola", "formal-evaluator")
    factories.formally(own, colleague, "supplement", "Brak")
    with pytest.raises(Refused, match="własnym wniosku"):
        calling.take_back_call(own, "x", user=cast.ewa, at=NOW)


def test_the_ballots_page_tells_of_days_of_appeal_that_a_freeze_would_cut_off(visit, edition, proposal, cast):
    anna = visit.as_(cast.anna)
    assert "Na odwołania jest czas" not in factories.words(anna.get("/urzad/karta/"))
    proposal.edition = evaluated(edition, appeal_days=5)
    factories.formally(proposal, cast.ewa, "negative")
    assert "Na odwołania jest czas do 15 października 2027 r." in factories.words(anna.get("/urzad/karta/"))
    # A later rule takes no day away that was announced.
    proposal.edition = evaluated(edition)
    assert "Na odwołania jest czas do 15 października 2027 r." in factories.words(anna.get("/urzad/karta/"))


def test_who_stepped_back_asks_nothing_about_the_proposal_any_more(edition, passed, cast, town):
    from wibo.evaluation import opining
    from wibo.evaluation.models import Unit

    assigning.declare_conflict(passed, "", user=cast.piotr, at=NOW)
    unit = opining.save_unit(Unit(town=town), "Drogi", [])
    texts = {name: getattr(passed, name) for name in agreeing.TEXTS}
    other = factories.proposal(edition, cast.tadeusz, title="Inne")
    for act in (
        lambda: opining.ask(passed, unit, NOW.date(), "", user=cast.piotr, at=NOW),
        lambda: agreeing.propose(passed, texts, DEARER, "x", user=cast.piotr, at=NOW),
        lambda: merging.propose_merge(passed, [other], "x", user=cast.piotr, at=NOW),
    ):
        with pytest.raises(Refused, match="Wyłączyłeś się"):
            act()


def test_a_change_of_nothing_but_line_ends_is_none_and_one_beyond_the_pool_is_refused(passed, cast):
    save_draft(passed, at=NOW, description="Raz\nDwa")
    texts = {name: getattr(passed, name) for name in agreeing.TEXTS} | {"description": "Raz\r\nDwa"}
    rows = [line.row for line in passed.cost_lines.all()]
    with pytest.raises(Refused, match="Nic się nie różni"):
        agreeing.propose(passed, texts, rows, "x", user=cast.piotr, at=NOW)
    with pytest.raises(Refused, match="więcej niż cała pula"):
        agreeing.propose(passed, texts, [CostRow("Całość", 200_000_00)], "x", user=cast.piotr, at=NOW)


def test_an_appeal_on_paper_comes_in_its_days(edition, proposal, cast):
    from datetime import date

    factories.formally(proposal, cast.ewa, "negative")
    for day in (date(2020, 1, 1), NOW.date() - timedelta(days=1)):
        with pytest.raises(Refused, match="W tym dniu"):
            appealing.register_appeal(proposal, "x", day, user=cast.jan, at=NOW)
    filed = appealing.register_appeal(proposal, "x", NOW.date(), user=cast.jan, at=NOW)
    with pytest.raises(Refused, match="w przyszłości"):
        appealing.hear(filed, date(2030, 1, 1), "x", user=cast.anna, at=NOW)
