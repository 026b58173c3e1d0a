"""Nothing that anybody sends is answered with 500: hostile values in addresses, fields, parameters, headers.

Each world is a town at a stage. In it every role walks the pages and the forms on them are read. Each field,
each query parameter that a page reads and each part of an address gets hostile values. What a request changes
is undone before the next. The usual run takes a sample (FUZZ_SAMPLE) drawn with FUZZ_SEED; `-m long`
sends everything."""

import copy
import itertools
import logging
import random
import re
import shutil
import sys
import time
import traceback
from base64 import urlsafe_b64encode
from collections import Counter, defaultdict
from contextlib import contextmanager
from functools import partial
from urllib.parse import parse_qsl, quote, urljoin, urlsplit

import pytest
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from tests import factories
from tests.house.fuzzing.pages import Case, Page, encoded, multipart, plain, short
from tests.house.fuzzing.values import (
    BASE,
    BODIES,
    CONTENTS,
    COOKIES,
    CROSSED,
    FRONT,
    GOOD,
    HEADERS,
    IDS,
    METHODS,
    NAMES,
    NUMBERED,
    OPERATOR,
    PARAMETERS,
    SAMPLE,
    SEED,
    TEXTS,
    TOWN,
    TYPES,
    VALUES,
)
from tests.house.urls import patterns
from tests.moments import NOW
from tests.worlds import WORLDS
from wibo.memory import forget
from wibo.service.actions import create_operator
from wibo.voting.models import Envelope


@contextmanager
def listening():
    """The names that are read meanwhile from what was sent."""
    heard, kept = {}, {}

    def spy(name):
        def read(self, key, *args, **rest):
            if isinstance(self, QueryDict) and isinstance(key, str):
                heard[key] = None
            return kept[name](self, key, *args, **rest)

        return read

    for name in ("get", "getlist", "__getitem__", "__contains__"):
        kept[name] = getattr(QueryDict, name)
        setattr(QueryDict, name, spy(name))
    try:
        yield heard
    finally:
        for name in kept:
            delattr(QueryDict, name)


