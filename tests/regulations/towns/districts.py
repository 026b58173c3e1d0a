"""Towns with lists of districts: who votes on which of them, and how the money is parted."""

from tests.regulations.described import Ballot, Gap, Otherwise, Settled, Town, paper, pool
from wibo.rulebook.award.verdicts import Kind

_THREE = {"Najwięcej projektów": 3}
_CHOSEN = {
    "Kto głosuje na które listy": {
        "Na które listy obszarów można głosować": "Lista jednego obszaru, który się wybierze"
    }
}
A, B = "Dzielnica A", "Dzielnica B"

GDYNIA = Town(
    "Gdynia",
    says="2021: PESEL and the father's first name; up to three city projects, three climate, three large and three small of one "
    "chosen district, a point each [S7]; 2020: of two equal projects the mayor funded both [S30]",
    silent="the award rule (the next that fits)",
    areas=[{"Nazwa": A}, {"Nazwa": B}],
    rules={
        "Jak rozpoznajemy głosujących": {
            "Jak rozpoznajemy głosujących": "PESEL sprawdzany w wykazie uprawnionych",
            "Wykaz uprawnionych: o co pytamy oprócz numeru PESEL": "Imię ojca",
        },
        **_CHOSEN,
    },
    pools=[
        pool("Miejskie", 1_000_000, _THREE, 1),
        pool("Klimatyczne", 200_000, _THREE, 2),
        pool("Duże A", 300_000, {**_THREE, "Obszar": A}, 3),
        pool("Małe A", 30_000, {**_THREE, "Obszar": A}, 4),
        pool("Duże B", 300_000, {**_THREE, "Obszar": B}, 5),
        pool("Małe B", 30_000, {**_THREE, "Obszar": B}, 6),
    ],
    projects={
        "Miejskie": {1: 600_000, 2: 500_000, 3: 300_000, 15: 900_000},
        "Klimatyczne": {4: 120_000, 5: 100_000, 6: 80_000, 16: 10_000},
        "Duże A": {7: 200_000, 8: 150_000, 17: 10_000, 18: 10_000},
        "Małe A": {9: 20_000, 10: 20_000, 19: 10_000, 20: 10_000},
        "Duże B": {11: 180_000, 12: 120_000, 21: 10_000, 22: 10_000},
        "Małe B": {13: 15_000, 14: 15_000, 23: 10_000, 24: 10_000},
    },
    ballots=[
        Ballot("1 2 3 4 5 6 7 9", 3, area=A),
        Ballot("1 3 5 7 8 10", 2, area=A),
        paper("10", area=A),
        Ballot("2 3 6 11 12 13", 2, area=B),
        paper("1 11 14", area=B),
        Ballot("1 2 3 15", area=A, refused="łamie zasady"),
        paper("1 2 3 15", area=A, void="N02"),
        *(Ballot(four, area=A, refused="łamie zasady") for four in ("4 5 6 16", "7 8 17 18", "9 10 19 20")),
        *(Ballot(four, area=B, refused="łamie zasady") for four in ("11 12 21 22", "13 14 23 24")),
        *(Ballot(one, area=B, refused="łamie zasady") for one in ("7", "9")),
        *(Ballot(one, area=A, refused="łamie zasady") for one in ("11", "13")),
        paper("7 11", area=A, void="N14"),
        Ballot("2", area=A, father="Adam", refused="nie możemy przyjąć głosu"),
        Ballot("2", area=A, listed=False, refused="nie możemy przyjąć głosu"),
        paper("2", area=A, listed=False, void="N13"),
    ],
    # City: 3 has 7, 1 has 6 and leaves 100, 2 has 5. Climate: 5 and 6 have 5 and both fit, 4 has 3.
    # Large of A: 7 has 5 and leaves 100, 8 has 2. Small of A: 9 and 10 have 3 each and cost 40 of 30 thousand.
    # Large of B: 11 has 3, 12 has 2, just the pool. Small of B: 13 has 2, 14 has 1, just the pool.
    ties={"Małe A": Settled("9 10", "9 10", "zarządzenie burmistrza: pierwszy z puli, drugi z rezerwy")},
    added={"10": "rezerwa budżetu"},
    winners={
        "Miejskie": "3 1",
        "Klimatyczne": "6 5",
        "Duże A": "7",
        "Małe A": "9",
        "Duże B": "11 12",
        "Małe B": "13 14",
    },
    why={
        "2": Kind.NO_ROOM,
        "4": Kind.NO_ROOM,
        "8": Kind.NO_ROOM,
        "10": Kind.NO_ROOM,
        **dict.fromkeys(("15", "16", "17", "18", "19", "20", "21", "22", "23", "24"), Kind.UNVOTED),
    },
    left={
        "Miejskie": 100_000,
        "Klimatyczne": 20_000,
        "Duże A": 100_000,
        "Małe A": 10_000,
        "Duże B": 0,
        "Małe B": 0,
    },
    # The own area is the one that a voter names, too: nothing looks it up.
    unheard=["Na które listy obszarów można głosować"],
    cannot_say=[
        Gap("entry by the number of a resident's card", "a person without PESEL votes on paper"),
        Gap(
            "equal projects are both funded, as a rule",
            "the commission writes an order, the coordinator adds the second from other money",
        ),
    ],
)

