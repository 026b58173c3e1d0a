"""Following by e-mail: only a confirmed mailbox is written to, of each public step, until it says stop."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.access.throttling import MAILBOX_LETTERS
from wibo.evaluation.announcing import announce
from wibo.housekeeping.ticking import tick
from wibo.journal.acts import Act
from wibo.letters.models import Letter
from wibo.letters.tasks import without_links
from wibo.proposals import following
from wibo.proposals.actions import withdraw
from wibo.proposals.models import Follower, Proposal, Telling
from wibo.results.actions.counting import count_all
from wibo.results.actions.publishing import publish
from wibo.rulebook.calendar.schedule import Stage
from wibo.voting.ballot.freezing import draw_up_ballot, freeze, strike
from wibo.voting.models import Project
from wibo.voting.urn.opening import open_urn

ANNA = Act("Anna", NOW)
OLA = "ola@example.com"


@pytest.fixture
def idea(edition, cast):
    return factories.proposal(edition, cast.maria, title="Ławki")


def follow(proposal, email=OLA):
    """As who has opened the letter and pressed the button; what happened before is told by then."""
    following.write_tellings(NOW)
    following.ask(proposal, email=email, at=NOW)
    one = Follower.objects.get(proposal=proposal, email=email)
    following.confirm(one, at=NOW)
    Letter.objects.filter(template="follow_confirm").delete()
    return one


def told(email=OLA):
    """What was written to the mailbox, once the worker has done its round."""
    following.write_tellings(NOW)
    return [letter.subject for letter in Letter.objects.filter(address=email).order_by("pk")]


def link(letter):
    return re.search(r"http\S+?(/obserwuj/list/\S+)", letter.body)[1]


def test_a_mailbox_is_written_to_only_once_it_is_confirmed(visit, idea, cast):
    answer = visit.post(f"/wnioski/{idea.pk}/obserwuj/", {"email": OLA})
    assert answer["Location"] == f"/wnioski/{idea.pk}/"
    address = link(Letter.objects.get(address=OLA))
    visit.get(address)
    factories.formally(idea, cast.ewa)
    assert told() == ["Potwierdź, że chcesz obserwować: Ławki"]
    visit.post(address, {"odpowiedz": "obserwuj"})
    factories.on_merit(Proposal.objects.get(pk=idea.pk), cast.piotr)
    assert told()[1:] == ["Ławki: Dopuszczony do głosowania"]


def test_a_page_that_is_no_address_says_so(visit, idea):
    page = visit.post(f"/wnioski/{idea.pk}/obserwuj/", {"email": "ola"})
    assert page.status_code == 200
    assert not Follower.objects.exists()


def test_one_mailbox_is_told_once_however_it_is_written(idea, cast):
    follow(idea)
    Telling.objects.all().delete()
    following.ask(idea, email="OLA+x@example.com", at=NOW)
    assert Follower.objects.count() == 1
    assert told() == ["Obserwujesz już: Ławki"]


def test_a_verdict_that_is_not_announced_is_told_to_nobody(idea, cast, edition):
    edition.evaluation = {"announced": "together"}
    edition.save()
    follow(idea)
    proposal = Proposal.objects.get(pk=idea.pk)
    factories.formally(proposal, cast.ewa)
    factories.on_merit(Proposal.objects.get(pk=proposal.pk), cast.piotr)
    assert told() == []
    announce(Proposal.objects.get(pk=proposal.pk), user=cast.anna, at=NOW)
    assert told() == ["Ławki: Dopuszczony do głosowania"]


def test_the_letter_leads_to_the_proposal_and_to_the_end(visit, idea, cast):
    follow(idea)
    factories.formally(idea, cast.ewa)
    following.write_tellings(NOW)
    body = Letter.objects.get(address=OLA).body
    assert f"/wnioski/{idea.pk}/" in body
    assert "W ocenie merytorycznej" in body
    page = factories.words(visit.get(link(Letter.objects.get(address=OLA))))
    assert "Obserwujesz ten pomysł" in page


def test_a_mail_program_ends_it_by_one_click(visit, idea, cast, django_capture_on_commit_callbacks):
    follow(idea)
    with django_capture_on_commit_callbacks(execute=True):
        factories.formally(idea, cast.ewa)
        following.write_tellings(NOW)
    sent = next(message for message in mail.outbox if message.to == [OLA])
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<https?://[^/]+(/obserwuj/list/\S+)>", sent.extra_headers["List-Unsubscribe"])[1]
    other = next((message for message in mail.outbox if message.to != [OLA]), None)
    assert other is None or "List-Unsubscribe" not in other.extra_headers
    visit.client.handler.enforce_csrf_checks = True
    visit.client.post(address, {"List-Unsubscribe": "One-Click"}, headers={"host": visit.host})
    assert not Follower.objects.exists()


def test_what_was_sent_keeps_no_link_that_works(visit, idea, cast):
    follow(idea)
    factories.formally(idea, cast.ewa)
    following.write_tellings(NOW)
    assert "/obserwuj/list/" not in without_links(Letter.objects.get(address=OLA).body)


def test_who_stops_is_forgotten_with_the_letters(visit, idea, cast):
    one = follow(idea)
    factories.formally(idea, cast.ewa)
    following.write_tellings(NOW)
    address = link(Letter.objects.get(address=OLA))
    visit.post(address, {"odpowiedz": "zakoncz"})
    assert not Follower.objects.exists()
    assert not Letter.objects.filter(address=OLA).exists()
    assert "Odnośnik nie działa" in factories.words(visit.get(address))
    with pytest.raises(Refused):
        following.confirm(one, at=NOW)


def test_an_unconfirmed_mailbox_goes_after_a_fortnight(idea):
    following.ask(idea, email=OLA, at=NOW)
    assert following.sweep_unconfirmed_followers(NOW + timedelta(days=13)) == 0
    assert following.sweep_unconfirmed_followers(NOW + timedelta(days=15)) == 1
    assert not Letter.objects.filter(address=OLA).exists()


def test_what_will_have_no_more_steps_is_not_followed(visit, idea, cast):
    withdraw(idea, user=cast.maria, at=NOW)
    with pytest.raises(Refused):
        following.ask(Proposal.objects.get(pk=idea.pk), email=OLA, at=NOW)
    assert visit.get(f"/wnioski/{idea.pk}/obserwuj/").status_code == 404


def test_the_office_does_not_learn_who_follows(visit, idea, cast):
    follow(idea)
    factories.formally(idea, cast.ewa)
    page = visit.as_(cast.anna).get(f"/urzad/wnioski/{idea.pk}/")
    assert OLA not in page.text


def test_followers_read_of_voting_once_of_the_result_and_of_a_strike(edition, cast, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    ideas = []
    for title in ("Pierwszy", "Drugi", "Trzeci"):
        made = factories.proposal(edition, cast.maria, title=title, cost=60_000_00)
        factories.formally(made, cast.ewa)
        factories.on_merit(made, cast.piotr, cost=60_000_00)
        ideas.append(Proposal.objects.get(pk=made.pk))
    draw_up_ballot(edition, act=ANNA)
    tick(NOW)
    for one in ideas:
        follow(one)
    tick(NOW)
    assert told() == []
    freeze(edition, act=ANNA)
    strike(Project.objects.get(number="3"), "droga jest powiatowa", act=ANNA)
    tick(NOW)
    tick(NOW)
    assert "Trzeci: skreślony" in told()
    assert sorted(told()) == ["Drugi: głosujemy", "Pierwszy: głosujemy", "Trzeci: skreślony"]
    edition = factories.reload(edition)
    for at, numbers in enumerate([(1, 2), (1,)]):
        factories.ballot(edition, at, *numbers)
    open_urn(edition, act=ANNA)
    count_all(edition, act=ANNA)
    Letter.objects.all().delete()
    publish(edition, act=ANNA)
    told()
    bodies = {letter.subject: letter.body for letter in Letter.objects.filter(address=OLA)}
    assert set(bodies) == {f"{title}: wynik głosowania" for title in ("Pierwszy", "Drugi", "Trzeci")}
    assert "Projekt wygrał: 2 głosy, miejsce 1 z" in bodies["Pierwszy: wynik głosowania"].replace("\xa0", " ")
    assert "Projekt nie wygrał: 1 głos" in bodies["Drugi: wynik głosowania"].replace("\xa0", " ")


def test_before_voting_opens_nobody_is_told_that_it_has(edition, cast, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    made = factories.proposal(edition, cast.maria, title="Pierwszy")
    factories.formally(made, cast.ewa)
    factories.on_merit(made, cast.piotr)
    draw_up_ballot(edition, act=ANNA)
    follow(Proposal.objects.get(pk=made.pk))
    freeze(edition, act=ANNA)
    factories.only_stages(edition, Stage.EVALUATION)
    tick(NOW)
    assert told() == []


def test_a_portion_that_was_written_is_not_written_again(idea, cast, monkeypatch):
    monkeypatch.setattr(following, "_AT_ONCE", 2)
    for name in ("ola", "ula", "ela"):
        follow(idea, f"{name}@example.com")
    Telling.objects.all().delete()
    factories.formally(idea, cast.ewa)
    assert [following.write_tellings(NOW) for _ in range(4)] == [2, 1, 0, 0]
    assert Letter.objects.filter(template="followed").values("address").distinct().count() == 3
    assert Telling.objects.get().done_at


def test_who_stops_between_the_step_and_the_letters_gets_none(idea, cast):
    one = follow(idea)
    factories.formally(idea, cast.ewa)
    following.stop(one)
    assert told() == []


def test_who_began_after_a_step_is_not_told_of_it(idea, cast):
    factories.formally(idea, cast.ewa)
    following.ask(idea, email=OLA, at=NOW)
    following.confirm(Follower.objects.get(), at=NOW + timedelta(minutes=1))
    Letter.objects.all().delete()
    assert told() == []


def test_a_withdrawn_idea_is_told_without_a_page_that_is_gone(visit, idea, cast):
    follow(idea)
    withdraw(idea, user=cast.maria, at=NOW)
    assert told() == ["Ławki: Wycofany"]
    letter = Letter.objects.get(address=OLA)
    assert f"/wnioski/{idea.pk}/" not in letter.body
    answer = visit.post(link(letter), {"odpowiedz": "zakoncz"})
    assert answer["Location"] == "/wnioski/"


def test_a_title_cannot_take_over_the_way_to_stop(edition, cast, django_capture_on_commit_callbacks):
    title = "http://evil.example/obserwuj/list/x"
    follow(factories.proposal(edition, cast.maria, title=title))
    with django_capture_on_commit_callbacks(execute=True):
        factories.formally(Proposal.objects.get(title=title), cast.ewa)
        following.write_tellings(NOW)
    sent = next(message for message in mail.outbox if message.to == [OLA])
    assert "evil" not in sent.extra_headers["List-Unsubscribe"]


def test_a_mailbox_is_asked_only_a_few_times_a_day_and_can_still_support(idea):
    for _ in range(4):
        following.ask(idea, email=OLA, at=NOW)
    with pytest.raises(Refused):
        following.ask(idea, email=OLA, at=NOW)
    assert MAILBOX_LETTERS.take(OLA) is None
