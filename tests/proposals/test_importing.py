"""Proposals from files of offices: read whole or refused with row and column, loaded all or none."""

import time
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.files import workbook
from tests.journal.stories import told
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.editions.models import Category, Edition, Question
from wibo.housekeeping.ticking import tick
from wibo.letters.models import Letter
from wibo.proposals import actions
from wibo.proposals.importing import loading
from wibo.proposals.importing.reading import read
from wibo.proposals.models import ImportDraft, Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.calendar.schedule import Stage
from wibo.rulebook.proposing.costs import CostRow
from wibo.voting.ballot.freezing import draw_up_ballot, freeze

WITH_AUTHOR = "numer;tytuł;koszt;e-mail\n7;Ławki;12 500,00;a@b.example\n;Lampy;100;\n"
PAGE = "/urzad/wnioski/z-pliku/"
GOOD = "numer;tytuł;koszt;miejsce\n7;Ławki;12 500,00;Park\n;Lampy;100;Rynek\n"
TODAY = NOW.date()


def reading_of(text, edition, **asked):
    raw = text if isinstance(text, bytes) else text.encode()
    return read(raw, edition, on=TODAY, **asked)


def loaded(text, edition, user, *, status=Status.SUBMITTED, **asked):
    """Load a file as its page does: keep it, then load what is kept."""
    raw = text if isinstance(text, bytes) else text.encode()
    asked = {"basis": "", "reason": "", "update": False, **asked}
    draft = loading.keep_draft(edition, raw, "p.csv", user=user, at=NOW, status=status.value, **asked)
    return loading.load(draft, user=user, at=NOW)


def faults(reading):
    return [str(fault) for fault in reading.faults]


@pytest.mark.parametrize(
    "raw",
    [
        GOOD.encode(),
        ("\ufeff" + GOOD).encode(),
        GOOD.encode("cp1250"),
        GOOD.encode("iso8859_2"),
        GOOD.encode("cp852"),
        GOOD.encode("utf-16"),
        GOOD.encode("utf-16-le"),
        GOOD.encode("utf-16-be"),
        GOOD.replace(";", "\t").encode(),
        GOOD.replace("12 500,00", "12500").replace(";", ",").encode(),
        GOOD.replace("\n", "\r\n").encode(),
        ("sep=;\n" + GOOD).encode(),
        ("Wykaz wniosków 2027;;;\n;;;\n" + GOOD).encode(),
        workbook(
            [
                ["Numer", "Tytuł", "Koszt", "Miejsce"],
                [7, "Ławki", 12500.0, "Park"],
                ["", "Lampy", 100, "Rynek"],
            ]
        ),
    ],
    ids=[
        "utf-8",
        "bom",
        "cp1250",
        "iso-8859-2",
        "cp852",
        "utf-16",
        "utf-16 le",
        "utf-16 be",
        "tab",
        "comma",
        "crlf",
        "sep",
        "title above",
        "xlsx",
    ],
)
def test_files_of_every_usual_kind(edition, cast, raw):
    assert loaded(raw, edition, cast.jan).new == 2
    rows = Proposal.objects.in_order()
    assert [(one.number, one.title, one.location, one.cost) for one in rows] == [
        ("1", "Lampy", "Rynek", 100_00),
        ("7", "Ławki", "Park", 12_500_00),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Plik jest pusty."),
        ("tytuł;koszt\n", "W pliku nie ma żadnego wniosku."),
        ("co;koszt\nx;1\n", "brakuje kolumn: tytuł"),
        ("tytuł;koszt\n;1\n", "Wiersz 2, tytuł: brak tytułu"),
        ("tytuł;koszt\nŁawki;drogo\n", "Wiersz 2, koszt: to nie jest kwota: drogo"),
        ("tytuł;koszt\nŁawki;\n", "Wiersz 2, koszt: komórka jest pusta, a kwota jest potrzebna"),
        (
            "tytuł;koszt;koszt utrzymania\nŁawki;1;mało\n",
            "Wiersz 2, koszt utrzymania: to nie jest kwota: mało",
        ),
        ("tytuł;koszt;pula\nŁawki;1;Inna\n", "Wiersz 2, pula: nie ma puli „Inna”; są: Pula ogólna"),
        ("tytuł;koszt;kategoria\nŁawki;1;Inna\n", "Wiersz 2, kategoria: nie ma kategorii „Inna”; są: żadne"),
        ("tytuł;koszt;e-mail\nŁawki;1;jan@\n", "Wiersz 2, e-mail: niepoprawny e-mail: jan@"),
        ("tytuł;koszt;data wpływu\nŁawki;1;wczoraj\n", "Wiersz 2, data wpływu: to nie jest data: wczoraj"),
        ("tytuł;koszt;data wpływu\nŁawki;1;01.01.2030\n", "Wiersz 2, data wpływu: data jest w przyszłości"),
        ("numer;tytuł;koszt\n1;a;1\n1;b;1\n", "Wiersz 3, numer: numer 1 ma już wiersz 2"),
        ("numer;tytuł;koszt\n-4;a;1\n", "Wiersz 2, numer: numer zaczyna się od litery albo cyfry"),
        (
            "Wykaz wniosków\n\nTytuł;Cena\nŁawki;1\n",
            "Wiersz 3: brakuje kolumn: koszt. W nagłówku jest: „Tytuł”, „Cena”",
        ),
        ("numer;tytuł;koszt\n<1>;a;1\n", "Wiersz 2, numer: numer zaczyna się od litery albo cyfry"),
        ("tytuł;koszt;koszt\nŁawki;1;2\n", "dwie kolumny znaczą to samo"),
        ('tytuł;koszt;opis\nA;1;"niezamknięty\nB;2;drugi\n', "Wiersz 2: cudzysłów"),
        ("tytuł;koszt;opis\nA;1;raz;dwa\n", "poza ostatnią kolumną"),
        (f"tytuł;koszt\n{'a' * 151};1\n", "Wiersz 2, tytuł: ma 151 znaków, a może mieć 150"),
        (f"tytuł;koszt;miejsce\na;1;{'b' * 301}\n", "Wiersz 2, miejsce: ma 301 znaków, a może mieć 300"),
        (f"tytuł;koszt;telefon\na;1;{'1' * 41}\n", "Wiersz 2, telefon: ma 41 znaków, a może mieć 40"),
        ("tytuł;koszt\n🌳 Drzewa;1\n", "nie da się wydrukować na karcie: 🌳"),
        ("tytuł;koszt\nŁawki;1\nLAWKI;2\n", "Wiersz 3: taki sam wniosek z wiersza 2 już jest"),
        ("tytuł;koszt\n" + "".join(f"a{n};1\n" for n in range(5001)), "najwyżej 5000 wniosków, a ma 5001"),
        (b"PK\x03\x04 i nic wiecej", "Tego skoroszytu nie da się otworzyć."),
    ],
)
def test_a_fault_is_told_by_row_and_column(edition, cast, text, words):
    reading = reading_of(text, edition)
    assert any(words in fault for fault in faults(reading)), faults(reading)
    assert reading.rows == []


