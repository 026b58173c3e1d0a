"""Towns that part their money by what a project costs."""

from tests.regulations.described import Applied, Ballot, Gap, Otherwise, Town, paper, pool
from wibo.rulebook.award.verdicts import Kind

_ONE = {"Sposób głosowania": "Wskazanie jednego projektu"}
_TIERS = ("Próg I", "Próg II", "Próg III", "Próg IV", "Próg V")

OTWOCK = Town(
    "Otwock",
    says="five tiers, one vote in each [S20]; a ballot with some tiers left empty counts; all votes of one person are void (2018) "
    "[S21]",
    silent="costs and sums of the tiers, the award rule (the next that fits)",
    rules={
        "Karty papierowe i dwa głosy": {
            "Gdy ktoś odda dwa głosy": "Wszystkie głosy tej osoby są nieważne",
        }
    },
    pools=[
        pool(name, amount, _ONE, place)
        for place, (name, amount) in enumerate(
            zip(_TIERS, (100_000, 80_000, 60_000, 40_000, 20_000), strict=True), 1
        )
    ],
    projects={
        "Próg I": {1: 100_000, 2: 90_000},
        "Próg II": {3: 80_000, 4: 80_000},
        "Próg III": {5: 60_000, 6: 50_000},
        "Próg IV": {7: 35_000, 8: 40_000},
        "Próg V": {9: 20_000, 10: 20_000},
    },
    ballots=[
        Ballot("1 3 5 7 9", 3),
        Ballot("2 4 6 8 10", 2),
        paper("2 4", 2),
        # With any one of these counted, 1 and 2 would be equal.
        Ballot("1 3", who="Ola", void="N15"),
        paper("1 3", who="Ola", void="N15"),
        paper("1 3", who="Ola", void="N15"),
        paper("1 2 3", void="N02"),
        *(Ballot(two, refused="łamie zasady") for two in ("3 4", "5 6", "7 8", "9 10")),
    ],
    # One of two fits in each tier: 2 by 4 to 3, 4 by 4 to 3; 5, 7 and 9 by 3 to 2.
    winners={"Próg I": "2", "Próg II": "4", "Próg III": "5", "Próg IV": "7", "Próg V": "9"},
    why=dict.fromkeys(("1", "3", "6", "8", "10"), Kind.NO_ROOM),
    left={"Próg I": 10_000, "Próg II": 0, "Próg III": 0, "Próg IV": 5_000, "Próg V": 0},
    cannot_say=[
        Gap(
            "all votes are void also where the second came by the web",
            "the second vote on the web is refused and voids nothing",
        )
    ],
)

OLESNICA = Town(
    "Oleśnica",
    says="projects of 100 000 to 150 000 zł, up to 100 000 and soft ones up to 60 000, with pools of 300, 200 and 100 thousand [S60]",
    silent="marks (any number), the award rule (the next that fits)",
    pools=[
        pool(
            "Duże",
            300_000,
            {"Projekt kosztuje co najmniej, w zł": "100 000", "Projekt kosztuje najwyżej, w zł": "150 000"},
            1,
        ),
        pool("Małe", 200_000, {"Projekt kosztuje najwyżej, w zł": "100 000"}, 2),
        pool("Miękkie", 100_000, {"Projekt kosztuje najwyżej, w zł": "60 000"}, 3),
    ],
    applications=[
        Applied("Duże", 99_999, lacks="co najmniej 100 000 zł"),
        Applied("Duże", 150_001, lacks="najwyżej 150 000 zł"),
        Applied("Małe", 100_001, lacks="najwyżej 100 000 zł"),
        Applied("Miękkie", 60_001, lacks="najwyżej 60 000 zł"),
        Applied("Duże", 100_000),
        Applied("Małe", 100_000),
        Applied("Miękkie", 60_000),
    ],
    projects={
        "Duże": {11: 150_000, 12: 140_000, 13: 100_000},
        "Małe": {14: 100_000, 15: 90_000, 16: 60_000},
        "Miękkie": {17: 60_000, 18: 40_000},
    },
    ballots=[
        Ballot("11 12 14 16 18", 2),
        Ballot("11 12 13 14 17 18", 2),
        paper("11 13 14 16 18"),
        paper("15 16"),
    ],
    # Large: 11 has 5 and leaves 150, 12 has 4 and leaves 10, 13 has 3. Small: 14 has 5, 16 has 4, together 160; 15 (90) does
    # not fit. Soft: 18 has 5, 17 has 2, together just the pool.
    winners={"Duże": "11 12", "Małe": "14 16", "Miękkie": "18 17"},
    why={"13": Kind.NO_ROOM, "15": Kind.NO_ROOM},
    left={"Duże": 10_000, "Małe": 40_000, "Miękkie": 0},
)

