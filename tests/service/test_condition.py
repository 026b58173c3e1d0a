"""The operator's list says of each town what waits and what failed, without a person in it, at the price of one town."""

from datetime import timedelta

import pytest
from django_scopes import scope

from tests import factories
from tests.moments import NOW
from wibo.editions.models import StageWindow
from wibo.letters.actions import write
from wibo.letters.models import Letter
from wibo.rulebook.calendar.schedule import Stage
from wibo.service.condition import conditions, house
from wibo.towns.models import Town
from wibo.voting.models import TwoPersonAct, TwoPersonKind

HOUR = timedelta(hours=1)


def of(town, at=NOW):
    return conditions([town], at)[town.pk]


def test_a_town_without_an_edition_is_well(town):
    fares = of(town)
    assert (fares.stages, fares.critical_at, fares.is_well) == ("bez edycji", None, True)


def test_open_stages_and_the_next_critical_hour_are_said(town, edition):
    StageWindow.objects.filter(edition=edition).delete()
    for channel, begins, ends in (("internet", -1, 5), ("paper", 2, 4)):
        StageWindow.objects.create(
            edition=edition,
            stage=Stage.VOTING,
            channel=channel,
            opens_at=NOW + begins * HOUR,
            closes_at=NOW + ends * HOUR,
        )
    assert of(town).stages == "Głosowanie"
    told = [
        (of(town, NOW + at * HOUR).critical, of(town, NOW + at * HOUR).critical_at) for at in (-2, 0, 3, 4)
    ]
    assert told == [
        ("początek głosowania przez internet", NOW - HOUR),
        ("początek głosowania na papierze", NOW + 2 * HOUR),
        ("koniec głosowania na papierze", NOW + 4 * HOUR),
        ("koniec głosowania przez internet", NOW + 5 * HOUR),
    ]
    assert of(town, NOW + 5 * HOUR).critical_at is None


def test_letters_that_wait_too_long_and_those_that_nobody_got_are_counted(town, edition):
    for ago in (5, 20):
        write(
            "new_email",
            town=town,
            address="a@x.example",
            at=NOW - timedelta(minutes=ago),
            user=None,
            link="x",
        )
    Letter.objects.update(sent_at=None)
    assert (of(town).waiting, of(town).given_up) == (1, 0)
    Letter.objects.update(given_up_at=NOW, fault="address")
    assert (of(town).waiting, of(town).given_up) == (0, 1 + 1)
    assert not of(town).is_well


def test_an_opening_that_failed_is_told_until_it_succeeds(town, edition, cast):
    act = TwoPersonAct.objects.create(
        edition=edition,
        kind=TwoPersonKind.OPEN_URN,
        first=cast.anna,
        proposed_at=NOW,
        reason="x",
        failure="Wycofano.",
    )
    # Withdrawn by a person: no work of the worker.
    assert of(town).failures == 0
    TwoPersonAct.objects.update(second=cast.tadeusz, confirmed_at=NOW, failure="nie da się")
    assert of(town).failures == 1
    TwoPersonAct.objects.filter(pk=act.pk).update(done_at=NOW)
    assert of(town).failures == 0


def test_towns_do_not_tell_of_each_other(town, edition):
    other = factories.town("obca")
    with scope(town=other):
        write("new_email", town=other, address="a@x.example", at=NOW - HOUR, user=None, link="x")
    Letter.objects.all()
    assert of(town).waiting == 0


@pytest.mark.parametrize("number", [1, 12])
def test_a_page_of_towns_costs_what_one_town_costs(town, edition, number, django_assert_num_queries):
    for at in range(number - 1):
        factories.town(f"gmina-{at}")
    towns = list(Town.objects.all())
    with django_assert_num_queries(5):
        conditions(towns, NOW)


def test_the_newest_backup_is_found(db, tmp_path, settings):
    assert house().backup is None
    settings.BACKUP_DIR = str(tmp_path)
    assert house().backup is None
    (tmp_path / "a.data.age").write_bytes(b"x")
    assert house().backup is not None
