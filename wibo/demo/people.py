"""The invented people of the demo town. One password for all, printed at start; demo mode only."""

from dataclasses import dataclass

from wibo.access.permissions import Role


@dataclass(frozen=True, slots=True)
class Person:
    """An account of the demo."""

    email: str
    first_name: str
    surname: str
    roles: tuple[Role, ...]
    description: str


CAST = (
    Person("maria@lipowo.example", "Maria", "Zawadzka", (), "mieszkanka z wnioskami"),
    Person("jan@lipowo.example", "Jan", "Zięba", (Role.CLERK,), "wprowadzający: wnioski i karty papierowe"),
    Person("ewa@lipowo.example", "Ewa", "Nowak", (Role.FORMAL_EVALUATOR,), "oceniająca formalnie"),
    Person("piotr@lipowo.example", "Piotr", "Górski", (Role.MERIT_EVALUATOR,), "oceniający merytorycznie"),
    Person("anna@lipowo.example", "Anna", "Wilczek", (Role.COORDINATOR,), "administratorka gminy"),
    Person(
        "komisja@lipowo.example", "Tadeusz", "Kania", (Role.COMMISSION,), "komisja: druga osoba przy urnie"
    ),
)
RESIDENTS = (
    ("Halina", "Kowal"), ("Zbigniew", "Mróz"), ("Agnieszka", "Lis"), ("Ryszard", "Dąbek"), ("Krystyna", "Szulc"),
)  # fmt: skip
FIRST_NAMES = (
    "Anna", "Barbara", "Celina", "Danuta", "Elżbieta", "Franciszek", "Grażyna", "Henryk", "Irena", "Jerzy",
    "Kazimierz", "Łucja", "Marek", "Natalia", "Olga", "Paweł", "Renata", "Stanisław", "Teresa", "Urszula",
    "Wanda", "Zofia", "Żaneta", "Michał", "Tomasz", "Katarzyna",
)  # fmt: skip
SURNAMES = (
    "Adamska", "Bąk", "Cieślak", "Dudek", "Frątczak", "Gil", "Hajduk", "Janik", "Kruk", "Łuczak", "Maj", "Nowicka",
    "Orzeł", "Pająk", "Rogala", "Sikora", "Śliwa", "Tomczak", "Urban", "Wrona", "Zając", "Żak",
)  # fmt: skip
STREETS = ("Długa", "Lipowa", "Kościelna", "Polna", "Szkolna", "Ogrodowa", "Jeziorna", "Świętojańska")
