"""Writing an application step by step, with nothing that was typed ever lost."""

import json
import re
from urllib.parse import urlencode

import pytest

from tests import factories
from wibo.editions.models import Category, Edition, Question
from wibo.proposals import actions
from wibo.proposals.completeness import missing
from wibo.proposals.models import Proposal
from wibo.proposals.steps import Step

NEW = "/moje/nowy/"
ROWS = {"koszt-TOTAL_FORMS": "2", "koszt-INITIAL_FORMS": "0"}
AUTOSAVE = {"headers": {"host": "lipowo.localhost", "X-Autosave": "1"}}


@pytest.fixture
def maria(visit, edition, cast):
    return visit.as_(cast.maria)


def step(draft, name):
    return f"/moje/{draft.pk}/krok/{name}/"


def autosaved(visit, path, data):
    """What the page's script is answered when it sends the form by itself."""
    data = {**visit.hidden(path), **data}
    return visit.client.post(path, data, **AUTOSAVE)


def plainly(visit, path, data):
    """Send a form as browsers send one without files."""
    kind = "application/x-www-form-urlencoded"
    return visit.client.post(path, urlencode(data), content_type=kind, headers={"host": visit.host})


def test_the_whole_way_from_an_idea_to_a_number(maria, edition):
    idea = {"title": "Ławki", "pool": edition.pools.first().pk, "summary": "Sześć ławek"}
    answer = maria.post(NEW, idea)
    draft = Proposal.objects.get()
    assert answer["Location"] == step(draft, "miejsce")
    assert maria.post(step(draft, "miejsce"), {"location": "Park"})["Location"] == step(draft, "opis")
    text = {"description": "Dębowe", "justification": "Dla ludzi"}
    assert maria.post(step(draft, "opis"), text)["Location"] == step(draft, "koszty")
    row = {
        "koszt-0-name": "Ławka",
        "koszt-0-quantity": "6",
        "koszt-0-unit": "szt.",
        "koszt-0-price": "1 250,50",
    }
    assert maria.post(step(draft, "koszty"), ROWS | row)["Location"] == step(draft, "osoby")
    assert maria.post(step(draft, "osoby"), {"author_phone": "600 100 200"})["Location"] == step(
        draft, "zalaczniki"
    )
    maria.post(f"/moje/{draft.pk}/zloz/")
    draft.refresh_from_db()
    assert (draft.number, draft.cost, draft.author_phone) == ("1", 7_503_00, "600 100 200")


@pytest.mark.parametrize("name", [name for name in Step if name != Step.FILES])
def test_a_step_changes_its_own_parts_alone(maria, edition, cast, name):
    draft = factories.draft(edition, cast.maria)
    before = {field.name: getattr(draft, field.attname) for field in Proposal._meta.fields}
    rows = {
        "koszt-TOTAL_FORMS": "1",
        "koszt-INITIAL_FORMS": "1",
        "koszt-0-name": "Całość",
        "koszt-0-price": "10 000",
    }
    maria.post(step(draft, name), maria.hidden(step(draft, name)) | rows)
    draft = Proposal.objects.get()
    from wibo.proposals.steps import FIELDS

    changed = {
        name
        for name, value in before.items()
        if getattr(draft, Proposal._meta.get_field(name).attname) != value
    }
    assert changed <= {*FIELDS[Step(name)], "saved_at", "search"}
    assert draft.cost == 10_000_00


def test_a_draft_needs_nothing_not_even_a_title(maria):
    maria.post(NEW, {"summary": "Jeszcze nie wiem, jak to nazwać"})
    draft = Proposal.objects.get()
    assert draft.title == ""
    assert "Szkic bez tytułu" in factories.words(maria.get("/moje/"))


def test_what_is_missing_is_a_link_to_its_field(maria, edition, cast):
    draft = factories.draft(edition, cast.maria, location="", justification="")
    page = factories.words(maria.get(f"/moje/{draft.pk}/"))
    assert f'href="{step(draft, "miejsce")}#id_location"' in page
    assert f'href="{step(draft, "opis")}#id_justification"' in page
    assert 'id="id_location"' in factories.words(maria.get(step(draft, "miejsce")))


