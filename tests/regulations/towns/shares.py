"""Towns that award by the Method of Equal Shares."""

from tests.regulations.described import Applied, Ballot, Gap, Otherwise, Town, paper, pool
from wibo.rulebook.award.verdicts import Kind

ALL = "Cała gmina"
_SHARES = {
    "Zasada wyboru": "Metoda równych udziałów",
    "Gdy po podziale zostają pieniądze": "podnoś udział każdego o 1 zł i dziel od nowa",
    "Porównaj z kolejnością głosów; obowiązuje lista lepsza dla większej liczby osób": True,
}

SWIECIE = Town(
    "Świecie",
    says="2023: at least three projects, no upper limit [S40]; one pool, town and villages no longer apart [S39]; equal shares with "
    "add1 and comparison [S40]; votes/voters of a project at least cost/(3 x budget): 14,7 % of voters for 48,2 % of the money "
    "is out, as 16,07 % are needed [S40]; 20 signatures in town, 5 in villages [S39]",
    silent="when raising ends (when nothing more fits), what a project is worth to its voters (its cost)",
    pools=[
        pool(
            ALL,
            100_000,
            {
                **_SHARES,
                "Najmniej projektów": 3,
                "Najmniejsze poparcie w stosunku do kosztu": 3,
                "Ile podpisów poparcia potrzeba": 5,
            },
        )
    ],
    applications=[Applied(ALL, 10_000, lacks="poparcia 5 osób"), Applied(ALL, 10_000, signed=True)],
    projects={ALL: {11: 48_200, 12: 20_000, 13: 15_000, 14: 10_000, 15: 13_200}},
    ballots=[
        Ballot("12 13 14", 26),
        Ballot("12 13 14 15"),
        Ballot("11 12 13", 5),
        Ballot("12 13 15"),
        paper("12 13 15"),
        Ballot("12 13", refused="łamie zasady"),
        paper("12 13", void="N03"),
    ],
    # 34 voters. 11 has 5 (14,7 %) and needs 16,07 %: out. 15 has 3 (8,8 %) and needs 4,4 %: in.
    # 12 and 13 have all 34 (13 is cheaper and first), 14 has 27: all three fit the first share of 2 941 zł. The three of 15
    # then have 5 366 zł of 13 200; shares are raised until they have it (5 553 zł), and 58 200 zł are spent.
    winners={ALL: "13 12 14 15"},
    why={"11": Kind.SMALL_SUPPORT},
    left={ALL: 41_800},
    # The list of votes has the same projects here, and the comparison then gives it; Wieliczka would notice.
    unheard=["Gdy po podziale zostają pieniądze"],
    otherwise=[
        Otherwise(ALL, {"completion": "none", "comparison": False}, "12 13 14"),
        # Five voters would be given 48 200 zł of the 55 000 that are left.
        Otherwise(ALL, {"prefilter": None}, "11 12 13 14"),
    ],
    cannot_say=[
        Gap(
            "signatures by where the author lives, in one pool",
            "the lower number in the pool; the formal card asks for the rest",
        )
    ],
)

WIELICZKA = Town(
    "Wieliczka",
    says="2023: 1 000 000 zł by equal shares with add1 and comparison [S40, S41]",
    silent="limits of marks (any number), what a project is worth to its voters (its cost)",
    pools=[pool(ALL, 1_000_000, _SHARES)],
    projects={ALL: {1: 480_000, 2: 460_000, 3: 240_000, 4: 260_000}},
    ballots=[Ballot("1 2", 4), Ballot("1", 2), Ballot("3", 2), paper("3"), Ballot("4", 2), paper("4")],
    # 12 voters with 83 333 zł each. The six of 1 pay 80 000 each; the three of 3 pay 80 000 each. The three of 4 would have to
    # pay 86 667: shares are raised until they can, 980 000 zł are spent and 2 does not fit.
    # By votes alone 1 and 2 win: four people gain by that list and six by this one.
    winners={ALL: "1 3 4"},
    why={"2": Kind.SHORT},
    left={ALL: 20_000},
    otherwise=[
        Otherwise(ALL, {"rule": "greedy"}, "1 2"),
        # Without raising, three gain by shares and four by votes, whose list then holds.
        Otherwise(ALL, {"completion": "none"}, "1 2"),
        Otherwise(ALL, {"completion": "none", "comparison": False}, "1 3"),
    ],
)

TOWNS = (SWIECIE, WIELICZKA)
