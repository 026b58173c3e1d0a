"""The one sentence of the front page, and the line of stages: a display, not a state."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from wibo.editions.models import STAGE_NAMES, Edition, StageWindow
from wibo.rulebook.calendar.schedule import Channel, Stage
from wibo.rulebook.calendar.stages import Feature
from wibo.rulebook.spelling.money import zloty_short
from wibo.ui.plurals import counted
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
            _("Wyniki ogłoszone"),
            _("Wiemy, co zbudujemy"),
            _("Mieszkańcy podzielili {money}. Zobacz, co wygrało i dlaczego.").format(money=money),
            ((_("Zobacz wyniki"), reverse("results:result", args=[edition.pk])),),
        )
    if edition.frozen_at and edition.enables(Feature.VOTE, now):
        return _voting(edition, now, money)
    if edition.enables(Feature.SUBMIT, now):
        return _collecting(edition, now, money)
    if edition.enables(Feature.REVIEW, now):
        return _appealing(edition, now) if edition.enables(Feature.APPEAL, now) else _evaluating(edition, now)
    if edition.schedule.has_begun(Stage.VOTING, now):
        return Headline(
            _("Liczymy głosy"),
            _("Głosowanie się skończyło"),
            _("Komisja sprawdza karty i ustala wyniki. Ogłosimy je na tej stronie."),
            ((_("Przejrzyj projekty"), reverse("results:catalogue")),),
        )
    return Headline(
        _("Przygotowania"),
        _("Do podziału jest {money}").format(money=money),
        _("Sprawdź, kiedy możesz zgłosić pomysł i kiedy będzie głosowanie."),
        ((_("Zasady i terminy"), reverse("home:rules")),),
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
        return counted(days, "dzień,dni,dni")
    hours = (until - now).seconds // 3600
    return counted(hours, "godzina,godziny,godzin") if hours else _("mniej niż godzina")


def _voting(edition: Edition, now: datetime, money: str) -> Headline:
    windows, until = _ends(edition, Stage.VOTING, now)
    needs = (
        _("Przygotuj numer PESEL.")
        if "pesel" in edition.identity_kind
        else _("Nie potrzebujesz numeru PESEL.")
    )
    return Headline(
        _("Teraz głosujemy"),
        _("Wybierz, co zbudujemy za {money}").format(money=money),
        f"{_('Zajmie to około 4 minut.')} {needs}",
        ((_("Oddaj głos"), reverse("voting:start")), (_("Przejrzyj projekty"), reverse("results:catalogue"))),
        until,
        _("Do końca głosowania"),
        _left(until, now),
        windows,
    )


def _collecting(edition: Edition, now: datetime, money: str) -> Headline:
    windows, until = _ends(edition, Stage.SUBMISSION, now)
    return Headline(
        _("Teraz zgłaszamy pomysły"),
        _("Masz pomysł? Do podziału jest {money}").format(money=money),
        _("Napisz, co zmienić w okolicy. Szkic zapisuje się i możesz do niego wrócić."),
        (
            (_("Zgłoś pomysł"), reverse("proposals:new")),
            (_("Zobacz zgłoszone"), reverse("proposals:public-list")),
        ),
        until,
        _("Do końca zgłaszania"),
        _left(until, now),
        windows,
    )


def _days_of_appeal(edition: Edition) -> str:
    """How long the author of each refused proposal has; empty where all have the stage alone."""
    rules = edition.evaluating
    if not rules.appeal_days:
        return ""
    forms = "dzień roboczy,dni robocze,dni roboczych" if rules.working_days else "dzień,dni,dni"
    return counted(rules.appeal_days, forms)


def _may_appeal(edition: Edition) -> str:
    days = _days_of_appeal(edition)
    return " " + _("Na odwołanie od odmowy autor ma {days} od ogłoszenia.").format(days=days) if days else ""


def _appealing(edition: Edition, now: datetime) -> Headline:
    windows, until = _ends(edition, Stage.APPEALS, now)
    return Headline(
        _("Czas odwołań"),
        _("Autorzy mogą się odwołać"),
        _(
            "Kto nie zgadza się z odmową, składa odwołanie ze strony swojego wniosku albo na papierze w urzędzie. Rozpatrzy je ktoś, kto "
            "wniosku nie oceniał."
        )
        + _may_appeal(edition),
        (
            (_("Moje wnioski"), reverse("proposals:mine")),
            (_("Zobacz decyzje"), f"{reverse('proposals:public-list')}?lista=niedopuszczone"),
        ),
        until,
        _("Do końca odwołań"),
        _left(until, now),
        windows,
    )


def _evaluating(edition: Edition, now: datetime) -> Headline:
    windows, until = _ends(edition, Stage.EVALUATION, now)
    return Headline(
        _("Teraz oceniamy wnioski"),
        _("Sprawdzamy, co da się zrobić"),
        _("Urząd ocenia każdy wniosek i uzasadnia decyzję. Przy każdym wniosku zobaczysz, na czym stoi.")
        + _may_appeal(edition),
        ((_("Zobacz wnioski"), reverse("proposals:public-list")),),
        until,
        _("Do końca oceny"),
        _left(until, now),
        windows,
    )


@dataclass(frozen=True, slots=True)
class StageMark:
    """A stage on the line: done, open or to come, with its dates, and what bounds them for one person."""

    name: str
    windows: tuple[StageWindow, ...]
    state: str
    note: str = ""


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
        state = "done" if over else "open" if begun else "next"
        note = _note(edition) if stage is Stage.APPEALS else ""
        marks.append(StageMark(str(STAGE_NAMES[stage]), windows, state, note))
    return marks


def _note(edition: Edition) -> str:
    days = _days_of_appeal(edition)
    return _("{days} od ogłoszenia decyzji").format(days=days) if days else ""