def test_every_link_of_what_is_missing_leads_to_a_field_that_is_there(maria, edition, cast):
    edition.application = dict.fromkeys(
        ("category", "plot", "ground", "upkeep", "is_minor", "author_phone"), "needed"
    )
    edition.save()
    edition.pools.update(signatures=5)
    Category.objects.create(edition=edition, name="Zieleń", position=1)
    Question.objects.create(edition=edition, label="Dla kogo?", is_needed=True)
    made = maria.post(NEW, {"title": "", "summary": "Pomysł"})
    assert made.status_code == 302
    draft = Proposal.objects.get()
    lacks = missing(draft)
    draft.is_minor, draft.ground, draft.pool = True, "other", edition.pools.first()
    draft.save()
    lacks += missing(Proposal.objects.get())
    assert len({one.url for one in lacks}) > 12
    for one in lacks:
        page, _, anchor = one.url.partition("#")
        assert f'id="{anchor}"' in factories.words(maria.get(page)), one


def test_a_text_that_is_too_long_is_told_and_kept(maria, edition, cast):
    draft = factories.draft(edition, cast.maria)
    long = "a" * 8001
    page = maria.post(step(draft, "opis"), {"description": long, "justification": "x"})
    assert page.status_code == 200
    assert "8000" in factories.words(page)
    assert long in page.content.decode()
    assert "maxlength" not in page.content.decode()


def test_an_end_of_line_counts_as_one_sign(maria, edition, cast):
    draft = factories.draft(edition, cast.maria)
    lines = "\r\n".join(["a" * 79] * 100)
    assert maria.post(step(draft, "opis"), {"description": lines, "justification": "x"}).status_code == 302


def test_the_page_saves_itself_and_says_when(maria, edition, cast):
    draft = factories.draft(edition, cast.maria)
    path = step(draft, "opis")
    answer = json.loads(autosaved(maria, path, {"description": "Dębowe", "justification": "x"}).content)
    assert answer == {
        "saved": True,
        "at": "12:00",
        "version": maria.hidden(path)["wersja"],
        "here": path,
    }
    assert Proposal.objects.get().description == "Dębowe"


def test_a_page_that_saved_itself_is_no_conflict_with_itself(maria, edition, cast):
    path = step(factories.draft(edition, cast.maria), "opis")
    first = json.loads(autosaved(maria, path, {"description": "Dębowe", "justification": "x"}).content)
    again = {"description": "Dębowe i bukowe", "justification": "x", "wersja": first["version"]}
    assert maria.post(path, again).status_code == 302
    assert Proposal.objects.get().description == "Dębowe i bukowe"


def test_a_new_page_that_saves_itself_makes_one_draft(maria):
    page = maria.hidden(NEW)
    first = json.loads(maria.client.post(NEW, {**page, "title": "Ła"}, **AUTOSAVE).content)
    draft = Proposal.objects.get()
    assert first["here"] == step(draft, "pomysl")
    again = {"title": "Ławki", "wersja": first["version"]}
    assert json.loads(maria.client.post(first["here"], again, **AUTOSAVE).content)["saved"]
    assert [one.title for one in Proposal.objects.all()] == ["Ławki"]


def test_what_cannot_be_saved_by_itself_is_told_and_changes_nothing(maria, edition, cast):
    path = step(factories.draft(edition, cast.maria), "koszty")
    answer = autosaved(maria, path, ROWS | {"koszt-0-name": "Ławka", "koszt-0-price": "sto"})
    assert answer.status_code == 422
    assert json.loads(answer.content) == {
        "saved": False,
        "faults": ["Pozycja 1, Cena w zł: Wpisz kwotę w złotych, na przykład 12500,00."],
    }
    assert Proposal.objects.get().cost == 10_000_00


def test_two_tabs_that_save_themselves_lose_neither_text(maria, edition, cast):
    path = step(factories.draft(edition, cast.maria), "opis")
    old = maria.hidden(path)
    autosaved(maria, path, {"description": "Z pierwszej", "justification": "x"})
    second = maria.client.post(path, {**old, "description": "Z drugiej", "justification": "x"}, **AUTOSAVE)
    assert second.status_code == 422
    assert "zobaczysz obie wersje" in json.loads(second.content)["faults"][0]
    assert Proposal.objects.get().description == "Z pierwszej"


