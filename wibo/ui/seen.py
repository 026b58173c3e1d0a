"""An irrevocable act is bound to what its page showed: the form carries a keyed digest of it, the act compares.

Where what was shown is no longer what stands there, nothing is done and the page is shown anew.
"""

import hmac
import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from wibo.access.refusal import Refused

FIELD = "widziane"
CHANGED = (
    "Od otwarcia tej strony zmieniło się to, czego dotyczy ta decyzja. Nic nie zrobiono. Sprawdź stronę jeszcze raz i "
    "dopiero wtedy potwierdź."
)


def seen(*things: Any) -> str:
    """The digest of what a page shows, for the hidden field of its form."""
    key = hmac.digest(settings.SECRET_KEY.encode(), b"what an act has seen", "sha256")
    content = json.dumps(things, sort_keys=True, default=str).encode()
    return hmac.digest(key, content, "sha256").hex()[:32]


def refuse_unseen(request: HttpRequest, *things: Any) -> None:
    """Raise Refused unless the form that was sent showed exactly this. Call it inside the act's transaction."""
    sent = request.POST.get(FIELD, "")
    if not hmac.compare_digest(sent.encode(), seen(*things).encode()):
        raise Refused(CHANGED)