def test_what_a_spreadsheet_and_a_resident_write_is_kept_whole(edition, cast):
    text = (
        "sep=;\ntytuł;koszt;opis;data wpływu;;\n"
        '"Z\u0307o\u0301łty \u202edom";0;"raz; dwa\u2028trzy";2026-06-01 00:00:00;;\n'
        "=1+1;5;;46174;;\n"
    )
    loaded(text.encode("utf-16"), edition, cast.jan)
    kept = Proposal.objects.order_by("pk").values_list("title", "summary", "received_on")
    assert list(kept) == [
        ("Żółty dom", "raz; dwa\u2028trzy", date(2026, 6, 1)),
        ("=1+1", "", date(2026, 6, 1)),
    ]
    assert [proposal.cost for proposal in Proposal.objects.order_by("pk")] == [0, 500]


def test_every_column_reaches_its_field(edition, cast):
    Category.objects.create(edition=edition, name="Zieleń", position=1)
    text = (
        "numer;tytuł;pula;kategoria;koszt;miejsce;działka;opis;dokładny opis;uzasadnienie;koszt utrzymania;wnioskodawca;"
        "e-mail;telefon;adres;data wpływu\n"
        "A/1;Ławki;pula OGÓLNA;zielen;10;Park;12/3;Sześć;Dębowe;Dla ludzi;5,50;Adam Lis;a@b.example;600 100 200;Długa 1;"
        "01.09.2027\n"
    )
    loaded(text, edition, cast.jan)
    one = Proposal.objects.get()
    assert (one.number, one.title, one.pool.name, one.category.name, one.cost) == (
        "A/1",
        "Ławki",
        "Pula ogólna",
        "Zieleń",
        10_00,
    )
    assert (one.location, one.plot, one.summary, one.description, one.justification, one.upkeep) == (
        "Park",
        "12/3",
        "Sześć",
        "Dębowe",
        "Dla ludzi",
        5_50,
    )
    assert (one.author_name, one.author_email, one.author_phone, one.author_address) == (
        "Adam Lis",
        "a@b.example",
        "600 100 200",
        "Długa 1",
    )
    assert (one.received_on, one.status, one.source) == (date(2027, 9, 1), "submitted", "paper")
    assert Proposal.objects.matching("lawki").get() == one


