"""What invented residents hand in, and the list that an edition begins with where nobody does."""

import csv
import io
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from wibo.access.permissions import Role
from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.editions.models import Edition
from wibo.invented.recipe import Placed, Recipe
from wibo.invented.schedule import TODAY, Calendar
from wibo.proposals.actions import register_paper, save_draft, submit
from wibo.proposals.importing.columns import HEADINGS
from wibo.proposals.importing.loading import keep_draft, load
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rehearsal.recipes import costs
from wibo.rulebook.proposing.costs import CostRow
from wibo.rulebook.proposing.parts import Arrival, Ground

People = dict[str, User]
_LAST_DAY = 28


def _read(edition: int) -> Edition:
    rows = Edition.objects.select_related("town").prefetch_related("windows", "pools", "categories")
    found: Edition = rows.get(pk=edition)
    return found


def propose(edition: int, recipe: Recipe, people: People, calendar: Calendar) -> None:
    """Every idea is handed in by a resident; one that the town's own form wants more of than invented people know comes on
    paper, which an office registers as it is.
    """
    read = _read(edition)
    authors = [user for email, user in people.items() if email.startswith("mieszkaniec")]
    last = min(_LAST_DAY, TODAY[calendar.stage] - 1)
    for number, (placed, rows) in enumerate(_with_costs(recipe, read)):
        at = calendar.at(1 + number * (last - 1) // len(recipe.places), 8 + number % 11, number * 7 % 60)
        values = _values(placed, read)
        try:
            _hand_in(read, values, rows, authors[number % len(authors)], at)
        except Refused:
            _on_paper(read, values, rows, people[recipe.login(Role.CLERK)], at)


def _with_costs(recipe: Recipe, edition: Edition) -> list[tuple[Placed, list[CostRow]]]:
    pools, seen = list(edition.pools.all()), dict.fromkeys(range(len(recipe.pools)), 0)
    found = []
    for placed in recipe.places:
        found.append((placed, costs(placed, pools[placed.pool], seen[placed.pool])))
        seen[placed.pool] += 1
    return found


def _values(placed: Placed, edition: Edition) -> dict[str, Any]:
    return {
        "title": placed.title,
        "location": placed.location,
        "summary": placed.idea.summary,
        "description": placed.idea.summary,
        "justification": placed.idea.justification,
        "pool": list(edition.pools.all())[placed.pool],
        "category": edition.categories.all().first(),
        "is_minor": False,
        "ground": Ground.TOWN.value,
    }


def _hand_in(
    edition: Edition, values: dict[str, Any], rows: list[CostRow], author: User, at: datetime
) -> None:
    with transaction.atomic():
        draft = Proposal(edition=edition, author=author, created_at=at, saved_at=at)
        save_draft(draft, rows, at=at, **values)
        submit(draft, user=author, at=at)


def _on_paper(
    edition: Edition, values: dict[str, Any], rows: list[CostRow], clerk: User, at: datetime
) -> None:
    register_paper(
        edition=edition,
        costs=rows,
        received_on=localtime(at).date(),
        user=clerk,
        at=at,
        author_name="Osoba Próbna",
        arrived_by=Arrival.DESK.value,
        **values,
    )


def load_list(edition: int, recipe: Recipe, people: People, calendar: Calendar) -> None:
    """The list that the town brings to an edition that begins with voting, loaded as its administrator loads one."""
    read, coordinator = _read(edition), people[recipe.login(Role.COORDINATOR)]
    at = calendar.at(1)
    asked = {"status": Status.ADMITTED.value, "basis": "lista próbna", "reason": "próba"}
    draft = keep_draft(
        read, _table(recipe, read).encode(), "lista-probna.csv", user=coordinator, at=at, **asked
    )
    reading = load(draft, user=coordinator, at=at)
    if reading.faults:
        raise Refused("Listy próbnej nie da się wczytać według ustawień edycji. Sprawdź jej pule.")


def _table(recipe: Recipe, edition: Edition) -> str:
    names = ("title", "pool", "cost", "location", "summary")
    text = io.StringIO()
    out = csv.writer(text, delimiter=";")
    out.writerow([HEADINGS[name] for name in names])
    for placed, rows in _with_costs(recipe, edition):
        pool = list(edition.pools.all())[placed.pool].name
        grosze = sum(row.amount for row in rows)
        cost = f"{grosze // 100},{grosze % 100:02d}"
        out.writerow([placed.title, pool, cost, placed.location, placed.idea.summary])
    return text.getvalue()