OF_GENERAL, FIRST, SECOND, THIRD = "Ogólnomiejskie", "Okręg 1", "Okręg 2", "Okręg 3"

GRUDZIADZ = Town(
    "Grudziądz",
    says="500 000 zł for general projects, of the rest 30 % equally and 70 % by residents (2015) [S4]; votes in one's own area "
    "(2021); one telephone confirms up to five votes (2021) [S86]",
    silent="the rest (600 000 zł here) and residents, marks (any number), how a voter is known (name and birth date)",
    # 600 = 180 equally (60 each) and 420 by 1 000, 2 000 and 3 000 residents (70, 140, 210).
    areas=[
        {"Nazwa": FIRST, "Liczba mieszkańców": 1000},
        {"Nazwa": SECOND, "Liczba mieszkańców": 2000},
        {"Nazwa": THIRD, "Liczba mieszkańców": 3000},
    ],
    rules={
        "Jak rozpoznajemy głosujących": {
            "Bez PESEL: potwierdzenie kontaktu": "Kod SMS na telefon",
            "Ile głosów można potwierdzić z jednego adresu albo telefonu": 5,
        },
    },
    pools=[
        pool(OF_GENERAL, 500_000, {}, 1),
        pool(FIRST, 130_000, {"Obszar": FIRST}, 2),
        pool(SECOND, 200_000, {"Obszar": SECOND}, 3),
        pool(THIRD, 270_000, {"Obszar": THIRD}, 4),
    ],
    projects={
        OF_GENERAL: {1: 300_000, 2: 250_000, 3: 150_000},
        FIRST: {4: 100_000, 5: 60_000},
        SECOND: {6: 120_000, 7: 80_000},
        THIRD: {8: 200_000, 9: 90_000, 10: 60_000},
    },
    ballots=[
        Ballot("1 4", 5, area=FIRST, phone="dom"),
        Ballot("5", area=FIRST, phone="dom", refused="potwierdzono już tyle głosów"),
        Ballot("1 2 6", 3, area=SECOND),
        paper("2 7", area=SECOND),
        Ballot("1 3 8", 2, area=THIRD),
        paper("3 9", area=THIRD),
        paper("3 10", area=THIRD),
        *(Ballot(one, area=SECOND, refused="łamie zasady") for one in ("4", "8")),
        Ballot("6", area=FIRST, refused="łamie zasady"),
        paper("4", area=SECOND, void="N14"),
    ],
    # General: 1 has 10 and leaves 200; of 2 (250) and 3 (150) with 4 each only 3 fits. First: 4 has 5. Second: 6 has 3, 7 has
    # 1, just the pool. Third: 8 has 2 and leaves 70; of 9 (90) and 10 (60) with 1 each only 10 fits.
    winners={OF_GENERAL: "1 3", FIRST: "4", SECOND: "6 7", THIRD: "8 10"},
    why={"2": Kind.NO_ROOM, "5": Kind.UNVOTED, "9": Kind.NO_ROOM},
    left={OF_GENERAL: 50_000, FIRST: 30_000, SECOND: 0, THIRD: 10_000},
    # Five is the usual number.
    unheard=["Ile głosów można potwierdzić z jednego adresu albo telefonu"],
    cannot_say=[
        Gap("a telephone beside the PESEL", "contacts are confirmed only where no PESEL is asked"),
    ],
)

FIRST_VILLAGE, SECOND_VILLAGE = "Sołectwo 1", "Sołectwo 2"

