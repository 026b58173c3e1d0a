"""The protocol of the result."""

from typing import Any

from django.db.models import Count

from wibo.documents.engine.frame import day, fact, frame_of, moment, voting_dates, where
from wibo.documents.opening_record.data import equations
from wibo.editions.models import Edition
from wibo.journal.events.ballots import UrnOpened
from wibo.journal.events.two_people import VotingPaused
from wibo.journal.models import Entry
from wibo.results.models import Addition, CountRun, Publication, TieDraw
from wibo.results.presenting import PoolResult, ResultRow, of_run
from wibo.results.statistics import turnout
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.spelling.money import zloty
from wibo.rulebook.spelling.polish import counted, grouped
from wibo.voting.models import Ballot, Envelope, EnvelopeState, Extension, ListFault, Protest
from wibo.wording.faults import in_words

PROGRAM = "WIBO"


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
            fact("Głosowanie", voting_dates(edition)),
            fact("Przedłużenia i przerwy", _interruptions(edition)),
            fact("Otwarcie urny", _opening(edition)),
            fact("Głosujący", f"{grouped(told.valid)}. {told.share_in_words}"),
            fact("Zamrożone zasady, skrót", edition.frozen_digest or "–"),
        ],
        "equations": equations(edition),
        "reasons": [fact(in_words(code), grouped(number)) for code, number in sorted(reasons.items())],
        "lists": grouped(
            ListFault.objects.filter(envelope__edition=edition, envelope__state=EnvelopeState.VALID).count()
        ),
        "pools": [_pool(of_run(run), run) for run in runs],
        "draws": _draws(edition),
        "protests": [
            {
                "letter": one.letter,
                "about": str(one.get_about_display()),
                "outcome": one.outcome,
                "answer": one.answer or "–",
            }
            for one in Protest.objects.filter(edition=edition)
        ],
        "additions": _additions(edition),
        "program": PROGRAM,
        **where(edition),
    }


def _state(runs: list[CountRun], publication: Publication | None) -> str:
    tied = [f"{run.pool.name} (projekty nr {', '.join(run.tied)})" for run in runs if run.tied]
    if tied:
        return f"Wynik nie jest ustalony. O liście rozstrzyga remis: {'; '.join(tied)}."
    if publication is None:
        return "Wynik nie jest jeszcze ogłoszony."
    if publication.final_at:
        return f"Wynik ostateczny od {moment(publication.final_at)}."
    return (
        f"Wynik ogłoszony {moment(publication.published_at)}, protesty do {day(publication.protests_until)}."
    )


def _interruptions(edition: Edition) -> str:
    """Extensions with their reasons, and how often voting was stopped."""
    said = [
        f"przedłużono {extension.get_channel_display()} do {moment(extension.until)}: {extension.reason}"
        for extension in Extension.objects.filter(edition=edition)
    ]
    pauses = Entry.objects.filter(edition=edition.pk, kind=VotingPaused.kind).count()
    if pauses:
        said.append(f"wstrzymano głosowanie przez internet: {counted(pauses, 'raz', 'razy', 'razy')}")
    return "; ".join(said) or "nie było"


def _opening(edition: Edition) -> str:
    entry = Entry.objects.filter(edition=edition.pk, kind=UrnOpened.kind).first()
    return f"{moment(edition.urn_opened_at)}, {entry.by}" if entry else "–"


def _pool(result: PoolResult, run: CountRun) -> dict[str, Any]:
    return {
        "name": result.pool.name,
        "rule": result.pool.award_in_words,
        "facts": [
            fact("Kwota na karcie do głosowania", zloty(run.planned)),
            *(fact(words, zloty(grosze)) for words, grosze in run.extra),
            fact("Kwota rozdzielona", zloty(run.amount)),
            fact("Wydano na wygrane projekty", zloty(run.spent)),
            fact("Zostało", zloty(run.left)),
            fact("Karty ważne w tej puli", grouped(run.ballots)),
            fact("Wskazania", grouped(sum(run.votes.values()))),
            fact("Skrót danych (SHA-256)", run.input_digest),
        ],
        "rows": [_row(row, channels) for row, channels in _by_channel(result)],
        "together": not Ballot.objects.filter(pool=result.pool).exclude(channel="").exists(),
    }


def _by_channel(result: PoolResult) -> list[tuple[ResultRow, dict[str, int]]]:
    """Rows with their votes by channel."""
    rows = Ballot.objects.filter(pool=result.pool).values_list("votes__project__number", "channel")
    found: dict[str, dict[str, int]] = {}
    for number, channel, votes in rows.annotate(n=Count("pk")):
        found.setdefault(number, {})[channel] = votes
    return [(row, found.get(row.project.number, {})) for row in result.rows]


def _row(row: ResultRow, channels: dict[str, int]) -> dict[str, str]:
    return {
        "place": str(row.place),
        "number": row.project.number,
        "title": row.project.title,
        "cost": zloty(row.project.cost),
        "on_paper": _of_channel(channels, Channel.PAPER),
        "on_web": _of_channel(channels, Channel.WEB),
        "result": row.result,
        "decided": row.decided,
    }


def _of_channel(channels: dict[str, int], channel: Channel) -> str:
    """Votes of a channel; a dash where too few ballots came by one of them to tell them apart."""
    return "–" if "" in channels else grouped(channels.get(channel, 0))


def _draws(edition: Edition) -> list[dict[str, str]]:
    rows = TieDraw.objects.filter(run__edition=edition).select_related("run__pool").order_by("pk")
    return [
        {
            "pool": draw.run.pool.name,
            "method": f"{draw.get_method_display()}{f', ziarno {draw.seed}' if draw.seed else ''}",
            "order": ", ".join(draw.order),
            "reason": draw.reason,
        }
        for draw in rows
    ]


def _additions(edition: Edition) -> list[dict[str, str]]:
    rows = Addition.objects.filter(edition=edition).select_related("project")
    return [
        {
            "project": f"{one.project.number}. {one.project.title}",
            "amount": zloty(one.amount),
            "source": one.source,
            "reason": one.reason,
        }
        for one in rows
    ]
