"""Towns that are particular about the sheet of paper, about who votes twice, and about equal projects."""

from tests.regulations.described import Ballot, Gap, Otherwise, Settled, Town, paper, pool
from wibo.rulebook.award.verdicts import Kind

ALL = "Cała gmina"
_VOID = {"Karty papierowe i dwa głosy": {"Gdy ktoś odda dwa głosy": "Wszystkie głosy tej osoby są nieważne"}}

ZLOCIENIEC = Town(
    "Złocieniec",
    says="projects stand in the order in which they came in [S15]; all votes of one person are void [S15]; minors vote with a "
    "guardian's name and PESEL [S15]",
    silent="from which age no guardian is needed (18), marks (any number), the award rule (the next that fits)",
    rules={"Kto może głosować": {"Do jakiego wieku potrzebna jest zgoda opiekuna": 18}, **_VOID},
    pools=[pool(ALL, 100_000)],
    order={"Kolejność na karcie": "według kolejności wpływu"},
    received={1: "03.09.2027", 2: "01.09.2027", 3: "02.09.2027"},
    projects={ALL: {1: 50_000, 2: 60_000, 3: 40_000}},
    # As they came in: application 2 is number 1 (60), 3 is number 2 (40), 1 is number 3 (50 thousand).
    ballots=[
        Ballot("1 3", 2),
        Ballot("1 3", born=2012, guardian=True),
        paper("1 2", born=2012, guardian=True),
        Ballot("2", born=2012, refused="za zgodą rodzica"),
        paper("2", born=2012, void="N11"),
        # With either of these counted, 1 and 3 would be equal and 3 could be first.
        Ballot("3", who="Ula", void="N15"),
        paper("3", who="Ula", void="N15"),
    ],
    # Votes 4, 1, 3: 1 leaves 40; 3 (50) does not fit, 2 (40) does.
    winners={ALL: "1 2"},
    why={"3": Kind.NO_ROOM},
    left={ALL: 0},
    otherwise=[Otherwise(ALL, {"on_misfit": "stop"}, "1")],
    cannot_say=[
        Gap("name and PESEL of the guardian", "a mark that the guardian consents; the paper bears the rest"),
        Gap("votes are void also where both came by the web", "the second vote on the web is refused"),
    ],
)

BUSKO = Town(
    "Busko-Zdrój",
    says="who may vote in elections votes [S80]; a card without the office's stamp is void [S80]; three votes from one IP [S80]",
    silent="marks (any number), the award rule (the next that fits)",
    rules={
        "Jak rozpoznajemy głosujących": {
            "Jak rozpoznajemy głosujących": "PESEL sprawdzany w wykazie uprawnionych"
        }
    },
    pools=[pool(ALL, 150_000)],
    projects={ALL: {1: 100_000, 2: 60_000, 3: 40_000}},
    ballots=[
        Ballot("1 2", 2),
        paper("1 2"),
        Ballot("2 3"),
        paper("3"),
        paper("1", 2, seen="N16", void="N16"),
        Ballot("1", listed=False, born=2013, refused="nie możemy przyjąć głosu"),
        paper("1", listed=False, born=2013, void="N13"),
    ],
    # Votes 3, 4, 2: 2 leaves 90; 1 (100) does not fit, 3 does. With the two unstamped cards 1 would be first.
    winners={ALL: "2 3"},
    why={"1": Kind.NO_ROOM},
    left={ALL: 50_000},
    otherwise=[Otherwise(ALL, {"on_misfit": "stop"}, "2")],
    cannot_say=[
        Gap(
            "three votes from one IP at most",
            "many votes from one place are told to the office and stop nobody",
        )
    ],
)

JANOW = Town(
    "Janów",
    says="all votes of one person are void [S88]; equal projects are drawn [S88]; what is saved pays for the next project [S88]",
    silent="marks (any number), what follows a project that does not fit (the next one)",
    rules=_VOID,
    pools=[pool(ALL, 100_000)],
    projects={ALL: {1: 30_000, 2: 60_000, 3: 70_000}},
    ballots=[
        Ballot("2 1", 2),
        Ballot("2 3"),
        Ballot("3"),
        paper("3"),
        # With it 3 would be ahead, and nothing to draw.
        Ballot("3", who="Iga", void="N15"),
        paper("2", who="Iga", void="N15"),
    ],
    # 2 and 3 have 3 each and cost 130 of 100. SHA-256 of "3141592653:2" (38e5…) comes before that of "3141592653:3" (eb84…):
    # 2 leaves 40, 3 does not fit, 1 does.
    ties={ALL: Settled("2 3", "2 3", "rzuty kostką przy świadkach", seed="3141592653")},
    winners={ALL: "2 1"},
    why={"3": Kind.NO_ROOM},
    left={ALL: 10_000},
    otherwise=[Otherwise(ALL, {"on_misfit": "stop"}, "2")],
    cannot_say=[
        Gap(
            "what a tender saves pays for the next project",
            "the coordinator adds it from other money, by a named decision",
        )
    ],
)

TOWNS = (ZLOCIENIEC, BUSKO, JANOW)
