"""An upload that breaks off, over a real connection: nothing is kept, and the same file goes through afterwards."""

import http.client
import re
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django_scopes import scope

from tests import factories, files
from tests.tampering import emptied
from wibo.proposals.models import Attachment

HOST = "lipowo.localhost"
EDGE = "wibo-edge"


@pytest.fixture
def sender(transactional_db, live_server):
    """The author's session, the page of files, and the bytes of a sending."""
    town = factories.town("lipowo")
    with scope(town=town):
        cast = factories.cast(town)
        draft = factories.draft(factories.edition(town), cast.maria)
        client = Client()
        client.force_login(cast.maria)
        path = f"/moje/{draft.pk}/krok/zalaczniki/"
        page = client.get(path, headers={"host": HOST}).content.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
        yield live_server.url, path, token, cookies
    emptied()


def body(token, content):
    fields = {"csrfmiddlewaretoken": token, "purpose": "map", "dodaj": "plik"}
    parts = [
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    head = (
        f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="plan.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    )
    return "".join([*parts, head]).encode() + content + f"\r\n--{EDGE}--\r\n".encode()


def kept():
    folder = Path(settings.MEDIA_ROOT)
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def test_an_upload_that_breaks_off_leaves_nothing_and_can_be_sent_again(sender):
    url, path, token, cookies = sender
    # Beyond what is held in memory, so that a temporary file is begun.
    content = files.pdf(4_000_000)
    sent = body(token, content)
    headers = {
        "Host": HOST,
        "Cookie": cookies,
        "Content-Type": f"multipart/form-data; boundary={EDGE}",
        "Content-Length": str(len(sent)),
    }
    there = urlsplit(url)
    with socket.create_connection((there.hostname, there.port)) as broken:
        lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        broken.sendall("\r\n".join([*lines, "", ""]).encode() + sent[: len(sent) // 2])
    assert (Attachment.objects.count(), kept()) == (0, [])
    connection = http.client.HTTPConnection(there.hostname, there.port)
    connection.request("POST", path, sent, headers)
    assert connection.getresponse().status == 302
    connection.close()
    assert Attachment.objects.get().size == len(content)
    assert len(kept()) == 1
