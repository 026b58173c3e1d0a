"""Keeping works: state, dates and money of a winner, and posts about it. Whoever follows the project reads each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.formats import date_format

from wibo.access.refusal import Refused, reason_written
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events import Event
from wibo.journal.events.works import PostRemoved, PostWritten, WorkChanged
from wibo.proposals.following import tell_followers
from wibo.rulebook.spelling.money import zloty
from wibo.rulebook.spelling.texts import tidy
from wibo.towns.pictures import read_picture
from wibo.ui.markdown import plain
from wibo.ui.pages_sent import key_of
from wibo.ui.uploads import forget_files
from wibo.voting.models import Project
from wibo.works.models import Post, State, Work, WorkPicture
from wibo.works.winners import is_winner

MOST_PICTURES = 3
# What is told of a work lies within so many times its cost, and so many years before and after that of the budget.
_TIMES, _YEARS_BEFORE, _YEARS_AFTER = 10, 1, 10


@dataclass(frozen=True, slots=True)
class Progress:
    """What is told of a work; `spent` in grosze, None where nobody has said yet."""

    state: State
    percent: int = 0
    starts_on: date | None = None
    ends_on: date | None = None
    spent: int | None = None
    reason: str = ""


def change_work(project: Project, told: Progress, *, act: Act) -> bool:
    """Tell where the work stands; False when nothing differs. Raises Refused."""
    _refuse_contradiction(told)
    _refuse_slips(project, told)
    with transaction.atomic():
        work = _held(project, act)
        before = _words(work)
        was = work.stage
        work.state, work.percent = told.state.value, _percent(told)
        work.starts_on, work.ends_on, work.spent = told.starts_on, told.ends_on, told.spent
        work.reason = tidy(told.reason) if told.state is State.GIVEN_UP else ""
        after = _words(work)
        changes = [f"{name} {value}" for name, value in after.items() if before[name] != value]
        if not changes:
            return False
        work.changed_at = act.at
        work.save()
        _journal(WorkChanged(project.number, ", ".join(changes)), project, act)
        if project.proposal is not None and work.stage is not was:
            tell_followers(project.proposal, _said(work), at=act.at, subject=str(work.stage.label))
    return True


def _refuse_contradiction(told: Progress) -> None:
    if told.state is State.GIVEN_UP and not tidy(told.reason).strip():
        raise Refused("Napisz, dlaczego projekt nie powstanie. Przeczytają to wszyscy.", "reason")
    if told.starts_on and told.ends_on and told.ends_on < told.starts_on:
        raise Refused("Koniec jest przed początkiem. Popraw datę.", "ends_on")


def _refuse_slips(project: Project, told: Progress) -> None:
    """No town spends ten times the cost or builds in another decade: a nought too many, a wrong year."""
    if told.spent is not None and told.spent > project.cost * _TIMES:
        raise Refused(
            f"To ponad {_TIMES} razy więcej niż koszt projektu ({zloty(project.cost)}). Sprawdź kwotę.",
            "spent",
        )
    years = range(project.edition.year - _YEARS_BEFORE, project.edition.year + _YEARS_AFTER + 1)
    for name in ("starts_on", "ends_on"):
        day = getattr(told, name)
        if day and day.year not in years:
            raise Refused(
                f"Budżet jest na {project.edition.year} rok. Wpisz datę z lat {years[0]}–{years[-1]}.", name
            )


def _percent(told: Progress) -> int:
    return 100 if told.state is State.DONE else told.percent


def _held(project: Project, act: Act) -> Work:
    """The work on the project, held, and begun where there was none. Raises Refused for what is not built."""
    if not is_winner(project) and not Work.objects.filter(project=project).exists():
        raise Refused("Ten projekt nie jest do wykonania: nie wygrał albo wynik nie jest ogłoszony.")
    Work.objects.get_or_create(project=project, defaults={"changed_at": act.at})
    held: Work = Work.objects.select_for_update().get(project=project)
    return held


def _words(work: Work) -> dict[str, str]:
    """What is told of a work, by its names in the journal."""
    return {
        "stan:": str(work.stage.label),
        "wykonano": f"{work.percent}%",
        "początek": _day(work.starts_on),
        "koniec": _day(work.ends_on),
        "wydano": zloty(work.spent) if work.spent is not None else "–",
        "powód:": work.reason,
    }


def _day(day: date | None) -> str:
    return date_format(day, "j.m.Y") if day else "–"


def _said(work: Work) -> str:
    said = [f"Realizacja projektu: {work.stage.label}."]
    if work.reason:
        said.append(f"Powód: {work.reason}")
    elif work.ends_on and work.stage is not State.DONE:
        said.append(f"Planowany koniec: {date_format(work.ends_on, 'DATE_FORMAT')}")
    return " ".join(said)


def write_post(
    project: Project,
    *,
    day: date,
    body: str,
    pictures: Iterable[tuple[Any, str]] = (),
    page: str = "",
    act: Act,
) -> Post:
    """Tell of the work, with up to three pictures, each with its words; one `page` sent twice with the same is one post.

    Raises Refused.
    """
    body = tidy(body).strip()
    if not plain(body):
        raise Refused("Napisz, co się dzieje na budowie.", "body")
    # Before anything is held: a picture takes its time.
    sizes = [(read_picture(upload, words), words) for upload, words in pictures]
    if len(sizes) > MOST_PICTURES:
        raise Refused(f"Wpis może mieć najwyżej {MOST_PICTURES} obrazy.", "picture")
    with transaction.atomic():
        work = _held(project, act)
        page = key_of(page, day, body, *((words, size.small_jpeg) for size, words in sizes))
        if page and (there := Post.objects.filter(work=work, page=page).first()):
            return there
        post = Post.objects.create(
            work=work, day=day, body=body, page=page, written_at=act.at, written_by=act.by
        )
        for size, words in sizes:
            picture = WorkPicture(post=post, words=tidy(words), added_at=act.at)
            picture.fill(size)
            picture.save()
        _journal(PostWritten(project.number, _day(day), len(sizes)), project, act)
        if project.proposal is not None:
            tell_followers(project.proposal, plain(body), at=act.at, subject="wieści z realizacji")
    return post


def remove_post(post: Post, reason: str, *, act: Act) -> None:
    """Take a post with its pictures away. Raises Refused without a reason."""
    reason = reason_written(reason, "Napisz, dlaczego wpis ma zniknąć. Stanie to w dzienniku.")
    project = post.work.project
    with transaction.atomic():
        forget_files(file for picture in post.pictures.all() for file in picture.files)
        if not Post.objects.filter(pk=post.pk).delete()[0]:
            raise Refused("Tego wpisu już nie ma.")
        _journal(PostRemoved(project.number, _day(post.day), reason), project, act)


def _journal(event: Event, project: Project, act: Act) -> None:
    record(event, act, town=project.edition.town, edition=project.edition_id, about=project)
