"""Editions beside each other: the next is prepared while one runs, and a school's runs beside the main one."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django_scopes import scope

from tests import factories
from tests.editions.test_views import POOL
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.bulletin.actions import Written, add_text
from wibo.bulletin.models import Kind
from wibo.editions.actions import create_edition
from wibo.editions.models import Edition, Pool, StageWindow
from wibo.editions.showing import show
from wibo.editions.views.office import page_of
from wibo.housekeeping.ticking import tick
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.letters.models import Letter
from wibo.proposals.models import Proposal
from wibo.voting.models import Envelope

ANNA = Act("Anna", NOW)
PERSON = {
    "first_name": "Maria",
    "surname": "Nowak",
    "birth_date": "14.05.1944",
    "address": "Lipowo, Długa 1",
    "declared": "on",
    "understood": "on",
}
FORM = {"year": "2028", "name": "BO 2028", "regulations": ""}


@pytest.fixture
def following(town, edition):
    """The edition after the one that runs, with no dates yet."""
    return factories.edition(town, stages=(), year=2028)


@pytest.fixture
def school(town, edition):
    """An edition beside the main one, shown, with all its stages open."""
    made = factories.edition(town, is_beside=True, name="Szkolny 2027")
    show(made, act=ANNA)
    return factories.reload(made)


def test_the_next_is_founded_while_one_runs_and_residents_go_on_with_that(visit, cast, edition):
    answer = visit.as_(cast.anna).post("/urzad/edycja/nowa/", FORM)
    assert answer["Location"] == "/edycja/2028/urzad/edycja/"
    following = Edition.objects.get(year=2028)
    assert "BO 2028" in factories.words(visit.among(following).get("/urzad/edycja/"))
    assert f"budżet obywatelski {edition.year}" in factories.words(visit.among(None).get("/")).casefold()


def test_who_is_no_official_does_not_learn_of_an_edition_in_preparation(visit, cast, following):
    for stranger in (visit, visit.as_(cast.maria)):
        assert stranger.among(following).get("/").status_code == 404
        page = factories.words(stranger.among(None).get("/wnioski/", edycja=following.pk))
        assert "BO 2028" not in page
    assert visit.as_(cast.ewa).among(following).get("/").status_code == 200


def test_an_address_of_no_edition_and_of_another_towns_is_none(visit, cast, edition, stranger_town):
    visit.as_(cast.anna)
    with scope(town=stranger_town):
        foreign = factories.edition(stranger_town, year=2031)
    assert visit.among(foreign).get("/").status_code == 404
    assert visit.among(None).get("/edycja/1999/").status_code == 404


def test_a_form_changes_the_edition_of_its_page_and_no_other(visit, cast, edition, following):
    pool = {**POOL, "name": "Pula roku 2028"}
    answer = visit.as_(cast.anna).among(following).post("/urzad/edycja/pula/", pool)
    assert answer["Location"] == "/edycja/2028/urzad/edycja/"
    assert Pool.objects.get(name="Pula roku 2028").edition == following


def test_every_way_from_a_page_of_an_edition_stays_with_it(visit, cast, edition, following):
    page = visit.as_(cast.anna).among(following).get("/urzad/").content.decode()
    main = f'href="/edycja/{edition.slug}/'
    ways = re.findall(r'(?:href|action)="(/[^"]*)"', page)
    away = [way for way in ways if not way.startswith(("/edycja/2028/", "/static/"))]
    # The way to the main edition's desk, which has no edition in its address.
    assert away == ["/urzad/"]
    assert main not in page


def test_a_main_edition_is_not_shown_over_one_that_residents_use(visit, cast, edition, following):
    page = factories.words(visit.as_(cast.anna).among(following).get("/urzad/edycja/"))
    assert (
        "Mieszkańcy korzystają jeszcze z edycji „BO 2027”, do 20 października 2027 r. Tę pokażesz później."
        in page
    )
    assert "Pokaż mieszkańcom" not in page
    with pytest.raises(Refused, match="Tę pokażesz później"):
        show(following, act=ANNA)
    factories.only_stages(edition)
    assert visit.post("/urzad/edycja/pokaz/")["Location"] == "/edycja/2028/urzad/edycja/"
    assert "budżet obywatelski 2028" in factories.words(visit.among(None).get("/")).casefold()
    with pytest.raises(Refused, match="widzą już"):
        show(following, act=ANNA)


def test_an_earlier_edition_never_takes_the_place_of_a_later_one(town, edition):
    factories.only_stages(edition)
    earlier = factories.edition(town, stages=(), year=2026)
    assert earlier.in_preparation
    with pytest.raises(Refused, match="późniejsza"):
        show(earlier, act=ANNA)


def test_beside_an_edition_without_dates_the_next_waits(visit, cast, town):
    factories.edition(town, stages=(), year=2027)
    answer = visit.as_(cast.anna).post("/urzad/edycja/nowa/", FORM)
    assert answer["Location"] == "/edycja/2028/urzad/edycja/"


def test_after_an_edition_that_is_over_the_next_is_shown_at_once(visit, cast, edition):
    factories.only_stages(edition)
    assert visit.as_(cast.anna).post("/urzad/edycja/nowa/", FORM)["Location"] == "/urzad/edycja/"


def test_the_earlier_one_is_finished_at_its_own_address(visit, cast, edition, following):
    factories.only_stages(edition)
    show(following, act=ANNA)
    assert "BO 2027" in factories.words(visit.as_(cast.anna).among(edition).get("/urzad/"))


@pytest.mark.parametrize(("is_free", "shown"), [(True, True), (False, False)])
def test_an_edition_shows_itself_when_its_first_stage_begins_and_nothing_is_in_the_way(
    visit, cast, edition, following, is_free, shown
):
    opens = NOW - timedelta(minutes=1)
    StageWindow.objects.create(
        edition=following, stage="submission", opens_at=opens, closes_at=NOW + timedelta(days=9)
    )
    if is_free:
        factories.only_stages(edition)
    tick(NOW)
    following.refresh_from_db()
    assert following.in_preparation is not shown
    desk = factories.words(visit.as_(cast.anna).among(following).get("/urzad/"))
    assert ("Etap tej edycji już trwa, a mieszkańcy jej nie widzą." in desk) is not shown
    assert [entry.by for entry in Entry.objects.filter(kind="edition-shown")] == ["system"] * shown


def test_one_that_has_not_begun_stays_out_of_sight(edition, following):
    factories.only_stages(edition)
    tick(NOW)
    following.refresh_from_db()
    assert following.in_preparation


def test_residents_find_the_edition_beside_and_the_way_back(visit, edition, school):
    front = visit.get("/").content.decode()
    assert f'href="/edycja/{school.slug}/"' in front
    beside = visit.among(school).get("/").content.decode()
    assert 'href="/"' in beside.partition("Inne budżety")[2]
    inside = " ".join(visit.get("/zasady/").text.split())
    assert '<a href="/" >Główny budżet</a>' in inside


def test_an_edition_beside_that_is_over_is_no_more_led_to(visit, edition, school):
    factories.only_stages(school)
    assert "Inne budżety" not in visit.get("/").content.decode()


def test_one_person_votes_in_both_once_in_each(visit, edition, school):
    for one in (edition, school):
        factories.projects(one, 10_00, 20_00)
    cast_at = [vote(visit.among(None), edition), vote(visit.among(school), school)]
    assert cast_at == ["/glosowanie/przyjety/", f"/edycja/{school.slug}/glosowanie/przyjety/"]
    assert [Envelope.objects.filter(edition=one).count() for one in (edition, school)] == [1, 1]
    vote(visit.among(school), school)
    assert [Envelope.objects.filter(edition=one).count() for one in (edition, school)] == [1, 1]


def vote(visit, edition):
    """One person's whole way through the booth; where it ends."""
    visit.post("/glosowanie/kim-jestes/", PERSON)
    visit.post(f"/glosowanie/wybor/{edition.pools.first().pk}/", {"projekt": ["1"]})
    return visit.post("/glosowanie/oddaj/")["Location"]


