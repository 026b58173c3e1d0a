"""What an invented town is made of: its people, rules, places and the stage at which it stands today."""

import zlib
from dataclasses import dataclass, field
from typing import Any

from wibo.access.permissions import Role
from wibo.invented.catalogue import CATALOGUE, Idea
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.proposing.costs import CostRow

GREEDY = {"rule": "greedy", "on_misfit": "skip", "threshold": 0}


@dataclass(frozen=True, slots=True)
class Person:
    """An account of the demo; `what` says in a few words who it is."""

    login: str
    first_name: str
    surname: str
    roles: tuple[Role, ...]
    what: str


@dataclass(frozen=True, slots=True)
class PoolPlan:
    """A pool: `area` is an index into the recipe's areas or None for the whole commune; `amount` in złoty."""

    name: str
    amount: int
    area: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    award: dict[str, Any] = field(default_factory=lambda: dict(GREEDY))


# How the invented officials judge: admitted, rejected by one of the cards, sent back, withdrawn by the
# author, or not judged yet (by either card).
ADMITTED, FORMAL_NO, MERIT_NO, RETURNED, WITHDRAWN, NEW, PASSED = (
    "admitted",
    "formal-no",
    "merit-no",
    "returned",
    "withdrawn",
    "new",
    "passed",
)


@dataclass(frozen=True, slots=True)
class Placed:
    """An idea of the catalogue in a place of this town. `where` follows a title, `location` stands alone."""

    key: str
    where: str
    location: str
    pool: int = 0
    fate: str = ADMITTED
    reasons: str = ""

    @property
    def idea(self) -> Idea:
        """The words and costs."""
        return CATALOGUE[self.key]

    @property
    def title(self) -> str:
        """The title with the place."""
        return self.idea.title.format(where=self.where)

    def costs(self, limit: int) -> list[CostRow]:
        """Cost lines in grosze: a little different in every place, together below the pool's `limit`."""
        percent = 84 + zlib.crc32(self.location.encode()) % 37
        total = sum(amount for _, amount in self.idea.costs)
        percent = min(percent, limit // total)
        return [CostRow(name, amount * percent // 100 // 10 * 10 * 100) for name, amount in self.idea.costs]


@dataclass(frozen=True, slots=True)
class Recipe:
    """An invented town. `stage` is where it stands today; `try_it` tells a visitor what to do there."""

    slug: str
    name: str
    name_genitive: str
    locative: str
    colour: str
    population: int
    stage: str
    summary: str
    try_it: tuple[str, ...]
    people: tuple[Person, ...]
    office: str
    areas: tuple[tuple[str, int], ...]
    pools: tuple[PoolPlan, ...]
    places: tuple[Placed, ...]
    # What was voted on the year before.
    past: tuple[Placed, ...]
    identity: IdentityKind = IdentityKind.NAME_AND_BIRTH_DATE
    rules: dict[str, Any] = field(default_factory=dict)
    min_voter_age: int = 0
    application: dict[str, str] = field(default_factory=lambda: {"category": "needed", "plot": "optional"})
    # The town's own: label, kind, whether it must be answered.
    questions: tuple[tuple[str, str, bool], ...] = ()
    web_ballots: int = 0
    boxes: tuple[tuple[str, int], ...] = ()
    tie: bool = False

    def login(self, role: Role | None) -> str:
        """The address of the person who holds a role (None: the resident)."""
        person = next(p for p in self.people if (role in p.roles if role else not p.roles))
        return self.address(person)

    def address(self, person: Person) -> str:
        """A person's e-mail."""
        return f"{person.login}@{self.slug}.example"


def cast_of(*names: tuple[str, str, str]) -> tuple[Person, ...]:
    """The seven people of a town from (login, first name, surname), in the order of the roles below."""
    roles: tuple[tuple[tuple[Role, ...], str], ...] = (
        ((), "składa wnioski"),
        ((Role.CLERK,), "wprowadza wnioski i karty papierowe"),
        ((Role.FORMAL_EVALUATOR,), "ocenia formalnie"),
        ((Role.MERIT_EVALUATOR,), "ocenia merytorycznie"),
        ((Role.COORDINATOR,), "prowadzi budżet w urzędzie"),
        ((Role.COMMISSION,), "komisja: druga osoba przy urnie"),
        ((Role.AUDITOR,), "czyta dziennik zdarzeń"),
    )
    return tuple(Person(*name, held, what) for name, (held, what) in zip(names, roles, strict=True))
