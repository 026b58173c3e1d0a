"""Every vote type and area rule, on the web and on paper, through the pages that people use."""

import pytest

from tests import factories
from tests.moments import NOW
from wibo.editions.actions import change_rules
from wibo.editions.models import Area, Pool
from wibo.journal.acts import Act
from wibo.keyring import keys
from wibo.rulebook.voting.ballots import FaultScope, Marks, judge
from wibo.voting.ballot.lists import as_rules, lists_for
from wibo.voting.ballot.packing import opened
from wibo.voting.electorate import voters
from wibo.voting.models import Envelope, ListFault, Project
from wibo.voting.papers import entering
from wibo.voting.papers.checking import PaperCard

# Vote type, pool values, a good form, a good card and its marks, a form with a fault and a word of its message.
TYPES = {
    "approval up to": (
        "approval",
        {"max_length": 2},
        {"projekt": ["1", "2"]},
        "2 1",
        {"projekt": ["1", "2", "3"]},
        "Za dużo projektów: wybrano 3, można najwyżej 2. Zrezygnuj z co najmniej 1.",
    ),
    "approval exactly": (
        "approval",
        {"min_length": 2, "max_length": 2},
        {"projekt": ["1", "3"]},
        "1 3",
        {"projekt": ["1"]},
        "Za mało projektów: wybrano 1, potrzeba co najmniej 2. Wybierz jeszcze 1.",
    ),
    "approval at least": (
        "approval",
        {"min_length": 2, "max_length": None},
        {"projekt": ["1", "2", "3"]},
        "1 2 3",
        {"projekt": ["2"]},
        "Za mało projektów: wybrano 1, potrzeba co najmniej 2. Wybierz jeszcze 1.",
    ),
    "approval any": (
        "approval",
        {"max_length": None},
        {"projekt": ["1", "2", "3"]},
        "1",
        {},
        "Nic nie jest wybrane",
    ),
    "choose one": (
        "choose-1",
        {"max_length": None},
        {"projekt": "2"},
        "2",
        {"projekt": ["1", "2"]},
        "Za dużo projektów: wybrano 2, można najwyżej 1. Zrezygnuj z co najmniej 1.",
    ),
    "total cost": (
        "approval",
        {"max_length": None, "max_sum_cost": 30_00},
        {"projekt": ["1", "2"]},
        "1 2",
        {"projekt": ["2", "3"]},
        "To o 20\N{NO-BREAK SPACE}zł za dużo.",
    ),
    "points to spread": (
        "cumulative",
        {"max_length": None, "max_sum_points": 10, "max_points": 6},
        {"p-1": "6", "p-3": "4"},
        "1:6 3:4",
        {"p-1": "7"},
        "Projekt nr 1, „Projekt 1”: 7 to za dużo. Jeden projekt może dostać punktów najwyżej 6.",
    ),
    "fixed set": (
        "cumulative",
        {"max_length": 3, "max_sum_points": 6, "max_points": 3, "point_set": [3, 2, 1]},
        {"p-1": "3", "p-2": "1"},
        "1:3 2:1",
        {"p-1": "3", "p-2": "3"},
        "Projekt nr 2, „Projekt 2”: liczbę punktów 3 dostał już inny projekt.",
    ),
    "ordinal": (
        "ordinal",
        {"max_length": 3},
        {"p-1": "2", "p-2": "1"},
        "2 1",
        {"p-1": "1", "p-2": "1"},
        "to samo miejsce",
    ),
    "scoring": (
        "scoring",
        {"max_length": None, "max_points": 5},
        {"p-1": "5", "p-2": "2"},
        "1:5 2:2",
        {"p-1": "6"},
        "Projekt nr 1, „Projekt 1”: 6 to za dużo. Jeden projekt może dostać punktów najwyżej 5.",
    ),
}


def enter(visit, at=1):
    visit.post("/glosowanie/kim-jestes/", person(at) | {"declared": "on"})


