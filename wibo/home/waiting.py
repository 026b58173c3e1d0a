"""What waits for the person at the desk beyond the tiles: the next act of the edition, in words, with the way there."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.access.permissions import Can
from wibo.accounts.models import User
from wibo.accounts.reviewing import review_of
from wibo.editions.models import Edition
from wibo.editions.showing import in_the_way
from wibo.evaluation.appealing import why_not_decide
from wibo.evaluation.models import Appeal
from wibo.letters.models import Letter
from wibo.proposals.models import Call, Proposal
from wibo.proposals.statuses import Status
from wibo.results.models import Publication
from wibo.results.runs import newest_runs
from wibo.rulebook.calendar.schedule import Stage
from wibo.rulebook.spelling.polish import counted
from wibo.voting.course.doing import DOING
from wibo.voting.course.opening_by_two import obstacles
from wibo.voting.models import Dispute, PaperBatch, TwoPersonAct, TwoPersonKind
from wibo.voting.two_people.acts import NEEDED

Step = tuple[str, str, str]


def waiting_for(user: User, edition: Edition, now: datetime) -> list[Step]:
    """Sentences with the words and the name of the address of a button; empty when nothing waits.

    Only what the person's roles reach: a clerk is not told of an urn that she cannot open.
    """
    steps: list[Step] = []
    if user.can(Can.RUN_EDITION) and not edition.frozen_at:
        steps += _verdicts(edition, now)
    if user.can(Can.DECIDE_APPEAL) and not edition.frozen_at:
        steps += _appeals(user, edition, now)
    if user.can(Can.REGISTER_PAPER):
        steps += _post(now)
    if user.can(Can.RUN_EDITION):
        steps += [*_roles(user, edition, now), *_preparing(edition, now), *_ballot(edition, now)]
    if user.can(Can.COUNT_PAPERS) and not edition.urn_opened_at:
        steps += _papers(user, edition)
    if user.can(Can.COUNT_PAPERS):
        steps += _decisions(user, edition, now)
    if user.can(Can.OPEN_URN):
        steps += _result(user, edition, now) if edition.urn_opened_at else _urn(user, edition, now)
    return steps


def _verdicts(edition: Edition, now: datetime) -> Iterator[Step]:
    judged = Proposal.objects.filter(edition=edition, status=Status.JUDGED).count()
    if judged and not edition.announce_at:
        told = counted(judged, "decyzja czeka", "decyzje czekają", "decyzji czeka")
        yield f"Na ogłoszenie {told}.", "Ogłoś decyzje", "evaluation:announcement"
    overdue = Call.objects.unanswered().filter(proposal__edition=edition, due_on__lt=localtime(now).date())
    if late := overdue.count():
        told = counted(late, "wezwanie jest", "wezwania są", "wezwań jest")
        yield f"Po terminie {told} bez odpowiedzi.", "Zobacz ocenę formalną", "evaluation:formal-queue"
    waiting = Proposal.objects.filter(edition=edition, status__in=[Status.SUBMITTED, Status.MERIT_REVIEW])
    if free := waiting.exclude(assignments__isnull=False).count():
        told = counted(free, "wniosek czeka", "wnioski czekają", "wniosków czeka")
        yield f"Bez przydziału {told} na ocenę.", "Przydziel", "evaluation:assignment"


def _roles(user: User, edition: Edition, now: datetime) -> Iterator[Step]:
    if user.can(Can.MANAGE_OFFICIALS) and review_of(edition.town, now).is_due:
        yield "Od pół roku nikt nie przejrzał, kto ma jaką rolę.", "Przejrzyj role", "accounts:officials"


def _preparing(edition: Edition, now: datetime) -> Iterator[Step]:
    """An edition whose first stage has begun out of residents' sight."""
    begun = any(window.opens_at <= now for window in edition.windows.all())
    if edition.in_preparation and begun:
        yield (
            f"Etap tej edycji już trwa, a mieszkańcy jej nie widzą. {in_the_way(edition, now)}".strip(),
            "Zobacz edycję",
            "editions:settings",
        )


def _appeals(user: User, edition: Edition, now: datetime) -> Iterator[Step]:
    rows = Appeal.objects.undecided().filter(proposal__edition=edition).select_related("proposal__edition")
    mine = [one for one in rows if not why_not_decide(one, user)]
    if mine:
        told = counted(len(mine), "odwołanie czeka", "odwołania czekają", "odwołań czeka")
        due = min((one.due_on for one in mine if one.due_on), default=None)
        until = f", najbliższy termin: {date_format(due, 'DATE_FORMAT')}" if due else "."
        yield f"Na decyzję {told}{until}", "Rozpatrz", "evaluation:appeals"


