"""Groups of projects of which one can win: named before the freeze, refused with what is wrong, closed by it."""

import pytest

from tests import factories
from tests.factories import words
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.editions.models import Pool
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.voting.ballot.freezing import name_collisions


@pytest.fixture
def pool(edition):
    factories.draw_up(edition, 10_00, 20_00, 30_00)
    return edition.pools.get()


def test_groups_are_named_line_by_line_and_journalled(visit, cast, pool):
    path = f"/urzad/karta/{pool.pk}/wykluczenia/"
    visit.as_(cast.anna).post(path, {"groups": "1, 2\n\n 2;3 "})
    assert Pool.objects.get(pk=pool.pk).collisions == [["1", "2"], ["2", "3"]]
    assert Entry.objects.last().sentence == (
        "Zmieniono pulę: Pula ogólna: wykluczają się projekty: 1, 2; 2, 3. Powód: ułożenie karty"
    )
    assert "1, 2 2, 3" in words(visit.get(path))


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ("1, 9", "Na liście Pula ogólna nie ma projektu nr 9."),
        ("1", "W każdej grupie muszą być co najmniej dwa różne projekty."),
        ("1, 1", "W każdej grupie muszą być co najmniej dwa różne projekty."),
    ],
)
def test_a_wrong_group_is_told_and_what_was_typed_stays(visit, cast, pool, groups, said):
    page = words(visit.as_(cast.anna).post(f"/urzad/karta/{pool.pk}/wykluczenia/", {"groups": groups}))
    assert said in page
    assert f">{groups}</textarea>" in page.replace("> ", ">")
    assert Pool.objects.get(pk=pool.pk).collisions == []


def test_a_frozen_ballot_takes_no_groups(edition):
    factories.projects(edition, 10_00, 20_00)
    with pytest.raises(Refused, match="już zamrożona"):
        name_collisions(factories.reload(edition).pools.get(), [["1", "2"]], act=Act("A", NOW))
