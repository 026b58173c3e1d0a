"""A place on the map as a field: GeoJSON that the page's map writes."""

import json
from typing import Any

from django import forms

from wibo.rulebook.proposing.places import PlaceError, place_of
from wibo.wording.places import OF_PLACE


class PlaceField(forms.CharField):
    """Cleans to a geometry, None for nothing."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=20_000, **kwargs)

    def clean(self, value: Any) -> Any:
        """The geometry."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return place_of(text)
        except PlaceError as error:
            raise forms.ValidationError(OF_PLACE[error.fault]) from error

    def prepare_value(self, value: Any) -> Any:
        """A stored geometry as text."""
        return json.dumps(value) if isinstance(value, dict) else value