def person(at):
    names = {"first_name": f"Imię{chr(97 + at)}", "surname": f"Nazwisko{chr(97 + at)}"}
    return {**names, "birth_date": "05.05.1970", "address": "Długa 1"}


def inside(edition, envelope):
    box = keys.opener(edition.ring, keys.URN)
    return opened(box, Envelope.objects.get(pk=envelope.pk).sealed)


def told(visit, path, sent):
    """The page after a choice that breaks the rules: at once where it cannot be kept, else kept and shown again."""
    answer = visit.post(path, sent)
    page = answer if answer.status_code == 200 else visit.get(*answer["Location"].split("?")[:1], sprawdz="1")
    assert "Popraw ten wybór" in page.content.decode()
    return page.content.decode()


@pytest.mark.parametrize("name", TYPES)
def test_every_vote_type_on_the_web_and_on_paper(visit, cast, town, name):
    vote_type, values, good, card, bad, word = TYPES[name]
    edition = factories.edition(town)
    pool = edition.pools.first()
    Pool.objects.filter(pk=pool.pk).update(**{"min_length": 1, **values, "vote_type": vote_type})
    edition = factories.reload(edition)
    factories.projects(edition, 10_00, 20_00, 30_00)
    edition = factories.reload(edition)
    enter(visit)
    path = f"/glosowanie/wybor/{pool.pk}/"
    assert word in told(visit, path, bad)
    assert visit.post(path, good).status_code == 302
    review = visit.get("/glosowanie/sprawdz/")
    assert "Sprawdź swój głos" in review.content.decode()
    assert visit.post("/glosowanie/oddaj/").status_code == 302
    web = inside(edition, Envelope.objects.get())[pool.pk]
    visit.as_(cast.jan)
    batch = factories.batch(edition, expected=2)
    sent = person(2) | {"serial": 1, "marks": card}
    assert visit.post(f"/urzad/karty/{batch.pk}/wpisz/", sent).status_code == 302
    written = Envelope.objects.get(batch=batch)
    assert written.state == "valid"
    on_paper = inside(edition, written)[pool.pk]
    # The same people's choice means the same in both, apart from the order where it means nothing.
    if name not in ("approval up to", "approval any"):
        assert on_paper == web
    # The fault that the web refuses is recorded on paper.
    faulty = PaperCard(voters.by_name(edition, "Jan", "Inny", factories.BORN, "A", declared=True), None, {})
    assert entering.enter_paper(batch, 2, faulty, user=cast.jan, at=NOW).state == "invalid"


def by_areas(town, rule):
    edition = factories.edition(town)
    whole = edition.pools.first()
    lists = {"whole": whole}
    for at, area in enumerate(("Północ", "Południe")):
        place = Area.objects.create(edition=edition, name=area)
        lists[area] = factories.pool(edition, f"Pula {area}", area=place, position=at + 2)
    change_rules(edition, {}, {"area_rule": rule, "fault_scope": "list"}, act=Act("t", NOW), reason="t")
    edition = factories.reload(edition)
    Project.objects.bulk_create(
        Project(edition=edition, pool=pool, number=str(number), title=f"P{number}", cost=5_00).derive()
        for number, pool in enumerate([lists["Północ"], lists["Południe"]], start=11)
    )
    factories.projects(edition, 10_00, 20_00)
    return factories.reload(edition), lists


@pytest.mark.parametrize("rule", ["own", "chosen", "any"])
def test_area_rules_on_the_web(visit, town, rule):
    edition, lists = by_areas(town, rule)
    enter(visit)
    area_page = visit.get("/glosowanie/gdzie-mieszkasz/").content.decode()
    north = lists["Północ"].area
    if rule != "any":
        assert ("Gdzie mieszkasz" in area_page) == (rule == "own")
        visit.post("/glosowanie/gdzie-mieszkasz/", {"area": north.pk})
    visit.post(f"/glosowanie/wybor/{lists['whole'].pk}/", {"projekt": ["1"]})
    visit.post(f"/glosowanie/wybor/{lists['Północ'].pk}/", {"projekt": ["11"]})
    other = visit.post(f"/glosowanie/wybor/{lists['Południe'].pk}/", {"projekt": ["12"]})
    assert visit.post("/glosowanie/oddaj/").status_code == 302
    envelope = Envelope.objects.get()
    expected = {lists["whole"].pk, lists["Północ"].pk} | ({lists["Południe"].pk} if rule == "any" else set())
    assert set(inside(edition, envelope)) == expected
    assert envelope.area_id == (None if rule == "any" else north.pk)
    assert other["Location"].endswith("/glosowanie/sprawdz/" if rule == "any" else "/glosowanie/")


