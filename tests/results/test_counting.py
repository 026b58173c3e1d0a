"""A count to the letter: what goes into it, what a run holds, what the journal keeps of it, and what makes it stop."""

from collections import Counter

import pytest

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.editions.models import Pool
from wibo.journal.acts import Act
from wibo.journal.models import Entry, digest_of
from wibo.results.actions.counting import ballots_of, count_all, result_digest, settled_lot
from wibo.results.actions.money import adjust_pool
from wibo.results.actions.publishing import publish
from wibo.results.actions.ties import announce_draw, settle_by_order
from wibo.results.models import CountRun
from wibo.rulebook.files.rule_files import as_settings
from wibo.rulebook.voting.ballots import Marks
from wibo.voting.ballot.freezing import freeze, strike
from wibo.voting.booth.casting import cast
from wibo.voting.models import Project
from wibo.voting.urn.opening import open_urn

ANNA = Act("Anna", NOW)


def opened(edition, projects, *ballots):
    """The urn of votes for projects, each given by number as its pool and cost: a ballot is marks or plain numbers."""
    Project.objects.bulk_create(
        Project(edition=edition, pool=pool, number=number, title=f"Projekt {number}", cost=cost).derive()
        for number, (pool, cost) in projects.items()
    )
    freeze(factories.reload(edition), act=ANNA)
    edition = factories.reload(edition)
    for at, given in enumerate(ballots):
        marks = {}
        if isinstance(given, Marks):
            marks = {projects[given.projects[0]][0].pk: given}
        for number in () if marks else given:
            pool = projects[number][0].pk
            marks[pool] = Marks((*marks.get(pool, Marks()).projects, number))
        cast(edition, factories.voter(edition, at), None, marks, idempotency_key=f"k{at}", now=NOW)
    open_urn(edition, act=ANNA)
    return factories.reload(edition)


@pytest.fixture
def pool(edition):
    """Its only pool, of 100 000 zł."""
    return edition.pools.get()


def ruled(pool, **values):
    """The pool with other settings."""
    for name, value in values.items():
        setattr(pool, name, value)
    pool.save()
    return pool


def entries():
    return Entry.objects.filter(kind="count-run").order_by("pk")


def test_ballots_are_read_back_as_they_were_written_and_of_their_pool_alone(edition, pool):
    pointed = factories.pool(edition, "Punkty", vote_type="cumulative", max_sum_points=10, position=2)
    projects = {"1": (pool, 100), "2": (pool, 100), "3": (pointed, 100), "4": (pointed, 100)}
    opened(edition, projects, "21", "1", Marks(("4", "3"), (3, 7)), Marks(("3",), (1,)))
    assert Counter(ballots_of(pool)) == Counter([Marks(("2", "1")), Marks(("1",))])
    assert Counter(ballots_of(pointed)) == Counter([Marks(("4", "3"), (3, 7)), Marks(("3",), (1,))])


def test_a_run_holds_all_that_was_counted_with_and_all_that_came_of_it(edition, pool):
    ruled(pool, collisions=[["1", "3"]])
    projects = {str(at): (pool, cost) for at, cost in enumerate((60_000_00, 50_000_00, 30_000_00), start=1)}
    edition = opened(edition, projects, "12", "13", "1", "23")
    adjust_pool(edition.pools.get(pk=pool.pk), -5_000_00, "uchwała nr 9", act=ANNA)
    adjust_pool(edition.pools.get(pk=pool.pk), 10_000_00, "uchwała nr 10", act=ANNA)
    strike(Project.objects.get(number="2"), "Kolizja", act=ANNA)
    [run] = count_all(edition, act=Act("Anna i Tadeusz", NOW))
    stored = CountRun.objects.get()
    assert (stored, stored.edition, stored.pool) == (run, edition, pool)
    assert (stored.number, stored.made_at, stored.made_by) == (1, NOW, "Anna i Tadeusz")
    assert (stored.planned, stored.extra, stored.amount) == (
        100_000_00,
        [["uchwała nr 9", -5_000_00], ["uchwała nr 10", 10_000_00]],
        105_000_00,
    )
    votes = {"1": 3, "2": 2, "3": 2}
    assert (stored.ballots, stored.votes, stored.score) == (4, votes, votes)
    assert (stored.funded, stored.spent, stored.lot) == (["1"], 60_000_00, [])
    first = ["fits", {"result": 3, "unit": "votes", "cost": 60_000_00, "left": 105_000_00}]
    third = ["excluded", {"result": 2, "unit": "votes", "by": "1"}]
    assert stored.verdicts == {"1": first, "2": ["struck", {}], "3": third}
    assert stored.steps == [["1", *first], ["3", *third]]
    assert (stored.tied, stored.outcomes, stored.truncated) == ([], [], False)
    settings = as_settings(pool.award_rule) | {"exclude": ["2"], "collisions": [["1", "3"]]}
    costs = {number: cost for number, (_, cost) in projects.items()}
    marks = sorted([[["1", "2"], []], [["1", "3"], []], [["1"], []], [["2", "3"], []]])
    assert stored.settings == settings
    assert stored.input_digest == digest_of([settings, 105_000_00, costs, [], marks])


