"""What programs ask every site for: where robots may go, and whom to tell of a hole."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse

from wibo.access.marks import anytime, public
from wibo.towns.requests import TownRequest

# Pages of one person, or for whoever was given their address.
_NOT_FOR_ROBOTS = ("/urzad/", "/konto/", "/moje/", "/poparcie/", "/wspolautor/", "/obserwuj/", "/glosowanie/")
# RFC 9116 asks for an end less than a year away.
_HOLDS = timedelta(days=180)


@public
@anytime
def robots(request: TownRequest) -> HttpResponse:
    """What the town shows everyone may be found; the booth and people's own pages need not be."""
    shut = [f"Disallow: {before}{path}" for before in ("", "/edycja/*") for path in _NOT_FOR_ROBOTS]
    lines = ["User-agent: *", *shut, ""]
    return _text(lines)


@public
@anytime
def security(request: TownRequest) -> HttpResponse:
    """Whom to tell of a hole (RFC 9116): the operator, who mends it for all towns."""
    ends = (request.now + _HOLDS).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{settings.OPERATOR_EMAIL}",
        f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: pl, en",
        "",
    ]
    return _text(lines)


def _text(lines: list[str]) -> HttpResponse:
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "public, max-age=86400"
    return response
