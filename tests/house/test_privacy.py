"""Every field of every model is classed as personal or plain."""

import pytest
from django.apps import apps

OURS = [model for model in apps.get_models() if model.__module__.startswith("wibo.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_field_is_classed(model):
    fields = {field.name for field in model._meta.get_fields() if field.concrete} - {"id"}
    personal, plain = set(model.PERSONAL), set(model.PLAIN)
    assert not personal & plain
    assert personal | plain == fields, (personal | plain) ^ fields


def test_nothing_that_names_a_voter_is_plain():
    from wibo.voting.models import Envelope, Participation, RegisterEntry

    assert {"person", "sealed"} <= set(Envelope.PERSONAL)
    assert "tag" in Participation.PERSONAL
    assert "tag" in RegisterEntry.PERSONAL
