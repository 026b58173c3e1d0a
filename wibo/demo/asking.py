"""What invented towns ask of an application: categories, help for authors, a price list."""

from wibo.editions import asking
from wibo.editions.asking import Price
from wibo.editions.models import Edition, Question
from wibo.invented.recipe import Recipe
from wibo.journal.acts import Act
from wibo.rulebook.proposing.parts import asked
from wibo.rulebook.proposing.questions import QuestionKind

# Categories with the ideas of the catalogue that belong to each.
CATEGORIES = {
    "Zieleń": ("skwer", "laka", "drzewa", "deszcz", "laweczki", "teznia", "psy", "plaza", "cmentarz"),
    "Sport i wypoczynek": (
        "boisko",
        "silownia",
        "pumptrack",
        "basen",
        "wiata",
        "kajaki",
        "szachy",
        "plac-zabaw",
    ),
    "Drogi i bezpieczeństwo": (
        "sciezka",
        "defibrylatory",
        "przejscie",
        "rowery",
        "chodnik",
        "lampy",
        "monitoring",
        "straz",
        "parking",
        "winda",
    ),
    "Kultura i spotkania": (
        "zwawi",
        "biblioteka",
        "kino",
        "festyn",
        "mural",
        "swietlica",
        "ksiazkomaty",
        "sterylizacja",
        "robotyka",
        "lektura",
        "wi-fi",
    ),
}
_NEVER = """\
Zadań na terenie, do którego gmina nie ma prawa
Samej dokumentacji, bez tego, co miałoby powstać
Zadań, które służyłyby jednej firmie albo zamkniętej grupie
Tego, czego utrzymanie kosztowałoby co roku więcej niż sama budowa"""
_PRICES = (
    ("Ławka parkowa z oparciem, z montażem", "szt.", 2_400),
    ("Kosz na śmieci", "szt.", 900),
    ("Lampa solarna z montażem", "szt.", 6_800),
    ("Chodnik z kostki", "m²", 320),
    ("Nawierzchnia bezpieczna (guma)", "m²", 540),
    ("Drzewo, obwód pnia 14–16 cm, z sadzeniem", "szt.", 1_150),
    ("Stojak na rowery", "szt.", 650),
    ("Próg zwalniający", "szt.", 4_200),
    ("Instruktor zajęć", "godz.", 120),
)


def ask(edition: Edition, recipe: Recipe, *, act: Act, reason: str) -> None:
    """Set the application of an invented town."""
    asking.name_categories(edition, list(CATEGORIES), act=act, reason=reason)
    asking.write_help(edition, never_funded=_NEVER, fit_list=edition.fit_list, act=act, reason=reason)
    prices = [Price(name, unit, price * 100) for name, unit, price in _PRICES]
    asking.set_prices(edition, prices, act=act, reason=reason)
    asking.ask_parts(edition, asked(recipe.application), act=act, reason=reason)
    asking.set_handing_in(
        edition,
        number_pattern="BO.{rok}.{nr}",
        online_support=True,
        support_clause="",
        act=act,
        reason=reason,
    )
    for position, (label, kind, is_needed) in enumerate(recipe.questions, start=1):
        question = Question(edition=edition, position=position, label=label, kind=kind, is_needed=is_needed)
        question.is_public = QuestionKind(kind) is not QuestionKind.DECLARATION
        asking.save_question(question, act=act, reason=reason)


def category_of(key: str) -> str:
    """The category of an idea."""
    return next(name for name, keys in CATEGORIES.items() if key in keys)