class World:
    """A town at a stage, a browser for each role, and what came of the requests."""

    def __init__(self, name, settings, folder):
        self.settings, self.folder, self.name = settings, folder, name
        self.stranger = factories.town("obce")
        self.town = factories.town("lipowo")
        with scope(town=self.stranger):
            other = factories.edition(self.stranger)
            factories.proposal(other, factories.user(self.stranger, "obca"))
            factories.projects(other, 100)
            factories.ballot(other, 0, 1)
        with scope(town=self.town):
            self.people, self.edition = WORLDS[name](self.town)
            self.receipt = Envelope.objects.values_list("receipt", flat=True).first() or "A" * 24
        create_operator(email="ola@wibo.example", name="Ola", password=factories.PASSWORD, at=NOW)
        self.clients, self.hosts, self.jars, self.numbers = {}, {}, {}, []
        self._browsers()
        self.kept = folder.parent / f"{folder.name}-kept"
        shutil.rmtree(self.kept, ignore_errors=True)
        shutil.copytree(folder, self.kept) if folder.exists() else self.kept.mkdir()
        self.files = self._listing()
        self.failures, self.statuses, self.slow, self.filled = {}, Counter(), [], Counter()

    def _browsers(self):
        for role in ("anonymous", "voter", "operator", "base"):
            self.clients[role] = Client(raise_request_exception=False)
        for role, user in vars(self.people).items():
            if role != "code":
                self.clients[role] = Client(raise_request_exception=False)
                with scope(town=self.town):
                    self.clients[role].force_login(user)
        self.hosts = dict.fromkeys(self.clients, TOWN) | {"operator": OPERATOR, "base": BASE}
        sign_in = {"email": "ola@wibo.example", "password": factories.PASSWORD}
        self.clients["operator"].post("/zaloguj/", sign_in, headers={"host": OPERATOR})
        if self.edition is not None and self.edition.frozen_at and not self.edition.urn_opened_at:
            self._enter_booth(self.clients["voter"])
        self.jars = {role: copy.deepcopy(client.cookies) for role, client in self.clients.items()}

    def _enter_booth(self, client):
        code = getattr(self.people, "code", "")
        wanted = {**GOOD, "code": code, "declared": "on", "guardian": "on", "first_name": "Zofia"}
        client.post("/glosowanie/kim-jestes/", wanted, headers={"host": TOWN})
        self.numbers += [number for letter in mail.outbox for number in re.findall(r"\b\d{6}\b", letter.body)]

    def known(self, action):
        """What a person knows who fills the form with the action."""
        more = {"code": getattr(self.people, "code", ""), "receipt": self.receipt}
        if action.endswith("zaloguj/"):
            more["email"] = "ola@wibo.example" if action == "/zaloguj/" else self.people.maria.email
        if self.numbers:
            more["number"] = self.numbers[0]
        return GOOD | more

    def _listing(self):
        return sorted(str(path) for path in self.folder.rglob("*") if path.is_file())

    def _restore(self):
        """Put back keys and files when a request has touched them."""
        if self._listing() != self.files:
            shutil.rmtree(self.folder, ignore_errors=True)
            shutil.copytree(self.kept, self.folder)
            forget("keys")

    def send(self, case):
        """Send it, note what came of it, and take back what it did."""
        client, began = self.clients[case.role], time.perf_counter()
        client.cookies = copy.deepcopy(self.jars[case.role])
        for name, value in case.cookies.items():
            client.cookies[name] = value
        cache.clear()
        response = error = None
        body = b""
        with transaction.atomic():
            try:
                response = client.generic(**self._request(case))
                body = b"".join(response.streaming_content) if response.streaming else response.content
                if response.status_code >= 500 and case.path != "/-/ready":
                    error = response.exc_info[1] if response.exc_info else f"status {response.status_code}"
            except Exception as raised:
                error = raised
            transaction.set_rollback(True)
        if case.method not in ("GET", "HEAD"):
            self._restore()
        took = time.perf_counter() - began
        if took > 1:
            self.slow.append((round(took, 1), str(case)[:300]))
        self.statuses[response.status_code if response is not None else 599] += 1
        if error is not None:
            self._note(case, error)
        return response, body

    def _request(self, case):
        headers = {"Host": self.hosts[case.role], **case.headers}
        if case.raw is not None:
            kind, body = case.raw
        elif case.method in ("GET", "HEAD"):
            kind, body = "", b""
        elif case.files or case.multipart:
            kind, body = "multipart/form-data; boundary=x-fuzz", multipart(case.fields, case.files)
        else:
            kind, body = "application/x-www-form-urlencoded", encoded(case.fields).encode()
        extra = {"HTTP_" + name.upper().replace("-", "_"): value for name, value in headers.items()}
        if "HTTP_CONTENT_LENGTH" in extra:
            extra["CONTENT_LENGTH"] = extra.pop("HTTP_CONTENT_LENGTH")
        if case.query:
            extra["QUERY_STRING"] = encoded(case.query)
        return {"method": case.method, "path": case.path, "data": body, "content_type": kind, **extra}

    def _note(self, case, error):
        if isinstance(error, BaseException):
            frames = traceback.extract_tb(error.__traceback__)
            ours = [frame for frame in frames if "/wibo/" in frame.filename]
            at = ours[-1] if ours else frames[-1]
            place = f"{at.filename.rpartition('/wibo/')[2]}:{at.lineno} {at.name}"
            deepest = f"{frames[-1].filename.rpartition('site-packages/')[2]}:{frames[-1].lineno}"
            told = f"{type(error).__name__}: {short(str(error))[:200]}"
            key = (place, deepest, type(error).__name__)
        else:
            told, place, deepest, key = error, "", "", (error, NUMBERED.sub("N", case.path))
        self.failures.setdefault(key, []).append(f"{case}\n    {told}\n    at {place} ({deepest})")

    def report(self):
        """Each kind of failure with its number and up to three requests that bring it about."""
        lines = [
            f"{self.name}: {len(self.failures)} kinds of 500, {sum(map(len, self.failures.values()))} times"
        ]
        for found in self.failures.values():
            lines += [f"- {len(found)} times:", *dict.fromkeys(found[:3])]
        return "\n".join(lines)

    def summary(self, sent):
        """What was sent, how it was answered, and what took longest."""
        slow = "".join(f"  {took} s: {what}\n" for took, what in sorted(self.slow, reverse=True)[:8])
        return f"\n{self.name}: {dict(sent)}; answers {dict(sorted(self.statuses.items()))}\n{slow}"

    def ids(self):
        """Ids of things in both towns."""
        with scopes_disabled():
            models = [m for m in apps.get_models() if m.__module__.startswith("wibo.")]
            return sorted(
                {str(pk) for m in models for pk in m.objects.values_list("pk", flat=True)},
                key=lambda k: (len(k), k),
            )


