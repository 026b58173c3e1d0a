"""Towns with one list for the whole commune, which differ in how many marks a ballot may have."""

from tests.regulations.described import Applied, Ballot, Gap, Otherwise, Town, paper, pool
from wibo.rulebook.award.verdicts import Kind

ALL = "Cała gmina"
_MARKS_AND_LIMIT = "łamie zasady"

WABRZEZNO = Town(
    "Wąbrzeźno",
    says="300 000 zł in one pool [S12]; marks up to the sum of the pool [S12]; no age [S12]; PESEL is looked up at once [S11]",
    silent="what follows a project that does not fit (the next one), two votes of one person (the earlier counts)",
    rules={
        "Jak rozpoznajemy głosujących": {
            "Jak rozpoznajemy głosujących": "PESEL sprawdzany w wykazie uprawnionych"
        }
    },
    pools=[pool(ALL, 300_000, {"Najwyższy łączny koszt wybranych w zł": "300 000"})],
    projects={ALL: {1: 180_000, 2: 140_000, 3: 90_000, 4: 60_000}},
    ballots=[
        Ballot("1 3", 4),
        Ballot("2 3 4", 3),
        paper("1", 2),
        paper("2 3"),
        # 180 + 140 = 320 thousand, more than the pool.
        Ballot("1 2", refused=_MARKS_AND_LIMIT),
        paper("1 2", void="N04"),
        # A child of six: no age is asked.
        Ballot("4", born=2021),
        Ballot("3", listed=False, refused="nie możemy przyjąć głosu"),
        paper("3", listed=False, void="N13"),
    ],
    # Votes: 3 has 8, 1 has 6, 2 and 4 have 4. Of 300: 3 (90) leaves 210, 1 (180) leaves 30; 2 and 4 do not fit.
    winners={ALL: "3 1"},
    why={"2": Kind.NO_ROOM, "4": Kind.NO_ROOM},
    left={ALL: 30_000},
    cannot_say=[
        Gap(
            "name and address spelled as on the list, else the vote is invalid",
            "the list is asked by PESEL, and where the town wants by one first name",
        )
    ],
)

KETY = Town(
    "Kęty",
    says="100 zł for each resident [S16]; up to five projects [S16]; open voting [S16]",
    silent="the award rule (the next that fits), how many people live there (2 500 are invented)",
    pools=[pool(ALL, 250_000, {"Najwięcej projektów": 5})],
    projects={ALL: {1: 90_000, 2: 70_000, 3: 60_000, 4: 50_000, 5: 40_000, 6: 30_000}},
    ballots=[
        Ballot("1 2 3 4 5", 2),
        Ballot("1 2 3", 2),
        paper("1 2"),
        Ballot("1"),
        paper("5 6"),
        Ballot("1 2 3 4 5 6", refused=_MARKS_AND_LIMIT),
        paper("1 2 3 4 5 6", void="N02"),
    ],
    # Votes 6, 5, 4, 2, 3, 1. Of 250: 1 leaves 160, 2 leaves 90, 3 leaves 30; 5 (40) and 4 (50) do not fit, 6 (30) does.
    winners={ALL: "1 2 3 6"},
    why={"4": Kind.NO_ROOM, "5": Kind.NO_ROOM},
    left={ALL: 0},
    otherwise=[Otherwise(ALL, {"on_misfit": "stop"}, "1 2 3")],
    cannot_say=[
        Gap("the pool is 100 zł times the residents", "the coordinator types the product"),
        Gap(
            "voting is open",
            "the vote is always secret; a list of who voted, without choices, can be printed",
        ),
    ],
)

