"""What a new edition begins with: a pattern with money and dates, or an earlier edition without its people."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django_scopes import scope

from tests import factories
from tests.moments import NOW
from wibo.editions.actions import change_rules, change_settings
from wibo.editions.asking import name_categories
from wibo.editions.models import Area, Category, Edition, Pool, StageWindow, VotingPlace
from wibo.editions.places import save_place
from wibo.editions.starting.beginning import begin_by_copy, begin_by_pattern
from wibo.editions.starting.copies import COLUMNS
from wibo.editions.starting.patterns import PATTERNS
from wibo.evaluation.cards import criteria_now
from wibo.evaluation.models import CardVersion
from wibo.journal.acts import Act
from wibo.proposals.models import Proposal
from wibo.rulebook.calendar.schedule import Stage, contradictions
from wibo.rulebook.files.rule_files import derive

ANNA = Act("Anna", NOW)
WARSAW = ZoneInfo("Europe/Warsaw")
VALUES = {"year": 2028, "name": "Budżet obywatelski 2028", "regulations": "uchwała nr 5/2027"}
FIRST = date(2028, 1, 10)


@pytest.mark.parametrize("code", PATTERNS)
def test_every_pattern_gives_an_edition_that_can_be_frozen_and_awarded(town, code):
    begun = begin_by_pattern(PATTERNS[code], 100_000_01, FIRST, town=town, act=ANNA, **VALUES)
    pools = list(Pool.objects.filter(edition=begun.edition))
    assert sum(pool.amount for pool in pools) == 100_000_01
    for pool in pools:
        derive({"rule": "greedy"}, pool.ballot_rules, pool.award)
    assert begun.without_dates == ""
    assert contradictions(window.as_rule() for window in begun.edition.windows.all()) == []


def test_a_town_with_districts_has_its_lists_and_each_its_area(town):
    edition = begin_by_pattern(PATTERNS["miasto"], 1_000_000_00, FIRST, town=town, act=ANNA, **VALUES).edition
    rows = [(pool.name, pool.amount, pool.area and pool.area.name) for pool in edition.pools.all()]
    assert rows == [
        ("Całe miasto", 400_000_00, None),
        ("Osiedle 1", 200_000_00, "Osiedle 1"),
        ("Osiedle 2", 200_000_00, "Osiedle 2"),
        ("Osiedle 3", 200_000_00, "Osiedle 3"),
    ]


def test_stages_begin_and_end_at_midnight_in_warsaw_and_fill_eight_weeks(town):
    edition = begin_by_pattern(PATTERNS["wies"], 100_00, FIRST, town=town, act=ANNA, **VALUES).edition
    windows = list(edition.windows.all())
    first, last = min(one.opens_at for one in windows), max(one.closes_at for one in windows)
    assert first == datetime(2028, 1, 10, tzinfo=WARSAW)
    # Clocks go forward on 26 March: a day of that week has 23 hours, the dates stay whole days.
    assert last.astimezone(WARSAW) == datetime(2028, 3, 6, tzinfo=WARSAW)
    submission = next(one for one in windows if one.stage == Stage.SUBMISSION)
    assert submission.closes_at.astimezone(WARSAW) == datetime(2028, 1, 24, tzinfo=WARSAW)


def test_outside_the_service_window_the_edition_stands_without_dates_and_says_why(town):
    town.service_from, town.service_until = date(2028, 1, 10), date(2028, 2, 1)
    town.save()
    begun = begin_by_pattern(PATTERNS["wies"], 100_00, FIRST, town=town, act=ANNA, **VALUES)
    assert "poza okres usługi" in begun.without_dates
    assert not StageWindow.objects.filter(edition=begun.edition).exists()
    assert begun.edition.pools.count() == 1


@pytest.fixture
def last_year(edition, cast):
    """An edition with everything that a town settles, and a proposal; all of it over."""
    area = Area.objects.create(edition=edition, name="Zarzecze", residents=900)
    rest = edition.pools.first()
    Pool.objects.create(
        edition=edition,
        area=area,
        name="Zarzecze",
        amount=5_00,
        leftover_to=rest,
        collisions=[["1", "2"]],
        award={"rule": "greedy"},
    )
    name_categories(edition, ["Zieleń", "Sport"], act=ANNA, reason="x")
    save_place(
        VotingPlace(edition=edition, name="Szkoła", address="Polna 1", hours="8–15"), act=ANNA, reason="x"
    )
    change_settings(edition, max_proposals=2, never_funded="Pomniki", act=ANNA, reason="x")
    change_rules(edition, {"min_voter_age": 13}, {"guardian_age": 16}, act=ANNA, reason="x")
    for version, question in ((1, "Stare?"), (2, "Nowe?")):
        asked = [{**criteria_now(edition, "formal")[0].as_stored(), "question": question}]
        CardVersion.objects.create(
            edition=edition, kind="formal", version=version, criteria=asked, made_at=NOW
        )
    factories.proposal(edition, cast.maria)
    StageWindow.objects.filter(edition=edition).delete()
    StageWindow.objects.create(
        edition=edition,
        stage=Stage.VOTING,
        channel="paper",
        opens_at=datetime(2027, 3, 8, 8, 30, tzinfo=WARSAW),
        closes_at=datetime(2027, 3, 31, 15, 0, tzinfo=WARSAW),
    )
    return factories.reload(edition)


def after(act):
    return Act(act.by, datetime(2027, 6, 1, tzinfo=WARSAW))


def test_a_copy_has_all_that_was_settled_and_nobody_and_nothing_that_happened(last_year, town):
    made = begin_by_copy(last_year, town=town, act=after(ANNA), **VALUES).edition
    made = Edition.objects.get(pk=made.pk)
    assert {name: getattr(made, name) for name in COLUMNS if name != "regulations"} == {
        name: getattr(last_year, name) for name in COLUMNS if name != "regulations"
    }
    assert made.regulations == "uchwała nr 5/2027"
    assert [row.name for row in made.categories.all()] == ["Zieleń", "Sport"]
    assert [row.name for row in made.voting_places.all()] == ["Szkoła"]
    own = made.pools.get(name="Zarzecze")
    assert (own.area.edition_id, own.area.residents, own.leftover_to.edition_id) == (made.pk, 900, made.pk)
    assert own.collisions == []
    card = made.cards.get()
    assert (card.version, [one.question for one in card.asked]) == (1, ["Nowe?"])
    assert not Proposal.objects.filter(edition=made).exists()
    assert (made.last_number, made.frozen_at, made.urn_opened_at) == (0, None, None)
    assert made.ring != last_year.ring
    # The source is as it was.
    assert last_year.pools.count() == 2
    assert Category.objects.filter(edition=last_year).count() == 2
    assert CardVersion.objects.filter(edition=last_year).count() == 2


def test_dates_move_to_the_same_days_of_the_week_and_hours_over_the_change_of_clocks(last_year, town):
    made = begin_by_copy(last_year, town=town, act=after(ANNA), **VALUES).edition
    window = made.windows.get()
    opens, closes = window.opens_at.astimezone(WARSAW), window.closes_at.astimezone(WARSAW)
    assert (opens, opens.weekday()) == (datetime(2028, 3, 6, 8, 30, tzinfo=WARSAW), 0)
    assert closes == datetime(2028, 3, 29, 15, 0, tzinfo=WARSAW)


def test_the_coordinator_begins_by_the_page(visit, cast, town):
    visit.as_(cast.anna)
    page = factories.words(visit.get("/urzad/edycja/nowa/"))
    assert "Mała gmina wiejska" in page
    given = {"year": "2028", "name": "BO 2028", "regulations": "", "begins_with": "wzor:miasto"}
    refused = factories.words(visit.post("/urzad/edycja/nowa/", given))
    assert refused.count("Wpisz to, żeby zacząć od wzoru.") >= 2
    assert not Edition.objects.exists()
    answer = visit.post("/urzad/edycja/nowa/", {**given, "amount": "500 000", "first_day": "10.01.2028"})
    assert answer["Location"] == "/urzad/edycja/"
    assert Edition.objects.get().pools.count() == 4
    assert "Osiedle 2" in factories.words(visit.get("/urzad/edycja/"))


def test_the_coordinator_begins_like_last_year(visit, cast, last_year):
    visit.as_(cast.anna)
    code = f"edycja:{last_year.pk}"
    page = visit.get("/urzad/edycja/nowa/").text
    assert f'value="{code}"' in page
    visit.post(
        "/urzad/edycja/nowa/", {"year": "2029", "name": "BO 2029", "regulations": "", "begins_with": code}
    )
    made = Edition.objects.get(year=2029)
    assert made.max_proposals == 2
    assert made.regulations == last_year.regulations


def test_an_edition_of_another_town_is_no_beginning(visit, cast, town):
    other = factories.town("obca")
    with scope(town=other):
        foreign = Edition.objects.create(town=other, year=2027, name="Obca")
    visit.as_(cast.anna)
    given = {"year": "2028", "name": "BO", "regulations": "", "begins_with": f"edycja:{foreign.pk}"}
    assert visit.post("/urzad/edycja/nowa/", given).status_code == 200
    assert not Edition.objects.exists()
