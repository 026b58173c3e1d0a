"""The data of each print, as plain values for typst."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.editions.models import Edition, Pool
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.ballots import VoteType
from wibo.rulebook.identity import IdentityKind
from wibo.rulebook.money import zloty, zloty_short
from wibo.rulebook.schedule import last_minute
from wibo.rulebook.voting_rules import AreaRule
from wibo.voting.lists import asks_area, lists_of


def _frame(edition: Edition, title: str) -> dict[str, Any]:
    town = edition.town
    return {"title": title, "town": town.name, "edition": edition.name, "arms": town.arms}


def proposal_data(proposal: Proposal) -> dict[str, Any]:
    """An application, marked as a working copy while it is a draft."""
    submitted = proposal.submitted_at
    facts = [
        ("Numer wniosku", proposal.number or "–"),
        ("Złożony", date_format(localtime(submitted), "DATETIME_FORMAT") if submitted else "–"),
        ("Sposób złożenia", str(proposal.get_source_display())),
        ("Wnioskodawca", proposal.author_in_office or "–"),
        ("Pula", str(proposal.pool or "–")),
        ("Miejsce", proposal.location or "–"),
        ("Stan", proposal.state.label),
    ]
    parts = [
        ("Krótki opis", proposal.summary),
        ("Dokładny opis", proposal.description),
        ("Uzasadnienie", proposal.justification),
    ]
    return {
        **_frame(proposal.edition, proposal.title),
        "draft": proposal.status == Status.DRAFT,
        "facts": facts,
        "parts": [part for part in parts if part[1]],
        "costs": [(line.name, zloty(line.amount)) for line in proposal.cost_lines.all()],
        "total": zloty(proposal.cost),
        "files": [attachment.name for attachment in proposal.attachments.all()],
    }


def ballot_data(edition: Edition) -> dict[str, Any]:
    """The ballot paper with all lists, in ballot order."""
    windows = [window for window in edition.windows.all() if window.stage == "voting"]
    dates = "; ".join(
        f"głosowanie {window.get_channel_display() or ''}: "
        f"od {date_format(localtime(window.opens_at), 'DATETIME_FORMAT')} "
        f"do {date_format(localtime(last_minute(window.closes_at)), 'DATETIME_FORMAT')}"
        for window in windows
    )
    lists = lists_of(edition)
    named = edition.kind is IdentityKind.NAME_AND_BIRTH_DATE
    return {
        **_frame(edition, "Karta do głosowania"),
        "trial": edition.frozen_at is None,
        "regulations": edition.regulations,
        "dates": dates[:1].upper() + dates[1:],
        "lists": [_list(entry.pool, entry.standing) for entry in lists],
        "fields": [
            "Imię i nazwisko",
            "Data urodzenia" if named else "Numer PESEL",
            "Adres",
            *(
                ["Obszar: " + " / ".join(area.name for area in edition.areas.all())]
                if asks_area(edition)
                else []
            ),
        ],
        "invalid": "Jedną z list możesz zostawić pustą. Karta jest nieważna, gdy nie ma na niej żadnego wyboru, gdy na którejś "
        "liście wskazań jest za dużo lub za mało albo lista jest innego obszaru, gdy brakuje "
        "danych, oświadczenia lub podpisu, gdy nie da się jej odczytać, gdy złożono ją po terminie oraz gdy ta sama "
        "osoba głosowała już wcześniej.",
        "privacy": f"Administratorem danych jest {edition.town.name}. Dane służą tylko do sprawdzenia, że każda osoba "
        "głosuje raz (art. 6 ust. 1 lit. e RODO, art. 5a ustawy o samorządzie gminnym). Więcej na stronie budżetu "
        "obywatelskiego i w urzędzie.",
    }


def _list(pool: Pool, projects: Any) -> dict[str, Any]:
    rules = pool.ballot_rules
    points, ordinal = rules.takes_points, rules.vote_type is VoteType.ORDINAL
    return {
        "name": pool.name,
        "amount": zloty_short(pool.amount),
        "rule": _for_whom(pool) + pool.rule_in_words,
        "how": "Wpisz punkty w kratkę."
        if points
        else "Wpisz miejsce w kratkę."
        if ordinal
        else "Postaw znak X w kratce.",
        "mark": "Punkty" if points else "Miejsce" if ordinal else "X",
        "projects": [(p.number, p.title, p.location, zloty(p.cost)) for p in projects],
    }


def _for_whom(pool: Pool) -> str:
    if pool.area is None or pool.edition.voting.area_rule is AreaRule.ANY:
        return ""
    if pool.edition.voting.area_rule is AreaRule.CHOSEN:
        return "Tylko jeśli wybierasz ten obszar. "
    return f"Tylko dla mieszkańców obszaru: {pool.area}. "
