"""The ballot paper as the plan wants it."""

from typing import Any

from wibo.documents.ballot_paper.plan import BallotPlan
from wibo.documents.engine.frame import frame_of, voting_dates
from wibo.editions.models import Edition, Pool
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.spelling.money import zloty, zloty_short
from wibo.rulebook.voting.ballots import FaultScope, VoteType
from wibo.rulebook.voting.reasons import Reason
from wibo.rulebook.voting.voting_rules import AreaRule
from wibo.voting.ballot.lists import PoolList, asks_area, lists_of


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
        "lists": [_list(entry, entry.standing) for entry in lists],
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


def _list(entry: PoolList, projects: Any) -> dict[str, Any]:
    pool, rules = entry.pool, entry.rule.rules
    points, ordinal = rules.takes_points, rules.vote_type is VoteType.ORDINAL
    return {
        "name": pool.name,
        "amount": zloty_short(pool.amount),
        "rule": _for_whom(pool) + entry.rule_in_words + _exclusions(pool),
        "how": "Wpisz punkty w kratkę."
        if points
        else "Wpisz miejsce w kratkę."
        if ordinal
        else "Postaw znak X w kratce.",
        "mark": "Punkty" if points else "Miejsce" if ordinal else "X",
        "projects": [
            {"number": one.number, "title": one.title, "place": one.location, "cost": zloty(one.cost)}
            for one in projects
        ],
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
