"""What a form says that everyone will read is asked about before (`ui.publishing`)."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django import forms

from wibo.ui.publishing import Published

ROOT = Path(__file__).resolve().parents[2] / "wibo"
_FOR_ALL = re.compile(
    r"publiczn|przeczyta (?:go )?każdy|przeczytają (?:je|to) wszyscy|i mieszkańcy", re.IGNORECASE
)


def every_form():
    for path in sorted(ROOT.rglob("*.py")):
        if "forms" not in path.relative_to(ROOT).as_posix():
            continue
        module = import_module(".".join(("wibo", *path.relative_to(ROOT).with_suffix("").parts)))
        for made in vars(module).values():
            if (
                isinstance(made, type)
                and issubclass(made, forms.BaseForm)
                and made.__module__ == module.__name__
            ):
                yield made


WITH_WORDS = [
    (made, name)
    for made in every_form()
    for name, field in getattr(made, "base_fields", {}).items()
    if isinstance(field, forms.CharField) and _FOR_ALL.search(str(field.help_text))
]


@pytest.mark.parametrize(("made", "name"), WITH_WORDS, ids=lambda one: getattr(one, "__name__", one))
def test_words_for_everyone_are_looked_through(made, name):
    assert issubclass(made, Published)
    assert name in made.PUBLISHED


def test_there_are_such_forms():
    assert len(WITH_WORDS) > 8
