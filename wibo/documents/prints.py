"""The data of each print, as plain values for typst."""

from collections import Counter
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.documents.ballot_plan import BallotPlan
from wibo.editions.models import Edition, Pool
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.calendar.schedule import last_minute
from wibo.rulebook.people.codes import grouped_code
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.spelling.money import zloty, zloty_short
from wibo.rulebook.voting.ballots import FaultScope, VoteType
from wibo.rulebook.voting.reasons import Reason
from wibo.rulebook.voting.voting_rules import AreaRule
from wibo.voting.ballot.lists import asks_area, lists_of
from wibo.voting.electorate.codes import CodeLetter
from wibo.voting.models import (
    Dispute,
    Envelope,
    EnvelopeState,
    ListFault,
    PaperBatch,
    SecondKeying,
    Settlement,
)
from wibo.wording.faults import in_words


def frame_of(edition: Edition, title: str) -> dict[str, Any]:
    """What the head and foot of every print need."""
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
        **frame_of(proposal.edition, proposal.title),
        "draft": proposal.status == Status.DRAFT,
        "facts": facts,
        "parts": [part for part in parts if part[1]],
        "costs": [(line.name, zloty(line.amount)) for line in proposal.cost_lines.all()],
        "total": zloty(proposal.cost),
        "files": [attachment.name for attachment in proposal.attachments.all()],
    }


def voting_dates(edition: Edition) -> str:
    """From when until when people vote, by channel, in one line."""
    windows = [window for window in edition.windows.all() if window.stage == "voting"]
    dates = "; ".join(
        f"głosowanie {window.get_channel_display() or ''}: "
        f"od {date_format(localtime(window.opens_at), 'DATETIME_FORMAT')} "
        f"do {date_format(localtime(last_minute(window.closes_at)), 'DATETIME_FORMAT')}"
        for window in windows
    )
    return dates[:1].upper() + dates[1:]


def ballot_data(edition: Edition, plan: BallotPlan | None = None) -> dict[str, Any]:
    """The ballot paper with its lists, in ballot order, as the plan wants it."""
    plan = plan or BallotPlan()
    lists = [entry for entry in lists_of(edition) if plan.holds(entry.pool)]
    named = edition.kind is IdentityKind.NAME_AND_BIRTH_DATE
    return {
        **frame_of(edition, "Karta do głosowania"),
        "trial": edition.frozen_at is None,
        "size": plan.size,
        "paper": plan.paper,
        "detachable": plan.detachable,
        "copies": plan.copies(edition),
        "guardian": edition.voting.guardian_age,
        "declaration": edition.voting.residence_declaration,
        "area": plan.area.name if plan.area else "",
        "regulations": edition.regulations,
        "dates": voting_dates(edition),
        "lists": [_list(entry.pool, entry.standing) for entry in lists],
        "fields": [
            "Imię i nazwisko",
            "Data urodzenia" if named else "Numer PESEL",
            "Adres",
            *(
                ["Obszar: " + " / ".join(area.name for area in edition.areas.all())]
                if asks_area(edition) and plan.area is None
                else []
            ),
        ],
        "invalid": _invalid(edition),
        "privacy": f"Administratorem danych jest {edition.town.name}. Dane służą tylko do sprawdzenia, że każda osoba "
        "głosuje raz (art. 6 ust. 1 lit. e RODO, art. 5a ustawy o samorządzie gminnym). Więcej na stronie budżetu "
        "obywatelskiego i w urzędzie.",
    }


def code_letters_data(edition: Edition, letters: list[CodeLetter]) -> dict[str, Any]:
    """Letters with one-time codes. The data live as long as the print is made."""
    town = edition.town
    contact = ", ".join(filter(None, (town.contact_place, town.contact_phone, town.contact_email)))
    return {
        **frame_of(edition, "Kody do głosowania"),
        "address": town.host or f"{town.slug}.{settings.BASE_HOST}",
        "dates": voting_dates(edition),
        "contact": contact,
        "letters": [
            {
                "name": f"{one.addressee.first_name} {one.addressee.surname}",
                "address": one.addressee.address,
                "code": grouped_code(one.code),
            }
            for one in letters
        ],
    }