URLCONFS = {TOWN: "wibo.config.urls", OPERATOR: "wibo.service.urls", BASE: "wibo.service.urls_public"}


_PART = re.compile(r"<(?:(\w+):)?(\w+)>")


def routes(host):
    """The routes of a host, with leading stroke."""
    return sorted({f"/{entry.pattern._route}" for _, entry in patterns(urls=URLCONFS[host])})


def walk(world, role, each):
    """Every page that a role reaches, at most `each` of a kind, with the forms on them."""
    waiting = [route for route in routes(world.hosts[role]) if "<" not in route]
    for slug in ("lipowo", "nikogo") if role == "operator" else ():
        waiting += [_PART.sub(slug, route) for route in routes(OPERATOR) if "<slug" in route]
    if role == "operator":
        waiting = [path for path in waiting if "<" not in path]
    seen, done, pages, forms = Counter(), set(), {}, defaultdict(list)
    while waiting:
        address = waiting.pop(0)
        parts = urlsplit(address)
        kind = NUMBERED.sub("N", parts.path), tuple(sorted(dict(parse_qsl(parts.query))))
        if address in done or parts.netloc or not parts.path.startswith("/") or seen[kind] >= each:
            continue
        done.add(address)
        seen[kind] += 1
        if re.search(r"\.(pdf|xlsx|zip)$", parts.path) and (role not in ("anna", "maria") or seen[kind] > 1):
            continue
        with listening() as heard:
            response, body = world.send(Case(role, "GET", parts.path, "page", query=parse_qsl(parts.query)))
        if response is None:
            continue
        if response.status_code in (301, 302):
            waiting.append(urljoin(parts.path, response["Location"]))
        if response.status_code != 200 or "text/html" not in response.get("Content-Type", ""):
            continue
        page = Page(parts.path, body.decode())
        pages[parts.path] = {**pages.get(parts.path, {}), **heard}
        waiting += [urlsplit(link)._replace(fragment="").geturl() for link in page.links]
        for form, _ in page.forms:
            if not urlsplit(form.action).netloc and len(forms[form.kind]) < max(1, each - 1):
                forms[form.kind].append(form)
                form.known = world.known(form.action)
                fill(world, role, form)
    return pages, [form for found in forms.values() for form in found]


def fill(world, role, form):
    """Send the form filled well; note which other names its view reads, and whether it was accepted."""
    path = form.action.partition("?")[0]
    with listening() as heard:
        case = Case(role, form.method, path, "filled well", fields=form.good, multipart=form.multipart)
        response, _ = world.send(case)
    shown = {one.name for one in form.fields} | {"csrfmiddlewaretoken"}
    form.heard = [name for name in heard if name not in shown]
    if form.method == "POST" and response is not None:
        world.filled[NUMBERED.sub("N", path), response.status_code] += 1
        form.answer = response.status_code


def replaced(pairs, name, value):
    """The pairs with one field's values replaced by one value, or added."""
    kept = [(key, old) for key, old in pairs if key != name]
    return [*kept, (name, value)]


def form_cases(role, form):
    """Every way of sending a form badly, each as a function that makes the case."""
    path, _, query = form.action.partition("?")
    query, good = parse_qsl(query), form.good

    def sent(what, fields, **more):
        if form.method == "GET":
            return Case(role, "GET", path, what, query=fields)
        return Case(
            role, form.method, path, what, query=query, fields=fields, multipart=form.multipart, **more
        )

    yield partial(sent, "filled well", good)
    yield partial(sent, "nothing", [])
    yield partial(sent, "as shown", [(one.name, value) for one in form.fields for value in one.given])
    names = list(dict.fromkeys(one.name for one in form.fields if one.kind != "file")) + form.heard
    for name in names:
        yield partial(sent, f"without {name}", [(key, value) for key, value in good if key != name])
        yield partial(sent, f"{name} twice", [*good, (name, "1"), (name, "2")])
        for value in VALUES:
            yield lambda name=name, value=value: sent(name, replaced(good, name, value))
    for value in VALUES:
        kept = {name: old for name, old in good if name in ("wersja", "widziane", "czyje", "pokazane")}
        yield lambda value=value, kept=kept: sent(
            "all fields", [(name, kept.get(name, value)) for name in names]
        )
        yield lambda value=value: sent("field name", [*good, (value, "1")])
    for one in form.fields:
        for other in one.values[:8]:
            yield partial(sent, f"{one.name} offered", replaced(good, one.name, other))
        yield from file_cases(sent, good, one) if one.kind == "file" else ()
    if form.method == "POST":
        for kind in TYPES:
            yield partial(sent, "content type", good, raw=(kind, encoded(good).encode()))
            for body in BODIES if path in CROSSED else ():
                yield partial(sent, "content type and body", good, raw=(kind, body))
        for body in BODIES:
            yield partial(sent, "body", good, raw=("application/x-www-form-urlencoded", body))