CZERWONAK = Town(
    "Czerwonak",
    says="exactly three projects [S25]; from the age of 13 [S25]",
    silent="the award rule (the next that fits), consent of a guardian (none)",
    rules={"Kto może głosować": {"Najniższy wiek głosujących": 13}},
    pools=[pool(ALL, 200_000, {"Najmniej projektów": 3, "Najwięcej projektów": 3})],
    projects={ALL: {1: 80_000, 2: 70_000, 3: 60_000, 4: 40_000}},
    ballots=[
        Ballot("1 2 3", 3),
        # Thirteen since May.
        Ballot("1 2 4", born=2014),
        Ballot("1 2 4"),
        paper("2 3 4"),
        Ballot("1 2", refused=_MARKS_AND_LIMIT),
        Ballot("1 2 3 4", refused=_MARKS_AND_LIMIT),
        Ballot("1 3 4", born=2015, refused="co najmniej 13 lat"),
        paper("1 3", void="N03"),
        paper("1 2 3 4", void="N02"),
        paper("1 3 4", born=2015, void="N12"),
    ],
    # Votes 5, 6, 4, 3. Of 200: 2 leaves 130, 1 leaves 50; 3 (60) does not fit, 4 (40) does.
    winners={ALL: "2 1 4"},
    why={"3": Kind.NO_ROOM},
    left={ALL: 10_000},
    otherwise=[Otherwise(ALL, {"on_misfit": "stop"}, "2 1")],
)

SOLEC = Town(
    "Solec Kujawski",
    says="one project [S23]; from 16 [S23]; 50 signatures [S23]; any number of proposals a person [S23]; adults and "
    "organisations propose [S23]",
    silent="the award rule (the next that fits)",
    settings={"Ile wniosków może złożyć jedna osoba": 1000},
    rules={"Kto może głosować": {"Najniższy wiek głosujących": 16}},
    pools=[
        pool(
            ALL,
            100_000,
            {"Sposób głosowania": "Wskazanie jednego projektu", "Ile podpisów poparcia potrzeba": 50},
        )
    ],
    applications=[
        Applied(ALL, 50_000, lacks="poparcia 50 osób"),
        *[Applied(ALL, 50_000, signed=True) for _ in range(6)],
    ],
    projects={ALL: {101: 60_000, 102: 50_000, 103: 40_000}},
    ballots=[
        Ballot("101", 3),
        Ballot("101", born=2011),
        Ballot("102", 2),
        paper("102"),
        paper("103", 2),
        Ballot("101 103", refused=_MARKS_AND_LIMIT),
        paper("101 103", void="N02"),
        Ballot("103", born=2012, refused="co najmniej 16 lat"),
        paper("103", born=2012, void="N12"),
    ],
    # Votes 4, 3, 2. Of 100: 101 leaves 40; 102 (50) does not fit, 103 (40) does.
    winners={ALL: "101 103"},
    why={"102": Kind.NO_ROOM},
    left={ALL: 0},
    otherwise=[Otherwise(ALL, {"on_misfit": "stop"}, "101")],
    cannot_say=[
        Gap(
            "adults and organisations alone propose",
            "a needed question of the town's own, and the formal card",
        )
    ],
)

SZCZECINEK = Town(
    "Szczecinek",
    says="800 000 zł of which 30 000 go to promotion [S28]; a project costs 20 000 to 200 000 zł [S28]; two proposals a person "
    "[S28]",
    silent="marks on a ballot (any number), the award rule (the next that fits)",
    settings={"Ile wniosków może złożyć jedna osoba": 2},
    pools=[
        pool(
            ALL,
            770_000,
            {"Projekt kosztuje co najmniej, w zł": "20 000", "Projekt kosztuje najwyżej, w zł": "200 000"},
        )
    ],
    applications=[
        Applied(ALL, 19_999, lacks="co najmniej 20 000 zł"),
        Applied(ALL, 200_001, lacks="najwyżej 200 000 zł"),
        Applied(ALL, 20_000),
        Applied(ALL, 200_000),
        Applied(ALL, 30_000, lacks="najwyżej 2 wnioski"),
    ],
    projects={ALL: {101: 200_000, 102: 200_000, 103: 200_000, 104: 180_000, 105: 160_000}},
    ballots=[
        Ballot("101 102 103 104 105"),
        Ballot("101 102 103 104"),
        Ballot("101 102 103"),
        paper("101 102"),
        paper("101"),
    ],
    # Votes 5, 4, 3, 2, 1. Of 770: three leave 170; 104 (180) does not fit, 105 (160) does. Of 800 it would be 104.
    winners={ALL: "101 102 103 105"},
    why={"104": Kind.NO_ROOM},
    left={ALL: 10_000},
    otherwise=[Otherwise(ALL, {"on_misfit": "stop"}, "101 102 103")],
)

TOWNS = (WABRZEZNO, KETY, CZERWONAK, SOLEC, SZCZECINEK)
