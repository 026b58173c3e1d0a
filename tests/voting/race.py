"""Run as its own process: many POSTs of one person at the same moment, again and again. Prints one line of JSON.

`race.py ROUNDS POSTS [control]`: several processes with several threads each, every one with a connection of its own,
wait for each other and then cast for the same person with different forms. `control` drops the constraint first.
"""

import io
import json
import os
import secrets
import sys
import threading
from dataclasses import replace
from multiprocessing import get_context
from urllib.parse import urlencode

os.environ["WIBO_IS_WORKER"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "wibo.config.settings"

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.http import HttpResponse
from django.utils import timezone
from django_scopes import scope

from wibo.config.wsgi import application
from wibo.demo.building import build_town
from wibo.demo.people import voter_of
from wibo.demo.recipes import RECIPES
from wibo.editions.models import Edition
from wibo.rulebook.ballots import Marks
from wibo.rulebook.identity import IdentityKind
from wibo.voting.binding import SHOWN, WHOSE, shown, whose
from wibo.voting.booth import Booth, store
from wibo.voting.lists import lists_of
from wibo.voting.models import Envelope, Participation

PROCESSES, THREADS = 4, 5
SLUG = "brzezina"
HOST = f"{SLUG}.localhost"


def build():
    """A town in which voting is open; nobody has voted."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    recipe = RECIPES[SLUG]
    return build_town(
        replace(recipe, identity=IdentityKind.PESEL_FORM, web_ballots=0, boxes=(), places=recipe.places[:8])
    )


def booths(edition, person, posts):
    """Cookies of one person in as many booths, each with a key of its own: every POST is a new vote."""
    now, first = timezone.now(), lists_of(edition)[0]
    voter = voter_of(edition, person, now.date())
    marks = {first.pool.pk: Marks((first.standing[0].number,), (1,))}
    seen = {entry.pool.pk for entry in lists_of(edition)}
    made = []
    for _ in range(posts):
        booth = Booth(edition.pk, voter, None, dict(marks), seen, key=secrets.token_hex(16))
        response = store(HttpResponse(), booth, now)
        fields = {WHOSE: whose(booth), SHOWN: shown(edition, booth, lists_of(edition))}
        made.append((response.cookies[settings.BOOTH_COOKIE_NAME].value, fields))
    return made


def post(booth):
    """The status of one cast: 302 to the receipt, or the page that refuses."""
    cookie, fields = booth
    token = secrets.token_hex(16)
    environ = {
        "REQUEST_METHOD": "POST", "PATH_INFO": "/glosowanie/oddaj/", "SERVER_NAME": HOST, "SERVER_PORT": "80",
        "HTTP_HOST": HOST, "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http", "QUERY_STRING": "",
        "CONTENT_TYPE": "application/x-www-form-urlencoded", "wsgi.errors": sys.stderr,
        "HTTP_COOKIE": f"csrftoken={token}; {settings.BOOTH_COOKIE_NAME}={cookie}",
    }  # fmt: skip
    body = urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
    environ |= {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
    told = []
    response = application(environ, lambda status, headers: told.append(int(status.split()[0])))
    b"".join(response)
    response.close()
    return told[0]


def lane(cookies, barrier, statuses):
    """One thread: waits for all the others, then posts what it has."""
    barrier.wait()
    statuses += [post(cookie) for cookie in cookies]
    connections.close_all()


def process(cookies, barrier, queue):
    """Several lanes in one process."""
    connections.close_all()
    statuses = []
    shares = [cookies[at::THREADS] for at in range(THREADS)]
    threads = [threading.Thread(target=lane, args=(share, barrier, statuses)) for share in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    queue.put(statuses)


def run(edition, person, posts):
    """Statuses of all POSTs of one round."""
    context = get_context("fork")
    barrier, queue = context.Barrier(PROCESSES * THREADS), context.Queue()
    cookies = booths(edition, person, posts)
    connections.close_all()
    running = [
        context.Process(target=process, args=(cookies[at::PROCESSES], barrier, queue))
        for at in range(PROCESSES)
    ]
    for one in running:
        one.start()
    statuses = [status for _ in running for status in queue.get(timeout=300)]
    for one in running:
        one.join()
    return statuses


def drop_the_constraint():
    """What the control does: without the database's word, more than one gets through."""
    [once] = [c for c in Participation._meta.constraints if c.name == "one_person_takes_part_once"]
    Participation._meta.constraints.remove(once)
    with connection.schema_editor() as editor:
        editor.remove_constraint(Participation, once)


def main(rounds, posts, control):
    """Build, race, count."""
    town = build()
    if control:
        drop_the_constraint()
    accepted, strange = [], 0
    with scope(town=town):
        edition = Edition.objects.select_related("town").prefetch_related("windows", "pools", "areas").get()
        for person in range(rounds):
            before = Envelope.objects.count()
            statuses = run(edition, person, posts)
            strange += sum(status not in (200, 302) for status in statuses)
            accepted.append([statuses.count(302), Envelope.objects.count() - before])
        people = Participation.objects.count()
    return {"accepted": accepted, "strange": strange, "people": people, "engine": connection.vendor}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), "control" in sys.argv)))
