"""Nothing that anybody sends is answered with 500: hostile values in addresses, fields, parameters, headers.

Each world is a town at a stage. In it every role walks the pages and the forms on them are read. Each field,
each query parameter that a page reads and each part of an address gets hostile values. What a request changes
is undone before the next. The usual run takes a sample (FUZZ_SAMPLE) drawn with FUZZ_SEED; `-m long`
sends everything.
"""

import copy
import itertools
import logging
import os
import random
import re
import shutil
import sys
import time
import traceback
from base64 import b64encode, urlsafe_b64encode
from collections import Counter, defaultdict
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from html.parser import HTMLParser
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

import pytest
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from tests import factories, files
from tests.house.urls import patterns
from tests.moments import NOW
from wibo.access.permissions import Role
from wibo.editions.actions import change_rules
from wibo.editions.models import Area, StageWindow
from wibo.evaluation import actions as evaluation
from wibo.journal.acts import Act
from wibo.memory import forget
from wibo.proposals.actions import attach, publish_attachment, register_paper
from wibo.results.actions.counting import count_all
from wibo.results.actions.publishing import publish, show_alternatives
from wibo.results.actions.ties import announce_draw
from wibo.rulebook.calendar.schedule import Stage
from wibo.rulebook.people.pesel import Sex, make
from wibo.rulebook.voting.ballots import Marks
from wibo.service.actions import create_operator
from wibo.voting.ballot.freezing import freeze
from wibo.voting.course.protests import file_protest
from wibo.voting.electorate import codes
from wibo.voting.electorate.address_lists import Addressee
from wibo.voting.electorate.register import import_register
from wibo.voting.electorate.register_reading import read_register
from wibo.voting.models import Envelope, Project, TwoPersonKind
from wibo.voting.papers import disputes, second_keying
from wibo.voting.papers.batches import open_batch
from wibo.voting.papers.checking import PaperCard
from wibo.voting.papers.entering import enter_paper
from wibo.voting.two_people.acts import propose
from wibo.voting.urn.opening import open_urn
from wibo.voting.urn.snapshots import take_snapshot

SEED = int(os.environ.get("FUZZ_SEED", "2027"))
SAMPLE = int(os.environ.get("FUZZ_SAMPLE", "330"))
PESEL = make(factories.BORN, 1, Sex.FEMALE)
TOWN, OPERATOR, BASE = "lipowo.localhost", "operator.localhost", "localhost"

