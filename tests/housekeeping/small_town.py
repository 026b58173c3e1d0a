"""Run as its own process: a small town that votes, then what the test asks of it. Prints one line of JSON."""

import json
import os
import sys
from dataclasses import replace

os.environ["WIBO_IS_WORKER"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "wibo.config.settings"

import django

django.setup()

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from wibo.demo.building import DEMO_PASSWORD, build_town
from wibo.demo.recipes import RECIPES
from wibo.editions.models import Edition
from wibo.invented.electorate import voter_of
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.letters.models import Letter
from wibo.letters.tasks import deliver
from wibo.proposals.models import Attachment, Proposal
from wibo.results.actions.asking import ask_count as asked
from wibo.results.models import CountJob
from wibo.results.tasks import run_count
from wibo.rulebook.voting.ballots import Marks
from wibo.towns.models import Town
from wibo.voting.ballot.lists import lists_of
from wibo.voting.booth.casting import cast
from wibo.voting.models import Envelope
from wibo.voting.urn.opening import open_urn


def edition():
    return Edition.objects.select_related("town").prefetch_related("windows", "areas").latest("year")


def build():
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    recipe = replace(RECIPES["brzezina"], web_ballots=12, boxes=(), places=RECIPES["brzezina"].places[:14])
    build_town(recipe)
    return {}


def vote(at):
    found, now = edition(), timezone.now()
    first = lists_of(found)[0]
    numbers = [project.number for project in first.standing[:2]]
    marks = {first.pool.pk: Marks(tuple(numbers), (6, 4))}
    return {
        "receipt": cast(
            found, voter_of(found, int(at), now.date()), None, marks, idempotency_key=at, now=now
        ).receipt
    }


def opened():
    return {"count": open_urn(edition(), act=Act("t", timezone.now()))}


def content():
    return {
        "proposals": list(Proposal.objects.order_by("pk").values_list("title", "status")),
        "receipts": sorted(Envelope.objects.values_list("receipt", flat=True)),
        "files": [Attachment.objects.order_by("pk").first().file.read().hex()[:64]],
        "told": Entry.objects.order_by("pk").last().sentence,
    }


def page(path, receipt=""):
    client, host = Client(), {"host": "brzezina.localhost"}
    response = (
        client.post(path, {"receipt": receipt}, headers=host) if receipt else client.get(path, headers=host)
    )
    return {"status": response.status_code, "text": response.content.decode()}


def sign_in():
    """The key of an official's session, as the browser has it."""
    client = Client()
    form = {"email": "halina@brzezina.example", "password": DEMO_PASSWORD}
    client.post("/konto/zaloguj/", form, headers={"host": "brzezina.localhost"})
    return {"session": [client.cookies[settings.SESSION_COOKIE_NAME].value]}


def sessions():
    return {"count": Session.objects.count()}


def ask_count():
    """A count is asked for, as the page of the urn does."""
    run_count.enqueue(asked(edition(), act=Act("t", timezone.now())).pk)
    return {}


def write_letter():
    """A letter that waits to be sent."""
    now = timezone.now()
    letter = Letter.objects.create(
        town=edition().town,
        template="receipt",
        address="anna@poczta.example",
        subject="List",
        body="Treść\n",
        written_at=now,
    )
    deliver.enqueue(letter.pk)
    return {}


def work_done():
    """What became of the tasks."""
    sent = Letter.objects.exclude(sent_at=None).filter(address="anna@poczta.example").count()
    return {"counted": CountJob.objects.exclude(done_at=None).count(), "sent": sent}


def main():
    name, *rest = sys.argv[1:]
    if name == "build":
        return build()
    with scope(town=Town.objects.get()):
        return {
            "vote": vote,
            "opened": opened,
            "content": content,
            "page": page,
            "sign-in": sign_in,
            "sessions": sessions,
            "ask-count": ask_count,
            "write-letter": write_letter,
            "work-done": work_done,
        }[name](*rest)


print(json.dumps(main()))
