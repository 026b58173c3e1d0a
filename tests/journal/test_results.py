"""What the journal tells from the opening of the urn to the last word about a winner: whole sentences, in order."""

from datetime import date, timedelta

import pytest

from tests import factories
from tests.journal.stories import count, told
from tests.moments import NOW
from tests.worlds import final_world
from wibo.accounts.models import RoleGrant
from wibo.documents.reports.actions import record_export, record_voter_list
from wibo.documents.tasks import make_voter_list
from wibo.editions.models import Edition
from wibo.journal.acts import Act
from wibo.proposals.models import Proposal
from wibo.results.actions.asking import ask_count
from wibo.results.actions.counting import count_all
from wibo.results.actions.importing import import_election
from wibo.results.actions.money import add_project, adjust_pool
from wibo.results.actions.publishing import finish, publish, revise, show_alternatives, strike_winner
from wibo.results.actions.ties import announce_draw, settle_by_draw
from wibo.results.models import Publication
from wibo.retention import actions as erasing
from wibo.rulebook.calendar.keeping import Clock
from wibo.rulebook.files.pabulib import read
from wibo.rulebook.files.rule_files import derive
from wibo.voting.models import Project
from wibo.voting.tasks import open_confirmed_urn
from wibo.voting.two_people.acts import confirm, propose
from wibo.voting.two_people.models import TwoPersonKind
from wibo.voting.urn.opening import open_urn
from wibo.works.actions import Progress, change_work, remove_post, write_post
from wibo.works.models import State

ANNA = Act("Anna", NOW)
LATER = Act("Anna", NOW + timedelta(hours=3))
SEED = "4 1 6 2 2 5 3 1 6 4"


@pytest.fixture
def people(cast):
    RoleGrant.objects.update(granted_at=NOW - timedelta(days=30))
    return cast


@pytest.fixture
def tied(edition):
    """Two of three equals fit into the pool."""
    factories.projects(edition, 40_000_00, 40_000_00, 40_000_00)
    edition = factories.reload(edition)
    for at in range(3):
        factories.ballot(edition, at, 1 + at)
    return edition


