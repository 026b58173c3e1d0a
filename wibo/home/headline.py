"""The one sentence of the front page, and the line of stages: a display, not a state."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from wibo.editions.models import STAGE_NAMES, Edition, StageWindow
from wibo.rulebook.calendar.schedule import Channel, Stage
from wibo.rulebook.calendar.stages import Feature
from wibo.rulebook.spelling.money import zloty_short
from wibo.rulebook.spelling.polish import counted
from wibo.voting.ballot.lists import lists_of


@dataclass(frozen=True, slots=True)
class Headline:
    """What stands on top: now, the heading, the explanation, up to two acts, and the dates that matter."""

    now: str
    title: str
    text: str
    acts: tuple[tuple[str, str], ...] = ()
    until: datetime | None = None
    until_words: str = ""
    left: str = ""
    windows: tuple[StageWindow, ...] = ()


def headline(edition: Edition, now: datetime, *, published: bool) -> Headline:
    """The headline for the moment, the most important stage first."""
    money = zloty_short(_money(edition))
    if published:
        return Headline(
            "Wyniki ogłoszone",
            "Wiemy, co zbudujemy",
            f"Mieszkańcy podzielili {money}. Zobacz, co wygrało i dlaczego.",
            (("Zobacz wyniki", reverse("results:result", args=[edition.pk])),),
        )
    if edition.frozen_at and edition.enables(Feature.VOTE, now):
        return _voting(edition, now, money)
    if edition.enables(Feature.SUBMIT, now):
        return _collecting(edition, now, money)
    if edition.enables(Feature.REVIEW, now):
        return _appealing(edition, now) if edition.enables(Feature.APPEAL, now) else _evaluating(edition, now)
    if edition.schedule.has_begun(Stage.VOTING, now):
        return Headline(
            "Liczymy głosy",
            "Głosowanie się skończyło",
            "Komisja sprawdza karty i ustala wyniki. Ogłosimy je na tej stronie.",
            (("Przejrzyj projekty", reverse("results:catalogue")),),
        )
    return Headline(
        "Przygotowania",
        f"Do podziału jest {money}",
        "Sprawdź, kiedy możesz zgłosić pomysł i kiedy będzie głosowanie.",
        (("Zasady i terminy", reverse("home:rules")),),
    )


def _money(edition: Edition) -> int:
    """What can be voted on: once the ballot is frozen, a pool without projects promises nothing."""
    if edition.frozen_at:
        return sum(entry.pool.amount for entry in lists_of(edition))
    return sum(pool.amount for pool in edition.pools.all())


def _ends(edition: Edition, stage: Stage, now: datetime) -> tuple[tuple[StageWindow, ...], datetime | None]:
    windows = tuple(w for w in edition.windows.all() if w.stage == stage and w.opens_at <= now < w.closes_at)
    web = [w.closes_at for w in windows if w.channel != Channel.PAPER]
    return windows, max(web, default=None)


def _left(until: datetime | None, now: datetime) -> str:
    if until is None:
        return ""
    days = (until - now).days
    if days:
        return counted(days, "dzień", "dni", "dni")
    hours = (until - now).seconds // 3600
    return counted(hours, "godzina", "godziny", "godzin") if hours else "mniej niż godzina"


def _voting(edition: Edition, now: datetime, money: str) -> Headline:
    windows, until = _ends(edition, Stage.VOTING, now)
    needs = "Przygotuj numer PESEL." if "pesel" in edition.identity_kind else "Nie potrzebujesz numeru PESEL."
    return Headline(
        "Teraz głosujemy",
        f"Wybierz, co zbudujemy za {money}",
        f"Zajmie to około 4 minut. {needs}",
        (("Oddaj głos", reverse("voting:start")), ("Przejrzyj projekty", reverse("results:catalogue"))),
        until,
        "Do końca głosowania",
        _left(until, now),
        windows,
    )


def _collecting(edition: Edition, now: datetime, money: str) -> Headline:
    windows, until = _ends(edition, Stage.SUBMISSION, now)
    return Headline(
        "Teraz zgłaszamy pomysły",
        f"Masz pomysł? Do podziału jest {money}",
        "Napisz, co zmienić w okolicy. Szkic zapisuje się i możesz do niego wrócić.",
        (("Zgłoś pomysł", reverse("proposals:new")), ("Zobacz zgłoszone", reverse("proposals:public-list"))),
        until,
        "Do końca zgłaszania",
        _left(until, now),
        windows,
    )


def _may_appeal(edition: Edition) -> str:
    rules = edition.evaluating
    if not rules.appeal_days:
        return ""
    days = counted(rules.appeal_days, "dzień", "dni", "dni")
    if rules.working_days:
        days = counted(rules.appeal_days, "dzień roboczy", "dni robocze", "dni roboczych")
    return f" Na odwołanie od odmowy autor ma {days} od ogłoszenia."


def _appealing(edition: Edition, now: datetime) -> Headline:
    windows, until = _ends(edition, Stage.APPEALS, now)
    return Headline(
        "Czas odwołań",
        "Autorzy mogą się odwołać",
        "Kto nie zgadza się z odmową, składa odwołanie ze strony swojego wniosku albo na papierze w urzędzie. Rozpatrzy je ktoś, kto "
        f"wniosku nie oceniał.{_may_appeal(edition)}",
        (
            ("Moje wnioski", reverse("proposals:mine")),
            ("Zobacz decyzje", f"{reverse('proposals:public-list')}?lista=niedopuszczone"),
        ),
        until,
        "Do końca odwołań",
        _left(until, now),
        windows,
    )


def _evaluating(edition: Edition, now: datetime) -> Headline:
    windows, until = _ends(edition, Stage.EVALUATION, now)
    return Headline(
        "Teraz oceniamy wnioski",
        "Sprawdzamy, co da się zrobić",
        f"Urząd ocenia każdy wniosek i uzasadnia decyzję. Przy każdym wniosku zobaczysz, na czym stoi.{_may_appeal(edition)}",
        (("Zobacz wnioski", reverse("proposals:public-list")),),
        until,
        "Do końca oceny",
        _left(until, now),
        windows,
    )


@dataclass(frozen=True, slots=True)
class StageMark:
    """A stage on the line: done, open or to come, with its dates."""

    name: str
    windows: tuple[StageWindow, ...]
    state: str


_SHOWN = (Stage.SUBMISSION, Stage.EVALUATION, Stage.APPEALS, Stage.VOTING, Stage.CLOSING)


def stage_line(edition: Edition, now: datetime) -> list[StageMark]:
    """The stages with dates that residents care about, in order."""
    marks = []
    for stage in _SHOWN:
        windows = tuple(window for window in edition.windows.all() if window.stage == stage)
        if not windows:
            continue
        over = all(window.closes_at <= now for window in windows)
        begun = any(window.opens_at <= now < window.closes_at for window in windows)
        marks.append(
            StageMark(str(STAGE_NAMES[stage]), windows, "done" if over else "open" if begun else "next")
        )
    return marks
