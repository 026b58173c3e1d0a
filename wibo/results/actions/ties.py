"""Ties that decide: settled by the regulation, or by a draw that is announced first and can be repeated."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.results import TieAnnounced, TieSettled
from wibo.results.models import CountRun, TieDraw, TieNotice
from wibo.rulebook.award.lots import SHORTEST_SEED, SeedError, clean_seed, drawn_order
from wibo.rulebook.spelling.polish import counted


def announce_draw(run: CountRun, place: str, drawn_on: datetime, *, act: Act) -> TieNotice:
    """Publish the tied projects and the method before the seed is known. Raises Refused."""
    if drawn_on <= act.at:
        raise Refused("Losowanie musi być później niż jego ogłoszenie. Podaj późniejszą godzinę.")
    with transaction.atomic():
        _hold(run)
        if TieNotice.objects.filter(run=run).exists():
            raise Refused("To losowanie jest już ogłoszone.")
        notice: TieNotice = TieNotice.objects.create(
            run=run, tied=run.tied, place=place, drawn_on=drawn_on, announced_at=act.at, announced_by=act.by
        )
        record(
            TieAnnounced(pool=run.pool.name, tied=", ".join(run.tied), place=place),
            act,
            town=run.edition.town,
            edition=run.edition_id,
            about=run,
        )
    return notice


def settle_by_draw(run: CountRun, seed: str, record_of_draw: str, *, act: Act) -> TieDraw:
    """Settle the tie with the seed that was drawn before witnesses, once. Raises Refused.

    `record_of_draw` says how it was drawn and who was present; it is public.
    """
    try:
        digits = clean_seed(seed)
    except SeedError as error:
        raise Refused(
            f"Wpisz co najmniej {counted(SHORTEST_SEED, 'cyfrę', 'cyfry', 'cyfr')}, na przykład wyniki rzutów kostką. "
            "Same cyfry i odstępy."
        ) from error
    notice = TieNotice.objects.filter(run=run).first()
    if notice is None:
        raise Refused("Najpierw trzeba ogłosić losowanie. Bez tego ziarno można by dobrać do wyniku.")
    if act.at < notice.drawn_on:
        raise Refused("Ogłoszony czas losowania jeszcze nie nadszedł.")
    return _settle(
        run,
        drawn_order(digits, notice.tied),
        TieDraw.Method.DRAW,
        digits,
        record_of_draw,
        act,
    )


def settle_by_order(
    run: CountRun, order: Sequence[str], reason: str, *, act: Act, method: str = "regulation"
) -> TieDraw:
    """Settle the tie with an order that follows from the regulation. Raises Refused."""
    if sorted(order) != sorted(run.tied):
        raise Refused(f"Kolejność musi zawierać każdy z projektów raz: {', '.join(run.tied)}.")
    return _settle(
        run,
        list(order),
        TieDraw.Method(method),
        "",
        reason,
        act,
    )


def _settle(
    run: CountRun, order: list[str], method: TieDraw.Method, seed: str, reason: str, act: Act
) -> TieDraw:
    if not reason.strip():
        raise Refused("Opisz, na jakiej podstawie ustalono kolejność. Opis będzie publiczny.")
    with transaction.atomic():
        _hold(run)
        made: TieDraw = TieDraw.objects.create(
            run=run,
            order=order,
            method=method,
            seed=seed,
            reason=reason,
            settled_by=act.by,
            settled_at=act.at,
        )
        record(
            TieSettled(pool=run.pool.name, method=str(method.label), reason=reason, order=order),
            act,
            town=run.edition.town,
            edition=run.edition_id,
            about=run,
        )
    return made


def _hold(run: CountRun) -> None:
    """Lock the edition and make sure that the run's tie still waits."""
    Edition.objects.select_for_update().get(pk=run.edition_id)
    if not run.tied:
        raise Refused("W tym wyniku żaden remis nie rozstrzyga o liście.")
    if TieDraw.objects.filter(run=run).exists():
        raise Refused("Ten remis już rozstrzygnięto.")
    if CountRun.objects.filter(pool=run.pool_id, number__gt=run.number).exists():
        raise Refused(
            "Wynik ustalono od nowa i ten remis jest nieaktualny. Wróć do urny i zacznij od nowego wyniku."
        )
