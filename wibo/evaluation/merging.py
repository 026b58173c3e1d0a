"""Merging proposals about the same, by consent of all their authors."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.editions.models import Edition
from wibo.evaluation.holding import held
from wibo.evaluation.judging import refuse_partial
from wibo.evaluation.models import Consent, Merge
from wibo.evaluation.models.agreeing import Way
from wibo.journal.acts import Act
from wibo.journal.events.evaluation import MergeAgreed, MergeProposed, MergeRefused
from wibo.proposals import lifecycle
from wibo.proposals.models import Proposal
from wibo.proposals.moves import REPEATABLE
from wibo.proposals.own import refuse_own
from wibo.proposals.statuses import Status
from wibo.proposals.writing import write_to_author


def propose_merge(into: Proposal, others: Sequence[Proposal], why: str, *, user: User, at: datetime) -> Merge:
    """Ask all authors whether their proposals may become one: `into` stays. Raises Refused."""
    if not others:
        raise Refused("Wybierz co najmniej jeden wniosek do połączenia.", "numbers")
    if not why.strip():
        raise Refused("Napisz, dlaczego warto je połączyć. Przeczytają to autorzy.", "why")
    others = list({one.pk: one for one in others}.values())
    everyone = [into, *others]
    with transaction.atomic():
        # All merges of an edition wait for each other, so that no two become part of one another.
        Edition.objects.select_for_update().get(pk=into.edition_id)
        for one in everyone:
            refuse_partial(user, one)
            _refuse_out_of_place(held(one), into)
        made: Merge = Merge.objects.create(into=into, why=why, proposed_by=user, proposed_at=at)
        Consent.objects.bulk_create(Consent(merge=made, proposal=one) for one in everyone)
        for one in everyone:
            if one is not into:
                event = MergeProposed(one.number, into.number, why)
                lifecycle.journal(event, one, Act(user.signature, at))
            write_to_author(one, "merge_proposed", at=at, merge=made, others=others, into=into)
    return made


def _refuse_out_of_place(one: Proposal, into: Proposal) -> None:
    if one.edition_id != into.edition_id or Status(one.status) not in REPEATABLE:
        raise Refused(
            f"Wniosku nr {one.number} nie można teraz łączyć: jego ocena się nie zaczęła albo skończyła.",
            "numbers",
        )
    if one.pool_id != into.pool_id:
        raise Refused(
            f"Wniosek nr {one.number} jest w innej puli niż nr {into.number}. Łączyć można tylko wnioski z jednej puli.",
            "numbers",
        )
    if Consent.objects.undecided().filter(proposal=one).exists():
        raise Refused(f"Wniosek nr {one.number} ma już propozycję połączenia.", "numbers")


def open_consent(proposal: Proposal) -> Consent | None:
    """The question to its author that is not answered, of a merge that is not over."""
    rows = Consent.objects.unanswered().filter(proposal=proposal)
    found: Consent | None = rows.select_related("merge__into").first()
    return found


def answer(consent: Consent, *, agreed: bool, way: Way, act: Act, clerk: User | None = None) -> bool:
    """The author of one proposal agrees or not; with the last consent they are merged; whether they are. Raises Refused."""
    proposal, merge = consent.proposal, consent.merge
    if clerk is not None:
        refuse_own(proposal, clerk)
    with transaction.atomic():
        Merge.objects.select_for_update().get(pk=merge.pk)
        _refuse_stale(merge)
        open_ones = Consent.objects.unanswered().filter(pk=consent.pk)
        if not open_ones.update(agreed=agreed, way=way, answered_at=act.at, noted_by=clerk):
            raise Refused("Na tę propozycję już odpowiedziano albo nie jest już aktualna.")
        event = MergeAgreed if agreed else MergeRefused
        lifecycle.journal(event(proposal.number, str(way.label)), proposal, act)
        if not agreed:
            _end(merge, act.at)
            _tell_refused(merge, act.at)
            return False
        if Consent.objects.filter(merge=merge).exclude(agreed=True).exists():
            return False
        _merge(merge, act)
    return True


def _refuse_stale(merge: Merge) -> None:
    """Raise Refused where one of the proposals was judged, withdrawn or joined to another since; the rows are held."""
    for consent in merge.consents.select_related("proposal__edition"):
        if Status(held(consent.proposal).status) not in REPEATABLE:
            raise Refused(
                f"Wniosek nr {consent.proposal.number} jest już oceniony, wycofany albo połączony. Połączenie nie jest możliwe."
            )


def _merge(merge: Merge, act: Act) -> None:
    parts = merge.consents.exclude(proposal=merge.into_id).select_related("proposal__edition__town")
    for part in parts:
        lifecycle.move(
            part.proposal,
            Status.MERGED,
            user=None,
            now=act.at,
            by=act.by,
            facts={"into": merge.into.number},
            told={"into": merge.into},
            merged_into=merge.into,
        )
    write_to_author(merge.into, "merge_done", at=act.at, others=[part.proposal for part in parts])
    _end(merge, act.at)


def _tell_refused(merge: Merge, at: datetime) -> None:
    for consent in merge.consents.select_related("proposal__edition__town", "proposal__author"):
        write_to_author(consent.proposal, "merge_refused", at=at, into=merge.into)


def _end(merge: Merge, at: datetime) -> None:
    Merge.objects.filter(pk=merge.pk).update(ended_at=at)


def give_up(merge: Merge, *, act: Act) -> None:
    """The office gives the merge up. Raises Refused where it is over."""
    with transaction.atomic():
        if not Merge.objects.filter(pk=merge.pk, ended_at=None).update(ended_at=act.at):
            raise Refused("Ta propozycja połączenia już się skończyła.")
        _tell_refused(merge, act.at)


def found(into: Proposal, one: Proposal | None, typed: str) -> Proposal:
    """The proposal that somebody means by a number, to be part of another. Raises Refused."""
    if one is None:
        raise Refused(f"W tej edycji nie ma wniosku nr {typed}. Sprawdź numery.", "numbers")
    if one.pk == into.pk:
        raise Refused(
            f"Nr {typed} to ten sam wniosek. Wpisz numery tych, które mają być jego częścią.", "numbers"
        )
    return one
