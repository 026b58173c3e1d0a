"""Reports as files, the voter list by two people, and prints: compared to the database, read back."""

import csv
import io
import re
from datetime import date, datetime

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tests import factories
from tests.moments import NOW
from wibo.documents.ballot_paper.data import ballot_data
from wibo.documents.engine.pdf import pdf
from wibo.documents.engine.sheets import Money, Sheet, csv_lines
from wibo.documents.proposal.data import proposal_data
from wibo.documents.reports import results
from wibo.documents.reports.views import ABOUT_PEOPLE, REPORTS
from wibo.documents.tasks import make_voter_list
from wibo.editions import asking
from wibo.editions.models import Category
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.proposals.actions import save_draft, submit
from wibo.proposals.models import Proposal
from wibo.results.actions.counting import count_all
from wibo.rulebook.proposing.costs import CostRow
from wibo.rulebook.voting.reasons import Reason
from wibo.voting.models import Envelope, TwoPersonKind, Vote
from wibo.voting.two_people import acts as two_people
from wibo.voting.urn.annulment import annul
from wibo.voting.urn.opening import open_urn
from wibo.voting.urn.snapshots import take_snapshot

HOSTILE = '=HYPERLINK("http://x") „Ławki”'


@pytest.fixture
def voted(edition, cast):
    for at, title in enumerate([HOSTILE, "Lampy", "Park"]):
        proposal = factories.proposal(edition, cast.maria, title=title, cost=10_000_50)
        verdict = "negative" if at == 2 else "positive"
        factories.formally(proposal, cast.ewa, verdict, "Nie wolno")
        if at != 2:
            factories.on_merit(proposal, cast.piotr)
    from wibo.voting.ballot.freezing import draw_up_ballot, freeze

    draw_up_ballot(edition, act=Act("x", NOW))
    freeze(edition, act=Act("x", NOW))
    edition = factories.reload(edition)
    for at in range(12):
        factories.ballot(edition, at, 1 + at % 2)
    annul(factories.ballot(edition, 30, 1), Reason.NOT_RESIDENT, "Zgłoszenie", act=Act("Anna", NOW))
    open_urn(edition, act=Act("x", NOW))
    count_all(edition, act=Act("x", NOW))
    return edition


def rows_of(response):
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    return book.get_sheet_by_index(0).to_python()


def download(visit, code):
    response = visit.get(f"/urzad/zestawienia/{code}.xlsx")
    assert response.status_code == 200
    return rows_of(response)


def test_the_reports_agree_with_the_database(visit, voted, cast):
    visit.as_(cast.anna)
    submitted = download(visit, "zlozone-wnioski")
    assert [row[0] for row in submitted[1:]] == ["1", "2", "3"]
    assert submitted[1][1] == HOSTILE
    assert submitted[1][9] == 10000.5
    rejected = download(visit, "odrzucone-wnioski")
    assert [(row[0], row[10]) for row in rejected[1:]] == [("3", "Nie wolno")]
    assert len(download(visit, "zaakceptowane-wnioski")) == 3
    results = download(visit, "wyniki-glosowania")
    assert [(row[1], row[3]) for row in results[1:3]] == [("1", 6), ("2", 6)]
    invalid = download(visit, "glosy-niewazne")
    assert [(row[6], row[9], row[10]) for row in invalid[1:]] == [("N13", "Zgłoszenie", "Anna")]
    asked = visit.get("/urzad/zestawienia/glosujacy-glosy-wazne.xlsx")
    assert "Powód" in asked.content.decode()
    assert not Entry.objects.filter(kind="report-exported", facts__report__startswith="Głosujący").exists()
    voters = rows_of(visit.post("/urzad/zestawienia/glosujacy-glosy-wazne.xlsx", {"reason": "Protest BO.1"}))
    assert Entry.objects.get(facts__report__startswith="Głosujący").facts["report"].endswith("Protest BO.1")
    assert len(voters) == 13
    assert voters[0] == ["Lp.", "Sposób", "Dzień", "Wiek", "Płeć", "Obszar"]
    assert {row[3] for row in voters[1:]} == {"55–64"}
    assert Entry.objects.filter(kind="report-exported").count() == 6
    assert visit.get("/urzad/zestawienia/inne.xlsx").status_code == 404