IDS = [
    "0",
    "-1",
    "1",
    "2147483647",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999",
    "9" * 5000,
    "１２",
    "1.0",
    "1e3",
    "0x1",
    "00001",
    "+1",
    " 1",
]
VALUES = [
    "",
    " ",
    "\t",
    "\r\n",
    "\x00",
    "a\x00b",
    "1\x00",
    "\x01\x1b\x7f\x85",
    "\ud800",
    "a\udfffb",
    b"\xff\xfe",
    b"\xc3",
    "\u202etxt.exe",
    "a\u2028b",
    "a\u2029b",
    "\ufeff1",
    "\u200b",
    "\ufffe\uffff",
    "🗳️👩‍👩‍👧",
    "🎉" * 40,
    "Zażo\u0301łc\u0301",
    "e\u0301" * 100,
    "İıſßŉ",
    "１２",
    "٣",
    "²",
    "½",
    "১২",
    "Ⅷ",
    "一",
    "%",
    "%00",
    "%s%n%(x)s",
    "_%",
    "'",
    '"',
    "''\"`\\",
    "\\",
    "'; DROP TABLE towns_town; --",
    "1 OR 1=1",
    "{{ 7*7 }}{% debug %}",
    "{0.__class__}",
    "{",
    "${jndi:ldap://x}",
    "<script>alert(1)</script>",
    "]]>&#0;",
    "../../etc/passwd",
    "//zly.example/x",
    "javascript:a()",
    "http://[",
    "https://[::1",
    "\\\\x",
    "0",
    "-0",
    "-1",
    "1.5",
    "1,5",
    "1e5",
    "1E400",
    "-1e-400",
    "NaN",
    "Infinity",
    "-inf",
    "1_000",
    "+1",
    "0x10",
    "007",
    "32767",
    "32768",
    "65536",
    "2147483647",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "99999999999999999999",
    "99999999999999999999,99",
    "9" * 400,
    "9" * 5000,
    "0.000000000000000000001",
    "1 000 000 000 000",
    "1\u00a0000",
    "12 mln",
    "5 tys",
    "0001-01-01",
    "01.01.0001",
    "9999-12-31",
    "31.12.9999",
    "31.02.2027",
    "2027-02-31",
    "10000-01-01",
    "-0001-01-01",
    "0000-00-00",
    "01.01.0000",
    "1.1.1",
    "2027-03-28T02:30",
    "28.03.2027 02:30",
    "2027-10-31T02:30",
    "0001-01-01T00:00",
    "9999-12-31T23:59",
    "9999-12-31T23:59:59.999999",
    "2027-10-10T24:00",
    "2027-10-10T10:00+99:99",
    "2027-W41-7",
    "2027-10-10",
    "2027-10-12T10:00",
    "05.05.1970",
    "29.02.1900",
    "null",
    "None",
    "undefined",
    "true",
    "[]",
    "[1]",
    "{}",
    '{"a": 1}',
    '{"a":' * 500,
    "on",
    "yes",
    "draw",
    "1:2",
    "1 1 1",
    "1:9999 2:9999",
    "1,2;3",
    "1\n1",
    "1, 1\n2, 2",
    "1;2\n\n;;\n",
    "admin@x.example",
    "a@" + "b." * 60 + "pl",
    "a@b",
    '"a b"@x.example',
    "ą@ż.example",
    "+48600700800",
    "+" + "1" * 60,
    PESEL,
    "00000000000",
    "44051401358",
    "#000000",
    "#FFFFFFFF",
    "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "<svg",
    "<a>" * 3000,
    "=1+1",
    "a" * 151,
    "ą" * 301,
    "x" * 8001,
    "a" * 100_000,
    "1" * 100_000,
    "ł \n" * 25_000,
]
# Alone in a field, as paths and headers cannot hold everything.
TEXTS = [value for value in VALUES if isinstance(value, str)]
# Cells of a row of an import file: a number, a name, an amount, an address, a day.
CELLS = [
    ("", "", "12 500,00", "", ""),
    ("9" * 400, "\x00", "9" * 400, "@", "0001-01-01"),
    ("-1", "x" * 9000, "1e400", "x", "31.12.9999"),
    ("1", "\u202e", "NaN", "a@b.pl", "31.02.2027"),
    ("１", "\x85", "-1", "\x00@b.pl", "2027-03-28"),
    ("1", "\ud800", "99999999999999999999", "", "x"),
    ("1", "#[]$*_@<a>", "0", "ą@ż.pl", "5.5.1970"),
    ("🎉", "🎉", "1", "a@b", "05.05.2999"),
    ('"', '"', '"', '"', '"'),
]
PROPOSAL = (
    "numer;tytuł;pula;koszt;miejsce;opis;uzasadnienie;wnioskodawca;e-mail;data wpływu\r\n"
    "{0};Ławki{1};;{2};Park;Sześć;Żeby;{1};{3};{4}\r\n"
)
PERSON = "imię;nazwisko;data urodzenia;adres\n{1};{1};{4};{1}\n{1};{1};05.05.1970;{1}\n"
CONTENTS = [
    b"",
    b"\x00",
    b"\xff\xfe\x00\x00",
    b"a;b\n\x00;1\n",
    "numer;tytuł\n1;x\n".encode("utf-16"),
    b"PK\x03\x04" + b"\x00" * 64,
    b"%PDF-1.4\n",
    b'"' * 1000,
    b'a;"b\n',
    b"a" * 200_000,
    b";" * 5000 + b"\n" + b";" * 5000,
    b"\r" * 100,
    b"\r\n\r\n",
    f"PESEL;imię\n{PESEL};Anna\n{PESEL};\n１２;x\n\n".encode(),
    b"44051401358\n" * 5,
    b"META\nkey;value\n",
    *(one.format(*cells).encode("utf-8", "surrogatepass") for one in (PROPOSAL, PERSON) for cells in CELLS),
]
NAMES = [
    "plik.csv",
    "a.pdf",
    "a\x00.pdf",
    "../../x.png",
    "x" * 300 + ".pdf",
    "",
    ".",
    ".csv",
    "a\u202efdp.exe",
    "🎉.docx",
    "A.PDF",
    "a/b\\c.odt",
    "con.txt",
]
TYPES = [
    "",
    "text/plain",
    "application/json",
    "application/json; charset=hex",
    "text/plain; charset=utf-16",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=nic",
    "application/x-www-form-urlencoded; charset=hex",
    'application/x-www-form-urlencoded; charset="',
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=x",
    "multipart/form-data; boundary=x; charset=utf-16",
    "multipart/form-data; boundary=x; charset=nic",
    "multipart/form-data; boundary=" + "y" * 300,
    "multipart/mixed; boundary=x",
    "application/xml",
    "image/png",
    "\x7f",
    "a/b/c;;;=",
]
BODIES = [
    b"",
    b"null",
    b'{"a": [1, {"b": "\\u0000"}]}',
    b"[" * 5000,
    b"a=1&a=2&=&&%&%zz&a[]=1",
    b"%ff=%ff&\xff=\xff",
    b"\x00" * 100,
    b"--x\r\n",
    b"--x--\r\n",
    b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n",
    b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\n1',
    b"--x\r\n\r\n\r\n--x--",
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\n%%%\r\n--x--\r\n",
    b'--x\r\nContent-Disposition: form-data; name="\xff\x00"; filename="\x00"\r\n'
    b"Content-Type: \xff\r\n\r\n\xff\r\n--x--\r\n",
    b"--x\r\nContent-Disposition: form-data; name=\"a\"; filename*=nic''%ff\r\n\r\n1\r\n--x--\r\n",
    b"&".join(b"a%d=1" % at for at in range(3100)),
    b"a=" + b"b" * (3 * 1024 * 1024),
]
HEADERS = {
    "Host": [
        "",
        "nikt.localhost",
        "lipowo.localhost:99999",
        "LIPOWO.localhost",
        "lipowo.localhost.",
        "[::1]",
        "[",
        "a b",
        "\x00",
        "x" * 9000,
        "ą.localhost",
        "..localhost",
        "%.localhost",
        "'.localhost",
        "lipowo.localhost@x",
        "-.localhost",
    ],
    "X-Request-Id": TEXTS,
    "Accept-Language": [*TEXTS, "xx-" + "a" * 500, "uk,en;q=x"],
    "Accept-Encoding": ["gzip", "br;q=1e9", "\x00"],
    "Authorization": ["Bearer ", "Bearer ą", "Basic !!!"],
    "Referer": TEXTS,
    "Origin": ["null", "http://[", "x"],
    "Range": ["bytes=0-", "bytes=9-1", "x"],
    "If-Modified-Since": ["x", "Sun, 06 Nov 0000 08:49:37 GMT", "Mon, 31 Feb 2027 99:99:99 GMT"],
    "If-None-Match": ["*", '"', "\x00"],
    "X-Forwarded-For": ["", ",,,", "x" * 9000, "\x00", "::1%"],
    "X-Http-Method-Override": ["DELETE"],
    "Content-Length": ["-1", "x", "99999999999999999999", ""],
    "Accept": ["\x00", "*/*;q=x"],
}
PARAMETERS = ("szukaj", "strona", "pula", "lista", "obszar", "jezyk", "next", "karta", "rodzaj", "od-nowa")
COOKIES = ("sessionid", "glos", "messages", "csrftoken", "jezyk", "stanowisko")
# Forms that get every kind of content with every body.
CROSSED = ("/konto/zaloguj/", "/zaloguj/", "/moje/nowy/", "/urzad/wykaz/", "/glosowanie/kim-jestes/")
# Addresses and headers are read before anybody is known, so these roles are enough for all of them.
FRONT = ("anonymous", "anna", "operator", "base")
METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "BREW")
GOOD = {
    "pesel": PESEL,
    "name": "Anna",
    "first_name": "Maria",
    "surname": "Lis",
    "birth_date": "05.05.1970",
    "address": "Długa 1",
    "street": "Długa 1",
    "town": "Lipowo",
    "postcode": "87-600",
    "email": "nowa@x.example",
    "password": factories.PASSWORD,
    "marks": "1",
    "serial": "9",
    "papers": "10",
    "expected": "10",
    "letter": "BO.9",
    "seed": "4 1 6 2 2 5 3 1 6 4",
    "groups": "1, 2",
    "slug": "nowa",
    "colour": "#f2c500",
    "arms": "",
    "host": "",
    "contact": "a@x.example",
    "number": "123456",
    "contact_phone": "55 1",
    "title": "Ławki nad stawem",
    "year": "2029",
    "population": "5000",
    "public": b64encode(bytes(range(32))).decode(),
    "printed": "",
    "point_set": "",
    "max_sum_cost": "",
    "cost_share": "",
    "residents": "1000",
    "max_length": "3",
    "min_sum_points": "",
    "max_sum_points": "",
    "max_points": "",
    "place_0": "1",
    "place_1": "2",
    "place_2": "3",
    "threshold_percent": "0",
    "szukaj": "ławki",
    "source": "rezerwa",
    "receipt": "A" * 24,
    "leftover_to": "",
    "last_minute": "2027-11-05T10:00",
    "drawn_on": "2027-10-12T10:00",
}
NUMBERED = re.compile(r"\d+")


