"""Towns where voters give points."""

from tests.regulations.described import Ballot, Gap, Otherwise, Town, paper, pool
from wibo.rulebook.award.verdicts import Kind

CITY, FIRST, SECOND = "Ogólnomiejskie", "Dzielnica I", "Dzielnica II"
_POINTS = {
    "Sposób głosowania": "Rozdanie punktów",
    "Stałe punkty do rozdania": "3, 2, 1",
    "Najmniej projektów": 3,
}

KRAKOW = Town(
    "Kraków",
    says="points [S74], 3, 2 and 1; all six are needed, else the card is invalid; seven days for corrections [S65]",
    silent="who votes on which district's list (the own), the award rule (the next that fits)",
    areas=[{"Nazwa": FIRST}, {"Nazwa": SECOND}],
    evaluation={"Ile dni na uzupełnienie i na zgodę na zmianę": 7},
    pools=[
        pool(CITY, 1_000_000, _POINTS, 1),
        pool(FIRST, 200_000, {**_POINTS, "Obszar": FIRST}, 2),
        pool(SECOND, 100_000, {**_POINTS, "Obszar": SECOND}, 3),
    ],
    projects={
        CITY: {1: 500_000, 2: 460_000, 3: 300_000, 4: 250_000},
        FIRST: {5: 120_000, 6: 80_000, 7: 60_000},
        SECOND: {8: 60_000, 9: 50_000, 10: 30_000},
    },
    ballots=[
        Ballot("1:3 2:2 3:1 5:3 6:2 7:1", 2, area=FIRST),
        Ballot("4:3 3:2 2:1 6:3 7:2 5:1", 2, area=FIRST),
        paper("3:3 4:2 1:1 8:3 9:2 10:1", area=SECOND),
        Ballot("1:3 2:2 5:3 6:2 7:1", area=FIRST, refused="łamie zasady"),
        paper("1:3 2:2 5:3 6:2 7:1", area=FIRST, void="N03"),
        Ballot("1:3 2:2 3:1 5:3 6:2", area=FIRST, refused="łamie zasady"),
        Ballot("1:3 2:2 3:1 8:3 9:2", area=SECOND, refused="łamie zasady"),
        Ballot("1:3 2:2 3:1 8:3 9:2 10:1", area=FIRST, refused="łamie zasady"),
        Ballot("1:3 2:2 3:1 5:3 6:2 7:1", area=SECOND, refused="łamie zasady"),
        Ballot("1:3 2:3 3:1 5:3 6:2 7:1", area=FIRST, refused="łamie zasady"),
        paper("1:3 2:3 3:1 5:3 6:2 7:1", area=FIRST, void="N05"),
        paper("1:4 2:2 3:1 5:3 6:2 7:1", area=FIRST, void="N05"),
    ],
    # City points 7, 6, 9, 8: 3 leaves 700, 4 leaves 450; 1 (500) and 2 (460) do not fit. By people 2 would come before 4.
    # First: 6 has 10, 5 has 8, just the pool; 7 has 6. Second: 8 has 3 and leaves 40, 9 (50) does not fit, 10 (30) does.
    winners={CITY: "3 4", FIRST: "6 5", SECOND: "8 10"},
    why={"1": Kind.NO_ROOM, "2": Kind.NO_ROOM, "7": Kind.NO_ROOM, "9": Kind.NO_ROOM},
    left={CITY: 450_000, FIRST: 0, SECOND: 10_000},
    otherwise=[
        Otherwise(CITY, {"order_by": "votes"}, "2 3"),
        Otherwise(SECOND, {"on_misfit": "stop"}, "8"),
    ],
    cannot_say=[
        Gap(
            "a card with one of the lists left empty is invalid",
            "an empty list is an abstention there; the other list counts",
        )
    ],
)

TOWNS = (KRAKOW,)