def test_ranking_and_statistics_agree_with_the_database(visit, voted, cast):
    visit.as_(cast.anna)
    ranking = download(visit, "ranking-projektow")
    assert [(row[2], row[4], row[6]) for row in ranking[1:]] == [("1", 6, 0.5), ("2", 6, 0.5)]
    told = {(row[0], row[1]): row[2] for row in download(visit, "statystyki")[1:]}
    assert told["Karty", "oddane"] == Envelope.objects.count() == 13
    assert told["Karty", "ważne przez internet"] == 12
    assert told["Karty", "nieważne"] == 1
    assert told["Wiek", "55–64"] == 12
    assert told["Wskazania w puli", "Pula ogólna"] == Vote.objects.count()
    assert sum(count for (name, _), count in told.items() if name == "Godzina (internet)") == 13


def test_each_category_has_what_was_handed_in_of_it_and_no_draft(visit, edition, cast):
    asking.name_categories(edition, ["Zieleń", "Sport", "Drogi"], act=Act("Anna", NOW), reason="x")
    kinds = {one.name: one for one in Category.objects.all()}
    factories.proposal(edition, cast.maria, cost=10_000_50, category=kinds["Sport"])
    twice = factories.draft(edition, cast.maria, category=kinds["Sport"])
    save_draft(twice, [CostRow("Bramka", 1_000_00), CostRow("Siatka", 1_000_00)], at=NOW)
    submit(twice, user=cast.maria, at=NOW)
    factories.proposal(edition, cast.maria, cost=5_00, category=kinds["Zieleń"])
    factories.draft(edition, cast.maria, cost=7_00, category=kinds["Drogi"])
    visit.as_(cast.anna)
    told = {"Zieleń": [1, 5.0], "Sport": [2, 12_000.5], "Drogi": [0, 0.0]}
    rows = download(visit, "wnioski-wedlug-kategorii")
    assert rows[0] == ["Kategoria", "Liczba wniosków", "Koszt według wniosków"]
    assert [row[0] for row in rows[1:]] == [*told, "Razem"]
    assert {row[0]: row[1:] for row in rows[1:]} == told | {"Razem": [3, 12_005.5]}
    factories.on_paper(edition, cast.jan)
    assert download(visit, "wnioski-wedlug-kategorii")[4:] == [
        ["bez kategorii", 1, 1_000.0],
        ["Razem", 4, 13_005.5],
    ]


def test_money_below_zero_is_written_as_it_is():
    lines = list(csv_lines([Sheet("x", [("Kwota", 9)], [[Money(-150)], [Money(-5)], [Money(150)]])]))
    assert [line.strip() for line in lines[1:]] == ["-1,50", "-0,05", "1,50"]


def test_a_tie_that_waits_is_no_win_in_any_list(edition):
    factories.projects(edition, 60_000_00, 60_000_00, 10_00)
    edition = factories.reload(edition)
    for at, number in enumerate((1, 2, 3, 3)):
        factories.ballot(edition, at, number)
    open_urn(edition, act=Act("x", NOW))
    count_all(edition, act=Act("x", NOW))
    decided = {row[1]: row[6] for row in results.results(edition)[0].rows if row[1]}
    assert decided == {"1": "remis", "2": "remis", "3": "wybrany"}
    assert {row[2]: row[8] for row in results.ranking(edition)[0].rows} == decided


def test_a_running_count_says_that_it_is_one_and_taking_it_is_journalled(visit, edition, cast):
    factories.projects(edition, 60_000_00)
    edition = factories.reload(edition)
    for at in range(12):
        factories.ballot(edition, at, 1)
    take_snapshot(edition, at=NOW)
    answer = visit.as_(cast.anna).get("/urzad/zestawienia/wyniki-glosowania.xlsx")
    assert 'filename="wyniki-glosowania-wstepne.xlsx"' in answer["Content-Disposition"]
    assert rows_of(answer)[1][6] == "wstępnie wybrany"
    kinds = list(Entry.objects.order_by("pk").values_list("kind", flat=True))[-2:]
    assert kinds == ["count-viewed", "report-exported"]