def test_a_session_that_ended_loses_nothing(maria, edition, cast):
    draft = factories.draft(edition, cast.maria)
    path = step(draft, "opis")
    typed = {
        **maria.hidden(path),
        "description": "Godzina pisania,\r\ndrugi wiersz & „cudzysłów”",
        "justification": "x",
    }
    maria.client.logout()
    sent_on = plainly(maria, path, typed)
    assert sent_on.status_code == 307
    sign_in = plainly(maria, sent_on["Location"], typed)
    assert sign_in.context["form"].errors == {}
    carried = sign_in.context["carried"]
    assert factories.words(sign_in).count('name="zachowane"') == 1
    wrong = {"email": "maria@lipowo.example", "password": "nie to", "next": path, "zachowane": carried}
    again = maria.client.post(sent_on["Location"], wrong, headers={"host": maria.host})
    assert again.context["carried"] == carried
    good = wrong | {"password": factories.PASSWORD}
    signed_in = maria.client.post(sent_on["Location"], good, headers={"host": maria.host})
    assert signed_in["Location"] == path
    page = maria.get(path)
    assert page.context["form"]["description"].value() == "Godzina pisania,\ndrugi wiersz & „cudzysłów”"
    assert "Przywróciliśmy" in factories.words(page)
    assert Proposal.objects.get().description == "", "it is shown, and saved by the person"
    assert "Przywróciliśmy" in factories.words(maria.get(path)), "until it is saved"
    maria.post(path, {"description": "Nowy", "justification": "x"})
    assert "Przywróciliśmy" not in factories.words(maria.get(path))


def test_what_was_typed_waits_for_its_own_page(maria, edition, cast):
    draft = factories.draft(edition, cast.maria)
    maria.client.logout()
    kept = json.dumps({"description": ["Moje"]})
    good = {
        "email": "maria@lipowo.example",
        "password": factories.PASSWORD,
        "next": step(draft, "opis"),
        "zachowane": kept,
    }
    maria.client.post("/konto/zaloguj/", good, headers={"host": maria.host})
    assert "Przywróciliśmy" not in factories.words(maria.get(step(draft, "miejsce")))
    assert "Przywróciliśmy" in factories.words(maria.get(step(draft, "opis")))


@pytest.mark.parametrize("damaged", ["{", "[]", '"x"', '{"a": "b"}', "null", ""])
def test_a_damaged_copy_of_what_was_typed_is_no_obstacle(maria, edition, cast, damaged):
    maria.client.logout()
    good = {
        "email": "maria@lipowo.example",
        "password": factories.PASSWORD,
        "next": NEW,
        "zachowane": damaged,
    }
    maria.client.post("/konto/zaloguj/", good, headers={"host": maria.host})
    assert maria.get(NEW).status_code == 200


def test_parts_are_those_that_the_edition_asks_for(maria, edition, cast):
    draft = factories.draft(edition, cast.maria)
    place = step(draft, "miejsce")
    assert list(maria.get(place).context["form"].fields) == ["location", "wersja"]
    edition.application = {"plot": "needed", "ground": "optional"}
    edition.save()
    page = maria.get(place)
    assert list(page.context["form"].fields) == ["location", "plot", "ground", "wersja"]
    said = " ".join(re.sub(r"<[^>]*>", " ", page.content.decode()).split())
    assert "Numer działki (potrzebne do złożenia)" in said
    assert "Czyj jest teren (nieobowiązkowe)" in said


