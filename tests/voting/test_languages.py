"""The booth and the pages that lead to it speak English and Ukrainian, every sentence of them."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.utils import translation

from tests import factories
from tests.moments import NOW
from wibo.bulletin.actions import Written, add_text
from wibo.bulletin.models import Kind
from wibo.editions.wording import ballot_rule
from wibo.journal.acts import Act
from wibo.rulebook.voting.ballots import BallotRules
from wibo.ui.plurals import counted
from wibo.voting.models import Envelope

ROOT = Path(__file__).resolve().parent.parent.parent / "wibo"
BOOTH = (
    *(
        "_header",
        "start",
        "identify",
        "confirm",
        "area",
        "choose",
        "_choices",
        "_choice_text",
        "review",
    ),
    *("receipt", "not_accepted", "someone_else"),
)
# Pages outside the booth of which every word is in the catalogue, with the parts that they are made of.
AROUND = (
    "home/templates/home/front",
    "home/templates/home/_stages",
    "home/templates/home/contact",
    "bulletin/templates/bulletin/news",
    "bulletin/templates/bulletin/_news",
    "bulletin/templates/bulletin/one_news",
    "bulletin/templates/bulletin/documents",
    "bulletin/templates/bulletin/_document",
    "bulletin/templates/bulletin/questions",
    "editions/templates/editions/_notices",
    "editions/templates/editions/_map_beside",
    "results/templates/results/catalogue",
    "results/templates/results/list",
    "works/templates/works/works",
    "works/templates/works/_card",
    "works/templates/works/_state",
    "voting/templates/voting/ballot/compare",
    "ui/templates/ui/filters",
    "ui/templates/ui/filter",
    "editions/templates/editions/_dates",
    "editions/templates/editions/_voting_places",
    "results/templates/results/_mark",
    "voting/templates/voting/ballot/_project_card",
    "voting/templates/voting/ballot/_project_count",
    "voting/templates/voting/ballot/_shortlist",
    "ui/templates/ui/header",
    "ui/templates/ui/footer",
    "ui/templates/ui/language",
    "ui/templates/ui/pages",
    "ui/templates/ui/empty",
    "ui/templates/ui/base",
)
# Its sentences of the rules stay Polish, and say so.
MIXED = ("home/templates/home/rules",)
WHOLE = [ROOT / f"voting/templates/voting/booth/{name}.html" for name in BOOTH] + [
    ROOT / f"{name}.html" for name in AROUND
]
PAGES = (
    WHOLE
    + [ROOT / f"{name}.html" for name in MIXED]
    + [ROOT / f"ui/templates/ui/{name}.html" for name in ("field", "error_summary", "clause")]
)
CODE = [
    ROOT / name
    for name in (
        "voting/electorate/voters.py",
        "voting/electorate/contacts.py",
        "voting/ballot/marking.py",
        "voting/booth/casting.py",
        "voting/booth/faults.py",
        "voting/booth/views/booth.py",
        "voting/booth/views/choosing.py",
        "voting/booth/views/entrance.py",
        "voting/booth/views/inside.py",
        "access/throttling.py",
        "editions/wording.py",
        "editions/models/names.py",
        "home/headline.py",
        "proposals/cataloguing.py",
        "results/views/catalogue.py",
        "results/views/public.py",
        "works/models.py",
        "works/views/public.py",
        "voting/ballot/views/shortlist.py",
        "ui/filters.py",
        "home/menu.py",
        "home/views/front.py",
        "bulletin/views/public.py",
    )
]
PERSON = {
    "first_name": "Maria",
    "surname": "Lis",
    "birth_date": "05.05.1970",
    "address": "Długa 1",
    "declared": "on",
}


def sentences():
    for path in PAGES:
        text = path.read_text("utf-8")
        yield from re.findall(r'{% translate "([^"]+)"', text)
        for block in re.findall(r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}", text):
            yield re.sub(r"{{ (\w+) }}", r"%(\1)s", block)
        # Nouns beside a number, in the forms of Polish; the catalogue has those of its language.
        yield from re.findall(r'\|counted:"([^"]+)"', text)
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "gettext", "_lazy"):
                yield ast.literal_eval(node.args[0])
        yield from re.findall(r'"([a-zęąóźżćńłś ]+(?:,[a-zęąóźżćńłś ]+){2})"', path.read_text("utf-8"))


def catalogue(language):
    return gettext.translation("django", ROOT / "locale", [language])


@pytest.mark.as_written
@pytest.mark.parametrize("language", ["en", "uk"])
def test_every_sentence_of_the_booth_is_translated_and_keeps_its_blanks(language):
    known = catalogue(language)._catalog
    for sentence in set(sentences()):
        assert sentence in known, sentence
        blanks = re.findall(r"%\(\w+\)s|{\w*}", sentence)
        assert sorted(re.findall(r"%\(\w+\)s|{\w*}", known[sentence])) == sorted(blanks), sentence


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_no_page_that_is_spoken_has_words_outside_the_catalogue(path):
    text = path.read_text("utf-8")
    text = re.sub(
        r"{% blocktranslate.*?{% endblocktranslate %}|{%.*?%}|{{.*?}}|<[^>]*>", " ", text, flags=re.DOTALL
    )
    assert not re.search(r"[A-Za-zżółćęśąźńŻÓŁĆĘŚĄŹŃ]{3,}", text), text.split()


@pytest.mark.parametrize("language", ["pl", "en", "uk"])
def test_compiled_catalogues_are_those_of_the_source(language):
    source = (ROOT / f"locale/{language}/LC_MESSAGES/django.po").read_text("utf-8")
    compiled = catalogue(language)._catalog
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', source, flags=re.MULTILINE)
    for sentence, translated in pairs:
        assert compiled[sentence.replace('\\"', '"')] == translated.replace('\\"', '"')
    assert len([key for key in compiled if isinstance(key, str) and key]) == len(pairs)


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 projekt."), (2, "2 projekty."), (5, "5 projektów."), (22, "22 projekty.")]
)
def test_polish_plurals(number, words):
    said = ballot_rule(BallotRules(min_length=0, max_length=number)).replace("\u00a0", " ")
    assert said == f"Wskazujesz najwyżej {words}"


def test_a_whole_vote_in_ukrainian(visit, edition):
    factories.projects(edition, 10_00, 20_00)
    pool = edition.pools.first()
    assert visit.get("/glosowanie/", jezyk="uk").status_code == 302
    page = factories.words(visit.get("/glosowanie/"))
    assert "Почати голосування" in page
    assert '<html lang="uk"' in page
    refused = visit.post("/glosowanie/kim-jestes/", PERSON | {"birth_date": "05.05.2100"}).content.decode()
    assert "Дата народження в майбутньому" in refused
    visit.post("/glosowanie/kim-jestes/", PERSON)
    choose = visit.get(f"/glosowanie/wybor/{pool.pk}/").content.decode().replace("\u00a0", " ")
    assert "Ви вибираєте щонайбільше 3 проєкти." in choose
    assert visit.post(f"/glosowanie/wybor/{pool.pk}/", {}).status_code == 302
    assert "Нічого не вибрано" in visit.get(f"/glosowanie/wybor/{pool.pk}/", sprawdz="1").content.decode()
    visit.post(f"/glosowanie/wybor/{pool.pk}/", {"projekt": ["1"]})
    assert "Віддати голос" in visit.get("/glosowanie/sprawdz/").content.decode()
    visit.post("/glosowanie/oddaj/")
    assert "Голос прийнято" in visit.get("/glosowanie/przyjety/").content.decode()
    assert Envelope.objects.count() == 1
    # Pages that lead to the booth go on in its language; those that are not whole in the catalogue stay Polish.
    assert '<html lang="uk"' in factories.words(visit.get("/"))
    assert '<html lang="uk"' in factories.words(visit.get("/projekty/"))
    assert '<html lang="pl"' in factories.words(visit.get("/wnioski/"))


def test_a_language_that_nobody_offers_is_polish(visit, edition):
    factories.projects(edition, 10_00)
    assert "Zacznij głosować" in visit.get("/glosowanie/", jezyk="xx").content.decode()
    visit.client.cookies["jezyk"] = "../etc"
    assert "Zacznij głosować" in visit.get("/glosowanie/").content.decode()


def test_the_pages_around_the_booth_are_read_in_ukrainian_and_the_towns_words_stay_polish(visit, edition):
    add_text(edition, Kind.NEWS, Written("Spotkanie", "O 17.", NOW.date()), public=True, act=Act("Anna", NOW))
    visit.get("/", jezyk="uk")
    page = factories.words(visit.get("/"))
    assert '<html lang="uk"' in page
    assert "Усі новини" in page
    assert re.search(r'lang="pl" href="/aktualnosci/\d+/"\s?>Spotkanie', page)
    assert "Головне меню" in page
    for path, said in {
        "/zasady/": "Правила й терміни",
        "/kontakt/": "Хто відповідає",
        "/aktualnosci/": "Канал RSS",
        "/pytania/": "Запитань ще немає.",
    }.items():
        assert said in factories.words(visit.get(path)), path


def test_strangers_of_two_languages_get_each_their_own_frame(visit, edition):
    visit.get("/", jezyk="en")
    assert "Main menu" in visit.get("/kontakt/").text
    visit.client.cookies.clear()
    assert "Menu główne" in visit.get("/kontakt/").text


@pytest.mark.parametrize(
    ("language", "numbers"),
    [
        ("pl", {1: "projekt", 2: "projekty", 5: "projektów", 21: "projektów", 22: "projekty"}),
        ("en", {1: "project", 2: "projects", 5: "projects", 21: "projects", 0: "projects"}),
        ("uk", {1: "проєкт", 2: "проєкти", 5: "проєктів", 11: "проєктів", 21: "проєкт", 22: "проєкти"}),
    ],
)
def test_a_number_takes_the_form_of_its_language(language, numbers):
    with translation.override(language):
        said = {n: counted(n, "projekt,projekty,projektów").replace("\xa0", " ") for n in numbers}
    assert said == {number: f"{number} {noun}" for number, noun in numbers.items()}