def test_a_workbook_is_read_as_people_see_it(edition, cast):
    raw = workbook(
        [
            ["Wykaz"],
            ["numer", "tytuł", "koszt", "data wpływu", "uwagi"],
            [12, "Ławki", 10.5, date(2027, 9, 1), "x"],
            ["B-2", "Lampy", "1 000,00 zł", "1.09.2027", True],
        ],
        [["inny", "arkusz"]],
    )
    reading = reading_of(raw, edition)
    assert faults(reading) == []
    assert [(row.number, row.cost, row.values["received_on"]) for row in reading.rows] == [
        ("12", 10_50, date(2027, 9, 1)),
        ("B-2", 1_000_00, date(2027, 9, 1)),
    ]
    assert (reading.above, reading.ignored, reading.sheets) == (("Wykaz",), ("uwagi",), ("Sheet2",))


def test_the_same_file_twice_makes_nothing_twice(edition, cast):
    raw = "tytuł;koszt;uwagi\nŁawki;10;x\nLampy;20;\n"
    assert reading_of(raw, edition).ignored == ("uwagi",)
    loaded(raw, edition, cast.jan)
    again = loaded(raw, edition, cast.jan)
    assert [fault.split(". ")[0] for fault in faults(again)] == [
        "Wiersz 2: taki sam wniosek nr 1 już jest",
        "Wiersz 3: taki sam wniosek nr 2 już jest",
    ]
    assert Proposal.objects.count() == 2
    # With a number of its own it is another proposal.
    assert faults(reading_of("numer;tytuł;koszt\n7;Ławki;10\n", edition)) == []


def test_one_kept_file_is_loaded_once(visit, edition, cast):
    clerk = visit.as_(cast.jan)
    clerk.post(PAGE, {"file": SimpleUploadedFile("p.csv", GOOD.encode()), "status": "submitted"})
    draft = ImportDraft.objects.get()
    assert clerk.post(f"{PAGE}{draft.pk}/wczytaj/")["Location"] == "/urzad/wnioski/"
    again = clerk.client.post(f"{PAGE}{draft.pk}/wczytaj/", headers={"host": clerk.host}, follow=True)
    assert "już wczytany" in factories.words(again)
    assert Proposal.objects.count() == 2
    assert not ImportDraft.objects.exists()


def test_a_file_that_another_official_replaced_is_not_loaded(visit, edition, cast):
    clerk = visit.as_(cast.jan)
    clerk.post(PAGE, {"file": SimpleUploadedFile("p.csv", GOOD.encode()), "status": "submitted"})
    shown = ImportDraft.objects.get().pk
    other = SimpleUploadedFile("inny.csv", "tytuł;koszt\nInny;1\n".encode())
    clerk.post(PAGE, {"file": other, "status": "submitted"})
    assert clerk.post(f"{PAGE}{shown}/wczytaj/")["Location"] == PAGE
    assert not Proposal.objects.exists()


def test_a_file_that_meanwhile_has_faults_loads_nothing_and_says_why(visit, edition, cast):
    clerk = visit.as_(cast.jan)
    clerk.post(PAGE, {"file": SimpleUploadedFile("p.csv", GOOD.encode()), "status": "submitted"})
    loading.load(ImportDraft.objects.get(), user=cast.jan, at=NOW)
    clerk.post(PAGE, {"file": SimpleUploadedFile("p.csv", GOOD.encode()), "status": "submitted"})
    answer = clerk.post(f"{PAGE}{ImportDraft.objects.get().pk}/wczytaj/")
    assert answer["Location"] == PAGE
    page = factories.words(clerk.get(PAGE))
    assert "Od próby coś się zmieniło" in page
    assert "wniosek nr 7 już jest" in page
    assert Proposal.objects.count() == 2


