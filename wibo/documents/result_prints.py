"""The data of prints about the result: the reconciliation, the protocol, the announcement, the poster of winners."""

from datetime import date
from typing import Any

import segno
from django.conf import settings
from django.db.models import Count
from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.documents.prints import frame_of, voting_dates
from wibo.editions.models import Edition
from wibo.journal.events.ballots import UrnOpened
from wibo.journal.events.two_people import VotingPaused
from wibo.journal.models import Entry
from wibo.results.models import Addition, CountRun, Publication, TieDraw
from wibo.results.presenting import PoolResult, ResultRow, of_run
from wibo.results.reconciling import reconcile
from wibo.results.statistics import turnout
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.spelling.money import zloty, zloty_short
from wibo.rulebook.spelling.polish import counted, grouped
from wibo.voting.models import Ballot, Envelope, EnvelopeState, Extension, ListFault, PaperBatch, Protest
from wibo.wording.faults import in_words

PROGRAM = "WIBO"


def _moment(at: Any) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT") if at else "–"


def _day(day: date | None) -> str:
    return date_format(day, "j E Y") if day else "–"


def _where(edition: Edition) -> dict[str, str]:
    """The address of the public result, in letters and as a QR code (SVG)."""
    address = f"{edition.town.host or f'{edition.town.slug}.{settings.BASE_HOST}'}/wyniki/{edition.pk}/"
    code = segno.make(f"https://{address}", micro=False, error="m").svg_inline(border=0)
    return {"address": address, "code": code}


def opening_data(edition: Edition) -> dict[str, Any]:
    """The sums that two people read and sign before they open the urn; the same after it."""
    sums = reconcile(edition)
    return {
        **frame_of(edition, "Uzgodnienie kart"),
        "regulations": edition.regulations,
        "opened": f"Urnę otwarto {_moment(edition.urn_opened_at)}."
        if edition.urn_opened_at
        else "Urna jest zamknięta. Po jej otwarciu nie da się unieważnić żadnego głosu.",
        "equations": equations(edition),
        "boxes": [
            (batch.name, _day(batch.cast_on), str(batch.expected), batch.closing_note or "–")
            for batch in PaperBatch.objects.filter(edition=edition)
        ],
        "agrees": "Wszystkie źródła się zgadzają." if sums.agrees else "UWAGA: źródła się nie zgadzają.",
    }


def equations(edition: Edition) -> list[tuple[str, str]]:
    """The control sums by source, each with whether the sources agree."""
    sums = reconcile(edition)
    told = [
        (
            line.name,
            f"{'; '.join(f'{name} {grouped(number)}' for name, number in line.sources)} {_verdict(agrees=line.agrees)}",
        )
        for line in sums.lines
    ]
    for box in sums.boxes:
        explained = box.agrees and box.counted != box.keyed
        verdict = "– różnica wyjaśniona w protokole paczki" if explained else _verdict(agrees=box.agrees)
        numbers = f"policzone przez dwie osoby {grouped(box.counted)}; wpisane {grouped(box.keyed)}"
        told.append((f"Paczka {box.name}", f"{numbers} {verdict}"))
    return told


def _verdict(*, agrees: bool) -> str:
    return "✓" if agrees else "– nie zgadza się"


def protocol_data(edition: Edition, runs: list[CountRun], publication: Publication | None) -> dict[str, Any]:
    """The protocol of the result (after the forms that towns use): who, when, all sums, every pool, signatures."""
    told = turnout(edition)
    invalid = Envelope.objects.filter(edition=edition).invalid()
    reasons: dict[str, int] = {}
    for code in invalid.values_list("reason", flat=True).iterator():
        reasons[code] = reasons.get(code, 0) + 1
    return {
        **frame_of(edition, "Protokół z ustalenia wyników"),
        "regulations": edition.regulations,
        "state": _state(runs, publication),
        "facts": [
            ("Głosowanie", voting_dates(edition)),
            ("Przedłużenia i przerwy", _interruptions(edition)),
            ("Otwarcie urny", _opening(edition)),
            ("Głosujący", f"{grouped(told.valid)}. {told.share_in_words}"),
            ("Zamrożone zasady, skrót", edition.frozen_digest or "–"),
        ],
        "equations": equations(edition),
        "reasons": [(in_words(code), grouped(number)) for code, number in sorted(reasons.items())],
        "lists": grouped(
            ListFault.objects.filter(envelope__edition=edition, envelope__state=EnvelopeState.VALID).count()
        ),
        "pools": [_pool(of_run(run), run) for run in runs],
        "draws": _draws(edition),
        "protests": [
            (one.letter, str(one.get_about_display()), one.outcome, one.answer or "–")
            for one in Protest.objects.filter(edition=edition)
        ],
        "additions": _additions(edition),
        "program": PROGRAM,
        **_where(edition),
    }


def _state(runs: list[CountRun], publication: Publication | None) -> str:
    tied = [f"{run.pool.name} (projekty nr {', '.join(run.tied)})" for run in runs if run.tied]
    if tied:
        return f"Wynik nie jest ustalony. O liście rozstrzyga remis: {'; '.join(tied)}."
    if publication is None:
        return "Wynik nie jest jeszcze ogłoszony."
    if publication.final_at:
        return f"Wynik ostateczny od {_moment(publication.final_at)}."
    return f"Wynik ogłoszony {_moment(publication.published_at)}, protesty do {_day(publication.protests_until)}."


