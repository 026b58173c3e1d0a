"""Whether an attached file carries a virus, by the clamd that the setting names; without one nothing is asked.

What cannot be asked is not taken: a file that nobody looked at would be opened in the office.
"""

import io

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings

from wibo.ui.inspecting import Unfit

_SECONDS = 30


def refuse_infected(raw: bytes) -> None:
    """Raise Unfit for a file in which clamd finds something, and where it cannot be asked."""
    if not settings.CLAMD:
        return
    try:
        found = _clamd(settings.CLAMD).instream(io.BytesIO(raw))
    except (ClamdError, OSError) as error:
        raise Unfit(
            "czeka na sprawdzenie, czy nie ma wirusa, a program nie odpowiada. Spróbuj za kilka minut"
        ) from error
    status, _name = next(iter(found.values()), ("ERROR", None))
    if status == "FOUND":
        raise Unfit("zawiera wirusa albo coś, co wygląda jak wirus. Sprawdź swój komputer")
    if status != "OK":
        raise Unfit("nie dał się sprawdzić, czy nie ma wirusa. Zapisz go jako PDF i spróbuj jeszcze raz")


def _clamd(address: str) -> ClamdNetworkSocket | ClamdUnixSocket:
    """By `unix:/run/clamav/clamd.ctl` or `tcp:host:port`."""
    kind, _, where = address.partition(":")
    if kind == "unix":
        return ClamdUnixSocket(where, timeout=_SECONDS)
    host, _, port = where.rpartition(":")
    return ClamdNetworkSocket(host, int(port), timeout=_SECONDS)