def test_the_journal_keeps_the_digest_of_what_went_in_and_of_what_came_out(edition, pool):
    edition = opened(edition, {"1": (pool, 100), "2": (pool, 200)}, "12", "1")
    [run] = count_all(edition, act=ANNA)
    said = [run.planned, run.extra, run.amount, run.ballots, run.votes, run.score, run.funded, run.spent]
    result = digest_of([pool.pk, 1, *said, run.verdicts, run.tied, run.lot])
    assert result_digest(run) == result
    entry = entries().get()
    assert (entry.town, entry.edition, entry.at, entry.by, entry.about, entry.facts) == (
        edition.town,
        edition.pk,
        NOW,
        "Anna",
        f"countrun:{run.pk}",
        {"pool": "Pula ogólna", "digest": run.input_digest, "result": result},
    )


def test_runs_of_a_pool_are_numbered_from_one_without_a_gap(edition, pool):
    edition = opened(edition, {"1": (pool, 100)}, "1")
    assert [count_all(edition, act=ANNA)[0].number for _ in range(3)] == [1, 2, 3]


def test_points_and_their_order_go_into_the_digest(edition, pool):
    ruled(pool, vote_type="cumulative", max_sum_points=10)
    projects = {"1": (pool, 100), "2": (pool, 200)}
    edition = opened(edition, projects, Marks(("2", "1"), (4, 6)), Marks(("1",), (3,)))
    [run] = count_all(edition, act=ANNA)
    settings = as_settings(pool.award_rule) | {"exclude": [], "collisions": []}
    marks = [[["1"], [3]], [["2", "1"], [4, 6]]]
    assert run.input_digest == digest_of([settings, pool.amount, {"1": 100, "2": 200}, [], marks])
    assert (run.votes, run.score) == ({"1": 2, "2": 1}, {"1": 9, "2": 4})


def test_a_tie_of_too_many_ways_is_kept_as_cut(edition, pool):
    projects = {str(at): (pool, 20_000_00) for at in range(1, 21)}
    edition = opened(edition, projects, *([number] for number in projects))
    [run] = count_all(edition, act=ANNA)
    assert run.truncated
    assert sorted(run.tied, key=int) == list(projects)
    assert run.outcomes
    assert all(len(ways) == 5 for ways in run.outcomes)


def test_ties_settled_one_after_another_are_one_lot(edition, pool):
    projects = dict.fromkeys("1234", (pool, 60_000_00))
    edition = opened(edition, projects, "12", "12", "34")
    [run] = count_all(edition, act=ANNA)
    assert settled_lot(pool) == []
    settle_by_order(run, ["2", "1"], "Niższy koszt", act=ANNA)
    for number in "12":
        strike(Project.objects.get(number=number), "Kolizja", act=ANNA)
    [second] = count_all(factories.reload(edition), act=ANNA)
    assert (second.lot, second.tied) == (["2", "1"], ["3", "4"])
    settle_by_order(second, ["4", "3"], "Niższy koszt", act=ANNA)
    assert settled_lot(pool) == ["2", "1", "4", "3"]
    [third] = count_all(factories.reload(edition), act=ANNA)
    assert (third.lot, third.funded) == (["2", "1", "4", "3"], ["4"])


def test_a_draw_announced_in_one_pool_keeps_no_run_of_another(edition, pool):
    other = factories.pool(edition, "Osiedle", 100, position=2)
    edition = opened(edition, {"1": (pool, 60_000_00), "2": (pool, 60_000_00), "3": (other, 100)}, "13", "2")
    tied, settled = count_all(edition, act=ANNA)
    announce_draw(tied, "sala 3", NOW.replace(hour=20), act=ANNA)
    kept, again = count_all(edition, act=ANNA)
    assert kept == tied
    assert (again.pool, again.number) == (settled.pool, 2)