def test_two_people_open_the_urn(tied, people, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    before = count()
    act = propose(tied, TwoPersonKind.OPEN_URN, reason="koniec", user=people.anna, at=NOW)
    confirm(act, user=people.tadeusz, at=NOW)
    factories.only_stages(tied)
    open_confirmed_urn.func(act.pk)
    assert told(since=before) == [
        "Pierwsza osoba wniosła o otwarcie urny.",
        "Druga osoba potwierdziła otwarcie urny.",
        "Otwarto urnę: 3. Klucz zniszczono.",
    ]


def test_from_a_tie_to_the_final_result_and_after_it(tied, people):
    open_urn(tied, act=ANNA)
    before = count()
    ask_count(tied, act=ANNA)
    run = count_all(tied, act=ANNA)[0]
    announce_draw(run, "sala nr 3", NOW + timedelta(hours=2), act=ANNA)
    draw = settle_by_draw(run, SEED, "Kostka, przy świadkach", act=LATER)
    second = count_all(tied, act=LATER)[0]
    until = (NOW + timedelta(days=1)).date()
    publication = publish(tied, act=LATER, protests_until=until)
    show_alternatives(publication, shown=True, act=LATER)
    third = count_all(tied, act=LATER)[0]
    revise(publication, "sprostowanie", act=LATER)
    finish(publication, act=Act("Anna", NOW + timedelta(days=3)))
    won = draw.order[0]
    act = propose(
        tied,
        TwoPersonKind.LOST_WINNER,
        reason="grunt sprzedany",
        user=people.anna,
        at=NOW,
        told=f"projekt nr {won}",
        content={"number": won},
    )
    confirm(act, user=people.tadeusz, at=NOW, do=strike_winner)
    assert told(since=before) == [
        "Zlecono ustalenie wyniku.",
        f"Ustalono wynik w puli Pula ogólna. Skrót danych: {run.input_digest}",
        "Ogłoszono losowanie w puli Pula ogólna między projektami: 1, 2, 3. Miejsce: sala nr 3",
        f"Rozstrzygnięto remis w puli Pula ogólna: {draw.get_method_display()}. Uzasadnienie: Kostka, przy świadkach",
        f"Ustalono wynik w puli Pula ogólna. Skrót danych: {second.input_digest}",
        "Ogłoszono wyniki. Protesty: do 11.10.2027.",
        "Porównanie z innymi zasadami: widzą wszyscy.",
        f"Ustalono wynik w puli Pula ogólna. Skrót danych: {third.input_digest}",
        "Ogłoszono zmieniony wynik. Powód: sprostowanie",
        "Wynik jest ostateczny.",
        f"Pierwsza osoba wniosła o skreślenie zwycięzcy z ostatecznego wyniku: projekt nr {won}. Powód: grunt sprzedany",
        f"Projekt nr {won} wygrał, ale nie zostanie wykonany. Powód: grunt sprzedany",
        f"Druga osoba zgodziła się na skreślenie zwycięzcy z ostatecznego wyniku: projekt nr {won}.",
    ]


def test_work_on_a_winner(edition):
    [built] = factories.projects(edition, 40_000_00)
    edition = factories.reload(edition)
    factories.ballot(edition, 0, 1)
    open_urn(edition, act=ANNA)
    count_all(edition, act=ANNA)
    publish(edition, act=ANNA)
    before = count()
    built = Project.objects.get(edition=edition)
    change_work(built, Progress(State.BUILDING, 40, date(2028, 4, 1), None, 12_500_00), act=ANNA)
    change_work(built, Progress(State.GIVEN_UP, 40, reason="grunt sprzedano"), act=ANNA)
    post = write_post(built, day=date(2028, 5, 1), body="Stoją ławki.", act=ANNA)
    remove_post(post, "pomyłka", act=ANNA)
    assert [line.replace("\xa0", " ") for line in told(since=before)] == [
        "Realizacja projektu nr 1: stan: W budowie, wykonano 40%, początek 1.04.2028, wydano 12 500,00 zł.",
        "Realizacja projektu nr 1: stan: Odstąpiono, początek –, wydano –, powód: grunt sprzedano.",
        "Dodano wpis z realizacji projektu nr 1, z dnia 1.05.2028, obrazów: 0.",
        "Usunięto wpis z realizacji projektu nr 1, z dnia 1.05.2028. Powód: pomyłka",
    ]


def test_money_beside_the_rule(edition):
    factories.projects(edition, 60_000_00, 50_000_00)
    edition = factories.reload(edition)
    factories.ballot(edition, 1, 1)
    open_urn(edition, act=ANNA)
    count_all(edition, act=ANNA)
    before = count()
    adjust_pool(edition.pools.get(), -10_000_00, "uchwała nr 9", act=ANNA)
    lost = Project.objects.get(number="2")
    add_project(lost, lost.cost, "rezerwa", "uchwała nr 10", act=ANNA)
    assert told(since=before) == [
        "Zmieniono kwotę puli Pula ogólna po głosowaniu o −10\u00a0000,00\u00a0zł. Powód: uchwała nr 9",
        "Projekt nr 2 dostaje 50\u00a0000,00\u00a0zł z innych pieniędzy: rezerwa. Powód: uchwała nr 10",
    ]


def test_reports_and_the_list_of_voters(tied, people):
    before = count()
    record_export(tied, "Głosy nieważne (XLSX)", act=ANNA)
    act = propose(tied, TwoPersonKind.VOTER_LIST, reason="protest BO.7", user=people.anna, at=NOW)
    confirm(act, user=people.tadeusz, at=NOW)
    make_voter_list.func(act.pk)
    record_voter_list(act, act=ANNA)
    assert told(since=before) == [
        "Pobrano zestawienie: Głosy nieważne (XLSX).",
        "Pierwsza osoba wniosła o listę głosujących. Powód: protest BO.7",
        "Druga osoba zgodziła się na listę głosujących.",
        "Przygotowano listę głosujących: 3.",
        "Pobrano listę głosujących z nazwiskami. Powód: protest BO.7",
    ]


FILE = """META
key;value
description;Invented
country;Poland
unit;Lipowo
instance;2026
num_projects;2
num_votes;2
budget;100
rule;greedy
vote_type;approval
PROJECTS
project_id;cost;votes;name
1;60;2;Ławki
2;50;1;Zegar
VOTES
voter_id;vote
1;1,2
2;1
"""


def test_an_election_is_read_from_a_file_and_read_anew(town):
    file = read(FILE)
    rule = derive(file.meta, file.rules, {})
    for replace in (False, True):
        import_election(town, file, rule, at=NOW, replace=replace, progress=lambda *_: None)
    sentences = told()
    assert sentences.count("Wczytano wybory z pliku: 2. Karty przyjęte mimo złamania zasad: 0.") == 2
    assert sentences.count("Usunięto wczytaną wcześniej edycję, aby wczytać ją na nowo.") == 1
    assert Edition.objects.count() == 1
    assert Publication.objects.count() == 1


def test_data_that_has_been_kept_long_enough(town):
    folk, edition = final_world(town)
    late, before = NOW + timedelta(days=40), count()
    act = erasing.propose_erasure(edition, Clock.IDENTITY, reason="minął termin", user=folk.anna, at=late)
    what = act.told
    erasing.confirm_erasure(act, user=folk.tadeusz, at=late)
    act.refresh_from_db()
    done = erasing.erase_by_two(act, late)
    rows = sum(number for _, number in done.removed)
    erasing.finish_erasure(done, late)
    Proposal.objects.filter(edition=edition).exclude(number="").update(author_phone="600700800")
    again = Proposal.objects.filter(edition=edition, author_phone="600700800").count()
    erasing.erase_again(late)
    assert told(since=before) == [
        f"Pierwsza osoba wniosła o usunięcie danych: {what}. Powód: minął termin",
        f"Druga osoba zgodziła się na usunięcie danych: {what}.",
        f"Usunięto dane, których okres przechowywania minął (dane osób): wierszy {rows}, plików {done.files}, "
        f"kluczy {done.keys}.",
        f"Po odtworzeniu kopii usunięto jeszcze raz dane, które były już usunięte (dane osób): wierszy {again}.",
    ]
