"""Names of invented residents and voters. Surnames that do not change with gender keep every pair natural."""

import random
from datetime import date, timedelta

from wibo.rulebook.people import pesel

FIRST_NAMES = (
    "Anna",
    "Barbara",
    "Celina",
    "Danuta",
    "Elżbieta",
    "Franciszek",
    "Grażyna",
    "Henryk",
    "Irena",
    "Jerzy",
    "Kazimierz",
    "Łucja",
    "Marek",
    "Natalia",
    "Olga",
    "Paweł",
    "Renata",
    "Stanisław",
    "Teresa",
    "Urszula",
    "Wanda",
    "Zofia",
    "Żaneta",
    "Michał",
    "Tomasz",
    "Katarzyna",
)
SURNAMES = (
    "Adamiec",
    "Bąk",
    "Cieślak",
    "Dudek",
    "Frątczak",
    "Gil",
    "Hajduk",
    "Janik",
    "Kruk",
    "Łuczak",
    "Maj",
    "Nowak",
    "Orzeł",
    "Pająk",
    "Rogala",
    "Sikora",
    "Śliwa",
    "Tomczak",
    "Urban",
    "Wrona",
    "Zając",
    "Żak",
    "Mazur",
    "Kozieł",
    "Bober",
    "Lis",
    "Mróz",
    "Szulc",
    "Kowal",
)
STREETS = ("Długa", "Lipowa", "Kościelna", "Polna", "Szkolna", "Ogrodowa", "Jeziorna", "Świętojańska")
AUTHORS = 9
# Below it hardly anybody votes, whatever the rules allow.
_YOUNGEST = 14


def author_name(at: int) -> tuple[str, str]:
    """First name and surname of the resident with a number."""
    return FIRST_NAMES[at * 5 % len(FIRST_NAMES)], SURNAMES[at * 7 % len(SURNAMES)]


def birth_date_of(at: int, today: date, youngest: int) -> date:
    """A plausible birth date of the voter with a number: at least `youngest` years old today."""
    chance = random.Random(at)
    age = min(97, max(youngest + 1, _YOUNGEST, int(chance.gauss(49, 18))))
    return date(today.year - age, 1, 1) - timedelta(days=chance.randrange(1, 365))


def pesel_of(at: int, today: date, youngest: int) -> str:
    """The invented number of the voter."""
    sex = pesel.Sex.FEMALE if at % 2 else pesel.Sex.MALE
    return pesel.make(birth_date_of(at, today, youngest), at % 5000, sex)