# Letters that nobody got are said so long; then there is nothing to mend.
_LOST_FOR = timedelta(days=14)


def _post(now: datetime) -> Iterator[Step]:
    letters = Letter.objects.to_post().count()
    if letters:
        told = counted(letters, "list czeka", "listy czekają", "listów czeka")
        yield f"Na wydrukowanie i wysłanie pocztą {told}.", "Zobacz listy", "proposals:post"
    if lost := Letter.objects.given_up().filter(given_up_at__gt=now - _LOST_FOR).count():
        told = counted(lost, "list nie dotarł", "listy nie dotarły", "listów nie dotarło")
        yield f"E-mailem {told}. Te osoby nie wiedzą tego, co w nich jest.", "Zobacz listy", "proposals:post"


def _ballot(edition: Edition, now: datetime) -> Iterator[Step]:
    judged = edition.schedule.has_ended(Stage.EVALUATION, now)
    if judged and not edition.frozen_at and not edition.urn_opened_at:
        yield (
            "Ocena się skończyła, a karta do głosowania nie jest zamrożona. Bez tego głosowanie nie ruszy.",
            "Ułóż i zamroź kartę",
            "voting:ballot",
        )


def _papers(user: User, edition: Edition) -> Iterator[Step]:
    uncounted = PaperBatch.objects.filter(edition=edition, counted_at=None, closed_at=None)
    count = uncounted.exclude(opened_by=user).count()
    if count:
        batches = counted(count, "paczka czeka", "paczki czekają", "paczek czeka")
        yield f"Na policzenie przez drugą osobę {batches}.", "Zobacz paczki", "voting:batches"
    disputes = Dispute.objects.filter(batch__edition=edition, decided_at=None).count()
    if disputes and user.can(Can.DECIDE_DISPUTE):
        cards = counted(disputes, "czeka karta sporna", "czekają karty sporne", "czeka kart spornych")
        yield f"Na decyzję {cards}.", "Rozstrzygnij", "voting:disputes"


def _decisions(user: User, edition: Edition, now: datetime) -> Iterator[Step]:
    acts = TwoPersonAct.objects.filter(edition=edition, kind__in=[*DOING, TwoPersonKind.LOST_WINNER])
    waiting = [act for act in acts.filter(second=None).select_related("first") if act.is_waiting(now)]
    for act in waiting:
        if act.first_id != user.pk and user.can(NEEDED[TwoPersonKind(act.kind)]):
            yield (
                f"{act.first} prosi o twoją zgodę: {act.get_kind_display()}.",
                "Zobacz i potwierdź",
                "results:together",
            )


def _urn(user: User, edition: Edition, now: datetime) -> Iterator[Step]:
    acts = TwoPersonAct.objects.filter(edition=edition, kind=TwoPersonKind.OPEN_URN).select_related("first")
    act = acts.first()
    if act is not None and act.is_waiting(now):
        if act.first_id == user.pk:
            yield (
                "Wniosek o otwarcie urny czeka na drugą osobę.",
                "Zobacz, kto może potwierdzić",
                "results:urn",
            )
        else:
            yield f"{act.first} wnosi o otwarcie urny i czeka na ciebie.", "Zobacz i potwierdź", "results:urn"
    elif edition.schedule.has_begun(Stage.VOTING, now) and not obstacles(edition, now):
        yield "Urna czeka na otwarcie. Potrzebne są dwie osoby.", "Otwórz urnę", "results:urn"


def _result(user: User, edition: Edition, now: datetime) -> Iterator[Step]:
    publication = Publication.objects.filter(edition=edition).first()
    if publication is not None:
        until = publication.protests_until
        if user.can(Can.PUBLISH) and not publication.final_at and until and localtime(now).date() > until:
            yield "Czas na protesty minął.", "Ogłoś wynik ostateczny", "results:urn"
        return
    runs = newest_runs(edition)
    tied = any(run.tied for run in runs)
    if not runs and user.can(Can.PUBLISH):
        yield "Urna jest otwarta. Teraz trzeba ustalić wynik.", "Ustal wynik", "results:urn"
    elif tied and user.can(Can.SETTLE_TIE):
        yield "O wyniku decyduje remis i czeka na komisję.", "Rozstrzygnij remis", "results:urn"
    elif runs and not tied and user.can(Can.PUBLISH):
        yield "Wynik jest ustalony, ale jeszcze nie ogłoszony.", "Sprawdź i ogłoś", "results:urn"
