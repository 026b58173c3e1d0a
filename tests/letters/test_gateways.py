"""Short messages: handed over as documented, and a refusal tells neither number nor text."""

import gc
import json
import smtplib
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from wibo.letters.gateways import FileGateway, HttpGateway, NotSent, passed_on, sms_gateway
from wibo.letters.passing import pass_on


@contextmanager
def service(status):
    """A service for messages that keeps what it gets."""
    got = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            got.append(
                (
                    self.headers["Authorization"],
                    json.loads(self.rfile.read(int(self.headers["Content-Length"]))),
                )
            )
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", got
    finally:
        server.shutdown()
        server.server_close()


def test_a_message_goes_to_the_service_with_its_token():
    with service(202) as (url, got):
        HttpGateway(url, "tajny").send("+48501234567", "Numer: 123456")
    assert got == [("Bearer tajny", {"to": "+48501234567", "text": "Numer: 123456"})]


def test_a_refusal_tells_neither_number_nor_text():
    with service(500) as (url, _), pytest.raises(NotSent) as caught:
        HttpGateway(url, "tajny").send("+48501234567", "Numer: 123456")
    assert str(caught.value) == ""
    assert caught.value.__cause__ is None


def test_a_refusal_leaves_no_connection_open():
    with service(500) as (url, _):
        for _at in range(3):
            with pytest.raises(NotSent):
                HttpGateway(url, "tajny").send("+48501234567", "Numer: 123456")
        gc.collect()


def test_which_gateway_there_is(settings):
    assert isinstance(sms_gateway(), FileGateway)
    settings.SMS_URL, settings.SMS_TOKEN = "https://sms.example/", "x"
    assert isinstance(sms_gateway(), HttpGateway)
    settings.SMS_URL, settings.TESTING = "", False
    assert sms_gateway() is None


def test_a_demo_shows_the_newest_messages_first(town, settings):
    settings.DEMO = True
    for code in ("111111", "222222"):
        pass_on("contact_code", town=town, to="+48501234567", code=code)
    pass_on("contact_code", town=town, to="ala@lipowo.example", code="333333")
    assert [next(c for c in ("111111", "222222", "333333") if c in one["text"]) for one in passed_on()] == [
        "333333",
        "222222",
        "111111",
    ]


def test_what_cannot_be_sent_is_refused(town, settings, monkeypatch):
    settings.TESTING = False
    with pytest.raises(NotSent):
        pass_on("contact_code", town=town, to="+48501234567", code="1")

    def broken(self):
        raise smtplib.SMTPException

    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken)
    with pytest.raises(NotSent):
        pass_on("contact_code", town=town, to="ala@lipowo.example", code="1")