@dataclass(slots=True)
class Field:
    """A control of a form; `values` are what it offers, `given` what the page has put into it."""

    name: str
    kind: str
    given: list[str]
    values: list[str] = field(default_factory=list)
    required: bool = False
    least: str = ""

    def good(self, known):
        """What a person who fills the form well would send, as a list of values; `known` by field's name."""
        offered = [value for value in self.values if value]
        if self.kind in ("hidden", "submit"):
            return self.given
        if self.kind in ("select", "radio", "checkbox"):
            usual = self.required or self.name in ("declared", "projekt", "channels")
            wanted = usual if self.kind == "checkbox" or "" in self.values else True
            return self.given if any(self.given) else offered[:1] if wanted else []
        if any(self.given):
            return self.given
        last = self.name.rpartition("-")[2]
        if last in known:
            return [known[last]]
        if re.search("amount|cost|kwota", last):
            return ["1000,00"]
        usual = {
            "date": "2027-10-08",
            "datetime-local": "2027-10-12T10:00",
            "email": "a@x.example",
            "number": self.least or "1",
        }
        return [usual.get(self.kind, "Tekst")]


@dataclass(slots=True)
class Form:
    """A form on a page."""

    page: str
    action: str
    method: str
    multipart: bool
    fields: list[Field] = field(default_factory=list)
    known: dict = field(default_factory=dict)
    # How it is answered when it is filled well.
    answer: int = 0
    # Names that the view reads and the page does not show.
    heard: list[str] = field(default_factory=list)

    @property
    def kind(self):
        """Forms of one kind differ in numbers alone."""
        names = tuple(sorted({NUMBERED.sub("N", one.name) for one in self.fields}))
        return NUMBERED.sub("N", self.action), self.method, names

    @property
    def good(self):
        """The fields as pairs, filled well."""
        return [
            (one.name, value) for one in self.fields if one.kind != "file" for value in one.good(self.known)
        ]


