"""What stands in the way of opening the urn; two people propose and confirm it only where nothing does."""

from datetime import datetime

from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.editions.models import Edition
from wibo.rulebook.calendar.schedule import Channel, Stage
from wibo.voting.course.models import About, Protest
from wibo.voting.papers.models import PaperBatch
from wibo.voting.two_people.acts import confirm, propose
from wibo.voting.two_people.models import TwoPersonAct, TwoPersonKind


def obstacles(edition: Edition, now: datetime) -> list[str]:
    """What still stands in the way of opening the urn, in words; empty when nothing does."""
    found: list[str] = []
    schedule = edition.schedule
    if not edition.frozen_at:
        found.append("Karta do głosowania nie jest zamrożona.")
    if edition.urn_opened_at:
        found.append(f"Urnę otwarto {localtime(edition.urn_opened_at):%d.%m.%Y}.")
    for channel, words in ((Channel.WEB, "przez internet"), (Channel.PAPER, "na papierze")):
        if schedule.of(Stage.VOTING, channel) and not schedule.has_ended(Stage.VOTING, now, channel):
            found.append(f"Głosowanie {words} jeszcze trwa albo się nie zaczęło.")
    if schedule.of(Stage.PAPER_ENTRY) and not schedule.has_ended(Stage.PAPER_ENTRY, now):
        found.append("Czas wpisywania kart papierowych jeszcze nie minął.")
    open_batches = PaperBatch.objects.filter(edition=edition, closed_at=None)
    found += [f"Paczka „{batch.name}” nie jest zamknięta." for batch in open_batches]
    found += [
        f"Protest z pisma {protest.letter} czeka na rozstrzygnięcie."
        for protest in Protest.objects.filter(edition=edition, about=About.BALLOTS, decided_at=None)
    ]
    return found


def refuse_obstacles(edition: Edition, at: datetime) -> None:
    """Raise Refused, naming all of them."""
    if found := obstacles(edition, at):
        raise Refused(" ".join(found))


def propose_opening(edition: Edition, *, reason: str, user: User, at: datetime) -> TwoPersonAct:
    """The first person proposes to open the urn. Raises Refused."""
    refuse_obstacles(edition, at)
    return propose(edition, TwoPersonKind.OPEN_URN, reason=reason, user=user, at=at)


def confirm_opening(act: TwoPersonAct, *, user: User, at: datetime) -> TwoPersonAct:
    """The second person confirms it; the caller then queues the worker's task. Raises Refused."""
    refuse_obstacles(act.edition, at)
    return confirm(act, user=user, at=at)