def _invalid(edition: Edition) -> str:
    """When a paper is invalid, by the rules of the edition: faults that it waives are not named."""
    rules = edition.voting
    missing = ["danych osoby"]
    missing += (
        ["oświadczenia"] if rules.residence_declaration and Reason.NO_DECLARATION not in rules.waived else []
    )
    missing += [] if Reason.NO_SIGNATURE in rules.waived else ["podpisu"]
    of_lists = (
        "Lista, na której wskazań jest za dużo lub za mało albo która jest innego obszaru, nie liczy się; reszta karty "
        "jest ważna."
        if rules.fault_scope is FaultScope.LIST
        else "Karta jest nieważna, gdy na którejś liście wskazań jest za dużo lub za mało albo lista jest innego obszaru."
    )
    return (
        f"Jedną z list możesz zostawić pustą. {of_lists} Karta jest nieważna także, gdy nie ma na niej żadnego wyboru, gdy "
        f"brakuje {', '.join(missing[:-1])}{' lub ' if len(missing) > 1 else ''}{missing[-1]}, gdy nie da się jej odczytać "
        f"i gdy złożono ją po terminie. Dwa głosy jednej osoby: {str(edition.get_duplicate_rule_display()).lower()}."
    )


def batch_data(batch: PaperBatch) -> dict[str, Any]:
    """The closing record of a box: sums, faults, decisions of the commission, second keying."""
    cards = Envelope.objects.filter(batch=batch).handed_in()
    by_reason = Counter(cards.values_list("reason", flat=True))
    again = Counter(SecondKeying.objects.filter(batch=batch).values_list("settlement", flat=True))
    replaced = Envelope.objects.filter(batch=batch, state=EnvelopeState.REPLACED).count()
    day = partial(date_format, format="j E Y")
    return {
        **frame_of(batch.edition, f"Protokół paczki: {batch.name}"),
        "regulations": batch.edition.regulations,
        "facts": [
            ("Dzień głosowania", day(batch.cast_on)),
            ("Karty policzyli", f"{batch.opened_by or '–'} i {batch.counted_by or '–'}"),
            (
                "Zamknięto",
                date_format(localtime(batch.closed_at), "DATETIME_FORMAT")
                if batch.closed_at
                else "paczka otwarta",
            ),
            ("Uwaga", batch.closing_note or "–"),
        ],
        "sums": [
            ("Karty policzone w urnie", batch.expected),
            ("Karty wpisane", sum(by_reason.values())),
            ("w tym ważne", by_reason[""]),
            ("w tym nieważne", sum(by_reason.values()) - by_reason[""]),
            ("Różnica", batch.expected - sum(by_reason.values())),
        ],
        "faults": [(in_words(code), number) for code, number in sorted(by_reason.items()) if code],
        "lists": [
            (f"{fault['pool__name']}: {in_words(fault['reason'])}", fault["n"])
            for fault in ListFault.objects.filter(envelope__in=cards)
            .values("pool__name", "reason")
            .annotate(n=Count("pk"))
        ],
        "checks": [
            ("Wpisane drugi raz przez inną osobę", sum(again.values())),
            ("zgodnie", again[Settlement.AGREED]),
            ("po sprawdzeniu zostało pierwsze wpisanie", again[Settlement.FIRST]),
            ("po sprawdzeniu zostało drugie wpisanie", again[Settlement.SECOND]),
            ("Wpisy zastąpione nowym", replaced),
        ],
        "disputes": [
            (f"Karta {one.serial}", one.question, f"{one.in_words}. {one.answer} ({one.decided_by})")
            for one in Dispute.objects.filter(batch=batch)
        ],
    }


def _list(pool: Pool, projects: Any) -> dict[str, Any]:
    rules = pool.ballot_rules
    points, ordinal = rules.takes_points, rules.vote_type is VoteType.ORDINAL
    return {
        "name": pool.name,
        "amount": zloty_short(pool.amount),
        "rule": _for_whom(pool) + pool.rule_in_words + _exclusions(pool),
        "how": "Wpisz punkty w kratkę."
        if points
        else "Wpisz miejsce w kratkę."
        if ordinal
        else "Postaw znak X w kratce.",
        "mark": "Punkty" if points else "Miejsce" if ordinal else "X",
        "projects": [(p.number, p.title, p.location, zloty(p.cost)) for p in projects],
    }


def _exclusions(pool: Pool) -> str:
    groups = [", ".join(group) for group in pool.collisions]
    return f" Z projektów, które się wykluczają, wygrać może jeden: {'; '.join(groups)}." if groups else ""


def _for_whom(pool: Pool) -> str:
    if pool.area is None or pool.edition.voting.area_rule is AreaRule.ANY:
        return ""
    if pool.edition.voting.area_rule is AreaRule.CHOSEN:
        return "Tylko jeśli wybierasz ten obszar. "
    return f"Tylko dla mieszkańców obszaru: {pool.area}. "