class Page(HTMLParser):
    """The links and forms of a page."""

    def __init__(self, path, text):
        super().__init__()
        self.path, self.links, self.forms = path, [], []
        self._form = self._select = self._area = None
        self._loose = []
        self.feed(text)
        for owner, attrs in self._loose:
            for form, known in self.forms:
                if known == owner:
                    form.fields.append(self._input(attrs))

    def handle_starttag(self, tag, attrs):
        attrs = {key: value or "" for key, value in attrs}
        if tag == "a" and "href" in attrs:
            self.links.append(urljoin(self.path, attrs["href"]))
        elif tag == "form":
            action = urljoin(self.path, attrs.get("action", "") or self.path)
            multipart = "multipart" in attrs.get("enctype", "")
            self._form = Form(self.path, action, attrs.get("method", "get").upper(), multipart)
            self.forms.append((self._form, attrs.get("id", "")))
        elif tag in ("input", "button", "select", "textarea", "option"):
            self._control(tag, attrs)

    def _control(self, tag, attrs):
        if tag == "option" and self._select:
            self._select.values.append(attrs.get("value", ""))
            if "selected" in attrs:
                self._select.given.append(attrs.get("value", ""))
            return
        if not attrs.get("name") or attrs["name"] == "csrfmiddlewaretoken":
            return
        if attrs.get("form"):
            self._loose.append((attrs["form"], attrs))
        if self._form is None or tag == "option":
            return
        if tag in ("select", "textarea"):
            one = Field(attrs["name"], tag, [], required="required" in attrs)
            self._form.fields.append(one)
            self._select, self._area = (one, None) if tag == "select" else (None, one)
            return
        self._form.fields.append(self._input(attrs))

    def _input(self, attrs):
        kind, value = attrs.get("type", "text"), attrs.get("value", "")
        if kind in ("radio", "checkbox"):
            same = next(
                (f for f in (self._form.fields if self._form else []) if f.name == attrs["name"]), None
            )
            one = same or Field(attrs["name"], kind, [], required="required" in attrs)
            one.values.append(value or "on")
            one.given += [value or "on"] if "checked" in attrs else []
            if same:
                self._form.fields.remove(same)
            return one
        return Field(attrs["name"], kind, [value] if value else [], least=attrs.get("min", ""))

    def handle_data(self, data):
        if self._area is not None:
            text = "".join(self._area.given) + data
            self._area.given = [text] if text.strip() else []

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None


