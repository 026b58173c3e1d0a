"""The five towns: each stands at its stage with what its description promises. Built small here, whole in `make prove`."""

from collections import Counter
from dataclasses import replace

import pytest
from django.utils.timezone import localtime
from django_scopes import scope

from tests.moments import NOW
from wibo.bulletin.models import Text
from wibo.demo.asking import CATEGORIES
from wibo.demo.building import build_town
from wibo.demo.moving import move_to
from wibo.demo.recipes import RECIPES
from wibo.editions.models import Edition
from wibo.evaluation.models import Appeal, Merge
from wibo.housekeeping.doctor import findings
from wibo.invented.catalogue import CATALOGUE
from wibo.invented.recipe import GREEDY
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.proposals.models import Proposal
from wibo.results.actions.counting import count_all
from wibo.results.models import Publication
from wibo.voting.models import Envelope, PaperBatch
from wibo.voting.urn.opening import open_urn
from wibo.works.models import Work, WorkPicture


def small(slug):
    recipe = RECIPES[slug]
    return replace(
        recipe, web_ballots=120 if recipe.web_ballots else 0, boxes=tuple((n, 45) for n, _ in recipe.boxes)
    )


@pytest.fixture
def built(db, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)

    def build(slug):
        return build_town(small(slug), NOW)

    return build


def edition_of(town):
    """The edition of this year."""
    rows = Edition.objects.prefetch_related("windows", "pools", "areas").select_related("town")
    return rows.latest("year")


def statuses():
    return Counter(Proposal.objects.values_list("status", flat=True))


@pytest.mark.parametrize("slug", RECIPES)
def test_every_town_is_whole(built, slug):
    town = built(slug)
    assert list(findings()) == []
    with scope(town=town):
        assert 20 <= len(RECIPES[slug].places) <= 40
        assert Proposal.objects.filter(attachments__is_public=True).exists()
        assert Proposal.objects.filter(source="paper").exists()


def test_titles_are_unique_in_each_town_and_cost_less_than_the_pool():
    for recipe in RECIPES.values():
        both = [*recipe.places, *recipe.past]
        assert max(Counter(placed.title for placed in both).values()) == 1
        for placed in both:
            limit = recipe.pools[placed.pool].amount * 100
            assert 0 < sum(row.amount for row in placed.costs(limit)) <= limit


def test_the_year_before_is_over_and_being_built(built):
    with scope(town=built("jodlow")):
        before = Edition.objects.order_by("year").first()
        assert Publication.objects.get().edition_id == before.pk
        states = set(Work.objects.values_list("state", flat=True))
        assert {"done", "building"} <= states
        assert WorkPicture.objects.exists()
        assert all(Text.objects.filter(edition=edition).exists() for edition in (before, edition_of(None)))


def test_people_vote_at_the_hours_and_ages_of_people(built):
    with scope(town=built("brzezina")):
        web = Envelope.objects.filter(edition=edition_of(None), channel="web")
        cast = Entry.objects.filter(edition=edition_of(None).pk, kind="ballot-cast")
        hours = Counter(localtime(at).hour for at in cast.values_list("at", flat=True))
        assert hours[19] + hours[20] > 3 * (hours[3] + hours[4] + hours[6])
        assert not web.filter(age_band="0-12").exists()


def test_jodlow_judges(built):
    with scope(town=built("jodlow")):
        found = statuses()
    for status in ("submitted", "merit-review", "returned", "admitted", "rejected", "withdrawn", "draft"):
        assert found[status], found


def test_a_town_in_the_middle_of_evaluation_moves_on_to_the_vote(built):
    """What waited for an answer (a change, a merge, an appeal) is over by then."""
    town = built("jodlow")
    with scope(town=town):
        assert Appeal.objects.filter(upheld=None).exists()
        assert Merge.objects.filter(ended_at=None).exists()
    move_to("jodlow", "voting")
    with scope(town=town):
        assert edition_of(town).frozen_at
        assert not Appeal.objects.filter(upheld=None).exists()
        assert list(findings()) == []


def test_brzezina_votes_with_points_and_areas_and_a_batch_is_begun(built):
    with scope(town=built("brzezina")):
        edition = edition_of(None)
        assert edition.enables("vote", NOW)
        assert {pool.vote_type for pool in edition.pools.all()} == {"cumulative", "approval"}
        assert sum(pool.area_id is not None for pool in edition.pools.all()) == 2
        assert Envelope.objects.invalid().count() >= 3
        batch = PaperBatch.objects.get(name=RECIPES["brzezina"].boxes[1][0])
        assert 0 < batch.envelopes.count() < batch.expected


def test_sosnowice_waits_for_two_people_and_a_tie_decides(built):
    with scope(town=built("sosnowice")):
        edition = edition_of(None)
        assert not edition.urn_opened_at
        assert not PaperBatch.objects.filter(closed_at=None).exists()
        assert {"N09", "N15", "N06", "N02", "N13"} <= set(Envelope.objects.values_list("reason", flat=True))
        open_urn(edition, act=Act("t", NOW))
        assert next(run.tied for run in count_all(edition, act=Act("t", NOW)))


def test_olszany_has_published_equal_shares(built):
    with scope(town=built("olszany")):
        edition = edition_of(None)
        assert edition.pools.get().award["rule"] == "equal-shares"
        assert Publication.objects.filter(edition=edition).exists()


def test_lipowo_moves_through_the_whole_year(built, monkeypatch):
    monkeypatch.setitem(RECIPES, "lipowo", small("lipowo"))
    town = built("lipowo")
    for stage in ("evaluation", "voting", "counting", "results"):
        move_to("lipowo", stage)
    with scope(town=town):
        assert Publication.objects.filter(edition=edition_of(None)).exists()
    assert list(findings()) == []


def test_one_town_has_no_pesel_and_one_colour_is_hard():
    assert {recipe.identity.value for recipe in RECIPES.values()} >= {"name"}
    assert RECIPES["jodlow"].colour == "#f2c500"
    assert len({recipe.colour for recipe in RECIPES.values()}) == 5
    assert RECIPES["lipowo"].pools[0].award == GREEDY


def test_every_idea_has_one_category():
    named = [key for keys in CATEGORIES.values() for key in keys]
    assert sorted(named) == sorted(CATALOGUE)