def test_a_proposal_is_at_home_among_the_pages_of_its_edition(visit, cast, edition, school):
    draft = factories.draft(school, cast.maria)
    led = visit.as_(cast.maria).get(f"/moje/{draft.pk}/", skad="list")
    assert led["Location"] == f"/edycja/{school.slug}/moje/{draft.pk}/?skad=list"
    visit.among(school).post(f"/moje/{draft.pk}/zloz/")
    assert Proposal.objects.get(pk=draft.pk).status == "submitted"
    assert visit.among(None).get(f"/wnioski/{draft.pk}/")["Location"].startswith(f"/edycja/{school.slug}/")


def test_links_in_letters_hold_whatever_page_they_were_asked_on(visit, cast, edition, school):
    proposal = factories.proposal(school, cast.maria)
    visit.among(school).post(f"/wnioski/{proposal.pk}/obserwuj/", {"email": "ola@example.org"})
    body = Letter.objects.get(template="follow_confirm").body
    assert "http://lipowo.localhost/obserwuj/list/" in body.replace(":8000", "")


def test_editions_beside_have_addresses_and_names_of_their_own(town, edition):
    first = create_edition(town=town, act=ANNA, year=2027, name="Szkolny 2027", is_beside=True)
    second = create_edition(town=town, act=ANNA, year=2027, name="Szkolny (2027)", is_beside=True)
    assert (first.slug, second.slug) == ("2027-szkolny", "2027-szkolny-2")
    with pytest.raises(Refused, match="Nazwij tę inaczej"):
        create_edition(town=town, act=ANNA, year=2027, name="Szkolny 2027", is_beside=True)


