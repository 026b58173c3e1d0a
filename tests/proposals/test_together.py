"""Writing with others: invited by a letter, they write; the author alone hands in, withdraws and deletes."""

import re

import pytest

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.letters.models import Letter
from wibo.proposals import actions, co_authors
from wibo.proposals.models import CoAuthor, Proposal


@pytest.fixture
def draft(edition, cast):
    return factories.draft(edition, cast.maria, title="Ławki")


def invited(visit, draft, cast, email="piotr@lipowo.example"):
    """The path of the invitation."""
    visit.as_(cast.maria).post(f"/moje/{draft.pk}/wspolautorzy/", {"email": email})
    return re.search(r"http\S+?(/wspolautor/\S+)", Letter.objects.last().body)[1]


def joined(visit, draft, cast, **said):
    path = invited(visit, draft, cast)
    return visit.as_(cast.piotr).post(path, said)


def test_who_agrees_writes_and_is_told_of_decisions(visit, draft, cast):
    answer = joined(visit, draft, cast, publish="on")
    assert answer["Location"] == f"/moje/{draft.pk}/"
    other = visit.as_(cast.piotr)
    assert "Ławki" in factories.words(other.get("/moje/"))
    other.post(f"/moje/{draft.pk}/krok/opis/", {"description": "Dębowe", "justification": "Odpoczynek"})
    assert Proposal.objects.get().description == "Dębowe"
    actions.submit(draft, user=cast.maria, at=NOW)
    told = set(Letter.objects.filter(template="proposal_submitted").values_list("address", flat=True))
    assert told == {"maria@lipowo.example", "piotr@lipowo.example"}


def test_a_co_author_neither_hands_in_nor_deletes_nor_withdraws(visit, draft, cast):
    joined(visit, draft, cast)
    other = visit.as_(cast.piotr)
    other.post(f"/moje/{draft.pk}/zloz/", {})
    assert Proposal.objects.get().status == "draft"
    assert other.post(f"/moje/{draft.pk}/usun/", {}).status_code == 404
    page = factories.words(other.get(f"/moje/{draft.pk}/"))
    assert "Złóż wniosek" not in page
    assert "jego autor: Maria Testowa" in page
    actions.submit(draft, user=cast.maria, at=NOW)
    other.post(f"/moje/{draft.pk}/wycofaj/", {})
    assert Proposal.objects.get().status == "submitted"


def test_nobody_judges_what_they_wrote_with_another(visit, draft, cast):
    asked = co_authors.invite(draft, "ewa@lipowo.example", user=cast.maria, at=NOW)
    co_authors.accept(asked, user=cast.ewa, publish=False, at=NOW)
    actions.submit(draft, user=cast.maria, at=NOW)
    with pytest.raises(Refused, match="własnego"):
        factories.formally(draft, cast.ewa, "positive", "")


def test_names_are_public_each_with_its_own_consent(visit, draft, cast):
    draft.publish_author = True
    draft.save()
    asked = co_authors.invite(draft, "ewa@lipowo.example", user=cast.maria, at=NOW)
    co_authors.accept(asked, user=cast.ewa, publish=False, at=NOW)
    joined(visit, draft, cast, publish="on")
    actions.submit(draft, user=cast.maria, at=NOW)
    page = factories.words(visit.get(f"/wnioski/{draft.pk}/"))
    assert "Maria Testowa, Piotr Testowa" in page
    assert "Ewa" not in page


def test_who_refuses_leaves_no_row(visit, draft, cast):
    joined(visit, draft, cast, odpowiedz="nie")
    assert not CoAuthor.objects.exists()
    assert visit.as_(cast.piotr).get(f"/moje/{draft.pk}/").status_code == 404


def test_an_invitation_works_once_and_not_after_it_was_taken_back(visit, draft, cast):
    path = invited(visit, draft, cast)
    visit.as_(cast.piotr).post(path, {})
    assert "nieaktualne" in factories.words(visit.as_(cast.ewa).get(path))
    visit.as_(cast.maria).post(f"/moje/wspolautor/{CoAuthor.objects.get().pk}/usun/", {})
    assert visit.as_(cast.piotr).get(f"/moje/{draft.pk}/").status_code == 404


def test_a_stranger_removes_nobody(visit, draft, cast):
    joined(visit, draft, cast)
    visit.as_(cast.ewa).post(f"/moje/wspolautor/{CoAuthor.objects.get().pk}/usun/", {})
    assert CoAuthor.objects.count() == 1


def test_the_author_cannot_invite_oneself_or_one_person_twice(visit, draft, cast):
    invited(visit, draft, cast)
    with pytest.raises(Refused, match="Twój adres"):
        co_authors.invite(draft, "MARIA@lipowo.example", user=cast.maria, at=NOW)
    with pytest.raises(Refused, match="już zaproszona"):
        co_authors.invite(draft, "piotr@lipowo.example", user=cast.maria, at=NOW)
    with pytest.raises(Refused, match="tylko autor"):
        co_authors.invite(draft, "ola@lipowo.example", user=cast.ewa, at=NOW)
    with pytest.raises(Refused, match="innej osoby"):
        co_authors.accept(CoAuthor.objects.get(), user=cast.maria, publish=False, at=NOW)
    with pytest.raises(Refused, match="adres e-mail"):
        co_authors.invite(draft, "nie adres", user=cast.maria, at=NOW)


def test_ten_are_enough(draft, cast):
    for at in range(10):
        co_authors.invite(draft, f"osoba{at}@example.com", user=cast.maria, at=NOW)
    with pytest.raises(Refused, match=r"najwyżej 10\swspółautorów"):
        co_authors.invite(draft, "jedenasta@example.com", user=cast.maria, at=NOW)