SWIERKLANY = Town(
    "Świerklany",
    says="a list for each village, votes in one's own [S14]; a photocopied card that is filled in is void [S14]; numbers like "
    "ŚwG-1/2018 [S14]",
    silent="sums, marks (any number), the award rule (the next that fits)",
    areas=[{"Nazwa": FIRST_VILLAGE}, {"Nazwa": SECOND_VILLAGE}],
    numbering={"Wzór numeru wniosku": "ŚwG-{nr}/{rok}"},
    pools=[
        pool(FIRST_VILLAGE, 60_000, {"Obszar": FIRST_VILLAGE}, 1),
        pool(SECOND_VILLAGE, 60_000, {"Obszar": SECOND_VILLAGE}, 2),
    ],
    projects={
        FIRST_VILLAGE: {1: 40_000, 2: 30_000, 3: 20_000},
        SECOND_VILLAGE: {4: 60_000, 5: 50_000},
    },
    ballots=[
        Ballot("1 2", 3, area=FIRST_VILLAGE),
        paper("1 3", area=FIRST_VILLAGE),
        Ballot("3", area=FIRST_VILLAGE),
        paper("2", 2, area=FIRST_VILLAGE, seen="N17", void="N17"),
        Ballot("5", 2, area=SECOND_VILLAGE),
        Ballot("4 5", area=SECOND_VILLAGE),
        paper("4", area=SECOND_VILLAGE),
        Ballot("1 5", area=SECOND_VILLAGE, refused="łamie zasady"),
        Ballot("5", area=FIRST_VILLAGE, refused="łamie zasady"),
        paper("1 5", area=SECOND_VILLAGE, void="N14"),
    ],
    # First: votes 4, 3, 2; 1 leaves 20, 2 (30) does not fit, 3 (20) does. With the two copies counted 2 would be first and
    # take 30, then 3, and 1 would not fit. Second: 5 has 3, 4 has 2 and does not fit.
    winners={FIRST_VILLAGE: "1 3", SECOND_VILLAGE: "5"},
    why={"2": Kind.NO_ROOM, "4": Kind.NO_ROOM},
    left={FIRST_VILLAGE: 0, SECOND_VILLAGE: 10_000},
    otherwise=[Otherwise(FIRST_VILLAGE, {"on_misfit": "stop"}, "1")],
)

_DISTRICTS = ("Okręg I", "Okręg II", "Okręg III", "Okręg IV")
CITY, SCHOOLS, NURSERIES, GARDENS = "Całe miasto", "Szkolne", "Przedszkolne", "Ogrody działkowe"

PIOTRKOW = Town(
    "Piotrków Trybunalski",
    says="four districts with 350 000 zł each, 800 000 for the city, 400 000 for schools, 227 000 for preschools, 100 000 for "
    "allotments [S58]",
    silent="who votes on which list (own district and all common ones), marks (any number), the award rule (the next that fits)",
    areas=[{"Nazwa": name} for name in _DISTRICTS],
    pools=[
        pool(CITY, 800_000, {}, 1),
        *(pool(name, 350_000, {"Obszar": name}, at) for at, name in enumerate(_DISTRICTS, 2)),
        pool(SCHOOLS, 400_000, {}, 6),
        pool(NURSERIES, 227_000, {}, 7),
        pool(GARDENS, 100_000, {}, 8),
    ],
    projects={
        CITY: {1: 500_000, 2: 400_000, 3: 300_000},
        "Okręg I": {4: 200_000, 5: 160_000},
        "Okręg II": {6: 350_000, 7: 100_000},
        "Okręg III": {8: 150_000, 9: 150_000, 10: 60_000},
        "Okręg IV": {11: 340_000, 12: 20_000},
        SCHOOLS: {13: 400_000, 14: 250_000},
        NURSERIES: {15: 227_000, 16: 100_000},
        GARDENS: {17: 60_000, 18: 50_000},
    },
    ballots=[
        Ballot("1 2 4 13 15 17", 3, area="Okręg I"),
        Ballot("1 3 6 14 16 18", 2, area="Okręg II"),
        Ballot("3 8 10 14 16 17", 3, area="Okręg III"),
        paper("3 8 10 14 16 17", area="Okręg III"),
        Ballot("3 11 12 13 15", 2, area="Okręg IV"),
        paper("3 12", area="Okręg IV"),
        *(Ballot(one, area="Okręg I", refused="łamie zasady") for one in ("6", "8", "11")),
        Ballot("4", area="Okręg II", refused="łamie zasady"),
    ],
    # City: 3 has 9, 1 has 5, just the pool; 2 has 3. I: 4 has 3. II: 6 has 2, the whole pool. III: 8 and 10 have 4, both fit.
    # IV: 12 has 3 and leaves 330; 11 (340) does not fit. Schools: 14 by 6 to 5, 13 does not fit beside it. Preschools: 16 by
    # 6 to 5, 15 does not fit. Allotments: 17 has 7 and leaves 40, 18 (50) has 2.
    winners={
        CITY: "3 1",
        "Okręg I": "4",
        "Okręg II": "6",
        "Okręg III": "10 8",
        "Okręg IV": "12",
        SCHOOLS: "14",
        NURSERIES: "16",
        GARDENS: "17",
    },
    why={
        **dict.fromkeys(("2", "11", "13", "15", "18"), Kind.NO_ROOM),
        **dict.fromkeys(("5", "7", "9"), Kind.UNVOTED),
    },
    left={
        CITY: 0,
        "Okręg I": 150_000,
        "Okręg II": 0,
        "Okręg III": 140_000,
        "Okręg IV": 330_000,
        SCHOOLS: 150_000,
        NURSERIES: 127_000,
        GARDENS: 40_000,
    },
)

TOWNS = (GDYNIA, GRUDZIADZ, SWIERKLANY, PIOTRKOW)
