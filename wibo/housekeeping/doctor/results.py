"""Whether a result is the count of the votes that are there, and what is public is that result."""

from collections.abc import Iterator, Mapping
from typing import Any

from wibo.editions.models import Edition
from wibo.journal.events.ballots import UrnOpened
from wibo.journal.events.results import (
    PoolAdjusted,
    PoolCounted,
    ProjectAdded,
    ResultPublished,
    ResultRevised,
    TieSettled,
)
from wibo.journal.events.two_people import LostWinnerConfirmed
from wibo.journal.models import Entry
from wibo.results.actions.counting import ballots_of, result_digest
from wibo.results.models import Addition, CountRun, PoolAdjustment, Publication, TieDraw
from wibo.rulebook.award.allocation import allocate
from wibo.rulebook.award.lots import drawn_order
from wibo.rulebook.award.verdicts import Kind
from wibo.rulebook.files.rule_files import derive
from wibo.rulebook.spelling.money import zloty
from wibo.voting.models import Project
from wibo.voting.urn.opening import digest_of_ballots


def findings(edition: Edition) -> Iterator[str]:
    """Votes that are not those of the opening, runs that another count contradicts, publications of other runs."""
    if not edition.urn_opened_at:
        return
    opened = Entry.objects.filter(edition=edition.pk, kind=UrnOpened.kind).order_by("-pk").first()
    digest = opened.facts.get("digest") if opened else None
    if digest is not None and digest != digest_of_ballots(edition):
        yield "karty z urny są inne niż w chwili otwarcia"
    told = {
        entry.about: entry.facts for entry in Entry.objects.filter(edition=edition.pk, kind=PoolCounted.kind)
    }
    for run in CountRun.objects.filter(edition=edition).select_related("pool"):
        yield from _of_run(run, told.get(f"countrun:{run.pk}", {}))
    yield from _of_ties(edition)
    yield from _of_money(edition)
    yield from _of_publication(edition)


def _of_run(run: CountRun, told: Mapping[str, Any]) -> Iterator[str]:
    name = f"ustalenie {run.number} w puli {run.pool_id}"
    if not told:
        yield f"{name}: dziennik go nie zna"
    elif "result" in told and told["result"] != result_digest(run):
        yield f"{name}: jest inne niż zapisane w dzienniku"
    if found := _recounted(run):
        yield f"{name}: ponowne liczenie daje co innego ({found})"


def _recounted(run: CountRun) -> str:
    """What differs from a count of the votes that are there, under the run's own settings; "" when nothing does."""
    pool, settings = run.pool, dict(run.settings)
    struck, collisions = settings.pop("exclude", ()), settings.pop("collisions", ())
    costs = {project.number: project.cost for project in Project.objects.filter(pool=pool).in_order()}
    if any(row[0] == Kind.TOLD for row in run.verdicts.values()):
        # Before version 0.4 a project without a vote could win.
        settings["allows_unvoted"] = True
    rule = derive({"rule": "greedy"}, pool.ballot_rules, settings).rule
    tally, outcome = allocate(
        ballots_of(pool),
        costs,
        run.amount,
        pool.ballot_rules,
        rule,
        struck=struck,
        lot=run.lot,
        collisions=collisions,
    )
    compared = (
        ("karty", tally.ballots == run.ballots),
        ("głosy", tally.votes == run.votes),
        ("wynik", tally.score == run.score),
        ("wybrane projekty", set(outcome.funded) == set(run.funded)),
        ("wydana kwota", outcome.spent == run.spent),
    )
    return ", ".join(what for what, same in compared if not same)


def _of_ties(edition: Edition) -> Iterator[str]:
    rows = Entry.objects.filter(edition=edition.pk, kind=TieSettled.kind)
    told = {entry.about: entry.facts.get("order") for entry in rows}
    for draw in TieDraw.objects.filter(run__edition=edition).select_related("run__notice"):
        known = told.get(f"countrun:{draw.run_id}", [])
        if known is not None and known != draw.order:
            yield f"remis z ustalenia {draw.run_id} rozstrzygnięto inaczej, niż mówi dziennik"
        notice = getattr(draw.run, "notice", None)
        if notice and draw.seed.isdigit() and drawn_order(draw.seed, notice.tied) != draw.order:
            yield f"kolejność remisu z ustalenia {draw.run_id} nie wynika z wylosowanych cyfr"


def _of_money(edition: Edition) -> Iterator[str]:
    there = PoolAdjustment.objects.filter(edition=edition).count()
    told = Entry.objects.filter(edition=edition.pk, kind=PoolAdjusted.kind).count()
    if there != told:
        yield f"zmian puli po głosowaniu jest {there}, a dziennik zna {told}"
    yield from _of_rows(
        "zmiana puli po głosowaniu",
        {
            f"pooladjustment:{row.pk}": zloty(row.amount)
            for row in PoolAdjustment.objects.filter(edition=edition)
        },
        edition,
        PoolAdjusted.kind,
    )
    yield from _of_rows(
        "projekt opłacony z innych pieniędzy",
        {f"addition:{row.pk}": zloty(row.amount) for row in Addition.objects.filter(edition=edition)},
        edition,
        ProjectAdded.kind,
    )


def _of_rows(what: str, there: dict[str, str], edition: Edition, kind: str) -> Iterator[str]:
    """Rows whose amounts the journal does not tell, and told ones that are gone."""
    told = {
        entry.about: entry.facts["amount"] for entry in Entry.objects.filter(edition=edition.pk, kind=kind)
    }
    for about in sorted(there.keys() | told.keys()):
        if there.get(about) != told.get(about):
            yield f"{what}: jest {there.get(about, 'nic')}, a dziennik mówi {told.get(about, 'nic')}"


def _of_publication(edition: Edition) -> Iterator[str]:
    kinds = (ResultPublished.kind, ResultRevised.kind)
    last = Entry.objects.filter(edition=edition.pk, kind__in=kinds).order_by("-pk").first()
    publication = Publication.objects.filter(edition=edition).first()
    if publication is None:
        if last is not None:
            yield "dziennik zna ogłoszenie wyniku, którego nie ma"
        return
    if last is None or last.facts.get("runs", publication.runs) != publication.runs:
        yield "ogłoszony wynik jest inny niż w dzienniku"
    lost = Entry.objects.filter(edition=edition.pk, kind=LostWinnerConfirmed.kind).count()
    if len(publication.lost) != lost:
        yield f"zwycięzców, których nie da się wykonać, jest {len(publication.lost)}, a dziennik zna {lost}"
    missing = set(publication.runs) - set(
        CountRun.objects.filter(edition=edition).values_list("pk", flat=True)
    )
    if missing:
        yield "ogłoszony wynik wskazuje ustalenia, których nie ma"
