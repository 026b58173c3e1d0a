"""The booth speaks English and Ukrainian, every sentence of it, and nothing else does."""

import ast
import gettext
import re
from pathlib import Path

import pytest

from tests import factories
from wibo.editions.wording import ballot_rule
from wibo.rulebook.voting.ballots import BallotRules
from wibo.voting.models import Envelope

ROOT = Path(__file__).resolve().parent.parent.parent / "wibo"
BOOTH = (
    *(
        "_language",
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
PAGES = [ROOT / f"voting/templates/voting/booth/{name}.html" for name in BOOTH] + [
    ROOT / f"ui/templates/ui/{name}.html" for name in ("field", "error_summary", "clause", "base")
]
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
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "gettext"):
                yield ast.literal_eval(node.args[0])


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


@pytest.mark.parametrize("path", PAGES[: len(BOOTH)], ids=lambda path: path.stem)
def test_no_page_of_the_booth_has_words_outside_the_catalogue(path):
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
    # Outside the booth the town speaks Polish, whatever was chosen inside.
    assert '<html lang="pl"' in factories.words(visit.get("/"))


def test_a_language_that_nobody_offers_is_polish(visit, edition):
    factories.projects(edition, 10_00)
    assert "Zacznij głosować" in visit.get("/glosowanie/", jezyk="xx").content.decode()
    visit.client.cookies["jezyk"] = "../etc"
    assert "Zacznij głosować" in visit.get("/glosowanie/").content.decode()
