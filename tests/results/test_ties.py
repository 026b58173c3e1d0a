"""Draws: announced before the seed is known, held once, repeatable by anyone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.journal.acts import Act
from wibo.results.actions.counting import count_all
from wibo.results.actions.ties import announce_draw, settle_by_draw
from wibo.results.models import TieDraw
from wibo.rulebook.award.lots import digest
from wibo.voting.ballot.freezing import strike
from wibo.voting.models import Project
from wibo.voting.urn.opening import open_urn

LATER = NOW + timedelta(hours=2)
SEED = "4 1 6 2 2 5 3 1 6 4"


@pytest.fixture
def run(edition):
    factories.projects(edition, 60_000_00, 60_000_00, 60_000_00)
    edition = factories.reload(edition)
    for at in range(6):
        factories.ballot(edition, at, 1 + at % 3)
    open_urn(edition, act=Act("x", NOW))
    return count_all(edition, act=Act("Anna", NOW))[0]


def drawn(run, at=LATER):
    return settle_by_draw(run, SEED, "Kostka, przy świadkach", act=Act("Tadeusz", at))


def test_a_draw_needs_its_notice_and_its_hour(run):
    with pytest.raises(Refused, match="ogłosić losowanie"):
        drawn(run)
    with pytest.raises(Refused, match="później"):
        announce_draw(run, "sala 3", NOW, act=Act("Tadeusz", NOW))
    announce_draw(run, "sala 3", LATER, act=Act("Tadeusz", NOW))
    with pytest.raises(Refused, match="już ogłoszone"):
        announce_draw(run, "sala 4", LATER, act=Act("Tadeusz", NOW))
    with pytest.raises(Refused, match="nie nadszedł"):
        drawn(run, at=NOW)
    with pytest.raises(Refused, match="10"):
        settle_by_draw(run, "4 1", "Kostka", act=Act("Tadeusz", LATER))


def test_anyone_can_repeat_the_draw_and_it_is_held_once(run):
    announce_draw(run, "sala 3", LATER, act=Act("Tadeusz", NOW))
    made = drawn(run)
    assert made.seed == "4162253164"
    assert made.order == sorted("123", key=lambda number: digest("4162253164", number))
    with pytest.raises(Refused, match="już rozstrzygnięto"):
        drawn(run)
    with pytest.raises(IntegrityError), transaction.atomic():
        TieDraw.objects.create(
            run=run, order=["1"], method="draw", seed="1", reason="x", settled_by="x", settled_at=NOW
        )
    settled = count_all(run.edition, act=Act("Anna", LATER))[0]
    assert settled.funded == [made.order[0]]
    # A later count keeps what was drawn.
    assert count_all(run.edition, act=Act("Anna", LATER))[0].funded == [made.order[0]]


@pytest.mark.parametrize(("method", "seed"), [("draw", ""), ("regulation", "123")])
def test_the_database_wants_a_seed_for_a_draw_and_only_there(run, method, seed):
    with pytest.raises(IntegrityError), transaction.atomic():
        TieDraw.objects.create(
            run=run, order=["1"], method=method, seed=seed, reason="x", settled_by="x", settled_at=NOW
        )


def test_the_public_page_tells_projects_and_method_but_no_votes(run, visit):
    announce_draw(run, "sala 3", LATER, act=Act("Tadeusz", NOW))
    page = visit.get("/wyniki/losowania/").content.decode()
    assert "nr 1, 2, 3" in page
    assert "SHA-256" in page
    assert "głos" not in page.split("<main")[1].split("</main")[0].replace("Ogłoszono", "").replace(
        "ogłaszamy", ""
    )
    drawn(run)
    page = visit.get("/wyniki/losowania/").content.decode()
    assert digest("4162253164", "2") in page


def test_counting_again_keeps_an_announced_draw_and_a_changed_result_calls_it_off(run, visit):
    announce_draw(run, "sala 3", LATER, act=Act("Tadeusz", NOW))
    assert count_all(run.edition, act=Act("Anna", NOW)) == [run]
    assert "odwołane" not in visit.get("/wyniki/losowania/").content.decode()
    strike(Project.objects.get(number="3"), "Wycofany", act=Act("Anna", NOW))
    assert count_all(run.edition, act=Act("Anna", NOW)) != [run]
    assert "odwołane" in visit.get("/wyniki/losowania/").content.decode()
    with pytest.raises(Refused, match="nieaktualny"):
        drawn(run)
