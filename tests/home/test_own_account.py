"""A person's own account: another address, all data as a file, leaving."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.files import pdf
from tests.journal.stories import told
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.accounts.own import delete_account
from wibo.editions.models import Question
from wibo.evaluation.appealing import appeal
from wibo.home.leaving import leave
from wibo.journal.acts import Act
from wibo.letters.models import Letter
from wibo.proposals import actions, co_authors
from wibo.proposals.models import Proposal, Supporter

ADDRESS, DATA, DELETE = "/konto/adres/", "/konto/moje-dane.json", "/konto/usun/"
GOOD = {"email": "Nowa@x.example", "password": factories.PASSWORD}


@pytest.fixture
def maria(visit, edition, cast):
    return visit.as_(cast.maria)


def link_to(address):
    return re.search(r"/konto/adres/\S+", Letter.objects.filter(address=address).last().body).group()


def email_of(user):
    return User.objects.get(pk=user.pk).email


def test_an_address_changes_by_the_letter_to_the_new_one_and_the_old_one_hears_of_it(maria, cast):
    assert maria.post(ADDRESS, GOOD)["Location"] == "/konto/"
    assert email_of(cast.maria) == "maria@lipowo.example"
    link = link_to("nowa@x.example")
    assert "@" not in link
    maria.client.logout()
    assert "Zmień adres" in factories.words(maria.get(link))
    assert email_of(cast.maria) == "maria@lipowo.example", "to open the link alone changes nothing"
    maria.post(link)
    changed = User.objects.get(pk=cast.maria.pk)
    assert (changed.email, changed.new_email, changed.is_genuine) == ("nowa@x.example", "", True)
    assert Letter.objects.filter(address="maria@lipowo.example").last().template == "email_changed"
    assert told()[-1] == "Zmieniono adres e-mail konta."
    signed_in = maria.client.post("/konto/zaloguj/", GOOD, headers={"host": maria.host})
    assert signed_in.status_code == 302


def test_a_link_works_once_and_only_for_the_last_address_asked_for(maria, cast):
    maria.post(ADDRESS, GOOD)
    first = link_to("nowa@x.example")
    maria.post(ADDRESS, GOOD | {"email": "inna@x.example"})
    assert "Odnośnik nie działa" in factories.words(maria.post(first))
    second = link_to("inna@x.example")
    maria.post(second)
    assert "Odnośnik nie działa" in factories.words(maria.post(second))
    assert email_of(cast.maria) == "inna@x.example"


def test_nobody_learns_whose_address_has_an_account(maria, cast):
    free = maria.post(ADDRESS, GOOD)
    taken = maria.post(ADDRESS, GOOD | {"email": "jan@lipowo.example"})
    assert (free.status_code, free["Location"]) == (taken.status_code, taken["Location"])
    letter = Letter.objects.filter(address="jan@lipowo.example").last()
    assert letter.template == "account_exists"
    assert User.objects.get(pk=cast.maria.pk).new_email == "nowa@x.example"


def test_the_present_address_is_not_a_new_one(maria, cast):
    page = factories.words(maria.post(ADDRESS, GOOD | {"email": "MARIA@lipowo.example"}))
    assert "To jest Twój obecny adres" in page
    assert not Letter.objects.exists()


def test_an_address_taken_meanwhile_is_refused(maria, cast, town):
    maria.post(ADDRESS, GOOD)
    factories.user(town, "nowa")
    User.objects.filter(email="nowa@lipowo.example").update(email="nowa@x.example")
    page = maria.client.post(link_to("nowa@x.example"), headers={"host": maria.host}, follow=True)
    assert "ma już inne konto" in factories.words(page)
    assert email_of(cast.maria) == "maria@lipowo.example"


def test_without_the_password_nothing_changes(maria, cast):
    page = maria.post(ADDRESS, GOOD | {"password": "nie to"})
    assert "hasło się nie zgadza" in factories.words(page)
    assert not Letter.objects.exists()
    assert "hasło się nie zgadza" in factories.words(maria.post(DELETE, {"password": "nie to"}))
    assert User.objects.filter(pk=cast.maria.pk).exists()


def test_all_of_a_persons_data_and_nobody_elses_comes_as_a_file(maria, edition, cast):
    question = Question.objects.create(edition=edition, label="Dla kogo?")
    draft = factories.draft(edition, cast.maria, title="Ławki Marii")
    actions.save_draft(draft, at=NOW, answers={question.pk: "Dla dzieci"}, author_phone="600")
    actions.submit(draft, user=cast.maria, at=NOW)
    factories.draft(edition, cast.jan, title="Lampy Jana")
    answer = maria.get(DATA)
    assert answer["Content-Disposition"] == 'attachment; filename="moje-dane.json"'
    told_all = json.loads(answer.content)
    assert told_all["konto"]["e-mail"] == "maria@lipowo.example"
    [proposal] = told_all["wnioski"]
    assert (proposal["tytuł"], proposal["telefon"], proposal["odpowiedzi"]) == (
        "Ławki Marii",
        "600",
        {"Dla kogo?": "Dla dzieci"},
    )
    assert proposal["koszty"][0]["kwota"] == "10000"
    assert len(told_all["listy"]) == 1
    assert "Lampy Jana" not in answer.content.decode()


def test_appeals_and_proposed_changes_are_a_persons_data_too(maria, edition, cast):
    refused = factories.proposal(edition, cast.maria, title="Lampy")
    factories.formally(refused, cast.ewa, "negative")
    appeal(refused, "Proszę jeszcze raz", user=cast.maria, at=NOW)
    [one] = json.loads(maria.get(DATA).content)["wnioski"]
    assert [filed["treść"] for filed in one["odwołania"]] == ["Proszę jeszcze raz"]
    assert one["propozycje zmian"] == []


def test_who_leaves_takes_drafts_and_leaves_what_was_handed_in(maria, edition, cast):
    handed_in = factories.proposal(edition, cast.maria, title="Złożony")
    factories.draft(edition, cast.maria, title="Szkic")
    others = factories.draft(edition, cast.jan, title="Cudzy")
    assert maria.post(DELETE, {"password": factories.PASSWORD})["Location"] == "/"
    assert not User.objects.filter(email="maria@lipowo.example").exists()
    assert {one.title for one in Proposal.objects.all()} == {"Złożony", "Cudzy"}
    kept = Proposal.objects.get(pk=handed_in.pk)
    assert (kept.author, kept.author_name, kept.contact_email) == (
        None,
        "Maria Testowa",
        "maria@lipowo.example",
    )
    assert Proposal.objects.get(pk=others.pk).author == cast.jan
    assert told()[-1] == "Usunięto konto na prośbę właściciela."
    assert maria.get("/moje/").status_code == 302


def test_letters_to_others_are_counted(maria):
    for number in range(61):
        page = maria.post(ADDRESS, GOOD | {"email": f"obcy{number}@x.example"})
    assert page.status_code == 200
    assert Letter.objects.count() == 60


def test_an_official_who_is_refused_keeps_drafts_and_files(edition, cast):
    draft = factories.draft(edition, cast.jan)
    file = actions.attach(draft, SimpleUploadedFile("a.pdf", pdf()), at=NOW).file
    with pytest.raises(Refused):
        leave(cast.jan, act=Act("x", NOW))
    assert file.storage.exists(file.name)
    assert Proposal.objects.filter(pk=draft.pk).exists()


def test_an_officials_account_stays(visit, edition, cast):
    page = visit.as_(cast.jan).post(DELETE, {"password": factories.PASSWORD})
    assert "podpisuje dziennik" in factories.words(page)
    with pytest.raises(Refused):
        delete_account(cast.jan, act=Act("x", NOW))
    assert User.objects.filter(pk=cast.jan.pk).exists()
    assert DELETE not in factories.words(visit.get("/konto/"))


def test_notices_are_switched_off_and_calls_to_act_still_come(maria, cast, edition):
    maria.post("/konto/powiadomienia/", {"listy": "nie"})
    assert "Piszemy tylko wtedy" in factories.words(maria.get("/konto/"))
    made, sent_back = (
        factories.proposal(edition, User.objects.get(pk=cast.maria.pk), title=t) for t in ("A", "B")
    )
    factories.formally(made, cast.ewa, "positive", "")
    factories.formally(sent_back, cast.ewa, "supplement", "Brak zgody")
    written = list(Letter.objects.order_by("pk").values_list("template", flat=True))
    assert written == ["proposal_submitted", "proposal_submitted", "formal_supplement"]
    maria.post("/konto/powiadomienia/", {"listy": "tak"})
    assert User.objects.get(pk=cast.maria.pk).wants_notices


def test_the_file_of_all_data_names_what_was_written_with_others_and_supported(maria, cast, edition):
    draft = factories.draft(edition, cast.jan, title="Wspólny")
    asked = co_authors.invite(draft, cast.maria.email, user=cast.jan, at=NOW)
    co_authors.accept(asked, user=cast.maria, publish=True, at=NOW)
    Supporter.objects.create(
        proposal=draft,
        name="Maria T.",
        email="maria+1@lipowo.example",
        mailbox=cast.maria.email,
        asked_at=NOW,
    )
    data = json.loads(maria.get(DATA).content)
    assert [one["wniosek"] for one in data["współautorstwo"]] == ["Wspólny"]
    assert [one["nazwisko"] for one in data["poparcie"]] == ["Maria T."]


def test_who_leaves_is_no_co_author_any_more(cast, edition):
    draft = factories.draft(edition, cast.jan, title="Wspólny")
    asked = co_authors.invite(draft, cast.maria.email, user=cast.jan, at=NOW)
    co_authors.accept(asked, user=cast.maria, publish=True, at=NOW)
    leave(cast.maria, act=Act("x", NOW))
    assert list(draft.co_authors.all()) == []
    assert Proposal.objects.get() == draft