def file_cases(sent, good, one):
    """Every bad file in the field."""
    for content in CONTENTS:
        for name in ("plik.csv", "a.pdf"):
            yield partial(sent, f"{one.name} content", good, files=[(one.name, name, content)])
    for name in NAMES:
        yield partial(sent, f"{one.name} file name", good, files=[(one.name, name, b"%PDF-1.4\n")])


def query_cases(role, pages):
    """Every parameter that a page reads with every value, and other ways of asking for it."""
    for path, names in pages.items():

        def asked(what, query, method="GET", path=path):
            return Case(role, method, path, what, query=query)

        for name in names:
            for value in VALUES:
                yield partial(asked, f"parameter {name}", [(name, value)])
            yield partial(asked, "parameter twice", [(name, "1"), (name, "x"), (name, "")])
        for value in VALUES if names else VALUES[::12]:
            yield partial(asked, "all parameters", [(name, value) for name in (*names, *PARAMETERS)])
            yield partial(asked, "parameter name", [(value, "1")])
        for method in (*METHODS, "POST"):
            yield partial(asked, "method", [], method)


def path_cases(role, host, ids):
    """Every part of an address with hostile values, and ids of everything."""
    texts = [value for value in TEXTS if len(value) < 9000] + ["a/b", "..", ".", "?", "#"]
    coded = [urlsafe_b64encode(plain(one)).decode().rstrip("=") for one in (*IDS, "\x00", "１", "1_0", "")]
    texts += [*coded, "MQ", "=", "====", "M", "x-y", "a" * 300, b"\xff\xfe"]
    for route in routes(host):
        parts = _PART.findall(route)
        for at, (kind, name) in enumerate(parts):
            values = [*IDS, *ids] if kind == "row" else texts if role in FRONT else texts[::9]
            for value in values:
                address = route
                for other, (_, word) in enumerate(parts):
                    whole = re.compile(rf"<(?:\w+:)?{word}>")
                    usual = "1" if parts[other][0] == "row" else "lipowo"
                    given = quote(plain(value), safe="") if other == at else usual
                    address = whole.sub(lambda _, given=given: given, address)
                for method in ("GET", "POST"):
                    yield partial(Case, role, method, address, f"address <{name}>")


def header_cases(role, paths):
    """Hostile headers and cookies, and addresses that are none."""
    for path in paths if role in FRONT else paths[:1]:
        for name, values in HEADERS.items():
            for value in values if role in FRONT else values[::9]:
                yield partial(Case, role, "GET", path, f"header {name}", headers={name: latin(value)})
        for name in COOKIES:
            for value in TEXTS if role in FRONT else TEXTS[::9]:
                yield partial(Case, role, "GET", path, f"cookie {name}", cookies={name: latin(value)[:4000]})
            for value in (b"\x00" * 40, b"{}", b"null", b"[1]"):
                coded = urlsafe_b64encode(value).decode()
                yield partial(Case, role, "GET", path, f"cookie {name}", cookies={name: coded})
    for value in TEXTS if role in FRONT else ():
        if len(value) < 9000:
            raw = quote(plain(value), safe="/")
            for prefix in ("/", "/static/", "/-/", "/urzad/", "/wyglad/", "/dane/v1/", "/_wejdz/"):
                yield partial(Case, role, "GET", prefix + raw.lstrip("/"), "address")


def latin(value):
    """As a web server hands a header over: without lines and NUL, bytes as Latin letters."""
    return re.sub(r"[\r\n\x00]", " ", value).encode("utf-8", "surrogatepass").decode("latin-1")


