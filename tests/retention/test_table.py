"""The table of what is processed against the models: nothing personal is kept for ever, or without a word in the register."""

import pytest
from django.apps import apps
from django.db.models import F

from wibo.retention.processed import PROCESSED, How
from wibo.rulebook.calendar.keeping import Clock

OURS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("wibo.") and getattr(model, "PERSONAL", ())
]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_personal_field_stands_in_the_register(model):
    told = {name for one in PROCESSED if one.model == model._meta.label for name in one.columns}
    assert told == set(model.PERSONAL)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_personal_field_of_an_edition_goes_by_a_clock_whatever_its_row(model):
    """The last rule of a field has no condition: what an earlier one leaves goes by it."""
    rules = [one for one in PROCESSED if one.model == model._meta.label]
    if not any(one.path for one in rules):
        assert {one.how for one in rules} == {How.ACCOUNT}
        return
    for name in model.PERSONAL:
        last = [one for one in rules if name in one.columns][-1]
        assert last.clock is not None
        assert last.only == {}


@pytest.mark.parametrize("one", PROCESSED, ids=lambda one: f"{one.model} {one.clock}")
def test_its_path_and_condition_are_those_of_the_model(one, db):
    from django_scopes import scopes_disabled

    model = apps.get_model(one.model)
    assert one.whom
    assert one.what
    assert one.purpose
    assert "art." in one.basis
    if one.path and one.model != "letters.Letter":
        with scopes_disabled():
            model._default_manager.filter(**{one.path: 1}, **one.only).values_list(F(one.columns[0])).exists()


def test_who_people_are_goes_before_what_was_written():
    assert {one.clock for one in PROCESSED if "tag" in one.columns} == {Clock.IDENTITY}
