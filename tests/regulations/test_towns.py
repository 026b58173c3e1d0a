"""Twenty towns: the regulation entered by the office's pages, an edition run, the list of winners as made by hand."""

from dataclasses import replace

import pytest
from django.db import connection

from tests import factories
from tests.regulations import entering, running
from tests.regulations.towns import CLAUSES, TOWNS
from wibo.rulebook.award.verdicts import Verdict


def run(town, visit, cast):
    """All of a town; an assertion fails at the first thing that is not as its regulation has it."""
    edition = entering.entered(visit.as_(cast.anna), town)
    entering.loaded(visit, town)
    lacks = running.apply(town.applications, factories.reload(edition), cast.maria)
    for one, said in zip(town.applications, lacks, strict=True):
        assert (one.lacks in said) if one.lacks else said == "", (one, said)
    people = running.People(town.ballots)
    entering.register_of(visit, edition, people.pesels())
    entering.frozen(visit, town)
    edition = factories.reload(edition)
    done = running.vote(visit, edition, town.ballots, people, cast)
    for ballot, fate in running.fates(done):
        assert (ballot.refused in fate) if ballot.refused else fate == ballot.void, (ballot, fate)
    judge(town, edition, running.counted(visit, edition, town, cast))


def judge(town, edition, runs):
    """The count against what was worked out by hand, and each neighbouring rule against its wrong list."""
    assert {pool: " ".join(run.funded) for pool, run in runs.items()} == town.winners
    assert {pool: run.amount - run.spent for pool, run in runs.items()} == {
        pool: left * 100 for pool, left in town.left.items()
    }
    rows = [row for run in runs.values() for row in run.verdicts.items()]
    verdicts = {number: Verdict.of_row(row) for number, row in rows}
    assert {number: one.kind for number, one in verdicts.items() if not one.won} == town.why
    pools = {pool.name: pool for pool in edition.pools.all()}
    for other in town.otherwise:
        wrong = set(other.winners.split())
        assert running.under(pools[other.pool], other.award) == wrong
        assert wrong != set(town.winners[other.pool].split())


# Forms and counting are the same on both engines: each runs every second town, so that between them none is left out.
ALL = [*TOWNS, *CLAUSES]
HERE = ALL[int(connection.vendor == "postgresql") :: 2]


@pytest.mark.parametrize("town_of", HERE, ids=str)
def test_a_towns_regulation_gives_the_list_made_by_hand(town_of, visit, cast):
    run(town_of, visit, cast)


@pytest.mark.long
@pytest.mark.parametrize("town_of", [town for town in ALL if town not in HERE], ids=str)
def test_so_does_every_other_town_on_this_engine(town_of, visit, cast):
    run(town_of, visit, cast)


def test_there_are_twenty_towns_and_more_each_once():
    assert len({town.name for town in TOWNS}) == len(TOWNS) >= 20


# Answers that change no ballot and no list of winners: other tests ask for what they do.
SILENT = {"Kolejność na karcie", "Liczba mieszkańców", "Wzór numeru wniosku", "Nazwa", "Kwota w zł"}


def less(town):
    """The town without one of its answers each, and the label of that answer."""
    for at, pool in enumerate(town.pools):
        for label in sorted(pool.keys() - SILENT):
            rest = {key: value for key, value in pool.items() if key != label}
            yield label, replace(town, pools=[*town.pools[:at], rest, *town.pools[at + 1 :]])
    for title, answers in town.rules.items():
        for label in answers:
            rest = {key: value for key, value in answers.items() if key != label}
            yield label, replace(town, rules={**town.rules, title: rest})
    for label in town.settings:
        yield label, replace(town, settings={k: v for k, v in town.settings.items() if k != label})
    if town.order:
        yield "Kolejność na karcie", replace(town, order={})


CASES = [
    (label, other) for town in (*TOWNS, *CLAUSES) for label, other in less(town) if label not in town.unheard
]


@pytest.mark.long
@pytest.mark.parametrize(("label", "town_of"), CASES, ids=[f"{town}-{label}" for label, town in CASES])
def test_an_answer_left_out_is_noticed(label, town_of, visit, cast):
    with pytest.raises(AssertionError):
        run(town_of, visit, cast)