@pytest.mark.parametrize("rule", ["own", "chosen", "any"])
def test_area_rules_on_paper_where_a_fault_costs_its_list(visit, cast, town, rule):
    edition, lists = by_areas(town, rule)
    batch = factories.batch(edition, expected=1)
    visit.as_(cast.jan)
    sent = person(1) | {"serial": 1, "marks": "1 11 12"}
    if rule != "any":
        sent["area"] = lists["Północ"].area_id
        page = visit.post(f"/urzad/karty/{batch.pk}/wpisz/", sent).content.decode()
        assert "N14" in page
        sent["as_written"] = "on"
    assert visit.post(f"/urzad/karty/{batch.pk}/wpisz/", sent).status_code == 302
    envelope = Envelope.objects.get()
    assert envelope.state == "valid"
    faults = list(ListFault.objects.values_list("pool", "reason"))
    assert faults == ([] if rule == "any" else [(lists["Południe"].pk, "N14")])
    counted = {pool for pool, marks in inside(edition, envelope).items() if marks != Marks()}
    assert (lists["Południe"].pk in counted) == (rule == "any")
    assert {lists["whole"].pk, lists["Północ"].pk} <= counted


def test_a_fault_costs_the_whole_ballot_where_that_is_the_rule(visit, cast, town):
    edition, lists = by_areas(town, "own")
    # The rule is frozen: another edition would be needed; so judge directly under the other scope.
    rules = as_rules(lists_for(edition, lists["Północ"].area_id))
    marks = {str(lists["whole"].pk): Marks(("1",)), str(lists["Południe"].pk): Marks(("12",))}
    assert judge(rules, marks, FaultScope.BALLOT).reason == "N14"


def test_a_guardian_consents_on_the_web_and_on_paper(visit, cast, edition):
    change_rules(edition, {}, {"guardian_age": 13, "asks_sex": True}, act=Act("t", NOW), reason="t")
    edition = factories.reload(edition)
    factories.projects(edition, 10_00)
    edition = factories.reload(edition)
    child = person(1) | {"birth_date": "05.05.2017", "declared": "on", "sex": "F"}
    page = visit.post("/glosowanie/kim-jestes/", child)
    assert "za zgodą rodzica albo opiekuna" in page.content.decode()
    assert visit.post("/glosowanie/kim-jestes/", child | {"guardian": "on"}).status_code == 302
    visit.post(f"/glosowanie/wybor/{edition.pools.first().pk}/", {"projekt": ["1"]})
    visit.post("/glosowanie/oddaj/")
    assert Envelope.objects.get().sex == "F"
    batch = factories.batch(edition, expected=2)
    visit.as_(cast.jan)
    sent = person(2) | {"birth_date": "05.05.2018", "serial": 1, "marks": "1"}
    assert "potrzebuje zgody opiekuna" in visit.post(f"/urzad/karty/{batch.pk}/wpisz/", sent).content.decode()
    assert visit.post(f"/urzad/karty/{batch.pk}/wpisz/", sent | {"guardian": "on"}).status_code == 302
    # The code of a fault typed in place of numbers keeps the hands on the keyboard.
    visit.post(f"/urzad/karty/{batch.pk}/wpisz/", person(3) | {"serial": 2, "marks": "n11"})
    assert list(Envelope.objects.filter(batch=batch).order_by("serial").values_list("reason", flat=True)) == [
        "",
        "N11",
    ]
