"""Health, readiness, metrics and log lines: they tell of the service and of nobody in it."""

import json
import logging
import os
import sys

import pytest
from django.db import DatabaseError, connection

from tests import factories
from tests.moments import NOW
from wibo.config.logs import JsonLines
from wibo.housekeeping.ticking import tick
from wibo.rulebook.people.pesel import Sex, make

NUMBER = make(NOW.date().replace(year=1955), 17, Sex.FEMALE)


class Lines(logging.Handler):
    def __init__(self):
        super().__init__()
        self.setFormatter(JsonLines())
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


@pytest.fixture
def lines():
    handler = Lines()
    loggers = [logging.getLogger(name) for name in ("", "wibo.request", "django", "django.request")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.INFO)
    for logger in (loggers[0], loggers[2]):
        logger.addHandler(handler)
    yield handler.lines
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)
        logger.removeHandler(handler)


def test_live_and_ready_answer_on_any_host(client, db):
    for host in ("localhost", "10.0.0.7", "lipowo.localhost", "bank.example"):
        assert client.get("/-/live", headers={"host": host}).status_code == 200
        assert client.get("/-/ready", headers={"host": host}).json() == {"ready": True, "obstacles": []}


def test_without_a_database_it_is_alive_and_not_ready(client, db, monkeypatch):
    def away():
        raise DatabaseError("secret of the server")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", away)
        response = client.get("/-/ready")
    assert (response.status_code, response.json()["obstacles"]) == (503, ["database: DatabaseError"])
    assert client.get("/-/live").status_code == 200


def test_folders_of_keys_are_read_and_of_files_written(client, db, settings, tmp_path, monkeypatch):
    """Keys belong to the worker's account: web processes could never write them, and serve all the same."""
    settings.KEYS_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path
    monkeypatch.setattr(os, "access", lambda folder, mode: not mode & os.W_OK)
    assert client.get("/-/ready").json()["obstacles"] == ["files: the folder cannot be written"]
    monkeypatch.setattr(os, "access", lambda folder, mode: not mode & os.R_OK)
    assert client.get("/-/ready").json()["obstacles"] == ["keys: the folder cannot be read"]


def test_metrics_need_the_token(client, db, settings):
    assert client.get("/-/metrics").status_code == 404
    settings.METRICS_TOKEN = "dlugi token do miernikow"
    assert client.get("/-/metrics", headers={"authorization": "Bearer zgaduje"}).status_code == 404
    assert (
        client.get("/-/metrics", headers={"authorization": "Bearer dlugi token do miernikow"}).status_code
        == 200
    )


def test_metrics_tell_of_requests_and_state_in_a_constant_number_of_queries(
    client, visit, edition, settings, django_assert_num_queries
):
    settings.METRICS_TOKEN = "dlugi token do miernikow"
    factories.projects(edition, 100)
    factories.ballot(edition, 1, 1)
    tick(NOW)
    visit.get("/")
    with django_assert_num_queries(7):
        text = client.get(
            "/-/metrics", headers={"authorization": "Bearer dlugi token do miernikow"}
        ).content.decode()
    assert 'wibo_requests_total{method="GET",status="2xx",view="home:front"}' in text
    assert 'wibo_envelopes{channel="internet"} 1.0' in text
    assert "wibo_seconds_since_tick 0.0" in text
    assert 'wibo_towns{state="open"}' in text
    assert "lipowo" not in text


def test_every_request_leaves_one_line_without_path_or_person(visit, cast, edition, lines):
    visit.as_(cast.maria).get("/konto/potwierdz/MQ/tajny-znacznik/")
    visit.post("/konto/zaloguj/", {"email": cast.maria.email, "password": "złe hasło"})
    visit.get("/nie/ma/takiej/?pesel=" + NUMBER)
    own = [json.loads(line) for line in lines if '"wibo.request"' in line]
    assert [line["view"] for line in own] == ["accounts:confirm", "accounts:sign-in", "none"]
    assert set(own[0]) == {
        "time",
        "level",
        "logger",
        "event",
        "request",
        "town",
        "view",
        "method",
        "status",
        "ms",
    }
    everything = "\n".join(lines)
    for secret in ("tajny-znacznik", cast.maria.email, "złe hasło", NUMBER, "nie/ma", "127.0.0.1"):
        assert secret not in everything


def test_an_error_is_logged_without_what_it_says(visit, edition, lines, monkeypatch):
    def broken(*_, **__):
        raise ValueError(f"duplicate key (pesel)=({NUMBER})")

    monkeypatch.setattr("wibo.home.views.front.stage_line", broken)
    visit.client.raise_request_exception = False
    response = visit.get("/")
    assert response.status_code == 500
    everything = "\n".join(lines)
    assert '"error": "ValueError"' in everything
    assert "front.py" in everything
    assert NUMBER not in everything
    assert NUMBER not in response.content.decode()


def test_the_number_of_a_request_is_kept_or_made(visit, edition):
    assert (
        visit.client.get("/", headers={"host": visit.host, "x-request-id": "abc-12345"})["X-Request-ID"]
        == "abc-12345"
    )
    made = visit.client.get("/", headers={"host": visit.host, "x-request-id": "x\ty"})["X-Request-ID"]
    assert len(made) == 16


def test_a_newline_in_a_message_stays_one_line():
    record = logging.LogRecord("wibo.x", logging.INFO, __file__, 1, "a\nb", (), None)
    assert len(JsonLines().format(record).splitlines()) == 1


def test_an_error_inside_formatting_is_a_type_and_places():
    try:
        raise KeyError(NUMBER)
    except KeyError:
        record = logging.LogRecord(
            "django.request", logging.ERROR, __file__, 1, "%s failed", (NUMBER,), sys.exc_info()
        )
    line = json.loads(JsonLines().format(record))
    assert (line["event"], line["error"]) == ("%s failed", "KeyError")


def test_every_answer_has_strict_headers(visit, cast, edition):
    pages = [
        visit.get("/"),
        visit.get("/nie-ma/"),
        visit.get("/herb.svg"),
        visit.as_(cast.anna).get("/urzad/"),
    ]
    for response in pages:
        assert "unsafe-inline" not in response["Content-Security-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert "camera=()" in response["Permissions-Policy"]
        assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert pages[-1]["Cache-Control"] == "private, no-store"