@dataclass(slots=True)
class Case:
    """One request to be sent; `what` says what is hostile about it."""

    role: str
    method: str
    path: str
    what: str
    query: list = field(default_factory=list)
    fields: list = field(default_factory=list)
    files: list = field(default_factory=list)
    multipart: bool = False
    raw: tuple | None = None
    headers: dict = field(default_factory=dict)
    cookies: dict = field(default_factory=dict)

    def __str__(self):
        parts = [f"{self.role}: {self.method} {short(self.path)}"]
        parts += [f"{name} {short(value)}" for name, value in vars_of(self) if value]
        return f"{'; '.join(parts)} [{self.what}]"


def vars_of(case):
    return [(name, getattr(case, name)) for name in ("query", "fields", "files", "raw", "headers", "cookies")]


def short(value):
    """At most a few hundred signs of a value."""
    text = value if isinstance(value, str) and value.isascii() and value.isprintable() else ascii(value)
    return re.sub(r"(.{1,6}?)\1{60,}", lambda m: f"{m[1]}…×{len(m[0]) // len(m[1])}", text)[:700]


def plain(value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


def encoded(pairs):
    return urlencode([(plain(name), plain(value)) for name, value in pairs])


def multipart(fields, files):
    """A body with the boundary `x-fuzz`, whatever the names hold."""
    parts = []
    for name, value in fields:
        parts.append(b'Content-Disposition: form-data; name="' + plain(name) + b'"\r\n\r\n' + plain(value))
    for name, filename, content in files:
        head = b'Content-Disposition: form-data; name="%s"; filename="%s"' % (plain(name), plain(filename))
        parts.append(head + b"\r\nContent-Type: text/csv\r\n\r\n" + content)
    return b"".join(b"--x-fuzz\r\n" + part + b"\r\n" for part in parts) + b"--x-fuzz--\r\n"


# What a row of a world is made of.


def only_open(edition, *stages):
    return factories.only_stages(edition, *stages)


def all_pools(edition):
    """Pools of every type of vote, and two areas."""
    first = edition.pools.first()
    areas = [
        Area.objects.create(edition=edition, name=name, residents=1000) for name in ("Północ", "Południe")
    ]
    factories.pool(edition, "Punkty", 50_000_00, vote_type="cumulative", max_sum_points=10, position=2)
    factories.pool(edition, "Kolejność", 50_000_00, vote_type="ordinal", position=3)
    factories.pool(edition, "Osiedle", 30_000_00, area=areas[0], position=4)
    factories.pool(edition, "Drugie", 30_000_00, area=areas[1], leftover_to=first, position=5)
    return factories.reload(edition)


def judged(edition, people, title, *, formal="positive", merit=None):
    made = factories.proposal(edition, people.maria, title=title)
    evaluation.decide_formally(made, verdict=formal, answers={}, reasons="Bo tak", user=people.ewa, at=NOW)
    if merit:
        evaluation.decide_on_merit(
            made,
            verdict=merit,
            answers={},
            reasons="Bo tak",
            verified_cost=9_000_00,
            user=people.piotr,
            at=NOW,
        )
    return made


def proposals(edition, people):
    """One proposal in every state, with files."""
    draft = factories.draft(edition, people.maria, title="Szkic")
    file = attach(draft, SimpleUploadedFile("a.pdf", files.pdf()), at=NOW)
    submitted = factories.proposal(edition, people.maria)
    with suppress(Exception):
        publish_attachment(file, public=True, act=Act("x", NOW))
    judged(edition, people, "Do uzupełnienia", formal="supplement")
    judged(edition, people, "Na ocenę")
    judged(edition, people, "Dopuszczony", merit="positive")
    judged(edition, people, "Odrzucony", merit="negative")
    appealed = judged(edition, people, "Z odwołaniem", merit="negative")
    evaluation.appeal(appealed, "Proszę jeszcze raz", user=people.maria, at=NOW)
    register_paper(
        edition=edition,
        costs=[("Całość", 1_000_00)],
        received_on=NOW.date(),
        user=people.jan,
        at=NOW,
        author_name="Jan Lis",
        title="Papierowy",
        location="Park",
        summary="x",
        justification="y",
        pool=edition.pools.first(),
    )
    return submitted


def opened_world(town):
    """Every stage is open and nothing frozen."""
    people = factories.cast(town)
    edition = all_pools(factories.edition(town, max_proposals=20))
    proposals(edition, people)
    return people, edition


def frozen_edition(edition, cost=60_000_00):
    """Three projects in each pool, on a frozen ballot."""
    numbers = itertools.count(1)
    Project.objects.bulk_create(
        Project(
            edition=edition, pool=pool, number=str(next(numbers)), title=f"Projekt {pool}", cost=cost // 3
        ).derive()
        for pool in edition.pools.all()
        for _ in range(3)
    )
    freeze(edition, act=Act("x", NOW))
    return factories.reload(edition)


def card(edition, at, *numbers):
    return PaperCard(
        factories.voter(edition, at), None, {edition.pools.first().pk: Marks(tuple(map(str, numbers)))}
    )


def voting_world(town):
    """Voting on the web and on paper, with acts of two people that wait."""
    people = factories.cast(town)
    people.basia = factories.user(town, "basia", Role.CLERK)
    edition = all_pools(factories.edition(town, max_proposals=20))
    rules = {
        "rekey_percent": 100,
        "guardian_age": 18,
        "asks_sex": True,
        "public_turnout": True,
        "repeats": "first",
    }
    with suppress(Exception):
        change_rules(edition, {}, rules, act=Act("t", NOW), reason="t")
    change_rules(factories.reload(edition), {}, {"rekey_percent": 100}, act=Act("t", NOW), reason="t")
    proposals(factories.reload(edition), people)
    edition = frozen_edition(factories.reload(edition))
    factories.ballot(edition, 0, 1)
    batch = factories.batch(edition, expected=10)
    open_batch(edition, "Niepoliczona", NOW.date(), 3, user=people.jan, at=NOW)
    for serial in (1, 2, 3):
        enter_paper(batch, serial, card(edition, serial, 1), user=people.jan, at=NOW)
    second_keying.key_again(batch, 1, card(edition, 1, 2), user=people.basia, at=NOW)
    disputes.put_aside(batch, 7, "Dwa krzyżyki", act=Act(people.jan.signature, NOW))
    file_protest(edition, "BO.7", NOW.date(), "Urna bez plomby", act=Act("A", NOW))
    take_snapshot(edition, at=NOW)
    for kind in (TwoPersonKind.PAUSE, TwoPersonKind.VOTER_LIST):
        propose(edition, kind, reason="awaria", user=people.anna, at=NOW)
    return people, factories.reload(edition)


def register_world(town):
    """Voters are in a register and also give a name; collecting is over."""
    people = factories.cast(town)
    edition = factories.edition(town, identity_kind="pesel-register")
    change_rules(edition, {}, {"factor": "mother"}, act=Act("t", NOW), reason="t")
    edition = factories.reload(edition)
    import_register(
        edition, read_register(edition, f"PESEL;imię matki\n{PESEL};Anna\n", at=NOW), act=Act("t", NOW)
    )
    return people, frozen_edition(factories.reload(edition))


def codes_world(town):
    """Voters have codes and confirm a contact."""
    people = factories.cast(town)
    edition = factories.edition(town, identity_kind="code")
    edition = frozen_edition(factories.reload(edition))
    person = Addressee(first_name="Maria", surname="Lis", birth_date=factories.BORN, address="Długa 1")
    people.code = codes.issue_code(edition, person, "x", act=Act("t", NOW)).code
    return people, edition


def contact_world(town):
    """Voters say their names and confirm an address."""
    people = factories.cast(town)
    edition = factories.edition(town)
    change_rules(edition, {}, {"contact": "email"}, act=Act("t", NOW), reason="t")
    return people, frozen_edition(factories.reload(edition))


def ended(edition):
    """Voting and keying are over."""
    past = NOW - timedelta(days=1)
    over = (Stage.VOTING, Stage.PAPER_ENTRY)
    StageWindow.objects.filter(edition=edition, stage__in=over).update(
        opens_at=NOW - timedelta(days=9), closes_at=past
    )
    return factories.reload(edition)


def ended_world(town):
    """Voting is over and one person has asked to open the urn."""
    people = factories.cast(town)
    edition = frozen_edition(factories.edition(town))
    for at in range(4):
        factories.ballot(edition, at, 1 + at % 2)
    edition = ended(edition)
    propose(edition, TwoPersonKind.OPEN_URN, reason="koniec", user=people.anna, at=NOW)
    return people, edition


def counted(town, votes, costs=(60_000_00, 60_000_00, 30_000_00)):
    people = factories.cast(town)
    edition = factories.edition(town, max_proposals=20)
    proposals(edition, people)
    factories.projects(edition, *costs)
    edition = factories.reload(edition)
    for at, numbers in enumerate(votes):
        factories.ballot(edition, at, *numbers)
    edition = ended(edition)
    open_urn(edition, act=Act("dwie osoby", NOW))
    return people, edition, count_all(edition, act=Act("Anna", NOW))


def tied_world(town):
    """The urn is open and a tie waits to be settled."""
    people, edition, _ = counted(town, [(1,), (2,), (3,)], (60_000_00,) * 3)
    return people, edition


def drawn_world(town):
    """A draw is announced."""
    people, edition, runs = counted(town, [(1,), (2,), (3,)], (60_000_00,) * 3)
    announce_draw(runs[0], "sala 3", NOW + timedelta(hours=1), act=Act("Tadeusz", NOW))
    return people, edition


def published_world(town):
    """Published, open to protests, with a protest."""
    people, edition, _ = counted(town, [(1, 2, 3), (1, 2), (1,)])
    publication = publish(edition, act=Act("Anna", NOW), protests_until=(NOW + timedelta(days=7)).date())
    show_alternatives(publication, shown=True, act=Act("Anna", NOW))
    file_protest(edition, "BO.1", NOW.date(), "Projekt nr 1", act=Act("A", NOW))
    return people, factories.reload(edition)


def final_world(town):
    """The result is final."""
    people, edition, _ = counted(town, [(1, 2, 3), (1, 2), (1,)])
    publish(edition, act=Act("Anna", NOW))
    return people, factories.reload(edition)


def empty_world(town):
    """No edition yet."""
    return factories.cast(town), None


WORLDS = {
    "empty": empty_world,
    "opened": opened_world,
    "voting": voting_world,
    "register": register_world,
    "codes": codes_world,
    "contact": contact_world,
    "ended": ended_world,
    "tied": tied_world,
    "drawn": drawn_world,
    "published": published_world,
    "final": final_world,
}


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
            place = f"{at.filename.partition('/work/main/')[2] or at.filename}:{at.lineno} {at.name}"
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


# Which addresses, parameters and forms there are.

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
            values = [*IDS, *ids] if kind == "int" else texts if role in FRONT else texts[::9]
            for value in values:
                address = route
                for other, (_, word) in enumerate(parts):
                    whole = re.compile(rf"<(?:\w+:)?{word}>")
                    usual = "1" if parts[other][0] == "int" else "lipowo"
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
    found, _ = cases_of(world, roles or list(world.clients), 1)
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