def as_text(cell):
    """A cell of either file as the number, the day or the text that it is."""
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    text = str(cell).removeprefix("'")
    plain = text.replace(",", ".")
    try:
        return f"{float(plain):.4f}"
    except ValueError:
        return text


def in_full(row):
    """A row up to its last cell that says something."""
    cells = [as_text(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


@pytest.mark.parametrize("code", list(REPORTS))
def test_each_report_is_the_same_as_csv(visit, voted, cast, code):
    visit.as_(cast.anna)

    def taken(kind):
        path = f"/urzad/zestawienia/{code}.{kind}"
        return visit.post(path, {"reason": "Protest"}) if code in ABOUT_PEOPLE else visit.get(path)

    lines = b"".join(taken("csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(lines), delimiter=";"))
    sheet = rows_of(taken("xlsx"))
    assert rows[0] == [str(cell) for cell in sheet[0]]
    assert [in_full(row) for row in rows] == [in_full(row) for row in sheet]
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_names_come_out_only_for_two_people(visit, voted, cast):
    act = two_people.propose(voted, TwoPersonKind.VOTER_LIST, reason="Protest", user=cast.anna, at=NOW)
    make_voter_list.call(act.pk)
    act.refresh_from_db()
    assert not act.made_file
    two_people.confirm(act, user=cast.tadeusz, at=NOW)
    make_voter_list.call(act.pk)
    act.refresh_from_db()
    book = CalamineWorkbook.from_path(str(act.made_path))
    rows = book.get_sheet_by_index(0).to_python()
    assert len(rows) == 13
    assert rows[0][6:] == ["Imię", "Nazwisko", "Adres", "Data urodzenia"]
    assert rows[1][8:] == ["Długa 1", "1970-05-05"]
    # The voters of this test are alike on purpose; the office is shown each pair, and decides.
    similar = book.get_sheet_by_index(1).to_python()
    assert similar[0][2:] == [
        "Co je łączy",
        "Lp. na liście",
        "Pierwsza osoba",
        "Lp. na liście",
        "Druga osoba",
    ]
    names = {row[0]: f"{row[6]} {row[7]}" for row in rows[1:]}
    assert similar[1:]
    for _number, _born, why, one, first, other, second in similar[1:]:
        assert why == "różnią się jedną albo dwiema literami"
        assert (names[one], names[other]) == (first, second)
    assert visit.as_(cast.anna).get(f"/urzad/zestawienia/lista/{act.pk}/").status_code == 200
    other = factories.user(voted.town, "trzecia", *["coordinator"])
    assert visit.as_(other).get(f"/urzad/zestawienia/lista/{act.pk}/").status_code == 404


def text_of(content):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_an_application_prints_with_its_number_and_a_draft_says_it_is_one(edition, cast):
    rows = Proposal.objects.select_related("edition__town", "pool", "author")
    handed_in = rows.get(pk=factories.proposal(edition, cast.maria, title="Ścieżka nad Żabim").pk)
    text = text_of(pdf("proposal", proposal_data(handed_in)))
    assert "Ścieżka nad Żabim" in text
    assert "10 000,00 zł" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "strona 1 z" in text
    draft = rows.get(pk=factories.draft(edition, cast.maria, title="Szkic 🎉 #import").pk)
    assert "WERSJA ROBOCZA" in text_of(pdf("proposal", proposal_data(draft)))


def test_the_ballot_paper_has_every_project_in_natural_order(edition):
    factories.projects(edition, *[100_00] * 11)
    content = pdf("ballot_paper", ballot_data(factories.reload(edition)))
    text = text_of(content)
    listed = re.findall(r"Projekt (\d+) 100,00", text.replace("\u00a0", " ").replace("\n", " "))
    assert listed == [str(number) for number in range(1, 12)]
    assert "Wskazujesz najwyżej 3 projekty" in text.replace("\n", " ").replace("\u00a0", " ")
    assert PdfReader(io.BytesIO(content)).trailer["/Root"]["/MarkInfo"]["/Marked"]
