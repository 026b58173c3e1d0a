"""A town's regulation as data: what its source says, the words on the screen that say it, and the list made by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wibo.rulebook.award.verdicts import Kind

Typed = Mapping[str, Any]
# Of every invented person, as the list of entitled people has it.
FATHER = "Jan"


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of the regulation that no setting says: why, and what the town does instead."""

    rule: str
    instead: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """So many people with the same marks, as a clerk keys them: "3 7", with points "3:2 7:1".

    `void` is the code of a paper that does not count in the end, `refused` what the booth says to such a vote. `who` names
    one person who comes more than once; `born` and `guardian` matter where age does.
    """

    marks: str
    times: int = 1
    on: str = "web"
    area: str = ""
    void: str = ""
    refused: str = ""
    who: str = ""
    born: int = 1970
    guardian: bool = False
    # What the clerk sees on the sheet (N16: no stamp).
    seen: str = ""
    # Whether the office's list of entitled people has the person, where there is one.
    listed: bool = True
    # The father's name as it is typed, where it is asked.
    father: str = FATHER
    # The telephone that the vote is confirmed from, where the town asks for one; empty: one's own.
    phone: str = ""


def pool(name, amount, answers=None, place=1):
    """The form of a pool: its name, its sum in zł, its place on the ballot and what else is answered, by label."""
    return {"Nazwa": name, "Kwota w zł": str(amount), "Kolejność na karcie": place, **(answers or {})}


def paper(marks, times=1, **values):
    """The same on paper."""
    return Ballot(marks, times, "paper", **values)


@dataclass(frozen=True, slots=True)
class Applied:
    """An application to a pool: its cost in zł, whether a list of support lies with it; `lacks` is what refuses it."""

    pool: str
    cost: int
    signed: bool = False
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """A tie that decides, by pool: who is equal, and the order that the commission writes down with its ground.

    With `seed` the order is drawn: that of SHA-256 over "seed:number", as `sha256sum` gives it.
    """

    tied: str
    order: str
    ground: str
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What a neighbouring rule would give on the same ballots: the wrong outcome that this town would notice."""

    pool: str
    award: Typed
    winners: str


@dataclass(frozen=True, slots=True)
class Town:
    """`says` is what the source says and nothing more; where it is silent, the product's defaults hold and `silent` tells it.

    Fields are by label: `rules` under the titles of the wizard, `pools` and `areas` one form each. `projects` are, by pool,
    numbers and costs in zł, as is `left`. Numbers of winners stand in the order of the award; `why` has those that do not win.
    Sums, projects and ballots are invented unless `says` has them.
    """

    name: str
    says: str
    silent: str
    pools: Sequence[Typed]
    projects: Mapping[str, Mapping[int, int]]
    ballots: Sequence[Ballot]
    winners: Mapping[str, str]
    why: Mapping[str, Kind]
    left: Mapping[str, int]
    areas: Sequence[Typed] = ()
    settings: Typed = field(default_factory=dict)
    rules: Mapping[str, Typed] = field(default_factory=dict)
    evaluation: Typed = field(default_factory=dict)
    order: Typed = field(default_factory=dict)
    numbering: Typed = field(default_factory=dict)
    received: Mapping[int, str] = field(default_factory=dict)
    applications: Sequence[Applied] = ()
    ties: Mapping[str, Settled] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)
    otherwise: Sequence[Otherwise] = ()
    cannot_say: Sequence[Gap] = ()
    # Labels of answers without which the same would be counted; beside each stands why.
    unheard: Sequence[str] = ()

    def __str__(self):
        return self.name
