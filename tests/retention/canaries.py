"""Run as its own process: an installation in which a word stands in every place where people can be. Prints one line of JSON."""

import json
import os
import sys
from datetime import timedelta

os.environ["WIBO_IS_WORKER"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "wibo.config.settings"

import django

django.setup()

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, models
from django_scopes import scope

from tests import factories
from tests.moments import NOW
from tests.tampering import untriggered
from tests.worlds import final_world
from wibo.editions.models import Edition, Question
from wibo.evaluation.models import Appeal, CardDraft, Change, Conflict, Note
from wibo.letters.models import Letter
from wibo.proposals.models import (
    Answer,
    Attachment,
    Call,
    CoAuthor,
    Follower,
    ImportDraft,
    Picture,
    Proposal,
    Supporter,
)
from wibo.retention.actions import WORDS, confirm_erasure, propose_erasure
from wibo.retention.models import Erasure
from wibo.retention.processed import PROCESSED, How
from wibo.retention.tasks import erase_confirmed
from wibo.rulebook.calendar.keeping import Clock
from wibo.towns.models import Town
from wibo.voting.models import (
    ContactSlot,
    PlaceTally,
    RegisterDraft,
    RegisterEntry,
    VotingCode,
)

WORD = "KANAREK"
LATER = NOW + timedelta(days=3000)


def plant():
    """Every kind of row there can be, with the word in every personal field that holds readable text."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    for command in ("migrate", "createcachetable"):
        call_command(command, verbosity=0)
    town = factories.town("lipowo")
    with scope(town=town):
        people, edition = final_world(town)
        proposal = Proposal.objects.filter(edition=edition).exclude(number="").first()
        rows(people, edition, proposal)
        Letter.objects.update(address="k@x.example", sent_at=NOW, posted_at=None)
        with untriggered():
            planted = [model for one in PROCESSED if one.path for model in [write(one, edition)] if model]
    return {"planted": len(planted)}


def rows(people, edition, proposal):
    """One of each kind that the world has not made."""
    own = {"proposal": proposal}
    mail = {"email": "k@x.example", "mailbox": "k@x.example", "asked_at": NOW}
    question = Question.objects.create(edition=edition, position=1, label="Czy?", kind="text")
    made = [
        Supporter(**own, name="x", **mail),
        Follower(**own, **mail),
        CoAuthor(**own, email="k@x.example", invited_at=NOW),
        ImportDraft(
            edition=edition,
            content=WORD.encode(),
            file_name="x",
            status="submitted",
            read_at=NOW,
            read_by="x",
        ),
        Answer(**own, question=question, text="x"),
        Call(**own, note="x", due_on=NOW.date(), called_at=NOW),
        CardDraft(**own, kind="formal", user=people.ewa, typed={}, saved_at=NOW),
        Change(**own, why="x", due_on=NOW.date(), proposed_by=people.piotr, proposed_at=NOW, agreed=True),
        Appeal(**own, text="x", filed_at=NOW),
        Conflict(**own, user=people.ewa, why="x", declared_at=NOW),
        Note(**own, text="x", user=people.ewa, written_at=NOW),
        RegisterEntry(edition=edition, tag=b"t" * 32),
        RegisterDraft(
            edition=edition, rows=b"x", people=1, repeated=0, too_young=0, read_at=NOW, read_by="x"
        ),
        VotingCode(edition=edition, tag=b"t" * 32, digest=b"d" * 32, facts=b"f"),
        ContactSlot(edition=edition, digest=b"d" * 32, slot=1, most=5),
        PlaceTally(edition=edition, day=NOW.date(), digest=b"d" * 32),
        Letter(
            town=edition.town,
            template="x",
            address="k@x.example",
            subject="x",
            body="x",
            about=f"proposal:{proposal.pk}",
            written_at=NOW,
        ),
    ]
    for row in made:
        if not type(row)._default_manager.exists():
            row.save()
    with_file(
        Attachment(**own, name="x", kind="application/pdf", purpose="support", size=9, added_at=NOW), "file"
    )
    with_file(
        Attachment(**own, name="x", kind="application/pdf", purpose="other", size=9, added_at=NOW), "file"
    )
    picture = Picture(**own, words="x", width=1, height=1, size=9, added_at=NOW)
    for name in ("large_webp", "large_jpeg", "small_webp", "small_jpeg"):
        setattr(picture, name, ContentFile(WORD.encode(), "x.webp"))
    picture.save()


def with_file(row, column):
    setattr(row, column, ContentFile(WORD.encode() * 3, "x.pdf"))
    row.save()


def write(one, edition):
    """The word into the readable columns of the rows; the model's name where any has been written."""
    model = apps.get_model(one.model)
    found = model._default_manager.filter(**({} if one.model == "letters.Letter" else {one.path: edition}))
    values = {}
    for name in one.columns:
        column = model._meta.get_field(name)
        if isinstance(column, models.FileField) or name == "made_file":
            continue
        if isinstance(column, models.JSONField):
            values[name] = {"x": f"{WORD} {name}"}
        elif isinstance(column, models.BinaryField):
            values[name] = f"{WORD} {name}".ljust(32).encode()[:32]
        elif name in ("mailbox", "email") or "email" in name:
            values[name] = f"{WORD}{name}@x.example"
        else:
            values[name] = f"{WORD} {name}"[: column.max_length or 40]
    if one.how is How.KEY or not values:
        return one.model if found.exists() else None
    unique = {"tag", "digest", "mailbox", "bond"}
    for row in found:
        mine = {
            name: (value if name not in unique else _own(value, row.pk)) for name, value in values.items()
        }
        model._default_manager.filter(pk=row.pk).update(**mine)
    return one.model if found.exists() else None


def _own(value, pk):
    return (
        f"{pk}{value}"[:250]
        if isinstance(value, str)
        else (value[:20] + str(pk).encode().rjust(12, b"0")[-12:])
    )


def erase(clock):
    """Two people and the worker, long after."""
    from django.utils import timezone

    timezone.now = lambda: LATER
    town = Town.objects.get(slug="lipowo")
    which = Clock(clock)
    with scope(town=town):
        edition = Edition.objects.get()
        people = {user.first_name: user for user in apps.get_model("accounts.User").objects.all()}
        act = propose_erasure(edition, which, reason="termin", user=people["Anna"], at=LATER)
        confirm_erasure(act, user=people["Tadeusz"], at=LATER)
        erase_confirmed.func(act.pk)
        act.refresh_from_db()
        done = Erasure.objects.filter(edition=edition, clock=clock).first()
    return {"failure": act.failure, "whole": bool(done and done.finished_at), "what": WORDS[which]}


def look():
    """How often the word stands in any column of any table, and in the database's own files where one can read them."""
    found, where = 0, set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                here = {
                    f"{table}.{name}" for name, value in zip(names, row, strict=True) if WORD in _text(value)
                }
                found, where = found + len(here), where | here
    return {"rows": found, "where": sorted(where)}


def _text(value):
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    print(json.dumps(globals()[command](*arguments)))
