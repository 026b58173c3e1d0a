"""Towns where a project needs so many votes to win at all."""

from tests.regulations.described import Applied, Ballot, Otherwise, Settled, Town, paper, pool
from wibo.rulebook.award.verdicts import Kind

ALL, OLD, NEW = "Ogólna", "Osiedle Stare", "Osiedle Nowe"
_SEED = "3141592653"

KARGOWA = Town(
    "Kargowa",
    says="one project [S24]; at least 100 votes [S24]; ties are drawn [S24]",
    silent="what follows a project that does not fit (the next one)",
    pools=[pool(ALL, 100_000, {"Sposób głosowania": "Wskazanie jednego projektu", "Próg (włącznie)": 100})],
    projects={ALL: {1: 60_000, 2: 70_000, 3: 30_000}},
    ballots=[
        Ballot("1", 99),
        paper("1"),
        Ballot("2", 100),
        Ballot("3", 99),
        paper("3 1", void="N02"),
    ],
    # 1 and 2 have 100 each, which is enough, and together cost 130 of 100. SHA-256 of "3141592653:2" (38e5…) is smaller than
    # that of "3141592653:1" (7054…), so 2 is first and leaves 30; 1 does not fit, and 3, which would, has 99.
    ties={ALL: Settled("1 2", "2 1", "rzuty kostką przy świadkach", seed=_SEED)},
    winners={ALL: "2"},
    why={"1": Kind.NO_ROOM, "3": Kind.BELOW},
    left={ALL: 30_000},
    otherwise=[Otherwise(ALL, {"threshold": 0}, "2 3"), Otherwise(ALL, {"threshold": 101}, "")],
)

WLOCLAWEK = Town(
    "Włocławek",
    says="lists of all areas are open to everyone (2016) [S75]; at least 100 votes [S77]; from the best down, passing over what "
    "does not fit [S77]",
    silent="marks on a list (any number); which of the ways with leftovers is its own (they stay)",
    areas=[{"Nazwa": OLD}, {"Nazwa": NEW}],
    rules={
        "Kto głosuje na które listy": {"Na które listy obszarów można głosować": "Listy wszystkich obszarów"}
    },
    pools=[
        pool(OLD, 100_000, {"Obszar": OLD, "Próg (włącznie)": 100}, 1),
        pool(NEW, 100_000, {"Obszar": NEW, "Próg (włącznie)": 100}, 2),
    ],
    projects={OLD: {1: 70_000, 2: 20_000, 3: 30_000, 6: 50_000}, NEW: {4: 60_000, 5: 40_000}},
    ballots=[
        Ballot("1 2 3 4 5 6", 99),
        Ballot("1 3 4 6"),
        Ballot("1 4 6"),
        paper("1 4"),
    ],
    # Votes of the old: 102, 99, 100, and 6 has 101. 1 (70) leaves 30; 6 (50) does not fit, 3 (30) does; 2 has 99.
    # Of the new: 4 has 102 and leaves 40; 5 (40) would fit and has 99.
    winners={OLD: "1 3", NEW: "4"},
    why={"6": Kind.NO_ROOM, "2": Kind.BELOW, "5": Kind.BELOW},
    left={OLD: 0, NEW: 40_000},
    # Where everyone votes everywhere it is nothing to a ballot whose list it is.
    unheard=["Obszar"],
    otherwise=[Otherwise(OLD, {"on_misfit": "stop"}, "1"), Otherwise(NEW, {"threshold": 99}, "4 5")],
)

_OWN = "Ile wniosków do tej puli może złożyć jedna osoba"
INOWROCLAW = Town(
    "Inowrocław",
    says="votes in one's own area alone; at least 25 votes [S25b]; order on the ballot by draw [S26]; 1 to 40 signatures by pool "
    "[S26]; one proposal to the general pool and one to the local a person [S26]",
    silent="marks (any number), which pool asks for how many signatures (40 the general, 1 the local), the award rule",
    settings={"Ile wniosków może złożyć jedna osoba": 2},
    areas=[{"Nazwa": OLD}, {"Nazwa": NEW}],
    pools=[
        pool(ALL, 200_000, {"Próg (włącznie)": 25, "Ile podpisów poparcia potrzeba": 40, _OWN: 1}, 1),
        pool(OLD, 80_000, {"Obszar": OLD, "Próg (włącznie)": 25, "Ile podpisów poparcia potrzeba": 1}, 2),
        pool(NEW, 60_000, {"Obszar": NEW, "Próg (włącznie)": 25, "Ile podpisów poparcia potrzeba": 1}, 3),
    ],
    applications=[
        Applied(ALL, 10_000, lacks="poparcia 40 osób"),
        Applied(OLD, 10_000, lacks="poparcia 1 osoby"),
        Applied(NEW, 10_000, lacks="poparcia 1 osoby"),
        Applied(ALL, 10_000, signed=True),
        Applied(ALL, 10_000, signed=True, lacks="najwyżej 1 wniosek"),
        Applied(OLD, 10_000, signed=True),
        Applied(NEW, 10_000, signed=True, lacks="najwyżej 2 wnioski"),
    ],
    order={"Kolejność na karcie": "z publicznego losowania", "Ziarno losowania": _SEED},
    projects={
        ALL: {1: 25_000, 2: 120_000, 3: 50_000},
        OLD: {4: 50_000, 5: 30_000, 6: 20_000},
        NEW: {7: 25_000, 8: 30_000},
    },
    # By SHA-256 of "3141592653:number" applications come in the order 2 1 3, then 4 5 6, then 8 7: those are ballot numbers
    # 1 to 8, so that 1 costs 120, 2 costs 25, 7 costs 30 and 8 costs 25 thousand.
    ballots=[
        Ballot("1 4 5", 24, area=OLD),
        Ballot("1 3 4", 2, area=OLD),
        paper("3 6", 3, area=OLD),
        Ballot("2 3 7", 24, area=NEW),
        Ballot("3 7", area=NEW),
        paper("3 8", area=NEW),
        Ballot("1 7", area=OLD, refused="łamie zasady"),
        Ballot("1 4", area=NEW, refused="łamie zasady"),
        paper("4", area=NEW, void="N14"),
    ],
    # General: 3 has 31 and leaves 150, 1 has 26 and leaves 30, 2 (25) would fit and has 24. Old: 4 has 26 and leaves 30; 5 (30)
    # would fit and has 24. New: 7 has just 25.
    winners={ALL: "3 1", OLD: "4", NEW: "7"},
    why={"2": Kind.BELOW, "5": Kind.BELOW, "6": Kind.BELOW, "8": Kind.BELOW},
    left={ALL: 30_000, OLD: 30_000, NEW: 30_000},
    otherwise=[
        Otherwise(ALL, {"threshold": 24}, "3 1 2"),
        Otherwise(OLD, {"threshold": 24}, "4 5"),
        Otherwise(NEW, {"threshold": 26}, ""),
    ],
)

TOWNS = (KARGOWA, WLOCLAWEK, INOWROCLAW)
