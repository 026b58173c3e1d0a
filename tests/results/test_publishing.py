"""From preliminary to final: protests, revision, money beside the rule, transfers, the worker's count."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.editions.actions import save_pool
from wibo.editions.models import Pool
from wibo.journal.acts import Act
from wibo.opendata.content import edition_data
from wibo.results.actions.asking import SILENCE, ask_count
from wibo.results.actions.counting import count_all
from wibo.results.actions.money import add_project, adjust_pool
from wibo.results.actions.publishing import finish, publish, revise, show_alternatives, stale
from wibo.results.comparing import since_last
from wibo.results.models import Alternatives, CountJob, Publication
from wibo.results.presenting import of_run
from wibo.results.runs import published_runs
from wibo.results.statistics import turnout
from wibo.results.tasks import run_count
from wibo.rulebook.voting.ballots import Marks
from wibo.voting.ballot.freezing import strike
from wibo.voting.booth.casting import cast
from wibo.voting.course.opening_by_two import obstacles
from wibo.voting.course.protests import decide_protest, file_protest
from wibo.voting.models import About, Project
from wibo.voting.urn.opening import open_urn

LATER = NOW + timedelta(days=9)


@pytest.fixture
def counted(edition):
    """60 000, 50 000 and 30 000 zł from a pool of 100 000: votes 3, 2, 1."""
    factories.projects(edition, 60_000_00, 50_000_00, 30_000_00)
    edition = factories.reload(edition)
    for at, numbers in enumerate([(1, 2, 3), (1, 2), (1,)]):
        factories.ballot(edition, at, *numbers)
    open_urn(edition, act=Act("dwie osoby", NOW))
    count_all(edition, act=Act("Anna", NOW))
    return edition


def public(edition):
    return publish(edition, act=Act("Anna", NOW), protests_until=(NOW + timedelta(days=7)).date())


def test_a_protest_changes_the_result_and_what_was_public_stays_named(counted):
    publication = public(counted)
    protest = file_protest(
        counted, "BO.1", NOW.date(), "Projekt nr 1 stoi na cudzej działce", act=Act("A", NOW)
    )
    assert protest.about == About.RESULT
    strike(Project.objects.get(number="1"), "Cudza działka", act=Act("Anna", NOW))
    count_all(counted, act=Act("Anna", NOW))
    assert published_runs(publication)[0].funded == ["1", "3"]
    told = edition_data(counted, publication)["pools"][0]["projects"][0]
    assert told["verdict"] == "fits"
    assert told["reason"].startswith("Wygrał: gdy przyszła jego kolej")
    with pytest.raises(Refused, match="Protesty można składać"):
        finish(publication, act=Act("Anna", NOW))
    with pytest.raises(Refused, match=r"BO\.1"):
        finish(publication, act=Act("Anna", LATER))
    decide_protest(protest, upheld=True, answer="Racja", act=Act("Anna", NOW))
    with pytest.raises(Refused, match="nie ogłoszono zmiany"):
        finish(publication, act=Act("Anna", LATER))
    revise(publication, "Protest BO.1", act=Act("Anna", LATER))
    run = published_runs(publication)[0]
    assert run.funded == ["2", "3"]
    assert since_last(run) == [
        "Skreślono projekty nr 1.",
        "Teraz wygrywają: 2.",
        "Już nie wygrywają: 1.",
    ]
    finish(publication, act=Act("Anna", LATER))
    for act in (
        lambda: count_all(counted, act=Act("Anna", LATER)),
        lambda: revise(publication, "x", act=Act("Anna", LATER)),
        lambda: finish(publication, act=Act("Anna", LATER)),
        lambda: ask_count(counted, act=Act("Anna", LATER)),
        lambda: adjust_pool(counted.pools.get(), 100, "x", act=Act("Anna", LATER)),
    ):
        with pytest.raises(Refused, match="ostateczny"):
            act()


def test_nothing_new_is_no_revision_and_a_protest_is_decided_once(counted):
    publication = public(counted)
    with pytest.raises(Refused, match="nie ustalono wyniku od nowa"):
        revise(publication, "x", act=Act("Anna", NOW))
    with pytest.raises(Refused, match="dlaczego"):
        revise(publication, " ", act=Act("Anna", NOW))
    protest = file_protest(counted, "BO.1", NOW.date(), "x", act=Act("A", NOW))
    with pytest.raises(Refused, match="już zapisane"):
        file_protest(counted, "BO.1", NOW.date(), "x", act=Act("A", NOW))
    with pytest.raises(Refused, match="przyszłości"):
        file_protest(counted, "BO.2", LATER.date(), "x", act=Act("A", NOW))
    with pytest.raises(Refused, match="dlaczego"):
        decide_protest(protest, upheld=False, answer="", act=Act("Anna", NOW))
    decide_protest(protest, upheld=False, answer="Nie", act=Act("Anna", NOW))
    with pytest.raises(Refused, match="już rozstrzygnięty"):
        decide_protest(protest, upheld=True, answer="Tak", act=Act("Anna", NOW))


def test_a_second_change_of_a_pool_with_the_same_reason_needs_a_new_count(counted):
    pool = counted.pools.get()
    adjust_pool(pool, -10_000_00, "Zarządzenie nr 5", act=Act("Anna", NOW))
    runs = count_all(counted, act=Act("Anna", NOW))
    assert stale(counted, runs) == []
    adjust_pool(pool, -80_000_00, "Zarządzenie nr 5", act=Act("Anna", NOW))
    assert stale(counted, runs) == ["Pula Pula ogólna: po ustaleniu wyniku zmieniono jej kwotę."]
    with pytest.raises(Refused, match="zmieniono jej kwotę"):
        public(counted)


def test_a_protest_after_the_opening_is_about_the_result_whatever_the_page_had_read(edition):
    factories.projects(edition, 1)
    stale_row = factories.reload(edition)
    factories.ballot(stale_row, 0, 1)
    open_urn(factories.reload(edition), act=Act("dwie osoby", NOW))
    assert file_protest(stale_row, "BO.9", NOW.date(), "Liczby", act=Act("A", NOW)).about == About.RESULT


def test_the_day_of_a_protest_is_that_of_warsaw(edition):
    past_midnight = datetime(2027, 10, 10, 22, 30, tzinfo=UTC)
    filed = file_protest(edition, "BO.3", date(2027, 10, 11), "Urna", act=Act("A", past_midnight))
    assert filed.received_on == date(2027, 10, 11)


def test_a_protest_about_ballots_stands_in_the_way_of_the_urn(edition):
    factories.projects(edition, 1)
    edition = factories.reload(edition)
    file_protest(edition, "BO.7", NOW.date(), "Urna bez plomby", act=Act("A", NOW))
    assert any("BO.7" in found for found in obstacles(edition, NOW))


def test_a_pool_adjusted_before_the_final_run_keeps_both_amounts(counted):
    pool = counted.pools.get()
    adjust_pool(pool, 10_000_00, "Zarządzenie nr 5", act=Act("Anna", NOW))
    run = count_all(counted, act=Act("Anna", NOW))[0]
    assert (run.planned, run.amount, run.extra) == (100_000_00, 110_000_00, [["Zarządzenie nr 5", 10_000_00]])
    assert run.funded == ["1", "2"]
    assert of_run(run).left == 0
    with pytest.raises(Refused, match="Nie można odjąć"):
        adjust_pool(pool, -110_000_01, "x", act=Act("Anna", NOW))
    with pytest.raises(Refused, match="powód"):
        adjust_pool(pool, 5, " ", act=Act("Anna", NOW))


def test_the_mayor_adds_a_project_that_lost_and_it_stands_apart(counted):
    lost, won = (Project.objects.get(number=number) for number in "21")
    with pytest.raises(Refused, match="wygrał"):
        add_project(won, 1, "rezerwa", "bo tak", act=Act("Anna", NOW))
    with pytest.raises(Refused, match="źródło"):
        add_project(lost, 1, " ", "bo tak", act=Act("Anna", NOW))
    add_project(lost, 50_000_00, "rezerwa", "decyzja burmistrza", act=Act("Anna", NOW))
    with pytest.raises(Refused, match="już dodany"):
        add_project(lost, 50_000_00, "rezerwa", "decyzja burmistrza", act=Act("Anna", NOW))
    row = next(row for row in of_run(counted.pools.get().runs.first()).rows if row.project == lost)
    assert row.added
    assert not row.won


def two_pools(edition):
    """A district of 50 000 that leaves 20 000 to the general pool of 100 000."""
    general = edition.pools.get()
    district = factories.pool(edition, "Osiedle", 50_000_00, leftover_to=general, position=2)
    numbers = [("1", general, 60_000_00), ("2", general, 60_000_00), ("3", district, 30_000_00)]
    Project.objects.bulk_create(
        Project(edition=edition, pool=pool, number=number, title=f"Projekt {number}", cost=cost).derive()
        for number, pool, cost in numbers
    )
    return general, district


def opened(edition, *ballots):
    from wibo.rulebook.voting.ballots import Marks
    from wibo.voting.ballot.freezing import freeze
    from wibo.voting.booth.casting import cast

    freeze(edition, act=Act("x", NOW))
    edition = factories.reload(edition)
    pool_of = {p.number: p.pool_id for p in Project.objects.filter(edition=edition)}
    for at, numbers in enumerate(ballots):
        marks: dict = {}
        for number in numbers:
            marks.setdefault(pool_of[number], []).append(number)
        lists = {pool: Marks(tuple(given)) for pool, given in marks.items()}
        cast(edition, factories.voter(edition, at), None, lists, idempotency_key=f"k{at}", now=NOW)
    open_urn(edition, act=Act("x", NOW))
    return edition


def test_leftovers_of_a_district_go_to_the_general_pool(edition):
    general, district = two_pools(edition)
    edition = opened(edition, "123", "13", "1")
    by_pool = {run.pool_id: run for run in count_all(edition, act=Act("x", NOW))}
    assert by_pool[district.pk].left == 20_000_00
    assert by_pool[general.pk].extra == [["Zostało w puli Osiedle", 20_000_00]]
    assert by_pool[general.pk].funded == ["1", "2"]


def test_a_pool_waits_while_a_tie_decides_what_it_gets(edition):
    _, district = two_pools(edition)
    Project.objects.create(edition=edition, pool=district, number="4", title="Czwarty", cost=35_000_00)
    edition = opened(edition, "13", "14")
    runs = count_all(edition, act=Act("x", NOW))
    assert [run.pool_id for run in runs] == [district.pk]
    with pytest.raises(Refused, match="remis"):
        publish(edition, act=Act("x", NOW))


def test_leftovers_do_not_go_round_in_a_circle(edition):
    general = edition.pools.get()
    district = factories.pool(edition, "Osiedle", leftover_to=general)
    general.leftover_to = district
    with pytest.raises(Refused, match="w kółko"):
        save_pool(general, act=Act("x", NOW), reason="x")
    assert Pool.objects.get(pk=general.pk).leftover_to is None


def test_the_worker_counts_one_job_at_a_time_and_compares_rules(counted):
    job = ask_count(counted, act=Act("Anna", NOW))
    with pytest.raises(Refused, match="właśnie liczony"):
        ask_count(counted, act=Act("Anna", NOW))
    assert ask_count(counted, act=Act("Anna", NOW + SILENCE * 2)).pk != job.pk
    latest = CountJob.objects.first()
    run_count.func(latest.pk)
    run_count.func(latest.pk)
    latest.refresh_from_db()
    assert latest.done_at
    assert not latest.failure
    run = counted.pools.get().runs.first()
    assert run.number == 2
    told = {other.rule: other for other in Alternatives.objects.get(run=run).told}
    shares = told["metoda równych udziałów"]
    won = [f"{one.number}. {one.title}" for one in Project.objects.filter(number__in=run.funded).in_order()]
    assert (shares.count, shares.spent, shares.tied) == (1, 60_000_00, False)
    assert (shares.gained, shares.lost) == ([], [one for one in won if not one.startswith("1.")])
    publication = publish(counted, act=Act("Anna", NOW))
    show_alternatives(publication, shown=True, act=Act("Anna", NOW))
    assert Publication.objects.get().shows_alternatives


def test_a_count_that_is_refused_is_told_on_its_job(counted):
    job = ask_count(counted, act=Act("Anna", NOW))
    publish(counted, act=Act("Anna", NOW))
    run_count.func(job.pk)
    job.refresh_from_db()
    assert "ostateczny" in job.failure


def test_nobody_is_picked_out_of_a_small_group_on_the_page_that_everyone_reads(visit, edition):
    factories.projects(edition, 60_000_00)
    edition = factories.reload(edition)
    marks = {edition.pools.get().pk: Marks(("1",))}
    for at in range(13):
        born = date(1940, 5, 5) if at == 12 else factories.BORN
        voter = factories.voter(edition, at, born)
        cast(edition, voter, None, marks, idempotency_key=f"k{at}", now=NOW)
    open_urn(edition, act=Act("dwie osoby", NOW))
    count_all(edition, act=Act("Anna", NOW))
    publish(edition, act=Act("Anna", NOW))
    told = dict(visit.get(f"/wyniki/{edition.pk}/").context["turnout"].ages)
    assert {count for count in told.values() if count} == set(), "the one and the group beside it are hidden"
    assert 13 in dict(turnout(edition).ages).values() or 12 in dict(turnout(edition).ages).values()
