"""Run as its own process: many POSTs of one person at the same moment, again and again. Prints one line of JSON.

`race.py ROUNDS POSTS [control|paper]`: several processes with several threads each, every one with a connection of its
own, wait for each other and then cast for the same person with different forms. `control` drops the constraint first;
with `paper` every other ballot is a card that a clerk keys.
"""

import io
import json
import os
import secrets
import sys
import threading
import traceback
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

from wibo.access.permissions import Role
from wibo.access.refusal import Refused
from wibo.accounts.models import RoleGrant
from wibo.config.wsgi import application
from wibo.demo.building import build_town
from wibo.demo.recipes import RECIPES
from wibo.editions.models import Edition
from wibo.invented.electorate import voter_of
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.voting.ballots import Marks
from wibo.voting.ballot.lists import lists_of
from wibo.voting.booth.binding import SHOWN, WHOSE, shown, whose
from wibo.voting.booth.cookie import Booth, store
from wibo.voting.models import Envelope, Participation
from wibo.voting.papers.batches import confirm_count, open_batch
from wibo.voting.papers.checking import PaperCard
from wibo.voting.papers.entering import enter_paper

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
    """The status of one cast: 302 to the receipt, 200 for the page that refuses, or the way to it."""
    cookie, fields = booth
    token = secrets.token_hex(16)
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/glosowanie/oddaj/",
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "HTTP_HOST": HOST,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "QUERY_STRING": "",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "wsgi.errors": sys.stderr,
        "HTTP_COOKIE": f"csrftoken={token}; {settings.BOOTH_COOKIE_NAME}={cookie}",
    }
    body = urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
    environ |= {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
    told = []

    def start(status, headers):
        told.append(
            200 if dict(headers).get("Location") == "/glosowanie/nie-przyjeto/" else int(status.split()[0])
        )

    response = application(environ, start)
    b"".join(response)
    response.close()
    return told[0]


def key(card):
    """The status of a card keyed: 302 when it was taken in, valid or not, 200 when it was refused in words."""
    batch, serial, user, keyed = card
    try:
        with scope(town=batch.edition.town):
            enter_paper(batch, serial, keyed, user=user, at=timezone.now())
    except Refused:
        return 200
    except Exception:  # whatever it is, a clerk would have seen an error page
        traceback.print_exc()
        return 500
    return 302


def lane(things, barrier, statuses):
    """One thread: waits for all the others, then hands in what it has."""
    barrier.wait()
    statuses += [key(thing) if len(thing) == 4 else post(thing) for thing in things]
    connections.close_all()


def cards(edition, person, count):
    """Cards of one person in a batch of the round."""
    now = timezone.now()
    first = lists_of(edition)[0]
    voter = voter_of(edition, person, now.date())
    marks = {first.pool.pk: Marks((first.standing[0].number,), (1,))}
    people = [RoleGrant.objects.filter(role=role).first().user for role in (Role.CLERK, Role.COMMISSION)]
    made = open_batch(edition, f"Runda {person}", now.date(), count, user=people[0], at=now)
    batch = confirm_count(made, count, user=people[1], at=now)
    return [(batch, at + 1, people[0], PaperCard(voter, None, marks)) for at in range(count)]


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


def handed_in(edition, person, posts, paper):
    """What comes at once in a round: casts on the web, and cards between them."""
    if not paper:
        return booths(edition, person, posts)
    pairs = zip(booths(edition, person, posts // 2), cards(edition, person, posts // 2), strict=True)
    return [thing for pair in pairs for thing in pair]


def run(edition, person, posts, paper):
    """Statuses of all that was handed in in one round."""
    context = get_context("fork")
    barrier, queue = context.Barrier(PROCESSES * THREADS), context.Queue()
    cookies = handed_in(edition, person, posts, paper)
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


def main(rounds, posts, control, paper):
    """Build, race, count."""
    town = build()
    if control:
        drop_the_constraint()
    accepted, votes, strange = [], [], 0
    with scope(town=town):
        rows = Edition.objects.select_related("town").prefetch_related("windows", "pools", "areas")
        edition = rows.latest("year")
        for person in range(rounds):
            before, valid = (
                Envelope.objects.filter(edition=edition).count(),
                Envelope.objects.filter(edition=edition).valid().count(),
            )
            statuses = run(edition, person, posts, paper)
            strange += sum(status not in (200, 302) for status in statuses)
            accepted.append([statuses.count(302), Envelope.objects.filter(edition=edition).count() - before])
            votes.append(Envelope.objects.filter(edition=edition).valid().count() - valid)
        people = Participation.objects.filter(edition=edition).count()
    return {
        "accepted": accepted,
        "votes": votes,
        "strange": strange,
        "people": people,
        "engine": connection.vendor,
    }


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), "control" in sys.argv, "paper" in sys.argv)))
