"""Whose a card is: by hand and in bulk, a declared conflict, a substitute, notes, and cards that were begun."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.evaluation.judging import giving, why_not
from wibo.evaluation.models import Assignment, CardDraft, Conflict, Note, Substitution, Unit
from wibo.evaluation.models.cards import CardKind
from wibo.journal.acts import Act
from wibo.journal.events.evaluation import Assigned, ConflictDeclared, ConflictTakenBack
from wibo.proposals import lifecycle
from wibo.proposals.models import Proposal
from wibo.proposals.own import wrote
from wibo.proposals.statuses import Status


def assign(proposals: Iterable[Proposal], kind: str, to: User | Unit, *, act: Act) -> tuple[int, list[str]]:
    """Give the cards of proposals to a person or a unit; how many, and of which numbers nobody of them may judge."""
    given, barred = 0, []
    people = [to] if isinstance(to, User) else members_of(to)
    whose = {"user": to, "unit": None} if isinstance(to, User) else {"user": None, "unit": to}
    with transaction.atomic():
        for proposal in proposals:
            if all(why_not(one, proposal, kind) for one in people):
                barred.append(proposal.number)
                continue
            Assignment.objects.update_or_create(
                proposal=proposal, kind=kind, defaults={**whose, "assigned_at": act.at}
            )
            lifecycle.journal(Assigned(proposal.number, str(to)), proposal, act)
            given += 1
    return given, barred


def members_of(unit: Unit) -> list[User]:
    """Who works in a unit."""
    return list(User.objects.filter(unitmember__unit=unit, is_active=True))


def who_may_judge(proposal: Proposal, kind: str) -> list[User]:
    """Officials who may give the card of the proposal as things stand."""
    holding = User.objects.holding(giving(proposal.edition, kind))
    return [one for one in holding if not why_not(one, proposal, kind)]


def declare_conflict(proposal: Proposal, why: str, *, user: User, at: datetime) -> str:
    """An official steps back from a proposal; their assignment to it ends. Returns what follows. Raises Refused."""
    if wrote(user, proposal):
        raise Refused("To Twój wniosek: i tak nie możesz go oceniać.")
    with transaction.atomic():
        _, made = Conflict.objects.standing().get_or_create(
            proposal=proposal, user=user, defaults={"why": why, "declared_at": at}
        )
        if not made:
            raise Refused("Już wyłączyłeś się z oceny tego wniosku.")
        Assignment.objects.filter(proposal=proposal, user=user).delete()
        CardDraft.objects.filter(proposal=proposal, user=user).delete()
        lifecycle.journal(ConflictDeclared(number=proposal.number), proposal, Act(user.signature, at))
    kind = CardKind.FORMAL if proposal.status == Status.SUBMITTED else CardKind.MERIT
    if who_may_judge(proposal, kind):
        return "Wyłączenie jest zapisane. Ten wniosek oceni ktoś inny."
    return (
        "Wyłączenie jest zapisane. Uwaga: nikt inny nie może teraz ocenić tego wniosku. Administrator gminy musi nadać komuś "
        "rolę na stronie „Osoby”."
    )


def take_conflict_back(proposal: Proposal, reason: str, *, user: User, at: datetime) -> None:
    """Who stepped back by mistake may judge again; the reason stands in the journal. Raises Refused."""
    if not reason.strip():
        raise Refused("Napisz powód. Stanie w dzienniku.", "reason")
    with transaction.atomic():
        rows = Conflict.objects.standing().filter(proposal=proposal, user=user)
        if not rows.update(taken_back_at=at, taken_back_why=reason):
            raise Refused("Nie ma wyłączenia, które można cofnąć.")
        lifecycle.journal(ConflictTakenBack(proposal.number, reason), proposal, Act(user.signature, at))


# What a substitute must be able to do where the absent person can, in words.
_CARDS = (
    (Can.REVIEW_FORMALLY, "oceniać formalnie"),
    (Can.REVIEW_ON_MERIT, "oceniać merytorycznie"),
    (Can.DECIDE_IN_COMMISSION, "decydować w komisji"),
)


def substitute(absent: User, by: User, first_day: date, last_day: date) -> Substitution:
    """Let somebody see and judge what is another's from one day to another. Raises Refused."""
    if absent.pk == by.pk:
        raise Refused("Zastępować musi inna osoba.", "by")
    if last_day < first_day:
        raise Refused("Ostatni dzień jest wcześniejszy niż pierwszy.", "last_day")
    lacking = [words for can, words in _CARDS if absent.can(can) and not by.can(can)]
    if lacking:
        raise Refused(
            f"{by} nie może {' ani '.join(lacking)}. Wybierz inną osobę albo nadaj jej najpierw rolę.", "by"
        )
    if Substitution.objects.filter(absent=absent, first_day__lte=last_day, last_day__gte=first_day).exists():
        raise Refused(
            f"{absent} ma już zastępstwo w tych dniach. Usuń je albo wybierz inne dni.", "first_day"
        )
    made: Substitution = Substitution.objects.create(
        town=absent.town, absent=absent, by=by, first_day=first_day, last_day=last_day
    )
    return made


def write_note(proposal: Proposal, text: str, *, user: User, at: datetime) -> Note:
    """A note for colleagues. Raises Refused where it says nothing."""
    if not text.strip():
        raise Refused("Wpisz treść notatki.", "text")
    made: Note = Note.objects.create(proposal=proposal, user=user, text=text, written_at=at)
    return made


def keep_card(proposal: Proposal, kind: str, typed: Mapping[str, str], *, by: User, at: datetime) -> None:
    """Keep what was filled in on a card and not sent."""
    CardDraft.objects.update_or_create(
        proposal=proposal, kind=kind, user=by, defaults={"typed": dict(typed), "saved_at": at}
    )


def owners(proposals: Iterable[Proposal], kind: str) -> dict[int, str]:
    """Whose the cards of proposals are, by the proposals' keys."""
    rows = Assignment.objects.filter(proposal__in=proposals, kind=kind).select_related("user", "unit")
    return {one.proposal_id: one.owner for one in rows}