def test_own_questions_are_asked_kept_and_needed(maria, edition, cast):
    ask = Question.objects.create
    text = ask(edition=edition, position=1, label="Dla kogo?", is_needed=True)
    number = ask(edition=edition, position=2, kind="number", label="Ile osób?")
    choice = ask(edition=edition, position=3, kind="choice", label="Kiedy?", choices="Latem\nZimą")
    yes_no = ask(edition=edition, position=4, kind="yes-no", label="Czy konsultowano?")
    declaration = ask(edition=edition, position=5, kind="declaration", label="Znam zasady", is_needed=True)
    ask(edition=edition, position=6, label="Wycofane", is_on=False)
    draft = factories.draft(edition, cast.maria)
    assert [one.words for one in missing(draft)] == [
        "Odpowiedz na pytanie: Dla kogo?",
        "Odpowiedz na pytanie: Znam zasady",
    ]
    said = {
        f"pytanie_{text.pk}": "Dla dzieci",
        f"pytanie_{number.pk}": "120",
        f"pytanie_{choice.pk}": "Zimą",
        f"pytanie_{yes_no.pk}": "nie",
        f"pytanie_{declaration.pk}": "on",
    }
    assert maria.post(step(draft, "opis"), {"justification": "x", **said}).status_code == 302
    draft = Proposal.objects.get()
    assert [(one.question.label, one.text) for one in draft.answers.all()] == [
        ("Dla kogo?", "Dla dzieci"),
        ("Ile osób?", "120"),
        ("Kiedy?", "Zimą"),
        ("Czy konsultowano?", "nie"),
        ("Znam zasady", "tak"),
    ]
    assert missing(draft) == []
    form = maria.get(step(draft, "opis")).context["form"]
    assert [form[name].value() for name in said] == ["Dla dzieci", "120", "Zimą", "nie", True]
    maria.post(step(draft, "opis"), {"justification": "x", f"pytanie_{text.pk}": "Dla psów"})
    assert [one.text for one in Proposal.objects.get().answers.all()] == ["Dla psów"]


def test_everyone_reads_public_answers_alone(maria, edition, cast):
    shown = Question.objects.create(edition=edition, label="Dla kogo?", is_public=True)
    hidden = Question.objects.create(edition=edition, label="Kto pomaga?")
    draft = factories.draft(edition, cast.maria)
    actions.save_draft(draft, at=draft.saved_at, answers={shown.pk: "Dla dzieci", hidden.pk: "Sąsiad Lis"})
    number = actions.submit(draft, user=cast.maria, at=draft.saved_at).pk
    everyone = factories.words(maria.get(f"/wnioski/{number}/"))
    assert "Dla dzieci" in everyone
    assert "Sąsiad Lis" not in everyone
    assert "Sąsiad Lis" in factories.words(maria.as_(cast.jan).get(f"/urzad/wnioski/{number}/"))


def test_a_handed_in_proposal_is_not_written_in(maria, edition, cast):
    made = factories.proposal(edition, cast.maria)
    assert maria.get(step(made, "opis"))["Location"] == f"/moje/{made.pk}/"
    assert maria.get(step(made, "zalaczniki"))["Location"] == f"/moje/{made.pk}/"


def test_a_step_that_does_not_exist_is_no_page(maria, edition, cast):
    assert maria.get(step(factories.draft(edition, cast.maria), "cokolwiek")).status_code == 404


def test_somebody_elses_draft_is_no_page(maria, edition, cast):
    draft = factories.draft(edition, cast.jan)
    assert [maria.get(step(draft, name)).status_code for name in Step] == [404] * len(Step)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"koszt-0-name": "Ławka"}, "Wpisz kwotę."),
        ({"koszt-0-price": "100"}, "Napisz, czego dotyczy kwota."),
        ({"koszt-0-quantity": "2"}, "Napisz, czego dotyczy kwota."),
        ({"koszt-0-name": "Ławka", "koszt-0-price": "1", "koszt-0-quantity": "dwie"}, "Wpisz liczbę"),
        ({"koszt-0-name": "Ławka", "koszt-0-price": "1", "koszt-0-quantity": "0"}, "większą od zera"),
    ],
)
def test_a_row_of_costs_is_whole_or_empty(maria, edition, cast, row, said):
    page = maria.post(step(factories.draft(edition, cast.maria), "koszty"), ROWS | row)
    assert page.status_code == 200
    assert said in factories.words(page)


