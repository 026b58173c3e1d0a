"""A package of a finished edition, as the worker makes it."""

import io
import zipfile

from tests.moments import NOW
from tests.worlds import final_world
from wibo.handover import actions
from wibo.handover.tasks import make_package
from wibo.journal.actions import seal_new_entries
from wibo.journal.acts import Act

ANNA = Act("Anna", NOW)


def packed(town):
    """The people, the edition, the package's row and the open archive."""
    people, edition = final_world(town)
    seal_new_entries(town)
    made = actions.ask(edition, act=ANNA)
    make_package.func(made.pk)
    made.refresh_from_db()
    assert made.failure == ""
    with made.file.open("rb") as file:
        archive = zipfile.ZipFile(io.BytesIO(file.read()))
    return people, edition, made, archive
