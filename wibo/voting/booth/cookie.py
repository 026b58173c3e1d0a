"""What travels between the booth's pages: one encrypted, host-only cookie, and nothing on the server.

It holds the voter's tag and facts (never a PESEL or a name) and the choices; after the cast only the receipt.
"""

import base64
import binascii
import hmac
import json
import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from nacl.exceptions import CryptoError

from wibo.keyring.keys import cookie_box
from wibo.rulebook.voting.ballots import Marks
from wibo.voting.electorate.voters import Voter

LASTS = timedelta(minutes=60)
# On a computer that many people use in turn.
LASTS_ASSISTED = timedelta(minutes=10)
# For so long who comes back and says again who they are finds their choices.
KEPT = timedelta(hours=4)
ASSISTED_COOKIE = "stanowisko"
# Bytes before they are sealed and written in letters: of a voter's facts at most, of a usual cookie, of any.
_VOTER, _USUAL, _LARGEST = 1_500, 2_048, 2_940


@dataclass(slots=True)
class Booth:
    """A voter's way through the booth."""

    edition: int
    voter: Voter | None = None
    area: int | None = None
    marks: dict[int, Marks] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    key: str = field(default_factory=lambda: secrets.token_hex(24))
    receipt: str = ""
    # The number sent to the voter's contact, until it is typed; the address itself only to send it once more.
    pending: str = ""
    pending_until: float = 0
    address: str = ""
    assisted: bool = False
    # Bytes of the edition's fullest ballot: all its cookies have one length, whatever was chosen.
    fullest: int = 0

    @property
    def known(self) -> Voter:
        """The voter, on pages that only a known one reaches."""
        if self.voter is None:
            raise RuntimeError("a page of the booth was reached without a voter")
        return self.voter

    @property
    def is_known(self) -> bool:
        """Whether the voter has passed the first step, with a proved contact where one is asked for."""
        return self.voter is not None and not self.pending


def load(request: HttpRequest, edition: int, now: datetime) -> Booth | None:
    """The booth from the cookie; None when there is none, it is too old, or of another edition."""
    state = _state(request, edition)
    return _booth(state) if state is not None and state["until"] >= now.timestamp() else None


def has_expired(request: HttpRequest, edition: int, now: datetime) -> bool:
    """Whether there was a voter whose time in the booth has run out."""
    state = _state(request, edition)
    return state is not None and state["until"] < now.timestamp() and bool(state["voter"])


def was_shut(request: HttpRequest, edition: int) -> bool:
    """Whether the start of the booth was opened meanwhile, so that its voter has to say again who they are."""
    state = _state(request, edition)
    return state is not None and state["until"] == 0


def resume(request: HttpRequest, booth: Booth, now: datetime) -> Booth:
    """The new booth with the choices that the same person made a while ago; another person finds nothing."""
    state = _state(request, booth.edition)
    if state is None or booth.voter is None or state["kept"] < now.timestamp() or not state["voter"]:
        return booth
    before = _booth(state)
    if hmac.compare_digest(before.known.tag, booth.voter.tag):
        booth.area, booth.marks, booth.seen, booth.key = before.area, before.marks, before.seen, before.key
    return booth


def _state(request: HttpRequest, edition: int) -> dict[str, Any] | None:
    try:
        raw = base64.urlsafe_b64decode(request.COOKIES.get(settings.BOOTH_COOKIE_NAME, ""))
        state: dict[str, Any] = json.loads(cookie_box().decrypt(raw))
    except (CryptoError, ValueError, binascii.Error):
        return None
    return state if state["edition"] == edition else None


def _booth(state: dict[str, Any]) -> Booth:
    return Booth(
        edition=state["edition"],
        voter=_voter(state["voter"]) if state["voter"] else None,
        area=state["area"],
        marks={int(pool): Marks(tuple(p), tuple(points)) for pool, (p, points) in state["marks"].items()},
        seen=set(state["seen"]),
        key=state["key"],
        receipt=state["receipt"],
        pending=state["pending"],
        pending_until=state["pending_until"],
        address=state["address"],
        assisted=state["assisted"],
        fullest=state["fullest"],
    )


def _voter(fields: list[str]) -> Voter:
    tag, person, factor, contact = (base64.b64decode(part) for part in fields[:4])
    born, sex, said = fields[4:]
    return Voter(tag, date.fromisoformat(born), sex, "d" in said, person, "g" in said, factor, contact)


def _fields(voter: Voter) -> list[str]:
    parts = (voter.tag, voter.person, voter.factor, voter.contact)
    return [
        *(base64.b64encode(part).decode() for part in parts),
        voter.birth_date.isoformat(),
        voter.sex,
        "d" * voter.declared + "g" * voter.guardian,
    ]


def _padded(content: bytes, fullest: int) -> bytes:
    """The content with blanks to the length that all cookies of the edition have: who watches the line must not
    learn from it how many projects were chosen. Browsers keep at most 4,096 bytes of a cookie.
    """
    return content.ljust(_length(fullest))


def _length(fullest: int) -> int:
    return _USUAL if fullest + _VOTER <= _USUAL else _LARGEST


def has_room(booth: Booth) -> bool:
    """Whether choices that break the rules still leave the cookie at the length that all of the edition have."""
    chosen = json.dumps([[list(m.projects), list(m.points)] for m in booth.marks.values()])
    return len(chosen) + _VOTER <= _length(booth.fullest)


def store(response: HttpResponse, booth: Booth, now: datetime, *, shut: bool = False) -> HttpResponse:
    """Put the booth into the response's cookie; `shut` when the person has to say again who they are."""
    lasts, kept = (LASTS_ASSISTED, LASTS_ASSISTED) if booth.assisted else (LASTS, KEPT)
    state = {
        "edition": booth.edition,
        "until": 0 if shut else (now + lasts).timestamp(),
        "kept": (now + kept).timestamp(),
        "assisted": booth.assisted,
        "voter": _fields(booth.voter) if booth.voter else None,
        "area": booth.area,
        "marks": {pool: [list(m.projects), list(m.points)] for pool, m in booth.marks.items()},
        "seen": sorted(booth.seen),
        "key": booth.key,
        "receipt": booth.receipt,
        "pending": booth.pending,
        "pending_until": booth.pending_until,
        "address": booth.address,
        "fullest": booth.fullest,
    }
    sealed = cookie_box().encrypt(_padded(json.dumps(state, separators=(",", ":")).encode(), booth.fullest))
    response.set_cookie(
        settings.BOOTH_COOKIE_NAME,
        base64.urlsafe_b64encode(sealed).decode(),
        max_age=int(kept.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response
