"""Support: counted on paper by the clerk, on line by people who confirm an address; one a mailbox, names for nobody."""

import re

import pytest

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.letters.models import Letter
from wibo.proposals import actions, supporting
from wibo.proposals.completeness import missing
from wibo.proposals.models import Proposal, Supporter
from wibo.rulebook.calendar.schedule import Stage


@pytest.fixture
def wanted(edition, cast):
    """A draft whose pool asks for three people, with its page open."""
    edition.online_support = True
    edition.save()
    edition.pools.update(signatures=3)
    draft = factories.draft(factories.reload(edition), cast.maria, title="Ławki")
    supporting.open_support(draft, NOW)
    return draft


def page(draft):
    return f"/poparcie/{draft.support_key}/"


def supported(visit, draft, email, name="Ola Lis"):
    return visit.post(page(draft), {"name": name, "email": email, "resident": "on"})


def link():
    """The address in the last letter."""
    return re.search(r"http\S+?(/poparcie/list/\S+)", Letter.objects.last().body)[1]


def counted(draft):
    return Proposal.objects.get(pk=draft.pk).support


def test_only_a_confirmed_address_counts(visit, wanted):
    answer = supported(visit, wanted, "Ola@example.com")
    assert answer["Location"] == page(wanted)
    assert counted(wanted) == 0
    shown = visit.get(link())
    assert "Popieram" in factories.words(shown)
    assert counted(wanted) == 0
    visit.post(link(), {})
    assert counted(wanted) == 1
    assert "Poparło: <strong>1</strong>" in factories.words(visit.get(page(wanted)))


def test_one_mailbox_counts_once_however_it_is_written(visit, wanted):
    for typed in ("ola@example.com", "OLA@example.com", "ola+dwa@example.com"):
        supported(visit, wanted, typed)
        visit.post(link(), {})
    assert counted(wanted) == 1
    assert "Popierasz już ten pomysł" in Letter.objects.last().subject


def test_the_page_says_the_same_of_an_address_that_supports_already(visit, wanted):
    supported(visit, wanted, "ola@example.com")
    first = factories.words(visit.get(page(wanted)))
    visit.post(link(), {})
    visit.get(page(wanted))
    supported(visit, wanted, "ola@example.com")
    again = factories.words(visit.get(page(wanted)))
    assert "Wysłaliśmy list na ola@example.com" in first
    assert "Wysłaliśmy list na ola@example.com" in again


def test_support_is_taken_back_and_nothing_of_the_person_stays(visit, wanted):
    supported(visit, wanted, "Ola@example.com")
    path = link()
    visit.post(path, {})
    visit.post(path, {"odpowiedz": "wycofaj"})
    assert (counted(wanted), Supporter.objects.count()) == (0, 0)
    assert not Letter.objects.filter(address__icontains="ola").exists()
    assert "nie działa" in factories.words(visit.get(path))


def test_no_name_or_address_of_a_supporter_is_shown(visit, wanted, cast):
    supported(visit, wanted, "ola@example.com")
    visit.post(link(), {})
    visit.get(page(wanted))
    for path, person in ((page(wanted), None), (f"/moje/{wanted.pk}/", cast.maria)):
        text = factories.words((visit.as_(person) if person else visit).get(path))
        assert "Ola Lis" not in text
        assert "ola@example.com" not in text


def test_enough_support_on_line_stands_for_the_list(visit, wanted, cast):
    said = "Zbierz 3 podpisy"
    for at in range(3):
        assert [one for one in missing(wanted) if "poparcia" in one.words], said
        supported(visit, wanted, f"osoba{at}@example.com")
        visit.post(link(), {})
    assert not [one for one in missing(wanted) if "poparcia" in one.words]
    actions.submit(wanted, user=cast.maria, at=NOW)
    assert wanted.number == "1"