def test_the_dry_run_shows_every_row_and_makes_nothing(visit, edition, cast):
    clerk = visit.as_(cast.jan)
    text = (
        "numer;tytuł;koszt;miejsce;opis;wnioskodawca;e-mail;data wpływu;uwagi\n"
        "7;Ławki;12 500,00;Park;Sześć ławek;Adam Lis;a@b.example;01.09.2027;x\n"
    )
    answer = clerk.post(PAGE, {"file": SimpleUploadedFile("p.csv", text.encode()), "status": "submitted"})
    assert answer["Location"] == PAGE
    page = factories.words(clerk.get(PAGE)).replace("\N{NO-BREAK SPACE}", " ")
    for said in (
        "Ławki",
        "12 500,00 zł",
        "Park",
        "Sześć ławek",
        "Adam Lis",
        "a@b.example",
        "1 września 2027",
        "uwagi",
    ):
        assert said in page, said
    assert not Proposal.objects.exists()
    clerk.post(f"{PAGE}odrzuc/")
    assert "Próba:" not in factories.words(clerk.get(PAGE))


def test_a_long_dry_run_comes_in_pages(visit, edition, cast):
    clerk = visit.as_(cast.jan)
    text = "tytuł;koszt\n" + "".join(f"Pomysł {n};1\n" for n in range(1, 151))
    clerk.post(PAGE, {"file": SimpleUploadedFile("p.csv", text.encode()), "status": "submitted"})
    assert "Pomysł 101" not in factories.words(clerk.get(PAGE))
    assert "Pomysł 101" in factories.words(clerk.get(PAGE, strona=2))


def test_what_may_be_a_slip_is_told_before_it_is_loaded(edition, cast):
    factories.proposal(edition, cast.maria, title="Nowa wiata przy stawie")
    edition.pools.update(min_cost=5_00, max_cost=50_000_00)
    text = "tytuł;koszt\nNowa wiata, przy Stawie.;10\nZa darmo;0\nDrogo;9999999\nTrochę drogo;60000\n"
    warnings = [one.replace("\N{NO-BREAK SPACE}", " ") for one in reading_of(text, edition).warnings]
    assert warnings == [
        "W pliku nie ma kolumn na to, o co pyta formularz: Krótki opis, Miejsce, Uzasadnienie: po co i dla kogo.",
        "Wiersz 2: podobny tytuł ma już wniosek nr 1",
        "Wiersz 3: koszt to 0 zł",
        "Wiersz 3: koszt jest niższy niż najniższy dla jednego projektu (5 zł)",
        "Wiersz 4: koszt jest wyższy niż cała pula (100 000 zł)",
        "Wiersz 5: koszt jest wyższy niż najwyższy dla jednego projektu (50 000 zł)",
    ]


def test_outside_of_collecting_a_reason_is_due_and_told(edition, cast):
    closed = factories.only_stages(edition, Stage.VOTING)
    with pytest.raises(Refused, match="poza naborem"):
        loaded(GOOD, closed, cast.jan)
    loaded(GOOD, closed, cast.jan, reason="gmina prowadzi w systemie samo głosowanie")
    assert told()[-3:] == [
        "Wniosek papierowy nr 7 zarejestrowano poza naborem. Powód: gmina prowadzi w systemie samo głosowanie",
        "Wniosek papierowy nr 1 zarejestrowano poza naborem. Powód: gmina prowadzi w systemie samo głosowanie",
        "Wczytano wnioski z pliku: nowe 2, zmienione 0. Powód: gmina prowadzi w systemie samo głosowanie",
    ]


def test_a_town_that_leases_the_vote_alone_loads_its_ballot(edition, cast):
    closed = factories.only_stages(edition, Stage.VOTING)
    asked = {"status": Status.ADMITTED, "reason": "samo głosowanie"}
    with pytest.raises(Refused, match="tylko administrator"):
        loaded(GOOD, closed, cast.jan, **asked, basis="lista z 1.09")
    with pytest.raises(Refused, match="na jakiej podstawie"):
        loaded(GOOD, closed, cast.anna, **asked)
    loaded(WITH_AUTHOR, closed, cast.anna, **asked, basis="zarządzenie nr 80/2027")
    assert list(Proposal.objects.values_list("status", flat=True)) == ["admitted", "admitted"]
    assert (
        "Wczytano z pliku wniosek nr 7 jako dopuszczony do głosowania. Podstawa: zarządzenie nr 80/2027"
        in told()
    )
    assert not Letter.objects.exists(), "whoever proposed them has heard of it elsewhere"