def _interruptions(edition: Edition) -> str:
    """Extensions with their reasons, and how often voting was stopped."""
    said = [
        f"przedłużono {extension.get_channel_display()} do {_moment(extension.until)}: {extension.reason}"
        for extension in Extension.objects.filter(edition=edition)
    ]
    pauses = Entry.objects.filter(edition=edition.pk, kind=VotingPaused.kind).count()
    if pauses:
        said.append(f"wstrzymano głosowanie przez internet: {counted(pauses, 'raz', 'razy', 'razy')}")
    return "; ".join(said) or "nie było"


def _opening(edition: Edition) -> str:
    entry = Entry.objects.filter(edition=edition.pk, kind=UrnOpened.kind).first()
    return f"{_moment(edition.urn_opened_at)}, {entry.by}" if entry else "–"


def _pool(result: PoolResult, run: CountRun) -> dict[str, Any]:
    return {
        "name": result.pool.name,
        "rule": result.pool.award_in_words,
        "facts": [
            ("Kwota na karcie do głosowania", zloty(run.planned)),
            *((words, zloty(grosze)) for words, grosze in run.extra),
            ("Kwota rozdzielona", zloty(run.amount)),
            ("Wydano na wygrane projekty", zloty(run.spent)),
            ("Zostało", zloty(run.left)),
            ("Karty ważne w tej puli", grouped(run.ballots)),
            ("Wskazania", grouped(sum(run.votes.values()))),
            ("Skrót danych (SHA-256)", run.input_digest),
        ],
        "rows": [_row(row, channels, run.tied) for row, channels in _by_channel(result)],
        "together": not Ballot.objects.filter(pool=result.pool).exclude(channel="").exists(),
    }


def _by_channel(result: PoolResult) -> list[tuple[ResultRow, dict[str, int]]]:
    """Rows with their votes by channel."""
    rows = Ballot.objects.filter(pool=result.pool).values_list("votes__project__number", "channel")
    found: dict[str, dict[str, int]] = {}
    for number, channel, votes in rows.annotate(n=Count("pk")):
        found.setdefault(number, {})[channel] = votes
    return [(row, found.get(row.project.number, {})) for row in result.rows]


def _row(row: ResultRow, channels: dict[str, int], tied: list[str]) -> tuple[str, ...]:
    decided = "wybrany" if row.won else "z innych pieniędzy" if row.added else "niewybrany"
    if row.project.number in tied:
        decided = "remis"
    return (
        str(row.place),
        row.project.number,
        row.project.title,
        zloty(row.project.cost),
        _of_channel(channels, Channel.PAPER),
        _of_channel(channels, Channel.WEB),
        row.result,
        decided,
    )


def _of_channel(channels: dict[str, int], channel: Channel) -> str:
    """Votes of a channel; a dash where too few ballots came by one of them to tell them apart."""
    return "–" if "" in channels else grouped(channels.get(channel, 0))


def _draws(edition: Edition) -> list[tuple[str, str, str, str]]:
    rows = TieDraw.objects.filter(run__edition=edition).select_related("run__pool").order_by("pk")
    return [
        (
            draw.run.pool.name,
            f"{draw.get_method_display()}{f', ziarno {draw.seed}' if draw.seed else ''}",
            ", ".join(draw.order),
            draw.reason,
        )
        for draw in rows
    ]


def _additions(edition: Edition) -> list[tuple[str, str, str, str]]:
    rows = Addition.objects.filter(edition=edition).select_related("project")
    return [(f"{a.project.number}. {a.project.title}", zloty(a.amount), a.source, a.reason) for a in rows]


def announcement_data(
    edition: Edition, runs: list[CountRun], publication: Publication | None
) -> dict[str, Any]:
    """The announcement for the public information bulletin: winners of each pool and where to check."""
    protocol = protocol_data(edition, runs, publication)
    told = turnout(edition)
    return {
        **frame_of(edition, "Ogłoszenie wyników głosowania"),
        **{name: protocol[name] for name in ("regulations", "state", "additions", "address", "code")},
        "turnout": f"Ważne głosy oddało {counted(told.valid, 'osoba', 'osoby', 'osób')}, w tym na papierze "
        f"{grouped(told.paper)}. Nieważnych kart: {grouped(told.invalid)}. {told.share_in_words}",
        "pools": [_winners(of_run(run)) for run in runs],
    }


def _winners(result: PoolResult) -> dict[str, Any]:
    won = [row for row in result.rows if row.won]
    return {
        "name": result.pool.name,
        "amount": f"{zloty_short(result.amount)}, wydano {zloty_short(result.spent)}",
        "won": [
            (row.project.number, row.project.title, row.result, zloty_short(row.project.cost)) for row in won
        ],
        "lost": [(row.project.number, row.project.title, row.result) for row in result.rows if not row.won],
    }


def poster_data(edition: Edition, runs: list[CountRun]) -> dict[str, Any]:
    """The poster of winners for the notice board."""
    told = turnout(edition)
    winners = sum(len(run.funded) for run in runs)
    return {
        **frame_of(edition, "Wygrały projekty"),
        # So that a sheet of the notice board holds them all.
        "size": 15 if winners <= 7 else 11,
        "columns": 1 if winners <= 7 else 2,
        "voters": f"Dziękujemy. Głosy oddało {counted(told.valid, 'osoba', 'osoby', 'osób')}.",
        "pools": [_winners(of_run(run)) for run in runs],
        **_where(edition),
    }