def cases_of(world, roles, each):
    """All cases of a world, by kind, as functions with arguments; and the number of pages and forms."""
    found, numbers, forms = defaultdict(list), Counter(), []
    ids = random.Random(SEED).sample(ids := world.ids(), min(len(ids), 20))
    for role in roles:
        pages, theirs = walk(world, role, each)
        forms += theirs
        numbers += Counter(pages=len(pages), forms=len(theirs))
        found["forms"] += [(form_cases, (role, form)) for form in theirs]
        kinds = {NUMBERED.sub("N", path): path for path in pages}
        found["queries"] += [(query_cases, (role, {path: pages[path]})) for path in kinds.values()]
        found["paths"].append((path_cases, (role, world.hosts[role], ids)))
        found["headers"].append((header_cases, (role, list(pages)[:3])))
    found["crossed"].append((crossed, (world, roles, forms)))
    return found, numbers


def crossed(world, roles, forms):
    """Every form sent by every other role, filled well and with nothing."""
    for role in roles:
        for form in forms:
            path = form.action.partition("?")[0]
            yield partial(Case, role, form.method, path, "another role's form", fields=form.good)
            yield partial(Case, role, form.method, path, "another role's form, empty")


@pytest.fixture
def world(request, db, settings, tmp_path, monkeypatch):
    """The world named by the parameter; requests run outside any town's scope, as in life."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    logging.disable(logging.CRITICAL)
    yield World(request.param, settings, tmp_path)
    logging.disable(logging.NOTSET)


every_world = pytest.mark.parametrize("world", WORLDS, indirect=True)


# Which roles take part in the usual run, and how much of the sample is theirs.
BRIEF = {
    "empty": (("anonymous", "anna", "operator", "base"), 1),
    "planned": (("anna",), 0.25),
    "opened": (None, 1.5),
    "voting": (None, 2),
    "register": (("voter", "anna"), 0.5),
    "codes": (("voter", "anna"), 0.5),
    "contact": (("voter",), 0.5),
    "ended": (("tadeusz",), 0.5),
    "tied": (("tadeusz",), 0.5),
    "drawn": (("tadeusz",), 0.5),
    "published": (("anonymous", "anna", "tadeusz"), 1),
    "final": (("anna",), 0.5),
    "forgotten": (("anna",), 0.25),
    "corners": (("anonymous", "anna"), 0.5),
}


PARTS = {"forms": 0.66, "queries": 0.13, "paths": 0.09, "headers": 0.07, "crossed": 0.05}


def sampled(chance, makers, count):
    """About as many cases of the makers, the same for the same seed: a few of each of some makers."""
    per = max(1, count // max(1, len(makers)))
    for make_cases, args in chance.sample(makers, min(len(makers), count)):
        made = list(make_cases(*args))
        yield from chance.sample(made, min(len(made), per))


@every_world
def test_nothing_of_a_sample_answers_500(world):
    chance = random.Random(f"{SEED} {world.name}")
    roles, share = BRIEF[world.name]
    # Every second one of all: the engines' seeds follow each other, so between them nobody is left out.
    roles = roles or sorted(world.clients)[SEED % 2 :: 2]
    found, _ = cases_of(world, roles, 1)
    for kind, makers in found.items():
        for made in sampled(chance, makers, int(SAMPLE * share * PARTS[kind])):
            world.send(made())
    assert world.failures == {}, world.report()


# Forms, with how they are answered, that have had every value in this run.
_DONE = set()


@pytest.mark.long
@every_world
def test_nothing_answers_500(world, capsys):
    found, sent = cases_of(world, list(world.clients), 2)
    known = set()
    for kind, makers in found.items():
        for make_cases, args in makers:
            made = make_cases(*args)
            if kind == "forms":
                done = (args[1].kind, args[1].answer)
                # Who may do the same, at whatever stage, need not repeat every hostile value.
                made = itertools.islice(made, 3 if done in _DONE else None)
                _DONE.add(done)
            for one in made:
                case = one()
                key = (case.method, NUMBERED.sub("N", case.path), str(case.query), case.what)
                if kind == "queries" and key in known:
                    continue
                known.add(key)
                world.send(case)
                sent[kind] += 1
    with capsys.disabled():
        sys.stdout.write(world.summary(sent))
    assert world.failures == {}, world.report()


def test_a_broken_view_would_be_noticed(world_of_one, monkeypatch):
    def broken(*_args, **_rest):
        raise ZeroDivisionError

    monkeypatch.setattr("wibo.home.views.front.current_edition", broken)
    world_of_one.send(Case("anonymous", "GET", "/", "page"))
    assert "ZeroDivisionError" in world_of_one.report()


@pytest.fixture
def world_of_one(db, settings, tmp_path, monkeypatch):
    """The smallest world."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return World("empty", settings, tmp_path)