def test_after_freezing_nothing_comes_in(edition, cast):
    loaded(GOOD, edition, cast.anna, status=Status.ADMITTED, basis="lista")
    from wibo.journal.acts import Act

    draw_up_ballot(edition, act=Act("Anna", NOW))
    freeze(edition, act=Act("Anna", NOW))
    with pytest.raises(Refused, match="zamrożona"):
        loaded("tytuł;koszt\nInny;1\n", Edition.objects.get(pk=edition.pk), cast.anna, reason="x")


def test_a_number_that_is_there_is_changed_only_when_asked(edition, cast):
    loaded("numer;tytuł;koszt;miejsce\n7;Ławki;10;Park\n", edition, cast.jan)
    update = "numer;tytuł;koszt;miejsce\n7;Ławki dębowe;25;\n8;Nowy;5;Rynek\n"
    assert "już jest" in faults(reading_of(update, edition))[0]
    with pytest.raises(Refused, match="dlaczego zmieniasz"):
        loaded(update, edition, cast.jan, update=True)
    reading = loaded(update, edition, cast.jan, update=True, reason="poprawki z komisji")
    assert (reading.new, reading.changed) == (1, 1)
    changed = Proposal.objects.get(number="7")
    assert (changed.title, changed.location, changed.cost) == ("Ławki dębowe", "Park", 25_00)
    assert Proposal.objects.matching("debowe").get() == changed
    assert "Zmieniono we wniosku nr 7: tytuł, koszt. Powód: poprawki z komisji" in told()


def test_a_row_that_changes_nothing_is_no_change(edition, cast):
    loaded("numer;tytuł;koszt\n7;Ławki;10\n", edition, cast.jan)
    again = reading_of("numer;tytuł;koszt\n7;Ławki;10\n", edition, update=True)
    assert (again.new, again.changed) == (0, 0)


def test_two_rows_with_one_number_do_not_change_it_twice(edition, cast):
    loaded("numer;tytuł;koszt\n7;Ławki;10\n", edition, cast.jan)
    twice = reading_of("numer;tytuł;koszt\n7;A;1\n7;B;2\n", edition, update=True)
    assert faults(twice) == ["Wiersz 3, numer: numer 7 ma już wiersz 2"]


def test_numbers_that_the_program_gives_leave_no_gap_and_take_none_twice(edition, cast):
    loaded("numer;tytuł;koszt\n2;A;1\n;B;1\n;C;1\n", edition, cast.jan)
    assert {one.title: one.number for one in Proposal.objects.all()} == {"A": "2", "B": "1", "C": "3"}
    assert factories.proposal(Edition.objects.get(pk=edition.pk), cast.maria).number == "4"


def test_our_own_pattern_is_taken_back_whatever_a_pool_is_called(visit, edition, cast):
    """A spreadsheet calculates a name that looks like a formula; the guard against it is no part of the name."""
    factories.pool(edition, name="=Pula +1")
    raw = visit.as_(cast.jan).get("/urzad/wnioski/wzor.csv").content
    assert ";'=Pula +1;" in raw.decode()
    reading = reading_of(raw, factories.reload(edition))
    assert faults(reading) == []
    assert [row.values["pool"].name for row in reading.rows] == ["Pula ogólna", "=Pula +1"]


def test_the_day_on_which_paper_came_is_what_the_evaluator_reads(visit, edition, cast):
    loaded("tytuł;koszt;data wpływu\nŁawki;10;01.09.2027\n", edition, cast.jan)
    page = visit.as_(cast.ewa).get(f"/urzad/ocena-formalna/{Proposal.objects.get().pk}/").content.decode()
    assert "wpłynął 1 września 2027" in page.replace("\u00a0", " ")


def test_a_file_too_large_is_told(visit, edition, cast):
    large = SimpleUploadedFile("p.csv", b"x" * (5 * 1024 * 1024 + 1))
    page = visit.as_(cast.jan).post(PAGE, {"file": large, "status": "submitted"})
    assert "do 5 MB każdy" in factories.words(page)


def test_five_thousand_rows_are_loaded_in_one_act(edition, cast):
    text = "tytuł;koszt;miejsce\n" + "".join(f"Pomysł {n};{n};Park {n}\n" for n in range(1, 5001))
    began = time.monotonic()
    assert loaded(text, edition, cast.anna, status=Status.ADMITTED, basis="lista").new == 5000
    assert time.monotonic() - began < 60
    assert Proposal.objects.count() == 5000
    assert Edition.objects.get(pk=edition.pk).last_number == 5000