@pytest.mark.parametrize("typed", ["/edycja/{}", "/EDYCJA/{}", "/edycja/{}/"])
def test_the_address_is_found_as_people_type_it(visit, edition, school, typed):
    answer = visit.get(typed.format(school.slug.upper() if typed[1] == "E" else school.slug))
    assert answer.status_code == 200 or answer["Location"] == f"/edycja/{school.slug}/"


def test_news_files_and_maps_of_an_edition_in_preparation_stay_inside(visit, cast, edition, following):
    news = add_text(
        following, Kind.NEWS, Written("Tajne spotkanie", "O 17.", NOW.date()), public=True, act=ANNA
    )
    layers = f"/mapa/{following.pk}/warstwy.json"
    for path in ("/", "/aktualnosci/", "/aktualnosci/rss.xml"):
        assert "Tajne spotkanie" not in visit.get(path).text, path
    for path in (f"/aktualnosci/{news.pk}/", layers):
        assert visit.get(path).status_code == 404, path
    inside = visit.as_(cast.anna).among(following)
    for path in ("/", "/aktualnosci/", f"/aktualnosci/{news.pk}/"):
        assert "Tajne spotkanie" in inside.get(path).text, path
    assert inside.get(layers).status_code == 200
    assert "Mieszkańcy jeszcze tego nie widzą." in inside.get("/zasady/").text


def test_one_beside_is_shown_by_a_person_alone(town, edition):
    beside = factories.edition(town, is_beside=True)
    tick(NOW)
    beside.refresh_from_db()
    assert beside.in_preparation


def test_before_it_is_shown_one_reads_what_is_still_open(visit, cast, town, edition):
    beside = factories.edition(town, is_beside=True)
    page = factories.words(visit.as_(cast.anna).among(beside).get("/urzad/edycja/pokaz/"))
    assert "Tego nie da się cofnąć." in page
    assert "do decyzji" in page
    beside.refresh_from_db()
    assert beside.in_preparation


def test_the_line_of_editions_never_loses_the_main_one(visit, cast, town, edition):
    for year in range(2028, 2034):
        factories.edition(town, stages=(), year=year)
    page = visit.as_(cast.anna).get("/urzad/").text
    line = page.partition('aria-label="Edycje"')[2].partition("</nav>")[0]
    assert 'href="/urzad/" aria-current="true"' in " ".join(line.split())


def test_an_address_and_being_shown_are_kept_by_the_database(edition, school):
    for values in ({"slug": "inny"}, {"is_beside": False}, {"in_preparation": True}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Edition.objects.filter(pk=school.pk).update(**values)


def test_an_edition_that_an_earlier_process_founded_gets_its_address(edition, following):
    made = Edition(town=following.town, year=2040, name="BO 2040", slug="")
    made.save()
    tick(NOW)
    made.refresh_from_db()
    assert made.slug == "2040"


def test_a_person_finds_proposals_of_the_other_budget_too(visit, cast, edition, school):
    factories.draft(school, cast.maria, title="Huśtawka w szkole")
    assert "Huśtawka w\N{NO-BREAK SPACE}szkole" in visit.as_(cast.maria).get("/moje/").text


def test_a_proposal_of_the_main_edition_is_not_shown_in_anothers_frame(visit, cast, edition, school):
    proposal = factories.proposal(edition, cast.maria)
    answer = visit.among(school).get(f"/wnioski/{proposal.pk}/")
    assert answer["Location"] == f"/edycja/{edition.slug}/wnioski/{proposal.pk}/"


def test_a_page_about_the_main_edition_has_no_edition_in_its_address(edition):
    assert page_of(edition, "home:front", is_main=True) == "/"