@pytest.mark.parametrize(
    ("left", "extra"), [(0, []), (1, [["Zostało w puli Osiedle", 1]])], ids=["nothing", "a grosz"]
)
def test_whatever_is_left_goes_to_the_next_pool_and_nothing_does_not(edition, pool, left, extra):
    district = factories.pool(edition, "Osiedle", 30_000_00 + left, leftover_to=pool, position=2)
    edition = opened(edition, {"1": (pool, 60_000_00), "2": (district, 30_000_00)}, "12")
    first, second = count_all(edition, act=ANNA)
    assert (first.pool, first.extra) == (district, [])
    assert (second.pool, second.extra, second.amount) == (pool, extra, 100_000_00 + left)


def test_leftovers_stand_before_what_the_town_has_added(edition, pool):
    first = factories.pool(edition, "Północ", 50_000_00, leftover_to=pool, position=2)
    second = factories.pool(edition, "Południe", 40_000_00, leftover_to=pool, position=3)
    projects = {"1": (pool, 60_000_00), "2": (first, 30_000_00), "3": (second, 30_000_00)}
    edition = opened(edition, projects, "123")
    adjust_pool(edition.pools.get(pk=pool.pk), 1_00, "uchwała", act=ANNA)
    run = count_all(edition, act=ANNA)[-1]
    assert run.extra == [
        ["Zostało w puli Północ", 20_000_00],
        ["Zostało w puli Południe", 10_000_00],
        ["uchwała", 1_00],
    ]


def test_behind_a_tie_every_pool_waits_and_the_others_are_counted(edition, pool):
    middle = factories.pool(edition, "Sołectwo", 50_000_00, leftover_to=pool, position=2)
    first = factories.pool(edition, "Osiedle", 50_000_00, leftover_to=middle, position=3)
    apart = factories.pool(edition, "Szkoły", 50_000_00, position=4)
    projects = {
        "1": (pool, 10_00),
        "2": (middle, 10_00),
        "3": (first, 30_000_00),
        "4": (first, 30_000_00),
        "5": (apart, 10_00),
    }
    edition = opened(edition, projects, "1235", "1245")
    assert [run.pool for run in count_all(edition, act=ANNA)] == [first, apart]


def test_who_counts_hears_of_every_pool_and_every_share_that_is_tried(edition, pool):
    ruled(pool, amount=100_00, award={"rule": "equal-shares", "completion": "add1"})
    other = factories.pool(edition, "Osiedle", 100, position=2)
    edition = opened(edition, {"1": (pool, 90_00), "2": (pool, 95_00), "3": (other, 100)}, "13", "2")
    told = []
    count_all(edition, act=ANNA, progress=told.append)
    assert [step.replace("\N{NO-BREAK SPACE}", " ") for step in told] == [
        "Pula ogólna: liczenie",
        "Pula ogólna: próba z udziałem 51,00 zł",
        "Pula ogólna: próba z udziałem 90,00 zł",
        "Osiedle: liczenie",
    ]


def change_by_striking(edition):
    strike(Project.objects.get(number="2"), "Kolizja", act=ANNA)


def change_by_money(edition):
    adjust_pool(edition.pools.get(), 1_00, "uchwała", act=ANNA)


def change_by_settling(edition):
    settle_by_order(CountRun.objects.first(), ["2", "1"], "Niższy koszt", act=ANNA)


def change_by_counting(edition):
    count_all(edition, act=ANNA)


@pytest.mark.parametrize(
    "change", [change_by_striking, change_by_money, change_by_settling, change_by_counting]
)
def test_a_count_that_something_has_overtaken_is_not_written(edition, pool, change):
    edition = opened(edition, {"1": (pool, 60_000_00), "2": (pool, 60_000_00)}, "1", "2")
    count_all(edition, act=ANNA)
    changes = [change]

    def meanwhile(_step):
        if changes:
            changes.pop()(edition)

    before = CountRun.objects.count()
    with pytest.raises(Refused) as caught:
        count_all(edition, act=ANNA, progress=meanwhile)
    assert caught.value.message == (
        "W czasie liczenia coś zmieniono w projektach albo w pulach. Ustal wynik jeszcze raz."
    )
    assert CountRun.objects.count() == before + (change is change_by_counting)


def test_a_closed_urn_and_a_final_result_are_not_counted(edition, pool):
    with pytest.raises(Refused) as caught:
        count_all(edition, act=ANNA)
    assert caught.value.message == "Najpierw trzeba otworzyć urnę."
    edition = opened(edition, {"1": (pool, 100)}, "1")
    count_all(edition, act=ANNA)
    publish(edition, act=ANNA)
    with pytest.raises(Refused) as caught:
        count_all(edition, act=ANNA)
    assert caught.value.message == (
        "Wynik tej edycji jest ostateczny i ogłoszony. Nie można go już ustalać od nowa."
    )
    assert Pool.objects.get().runs.count() == 1