def test_an_update_shows_what_stands_there_and_what_would(edition, cast):
    factories.proposal(edition, cast.maria, title="Ławki", location="Park")
    text = "numer;tytuł;koszt;miejsce\n1;Ławki dębowe;25;\n500;Nowy;5;Rynek\n"
    reading = reading_of(text, edition, update=True)
    assert [str(change).replace("\N{NO-BREAK SPACE}", " ") for change in reading.rows[0].changes] == [
        "tytuł: „Ławki” → „Ławki dębowe”",
        "koszt: „10 000 zł” → „25 zł”",
    ]
    assert reading.rows[0].shown["location"] == "Park"
    assert "Wiersz 3: wniosku nr 500 nie ma; powstanie nowy" in reading.warnings


def test_an_estimate_of_rows_stays_where_the_sum_is_the_same_and_is_warned_of_where_not(edition, cast):
    made = factories.proposal(edition, cast.maria, title="Ławki")
    rows = [CostRow("Deski", 6_000_00), CostRow("Montaż", 4_000_00)]
    actions.save_draft(made, rows, at=NOW)
    same = loaded("numer;tytuł;koszt\n1;Ławki nowe;10 000\n", edition, cast.jan, update=True, reason="x")
    assert same.changed == 1
    assert [line.name for line in made.cost_lines.all()] == ["Deski", "Montaż"]
    other = reading_of("numer;tytuł;koszt\n1;Ławki;9 000\n", edition, update=True)
    assert "Wiersz 2: jedna kwota zastąpi kosztorys wniosku nr 1 z kilku pozycji" in other.warnings


def test_a_clerk_is_not_offered_what_only_the_coordinator_may(visit, edition, cast):
    assert "Dopuszczone do głosowania" not in factories.words(visit.as_(cast.jan).get(PAGE))
    assert "Dopuszczone do głosowania" in factories.words(visit.as_(cast.anna).get(PAGE))


def test_after_freezing_paper_is_not_offered_either(visit, edition, cast):
    Edition.objects.filter(pk=edition.pk).update(frozen_at=NOW)
    assert visit.as_(cast.jan).get("/urzad/wnioski/papierowy/")["Location"] == "/urzad/wnioski/"


def test_the_office_reads_what_a_loaded_proposal_lacks(visit, edition, cast):
    loaded("tytuł;koszt\nŁawki;10\n", edition, cast.jan)
    page = factories.words(visit.as_(cast.jan).get(f"/urzad/wnioski/{Proposal.objects.get().pk}/"))
    assert "Napisz krótki opis." in page


def test_a_reason_for_changes_makes_nothing_late(edition, cast):
    loaded("numer;tytuł;koszt\n7;Ławki;10\n", edition, cast.jan)
    text = "numer;tytuł;koszt\n7;Ławki dębowe;10\n8;Lampy;10\n"
    loaded(text, edition, cast.jan, update=True, reason="poprawki z komisji")
    assert told()[-3:] == [
        "Wczytano z pliku wniosek nr 8.",
        "Zmieniono we wniosku nr 7: tytuł. Powód: poprawki z komisji",
        "Wczytano wnioski z pliku: nowe 1, zmienione 1. Powód: poprawki z komisji",
    ]


@pytest.fixture
def asked(edition):
    """A question of every kind, by its label."""
    kinds = {
        "Dla kogo?": ("text", ""),
        "Ile osób?": ("number", ""),
        "Gdzie?": ("choice", "Na dworze\nPod dachem"),
        "Rozmawiano z sąsiadami?": ("yes-no", ""),
        "Znam zasady": ("declaration", ""),
    }
    return {
        label: Question.objects.create(edition=edition, label=label, kind=kind, choices=choices)
        for label, (kind, choices) in kinds.items()
    }


ANSWERED = "tytuł;koszt;Dla kogo?;ILE OSÓB?;Gdzie?;Rozmawiano z sąsiadami?;Znam zasady;numer w urzędzie\n"


