"""What is cast is what the page showed: two tabs, two people, a stale page, a struck project, another length."""

import pytest

from tests import factories
from tests.moments import NOW
from wibo.editions.models import Area
from wibo.journal.acts import Act
from wibo.voting.ballot.freezing import freeze, strike
from wibo.voting.ballot.lists import lists_for
from wibo.voting.models import Envelope, Project

CAST, REVIEW, WHO = "/glosowanie/oddaj/", "/glosowanie/sprawdz/", "/glosowanie/kim-jestes/"
MARIA = {
    "first_name": "Maria",
    "surname": "Lis",
    "birth_date": "05.05.1970",
    "address": "Długa 1",
    "declared": "on",
}
JAN = MARIA | {"first_name": "Jan"}


@pytest.fixture
def two_lists(edition):
    """Projects 1 to 3 on the first list, 4 and 5 on the second."""
    second = factories.pool(edition, "Druga", position=2)
    first = edition.pools.get(name="Pula ogólna")
    Project.objects.bulk_create(
        Project(edition=edition, pool=pool, number=str(number), title=f"P{number}", cost=100).derive()
        for number, pool in ((1, first), (2, first), (3, first), (4, second), (5, second))
    )
    freeze(factories.reload(edition), act=Act("t", NOW))
    return f"/glosowanie/wybor/{first.pk}/", f"/glosowanie/wybor/{second.pk}/"


@pytest.fixture
def maria(visit, two_lists):
    """Maria at her review: 1 on the first list, 4 on the second."""
    visit.post(WHO, MARIA)
    visit.post(two_lists[0], {"projekt": ["1"]})
    visit.post(two_lists[1], {"projekt": ["4"]})
    return visit


def cast_marks():
    """Projects in the only envelope, opened as the worker would."""
    from wibo.keyring import keys
    from wibo.voting.ballot.packing import opened

    envelope = Envelope.objects.get()
    lists = opened(keys.opener(envelope.edition.ring, keys.URN), envelope.sealed)
    return sorted(number for marks in lists.values() for number in marks.projects)


def test_the_page_that_stands_there_is_cast(maria):
    assert maria.post(CAST, maria.hidden(REVIEW)).status_code == 302
    assert cast_marks() == ["1", "4"]


def test_an_older_review_does_not_cast_the_newer_choice(maria, two_lists):
    old = maria.hidden(REVIEW)
    maria.post(two_lists[0], {"projekt": ["3"]})
    page = maria.post(CAST, old)
    assert page.status_code == 200
    assert "pokazywała inne wybory" in page.content.decode()
    assert not Envelope.objects.exists()
    maria.post(CAST, maria.hidden(REVIEW))
    assert cast_marks() == ["3", "4"]


def test_one_persons_review_does_not_cast_the_other_persons_ballot(maria, two_lists):
    hers = maria.hidden(REVIEW)
    maria.post(WHO, JAN)
    maria.post(two_lists[0], {"projekt": ["2"]})
    page = maria.post(CAST, hers)
    assert page.status_code == 409
    assert "głosuje teraz ktoś inny" in page.content.decode()
    assert "P2" not in page.content.decode(), "the other person's choice is not shown"
    assert not Envelope.objects.exists()


def test_one_persons_choice_does_not_reach_the_other_persons_booth(maria, two_lists):
    hers = maria.hidden(two_lists[0])
    maria.post(WHO, JAN)
    assert maria.post(two_lists[0], {**hers, "projekt": ["3"]}).status_code == 409
    assert "checked" not in maria.get(two_lists[0]).content.decode()


def test_a_page_without_a_name_changes_nothing(maria, two_lists):
    assert maria.post(two_lists[0], {"czyje": "", "projekt": ["3"]}).status_code == 409
    assert maria.post(CAST, {"pokazane": "ą", "czyje": "ż"}).status_code == 409


def test_an_earlier_entrance_of_the_same_person_is_another_page(visit, two_lists):
    def at_review(second):
        visit.post(WHO, MARIA)
        visit.post(two_lists[0], {"projekt": ["1"]})
        visit.post(two_lists[1], {"projekt": [second]})
        return visit.hidden(REVIEW)

    earlier = at_review("4")
    visit.client.cookies.clear()
    at_review("5")
    assert visit.post(CAST, earlier).status_code == 200
    assert not Envelope.objects.exists()


def test_a_list_that_was_never_seen_is_shown_before_the_cast(visit, two_lists):
    visit.post(WHO, MARIA)
    visit.post(two_lists[0], {"projekt": ["1"]})
    fields = visit.hidden(two_lists[0])
    assert visit.post(CAST, {**fields, "pokazane": "x"}).status_code == 302
    assert visit.get(REVIEW).headers["Location"] == two_lists[1]
    assert not Envelope.objects.exists()


def test_a_project_struck_at_the_last_step_is_told_once_and_then_the_voter_decides(maria):
    fields = maria.hidden(REVIEW)
    strike(Project.objects.get(number="1"), "Droga wojewódzka", act=Act("t", NOW))
    page = maria.post(CAST, fields)
    assert "skreślono projekt, który wybrano: nr 1" in page.content.decode()
    assert "nie może już wygrać" in page.content.decode()
    assert not Envelope.objects.exists()
    assert maria.post(CAST, maria.hidden(REVIEW)).status_code == 302
    assert cast_marks() == ["1", "4"]


def test_a_strike_that_this_process_does_not_know_of_refuses_the_cast(maria, edition, settings):
    settings.REMEMBER_SECONDS = 60
    fields = maria.hidden(REVIEW)
    strike(Project.objects.get(number="4"), "Powód", act=Act("t", NOW))
    page = maria.post(CAST, fields)
    assert "zmieniła się lista projektów" in page.content.decode()
    assert not Envelope.objects.exists()


def test_the_area_of_the_page_is_the_area_of_the_vote(visit, edition):
    north, south = (Area.objects.create(edition=edition, name=name) for name in ("Północ", "Południe"))
    pools = [factories.pool(edition, area.name, area=area, position=2) for area in (north, south)]
    Project.objects.bulk_create(
        Project(edition=edition, pool=pool, number=str(at), title=f"P{at}", cost=100).derive()
        for at, pool in enumerate([edition.pools.get(area=None), *pools], start=1)
    )
    freeze(factories.reload(edition), act=Act("t", NOW))
    visit.post(WHO, MARIA)
    visit.post("/glosowanie/gdzie-mieszkasz/", {"area": north.pk})
    for entry in lists_for(factories.reload(edition), north.pk):
        visit.post(f"/glosowanie/wybor/{entry.pool.pk}/", {"pomin": "1"})
    visit.post(f"/glosowanie/wybor/{pools[0].pk}/", {"projekt": ["2"]})
    fields = visit.hidden(REVIEW)
    visit.post("/glosowanie/gdzie-mieszkasz/", {"area": south.pk})
    visit.post(CAST, fields)
    assert not Envelope.objects.exists()


def test_the_length_of_the_cookie_does_not_tell_how_many_were_chosen(visit, two_lists, settings):
    lengths = set()
    for chosen in (["1"], ["1", "2"], ["1", "2", "3"]):
        visit.post(WHO, MARIA)
        visit.post(two_lists[0], {"projekt": chosen})
        lengths.add(len(visit.client.cookies[settings.BOOTH_COOKIE_NAME].value))
    visit.post(two_lists[1], {"projekt": ["4"]})
    visit.post(CAST, visit.hidden(REVIEW))
    lengths.add(len(visit.client.cookies[settings.BOOTH_COOKIE_NAME].value))
    assert len(lengths) == 1
    assert lengths.pop() < 4_000