def test_after_its_time_nobody_supports_and_nothing_counted_goes(visit, wanted, edition):
    supported(visit, wanted, "ola@example.com")
    path = link()
    visit.post(path, {})
    factories.only_stages(edition, Stage.VOTING)
    assert "się skończyło" in factories.words(visit.get(page(wanted)))
    visit.post(path, {"odpowiedz": "wycofaj"})
    assert counted(wanted) == 1


def test_a_link_that_was_changed_does_nothing(visit, wanted):
    supported(visit, wanted, "ola@example.com")
    visit.post(link()[:-2] + "x/", {})
    assert counted(wanted) == 0


def test_without_the_residents_word_nothing_is_written(visit, wanted):
    answer = visit.post(page(wanted), {"name": "Ola", "email": "ola@example.com"})
    assert "tylko mieszkańcy" in factories.words(answer)
    assert not Supporter.objects.exists()


def test_where_the_edition_does_not_allow_it_there_is_no_page(edition, cast):
    draft = factories.draft(edition, cast.maria)
    with pytest.raises(Refused, match="tylko na papierze"):
        supporting.open_support(draft, NOW)


def test_the_clerk_counts_signatures_and_never_more_valid_than_given(visit, edition, cast):
    made = factories.proposal(edition, cast.maria)
    clerk = visit.as_(cast.jan)
    path = f"/urzad/wnioski/{made.pk}/podpisy/"
    answer = clerk.post(path, {"given": "15", "valid": "17"})
    assert "nie może być więcej" in factories.words(answer)
    clerk.post(path, {"given": "17", "valid": "15"})
    stored = Proposal.objects.get()
    assert (stored.signatures_given, stored.signatures_valid, stored.support) == (17, 15, 15)
    assert "17, ważnych 15" in factories.words(clerk.get(f"/urzad/wnioski/{made.pk}/"))
    assert "Poparło: <strong>15 osób</strong>" in factories.words(visit.get(f"/wnioski/{made.pk}/")).replace(
        "\xa0", " "
    )


def test_of_two_clerks_who_count_one_pile_the_second_sees_what_the_first_has_counted(visit, edition, cast):
    made = factories.proposal(edition, cast.maria)
    clerk = visit.as_(cast.jan)
    path = f"/urzad/wnioski/{made.pk}/podpisy/"
    shown = clerk.get(path).context["shown"]
    clerk.post(path, {"given": "17", "valid": "15"})
    answer = clerk.post(path, {"given": "9", "valid": "9", "widziane": shown})
    assert "Nic nie zrobiono" in factories.words(answer)
    assert Proposal.objects.get().signatures_given == 17


def test_the_office_alone_reads_who_supports_on_line_and_only_who_confirmed(visit, wanted, cast):
    supported(visit, wanted, "ola@example.com", name="Ola Lis")
    visit.post(link(), {})
    supported(visit, wanted, "ada@example.com", name="Ada Wrona")
    wanted.edition.pools.update(signatures=0)
    actions.submit(Proposal.objects.get(pk=wanted.pk), user=cast.maria, at=NOW)
    path = f"/urzad/wnioski/{wanted.pk}/poparcie/"
    page = visit.as_(cast.jan).get(path)
    assert "Ola Lis" in factories.words(page)
    assert "Ada Wrona" not in factories.words(page)
    assert "no-store" in page["Cache-Control"]
    for stranger in (cast.maria, cast.audytor, cast.ewa):
        assert visit.as_(stranger).get(path).status_code in (302, 403)


def test_an_author_does_not_back_the_own_idea_and_nobody_learns_whose_it_is(visit, wanted, cast):
    theirs = supported(visit, wanted, cast.maria.email)
    others = supported(visit, wanted, "ola@example.com")
    assert theirs["Location"] == others["Location"]
    letter = Letter.objects.get(address=cast.maria.email)
    assert "nie popierają" in letter.body
    assert "/poparcie/list/" not in letter.body
    assert not Supporter.objects.filter(email=cast.maria.email).exists()
