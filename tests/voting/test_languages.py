"""The booth and the pages that lead to it speak English and Ukrainian, every sentence of them."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.utils import translation

from tests import factories
from tests.house.urls import patterns
from tests.moments import NOW
from wibo.bulletin.actions import Written, add_text
from wibo.bulletin.models import Kind
from wibo.editions.wording import ballot_rule
from wibo.journal.acts import Act
from wibo.results.statistics import Turnout
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
    "home/templates/home/page",
    "home/templates/home/_help_words",
    "home/templates/home/_terms_words",
    "home/templates/home/_privacy_words",
    "home/templates/errors/away",
    "home/templates/errors/crowded",
    "home/templates/errors/broken",
    "home/templates/errors/error",
    "accounts/templates/accounts/service_closed",
    *(
        f"accounts/templates/accounts/{name}"
        for name in "bad_link check_mail confirm forgotten number reset sign_in sign_up".split()
    ),
    "editions/templates/editions/closed",
    "evaluation/templates/evaluation/_decisions",
    "evaluation/templates/evaluation/_review",
    "evaluation/templates/evaluation/_appeal",
    "opendata/templates/opendata/description",
    "opendata/templates/opendata/recount",
    "proposals/templates/proposals/public_list",
    "proposals/templates/proposals/public_detail",
    "proposals/templates/proposals/_body",
    "proposals/templates/proposals/_follow",
    "proposals/templates/proposals/follow",
    "proposals/templates/proposals/follower",
    "proposals/templates/proposals/old_follower",
    "proposals/templates/proposals/support",
    "proposals/templates/proposals/support_over",
    "proposals/templates/proposals/confirm_support",
    "proposals/templates/proposals/old_support",
    "results/templates/results/result",
    "results/templates/results/draws",
    "results/templates/results/_state",
    "results/templates/results/_outcome",
    "results/templates/results/_pool",
    "results/templates/results/_additions",
    "results/templates/results/_changed",
    "results/templates/results/_other_rules",
    "works/templates/works/_work",
    "works/templates/works/_post",
    "voting/templates/voting/ballot/project",
    "voting/templates/voting/ballot/_on_ballot",
    "voting/templates/voting/urn/check_receipt",
    "voting/templates/voting/urn/receipts",
    "ui/templates/ui/bars",
    "ui/templates/ui/error_summary",
    "ui/templates/ui/field",
    "ui/templates/ui/only_polish",
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
MIXED = (
    "home/templates/home/rules",
    "home/templates/home/accessibility",
    "editions/templates/editions/none",
)
WHOLE = [ROOT / f"voting/templates/voting/booth/{name}.html" for name in BOOTH] + [
    ROOT / f"{name}.html" for name in AROUND
]
PAGES = (
    WHOLE
    + [ROOT / f"{name}.html" for name in MIXED]
    + [ROOT / f"ui/templates/ui/{name}.html" for name in ("clause", "conflict")]
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
        "accounts/factors.py",
        "accounts/forms.py",
        "accounts/views.py",
        "ui/apps.py",
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
        "home/views/pages.py",
        "bulletin/views/public.py",
        "evaluation/models/reviews.py",
        "evaluation/templatetags/evaluation.py",
        "proposals/forms/people.py",
        "home/usual_words.py",
        "home/views/errors.py",
        "opendata/views.py",
        "proposals/following.py",
        "proposals/supporting.py",
        "proposals/statuses.py",
        "proposals/views/following.py",
        "proposals/views/public.py",
        "proposals/views/supporting.py",
        "results/models/ties.py",
        "results/presenting.py",
        "results/statistics.py",
        "voting/ballot/views/catalogue.py",
        "voting/urn/forms.py",
        "voting/urn/views.py",
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
        yield from re.findall(r'(?:{% translate |_\()"([^"]+)"', text)
        blocks = r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}"
        for block in re.findall(blocks, text, flags=re.DOTALL):
            # As `trimmed` has it: a line of blanks is one.
            yield re.sub(r"{{ (\w+) }}", r"%(\1)s", " ".join(block.split()))
        # Nouns beside a number, in the forms of Polish; the catalogue has those of its language.
        yield from re.findall(r'\|counted:"([^"]+)"', text)
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "gettext", "_lazy"):
                yield from [said.value for said in node.args[:1] if isinstance(said, ast.Constant)]
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
    # Commands and names of files are the same in every language.
    text = re.sub(r'class="code"\s*>[^<]*<', "", text)
    text = re.sub(
        r"{% blocktranslate.*?{% endblocktranslate %}|{%.*?%}|{{.*?}}|<[^>]*>", " ", text, flags=re.DOTALL
    )
    assert not re.search(r"[A-Za-zżółćęśąźńŻÓŁĆĘŚĄŹŃ]{3,}", text), text.split()


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_no_component_of_a_page_that_is_spoken_is_given_words_outside_the_catalogue(path):
    for tag in re.findall(r"{% (?:go|button|heads|panel|include|tile) .*?%}", path.read_text("utf-8")):
        given = [words for marked, words in re.findall(r'(_\()?"([^"]*)"', tag) if not marked]
        assert not [words for words in given if re.search(r"[A-ZŻÓŁĆĘŚĄŹŃ]|[^\W\d] ", words)], tag
    for words in re.findall(r'(?:aria-label|data-label|alt|placeholder)="([^"{]*)', path.read_text("utf-8")):
        assert not re.search(r"\w{2,}", words), words


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
    # The whole public site goes on in the language of the booth.
    assert '<html lang="uk"' in factories.words(visit.get("/"))
    assert '<html lang="uk"' in factories.words(visit.get("/projekty/"))
    assert '<html lang="uk"' in factories.words(visit.get("/wnioski/"))
    assert '<html lang="uk"' in factories.words(visit.get("/konto/zaloguj/"))


# Pages for everyone that speak Polish alone, with the reason; what answers with a file has no language.
POLISH_ALONE = {
    "home:confirm-email": "part of an account's own pages, which are for writing proposals in Polish",
    "home:letters": "the letters of a demo town, as they would be sent",
    "voting:station": "opened by an official for the next voter",
    "demo:enter": "a link of the demo",
    "rehearsal:enter": "the office's way into a rehearsal",
    "accounts:provider": "leads to another site",
    "accounts:provider-back": "answers with a page that is spoken",
    "accounts:support-door": "the operator's way into an office that has let them look",
    "accounts:sign-out": "answers with the front page",
    "ui:gallery": "for whoever builds pages",
}
FILES = {
    *("home:robots", "home:security"),
    *("home:arms", "home:dates", "bulletin:feed", "bulletin:file", "proposals:card", "proposals:picture"),
    *("proposals:attachment", "editions:map-layers", "voting:receipts-file", "works:table", "works:picture"),
    *("ui:stylesheet", "opendata:openapi", "opendata:editions", "opendata:edition", "opendata:projects"),
    *("opendata:pb", "opendata:pb-rules"),
}


def test_every_page_for_everyone_speaks_three_languages_or_says_why_not():
    silent = {
        name
        for name, pattern in patterns()
        if pattern.callback.access is None and not getattr(pattern.callback, "is_spoken", False)
    }
    prints = {name for name in silent if name.startswith("documents:")}
    assert silent - prints - FILES == set(POLISH_ALONE)


def test_choosing_a_language_keeps_what_the_list_was_sifted_by(visit, edition):
    answer = visit.get("/wnioski/", szukaj="plac", jezyk="en", lista="dopuszczone")
    assert answer["Location"] == "/wnioski/?szukaj=plac&lista=dopuszczone"


def test_a_missing_page_is_told_in_the_language_of_the_cookie(visit, edition):
    visit.get("/", jezyk="en")
    answer = visit.get("/nie-ma/")
    assert answer.status_code == 404
    assert "There is no such page" in factories.words(answer)


def test_groups_of_voters_are_named_in_the_language_of_the_page():
    with translation.override("uk"):
        told = Turnout(
            1, 0, 0, (("75 i więcej", 1),), (("kobiety", 1),), (("Zielone Wzgórza", 1),), (), (), 0
        )
        age, sex, area = told.office_charts
    assert [bar.label for chart in (age, sex, area) for bar in chart.bars] == [
        "75 і більше",
        "жінки",
        "Zielone Wzgórza",
    ]


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


def test_another_language_chosen_in_the_middle_of_a_list_loses_no_choice(visit, edition):
    factories.projects(edition, 10_00, 20_00)
    pool = edition.pools.first()
    visit.post("/glosowanie/kim-jestes/", PERSON)
    path = f"/glosowanie/wybor/{pool.pk}/"
    page = factories.words(visit.get(path))
    assert re.search(r'<button[^>]* form="choosing" name="jezyk" value="uk"', page)
    visit.post(path, {"projekt": ["2"], "jezyk": "uk"})
    page = factories.words(visit.get(path))
    assert '<html lang="uk"' in page
    assert re.search(r'value="2" id="p\d+" checked', page)
