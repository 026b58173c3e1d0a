"""Making results public: open to protests, replaced by a later run where a protest was right, then final."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.results import (
    AlternativesShown,
    ResultFinal,
    ResultPublished,
    ResultRevised,
    WinnerLost,
)
from wibo.results.letters import write_outcomes
from wibo.results.models import CountRun, PoolAdjustment, Publication
from wibo.results.outcomes import told
from wibo.results.runs import newest_runs, published_runs
from wibo.rulebook.spelling.numbering import natural_key
from wibo.voting.models import About, Project, Protest, TwoPersonAct


def publish(edition: Edition, *, act: Act, protests_until: date | None = None) -> Publication:
    """Make the newest runs public. Raises Refused while a pool is uncounted or a tie is open.

    With `protests_until` (the last day, Europe/Warsaw) the result can still change; without it it is final at once.
    """
    if protests_until and protests_until < localtime(act.at).date():
        raise Refused("Ostatni dzień na protesty nie może być w przeszłości.")
    with transaction.atomic():
        _lock(edition)
        if Publication.objects.filter(edition=edition).exists():
            raise Refused("Wyniki tej edycji są już ogłoszone.")
        runs = _decided(edition)
        publication: Publication = Publication.objects.create(
            edition=edition,
            published_at=act.at,
            published_by=act.by,
            runs=[run.pk for run in runs],
            protests_until=protests_until,
            final_at=None if protests_until else act.at,
            final_by="" if protests_until else act.by,
        )
        until = (
            f"do {protests_until:%d.%m.%Y}"
            if protests_until
            else "regulamin ich nie zna, wynik jest ostateczny"
        )
        record(
            ResultPublished(protests=until, runs=[run.pk for run in runs]),
            act,
            town=edition.town,
            edition=edition.pk,
            about=edition,
        )
        write_outcomes(publication, at=act.at)
    return publication


def revise(publication: Publication, reason: str, *, act: Act) -> Publication:
    """Replace the public runs by newer ones; what was public before stays named. Raises Refused."""
    edition = publication.edition
    if not reason.strip():
        raise Refused("Napisz, dlaczego wynik się zmienia. Powód będzie publiczny.")
    with transaction.atomic():
        _lock(edition)
        _refuse_final(publication)
        runs = [run.pk for run in _decided(edition)]
        if runs == publication.runs:
            raise Refused("Od ogłoszenia nie ustalono wyniku od nowa. Najpierw ustal go jeszcze raz.")
        before = told(publication, published_runs(publication))
        publication.former = [*publication.former, publication.runs]
        publication.runs, publication.revised_at, publication.revised_for = runs, act.at, reason
        publication.save()
        record(
            ResultRevised(reason=reason, runs=runs), act, town=edition.town, edition=edition.pk, about=edition
        )
        write_outcomes(publication, at=act.at, before=before)
    return publication


def finish(publication: Publication, *, act: Act) -> Publication:
    """Make the public result final. Raises Refused while protests can be handed in or wait for a decision."""
    edition = publication.edition
    with transaction.atomic():
        _lock(edition)
        _refuse_final(publication)
        if publication.protests_until and localtime(act.at).date() <= publication.protests_until:
            raise Refused(f"Protesty można składać do {publication.protests_until:%d.%m.%Y} włącznie.")
        waiting = Protest.objects.filter(edition=edition, about=About.RESULT, decided_at=None)
        if letters := ", ".join(waiting.values_list("letter", flat=True)):
            raise Refused(f"Najpierw trzeba rozstrzygnąć protesty: {letters}.")
        if found := stale(edition, newest_runs(edition)):
            raise Refused(f"{' '.join(found)} Najpierw ustal wynik jeszcze raz i ogłoś zmianę.")
        if [run.pk for run in newest_runs(edition)] != publication.runs:
            raise Refused(
                "Wynik ustalono od nowa, ale nie ogłoszono zmiany. Ogłoś ją albo ustal wynik jeszcze raz."
            )
        publication.final_at, publication.final_by = act.at, act.by
        publication.save(update_fields=["final_at", "final_by"])
        record(ResultFinal(), act, town=edition.town, edition=edition.pk, about=edition)
    return publication


def show_alternatives(publication: Publication, *, shown: bool, act: Act) -> None:
    """Show everyone what other rules would have given, or hide it again."""
    edition = publication.edition
    with transaction.atomic():
        Publication.objects.filter(pk=publication.pk).update(shows_alternatives=shown)
        record(
            AlternativesShown(shown="widzą wszyscy" if shown else "widzi urząd"),
            act,
            town=edition.town,
            edition=edition.pk,
            about=edition,
        )


def stale(edition: Edition, runs: Iterable[CountRun]) -> list[str]:
    """What has changed since the runs were made, so that a new count is due, in words; empty when nothing has."""
    found = []
    for run in runs:
        rows = Project.objects.filter(pool=run.pool_id).exclude(struck_at=None)
        struck = set(rows.values_list("number", flat=True)) - set(run.settings.get("exclude", ()))
        if struck:
            numbers = ", ".join(sorted(struck, key=natural_key))
            found.append(f"Pula {run.pool.name}: po ustaleniu wyniku skreślono projekty nr {numbers}.")
        changed = PoolAdjustment.objects.filter(pool=run.pool_id).values_list("reason", "amount")
        # Two changes may have one reason, and even one amount: each row of the run answers for one of them.
        if Counter(changed) - Counter((reason, amount) for reason, amount in run.extra):
            found.append(f"Pula {run.pool.name}: po ustaleniu wyniku zmieniono jej kwotę.")
    return found


def strike_winner(act: TwoPersonAct, at: datetime) -> None:
    """A winner of a final result cannot be carried out, as two people have agreed: said publicly, with the reason.

    The result stays: it tells how people voted. What its money is for, the town decides by its resolution. Raises Refused.
    """
    number = str(act.content["number"])
    publication = Publication.objects.select_for_update().get(edition=act.edition_id)
    refuse_no_winner(publication, number)
    act.refresh_from_db()
    by = f"{act.first} i {act.second}"
    before = told(publication, published_runs(publication))
    publication.lost = [*publication.lost, [number, act.reason, localtime(at).date().isoformat()]]
    publication.save(update_fields=["lost"])
    write_outcomes(publication, at=at, before=before)
    record(
        WinnerLost(number=number, reason=act.reason),
        Act(by, at),
        town=act.edition.town,
        edition=act.edition_id,
        about=act.edition,
    )


def refuse_no_winner(publication: Publication, number: str) -> None:
    """Raise Refused unless the project is a winner of a final result that is not lost yet."""
    if not publication.final_at:
        raise Refused("Wynik nie jest jeszcze ostateczny: skreśl projekt i ustal wynik jeszcze raz.")
    if not any(number in run.funded for run in published_runs(publication)):
        raise Refused("Ten projekt nie wygrał. Wynik jest ostateczny i projektu nie można skreślić.")
    if any(row[0] == number for row in publication.lost):
        raise Refused("O tym projekcie już zdecydowano.")


def _lock(edition: Edition) -> None:
    Edition.objects.select_for_update().get(pk=edition.pk)


def _refuse_final(publication: Publication) -> None:
    publication.refresh_from_db()
    if publication.final_at:
        raise Refused("Wynik jest już ostateczny.")


def _decided(edition: Edition) -> list[CountRun]:
    """The newest runs, one for each pool. Raises Refused while there are fewer or a tie waits."""
    runs = newest_runs(edition)
    undecided = [run.pool.name for run in runs if run.tied]
    if undecided:
        raise Refused(
            f"O wyniku rozstrzyga remis. Najpierw komisja musi go rozstrzygnąć: {', '.join(undecided)}."
        )
    if len(runs) != edition.pools.count() or not runs:
        raise Refused("Najpierw ustal wynik w każdej puli.")
    if found := stale(edition, runs):
        raise Refused(f"{' '.join(found)} Najpierw ustal wynik jeszcze raz.")
    return runs
