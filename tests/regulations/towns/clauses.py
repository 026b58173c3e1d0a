"""Clauses that many regulations share and the source names no town for: entered and counted like a town's."""

from tests.regulations.described import Ballot, Otherwise, Town, paper, pool
from wibo.rulebook.award.verdicts import Kind

ALL, NORTH, SOUTH = "Cała gmina", "Północ", "Południe"

BEST_OF_AREA = Town(
    "best of an area",
    says="of an area the best alone wins, leftovers go to the general pool, whose last project is funded where 80 % of its cost "
    "are left; a share of ballots is needed; a fault costs its list; paper goes before the web",
    silent="",
    areas=[{"Nazwa": NORTH}, {"Nazwa": SOUTH}],
    rules={
        "Karty papierowe i dwa głosy": {
            "Gdy ktoś odda dwa głosy": "Głos na papierze przed głosem przez internet",
            "Gdy na jednej liście jest błąd": "Nieważna jest tylko lista z błędem",
        }
    },
    pools=[
        pool(
            ALL,
            100_000,
            {
                "Najwięcej projektów": 2,
                "Gdy projekt się nie mieści": "zakończ, ale daj mu pieniądze, gdy zostało dość na jego koszt",
            },
            1,
        ),
        pool(
            NORTH,
            60_000,
            {
                "Obszar": NORTH,
                "Ile projektów najwyżej może wygrać": 1,
                "Dokąd przechodzą pieniądze, które zostaną": ALL,
            },
            2,
        ),
        pool(
            SOUTH,
            60_000,
            {
                "Obszar": SOUTH,
                "Próg w procentach kart w puli (włącznie)": 30,
                "Dokąd przechodzą pieniądze, które zostaną": ALL,
            },
            3,
        ),
    ],
    projects={
        ALL: {1: 85_000, 2: 70_000, 3: 20_000},
        NORTH: {4: 30_000, 5: 20_000},
        SOUTH: {6: 40_000, 7: 10_000, 8: 10_000},
    },
    ballots=[
        Ballot("1 4", 3, area=NORTH),
        Ballot("2 3 5", 2, area=NORTH),
        # Her paper counts in its place.
        Ballot("5", area=NORTH, who="Ewa", void="N15"),
        paper("4", area=NORTH, who="Ewa"),
        Ballot("1 2 6 8", 2, area=SOUTH),
        Ballot("2 7", area=SOUTH),
        paper("2 6", area=SOUTH),
        # Three marks on the general list: that list is void, the other counts.
        paper("1 2 3 6", area=SOUTH),
        *(Ballot(one, area=NORTH, refused="łamie zasady") for one in ("6", "1 2 3 4")),
        Ballot("4", area=SOUTH, refused="łamie zasady"),
    ],
    # North: 4 has 4 and leaves 30; 5 would fit. South: five ballots, so 1,5 and thus 2 votes are needed: 6 has 4, 8 has 2, 7 has
    # 1; 10 are left. General: 100 + 30 + 10 = 140. 2 has 6 and leaves 70; 1 has 5, costs 85, and 80 % of that are 68. It is
    # funded, 15 more than there is, and the award ends before 3.
    winners={ALL: "2 1", NORTH: "4", SOUTH: "6 8"},
    why={"3": Kind.ENDED, "5": Kind.LIMIT, "7": Kind.BELOW},
    left={ALL: -15_000, NORTH: 30_000, SOUTH: 10_000},
    otherwise=[
        Otherwise(NORTH, {"most": None}, "4 5"),
        Otherwise(SOUTH, {"threshold_bp": 0}, "6 7 8"),
        # The leftovers are not in it.
        Otherwise(ALL, {}, "2"),
    ],
)

STOPPING = Town(
    "stopping",
    says="the award ends at the first project that does not fit; votes at least a third of the share of the cost",
    silent="",
    pools=[
        pool(
            ALL,
            120_000,
            {"Gdy projekt się nie mieści": "zakończ", "Próg zależny od kosztu": 3},
        )
    ],
    projects={ALL: {1: 60_000, 2: 70_000, 3: 30_000, 4: 100_000}},
    ballots=[Ballot("1 2 3", 2), Ballot("1 2"), Ballot("1", 2), paper("1"), paper("4")],
    # Seven ballots. 4 has 1 and would need 7 x 100/360, so 2: out. 1 has 6 and leaves 60; 2 has 3, costs 70 and ends it; 3 (30)
    # would fit.
    winners={ALL: "1"},
    why={"2": Kind.NO_ROOM, "3": Kind.ENDED, "4": Kind.SMALL_SUPPORT},
    left={ALL: 60_000},
    otherwise=[Otherwise(ALL, {"on_misfit": "skip"}, "1 3")],
)

CLAUSES = (BEST_OF_AREA, STOPPING)