KONIN = Town(
    "Konin",
    says="three votes for small and three for large projects [S149]",
    silent="sums, whether fewer may be marked (they may), the award rule (the next that fits)",
    pools=[
        pool("Małe", 100_000, {"Najwięcej projektów": 3}, 1),
        pool("Duże", 500_000, {"Najwięcej projektów": 3}, 2),
    ],
    projects={
        "Małe": {1: 40_000, 2: 35_000, 3: 30_000, 4: 25_000},
        "Duże": {5: 300_000, 6: 250_000, 7: 200_000, 8: 150_000},
    },
    ballots=[
        Ballot("1 2 3 5 6 7", 3),
        Ballot("2 3 4 6 7 8", 2),
        paper("4 8"),
        Ballot("1 2 3 4", refused="łamie zasady"),
        paper("1 2 3 4 8", void="N02"),
        # Six marks are as many as allowed, four of them on one list are not.
        paper("1 2 5 6 7 8", void="N02"),
    ],
    # Small: 2 and 3 have 5 and both fit, which leaves 35; of 1 (40) and 4 (25) with 3 each only 4 fits, in either order.
    # Large: 6 and 7 have 5 and both fit, which leaves 50 thousand; 5 and 8 do not fit.
    winners={"Małe": "3 2 4", "Duże": "7 6"},
    why={"1": Kind.NO_ROOM, "5": Kind.NO_ROOM, "8": Kind.NO_ROOM},
    left={"Małe": 10_000, "Duże": 50_000},
    otherwise=[Otherwise("Małe", {"most": 2}, "2 3")],
)

TARNOBRZEG = Town(
    "Tarnobrzeg",
    says="small projects cost up to 20 000 zł [S61]; 15 signatures or 1 [S61]; the postmark counts [S61]",
    silent="which projects need 15 signatures (the large), marks (any number), the award rule (the next that fits)",
    pools=[
        pool(
            "Małe",
            50_000,
            {"Projekt kosztuje najwyżej, w zł": "20 000", "Ile podpisów poparcia potrzeba": 1},
            1,
        ),
        pool("Duże", 300_000, {"Ile podpisów poparcia potrzeba": 15}, 2),
    ],
    applications=[
        Applied("Małe", 20_001, signed=True, lacks="najwyżej 20 000 zł"),
        Applied("Małe", 20_000, lacks="poparcia 1 osoby"),
        Applied("Duże", 20_001, lacks="poparcia 15 osób"),
        Applied("Małe", 20_000, signed=True),
        Applied("Duże", 20_001, signed=True),
    ],
    projects={
        "Małe": {11: 20_000, 12: 20_000, 13: 20_000},
        "Duże": {14: 200_000, 15: 150_000, 16: 100_000},
    },
    ballots=[Ballot("11 12 14 15", 2), Ballot("11 14 15"), Ballot("11 12 15 16"), paper("13 16")],
    # Small: votes 4, 3, 1, two of 20 fit in 50. Large: 15 has 4 and leaves 150; 14 has 3 and does not fit, 16 has 2 and does.
    winners={"Małe": "11 12", "Duże": "15 16"},
    why={"13": Kind.NO_ROOM, "14": Kind.NO_ROOM},
    left={"Małe": 10_000, "Duże": 50_000},
    otherwise=[Otherwise("Duże", {"on_misfit": "stop"}, "15")],
    cannot_say=[
        Gap(
            "the day of the postmark counts",
            "the clerk types the day of the postmark; outside of collecting a reason is asked",
        )
    ],
)

TOWNS = (OTWOCK, OLESNICA, KONIN, TARNOBRZEG)