def test_answers_to_the_towns_own_questions_come_by_their_words(edition, cast, asked):
    row = "Ławki;100;Dla dzieci;120;pod dachem;TAK;Nie;BO.3041.7\nLampy;100;;;;;;\n"
    loaded(ANSWERED + row, edition, cast.jan)
    first, second = Proposal.objects.in_order()
    said = {answer.question.label: answer.text for answer in first.answers.all()}
    assert said == {
        "Dla kogo?": "Dla dzieci",
        "Ile osób?": "120",
        "Gdzie?": "Pod dachem",
        "Rozmawiano z sąsiadami?": "tak",
    }
    assert first.office_number == "BO.3041.7"
    assert not second.answers.exists()


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ("x;wielu;;;;", "Ile osób?", "wielu"),
        ("x;-1;;;;", "Ile osób?", "-1"),
        ("x;1;W lesie;;;", "Gdzie?", "W lesie"),
        ("x;1;;może;;", "Rozmawiano z sąsiadami?", "może"),
        ("x;1;;;chyba;", "Znam zasady", "chyba"),
        (f"{'x' * 4001};1;;;;", "Dla kogo?", "4000"),
    ],
)
def test_an_answer_that_the_form_would_not_take_is_a_fault_with_its_column(
    edition, asked, cells, column, words
):
    found = faults(reading_of(f"{ANSWERED}Ławki;100;{cells}\n", edition))
    assert len(found) == 1
    assert found[0].startswith(f"Wiersz 2, {column}: ")
    assert words in found[0].replace("\xa0", "")


def test_an_answer_is_changed_by_number_and_an_empty_cell_leaves_it(edition, cast, asked):
    loaded("numer;" + ANSWERED + "7;Ławki;100;Dla dzieci;120;;;;\n", edition, cast.jan)
    again = "numer;" + ANSWERED + "7;Ławki;100;Dla seniorów;;;;;\n"
    reading = reading_of(again, edition, update=True)
    assert [str(change) for change in reading.rows[0].changes] == ["Dla kogo?: „Dla dzieci” → „Dla seniorów”"]
    loaded(again, edition, cast.jan, update=True, reason="pomyłka")
    said = {answer.question.label: answer.text for answer in Proposal.objects.get().answers.all()}
    assert said == {"Dla kogo?": "Dla seniorów", "Ile osób?": "120"}


def test_a_question_called_as_a_usual_column_takes_nothing_from_it(edition, cast):
    Question.objects.create(edition=edition, label="Miejsce", kind="text")
    loaded("tytuł;koszt;miejsce\nŁawki;100;Park\n", edition, cast.jan)
    made = Proposal.objects.get()
    assert (made.location, made.answers.count()) == ("Park", 0)


def test_the_pattern_names_the_questions_and_is_loaded_as_it_is(visit, edition, cast, asked):
    file = visit.as_(cast.jan).get("/urzad/wnioski/wzor.csv").content
    assert "Rozmawiano z sąsiadami?" in file.decode("utf-8-sig")
    assert faults(reading_of(file, edition)) == []


def test_a_file_that_nobody_loads_is_forgotten_after_a_day(edition, cast):
    loading.keep_draft(
        edition,
        GOOD.encode(),
        "p.csv",
        user=cast.jan,
        at=NOW,
        status=Status.SUBMITTED.value,
        basis="",
        reason="",
    )
    tick(NOW + timedelta(hours=23))
    assert ImportDraft.objects.count() == 1
    tick(NOW + timedelta(hours=25))
    assert ImportDraft.objects.count() == 0


def test_a_file_of_changes_names_the_number_and_what_changes_alone(edition, cast):
    factories.proposal(edition, cast.maria)
    reading = read(b"nr;miejsce\n1;Rynek\n", edition, on=TODAY, update=True)
    assert reading.faults == []
    assert [str(change) for change in reading.rows[0].changes] == ["miejsce: „Park” → „Rynek”"]
    assert [str(fault) for fault in read(b"miejsce\nRynek\n", edition, on=TODAY, update=True).faults]


def test_a_new_number_in_a_file_of_changes_still_needs_title_and_cost(edition, cast):
    faults = read(b"nr;miejsce\n77;Rynek\n", edition, on=TODAY, update=True).faults
    assert {fault.column for fault in faults} == {"tytuł", "koszt"}


def test_a_cell_beyond_the_headings_does_not_hide_the_faults_of_other_rows(edition):
    raw = "tytuł;koszt\n;100\nŁawki;sto\nLampy;1;dalej\n".encode()
    assert [
        fault.line for fault in sorted(read(raw, edition, on=TODAY).faults, key=lambda one: one.line)
    ] == [2, 3, 4]
