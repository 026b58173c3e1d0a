"""Short messages by telephone, behind one small interface: a file for demos, one HTTP service for towns.

The number and the text are handed over and forgotten: neither is stored or logged here.
"""

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Protocol

from django.conf import settings


class NotSent(Exception):
    """The message was not handed over; the cause is never told with the number or the text."""


class Gateway(Protocol):
    """What any gateway does."""

    def send(self, number: str, text: str) -> None:
        """Hand over a text for a number (+48…). Raises NotSent."""


class FileGateway:
    """Appends messages to a file, for a demo or a rehearsal: `_listy` shows them there."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, number: str, text: str) -> None:
        """Write a line of JSON."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"to": number, "text": text}, ensure_ascii=False) + "\n")


class HttpGateway:
    """POSTs `{"to": …, "text": …}` as JSON to an address, with a bearer token; any 2xx answer is success.

    docs/operators.md shows how common services are connected, with a line of their own where they differ.
    """

    def __init__(self, url: str, token: str) -> None:
        self._url, self._token = url, token

    def send(self, number: str, text: str) -> None:
        """Send within ten seconds."""
        body = json.dumps({"to": number, "text": text}).encode()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"}
        asked = urllib.request.Request(self._url, body, headers, method="POST")  # noqa: S310 - checked at start
        try:
            with urllib.request.urlopen(asked, timeout=10):  # noqa: S310 - checked at start
                return
        except urllib.error.HTTPError as answer:
            # A refusal is an answer too: unread, it would keep its connection open.
            answer.close()
            raise NotSent from None
        except (urllib.error.URLError, TimeoutError, OSError):
            raise NotSent from None


def sms_gateway() -> Gateway | None:
    """The gateway that the operator has set up; None when there is none."""
    if settings.SMS_URL:
        return HttpGateway(settings.SMS_URL, settings.SMS_TOKEN)
    if settings.DEMO or settings.TESTING:
        return FileGateway(sent_file())
    return None


def sent_file() -> Path:
    """Where a demo keeps what it would have sent."""
    folder: Path = settings.DATA_DIR
    return folder / "wiadomosci.jsonl"


def passed_on() -> list[dict[str, str]]:
    """The newest messages of a demo, newest first."""
    path = sent_file()
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [json.loads(line) for line in reversed(lines[-10:])]