def test_help_stands_beside_the_fields(maria, edition, cast):
    edition.never_funded = "Sprzęt dla osób prywatnych"
    edition.fit_list = "Czy to sprawa gminy? (art. 7)\nBez źródła"
    edition.save()
    edition.pools.update(min_cost=5_000_00, max_cost=50_000_00, signatures=15)
    edition.prices.create(position=1, name="Ławka parkowa", unit="szt.", price=1_800_00)
    draft = factories.draft(edition, cast.maria)
    idea = factories.words(maria.get(step(draft, "pomysl"))).replace("\N{NO-BREAK SPACE}", " ")
    for said in (
        "Sprzęt dla osób prywatnych",
        "Czy to sprawa gminy?<br>",
        "art. 7",
        "Bez źródła",
        "15 podpisów",
    ):
        assert said in idea, said
    costs = factories.words(maria.get(step(draft, "koszty"))).replace("\N{NO-BREAK SPACE}", " ")
    for said in (
        "co najmniej 5 000 zł",
        "najwyżej 50 000 zł",
        "Ławka parkowa",
        "1 800 zł</strong> za szt.",
        "Razem: 10 000,00 zł",
    ):
        assert said in costs, said


def test_a_tab_left_open_after_handing_in_is_told_that_it_is_handed_in(maria, edition, cast):
    draft = factories.draft(edition, cast.maria)
    path = step(draft, "opis")
    old = maria.hidden(path)
    actions.submit(draft, user=cast.maria, at=draft.saved_at)
    answer = maria.client.post(path, {**old, "justification": "x"}, **AUTOSAVE)
    assert json.loads(answer.content) == {
        "saved": False,
        "faults": ["Ten wniosek jest już złożony i ma numer 1. Nie można go zmieniać."],
    }
    page = maria.client.post(f"/moje/{draft.pk}/zloz/", headers={"host": maria.host}, follow=True)
    assert "jest już złożony i ma numer 1" in factories.words(page)


def test_who_starts_anew_is_shown_the_draft_that_is_begun(maria, edition, cast):
    assert "zaczęty szkic" not in factories.words(maria.get(NEW))
    factories.draft(edition, cast.maria, title="Ławki")
    assert "zaczęty szkic" in factories.words(maria.get(NEW))


def test_a_draft_of_an_earlier_edition_is_not_what_is_begun(maria, edition, cast, town):
    earlier = Edition.objects.create(town=town, year=2020, name="BO 2020")
    factories.draft(earlier, cast.maria, title="Stare ławki", pool=None)
    assert "zaczęty szkic" not in factories.words(maria.get(NEW))


def test_before_handing_in_everything_that_goes_to_the_office_is_shown(maria, edition, cast):
    draft = factories.draft(edition, cast.maria, author_phone="600 100 200", publish_author=True)
    page = factories.words(maria.get(f"/moje/{draft.pk}/"))
    assert "<dd>600 100 200</dd>" in page
    assert "zobaczą wszyscy" in page
    assert "Złożonego wniosku nie można już zmieniać" in page


def test_a_telephone_is_a_number(maria, edition, cast):
    path = step(factories.draft(edition, cast.maria), "osoby")
    assert "Wpisz numer telefonu" in factories.words(maria.post(path, {"author_phone": "abc"}))
    assert maria.post(path, {"author_phone": "+48 (52) 600-10-20"}).status_code == 302


def test_back_after_the_first_step_finds_the_draft_with_its_text(maria):
    opened = maria.client.get(NEW, headers={"host": maria.host})["Location"]
    key = opened.partition("szkic=")[2]
    maria.post(NEW, {"szkic": key, "title": "Ławki"})
    draft = Proposal.objects.get()
    assert maria.get(NEW, szkic=key)["Location"] == step(draft, "pomysl")
    maria.post(NEW, {"szkic": key, **maria.hidden(step(draft, "pomysl")), "title": "Ławki i kosze"})
    assert Proposal.objects.get().title == "Ławki i kosze"


def test_an_untouched_page_begins_no_draft(maria):
    answer = maria.client.post(NEW, {"title": " ", "summary": ""}, headers={"host": maria.host}, follow=True)
    assert "Wpisz tytuł albo choć jedno zdanie" in answer.content.decode()
    assert not Proposal.objects.exists()
