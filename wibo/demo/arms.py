"""Coats of arms of the invented towns: simple charges on a shield, drawn for this demo."""

_SHIELD = (
    '<path d="M1 1h38v24c0 11-9 17-19 20C10 42 1 36 1 25z" fill="{field}" stroke="#fff" stroke-width="1"/>'
)


def _arms(field: str, charges: str) -> str:
    shield = _SHIELD.format(field=field)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 46">{shield}{charges}</svg>'


ARMS = {
    "lipowo": _arms(
        "#15532b",
        '<path d="M20 8c7 5 10 9 10 14 0 6-5 9-10 9s-10-3-10-9c0-5 3-9 10-14z" fill="#f2c84b"/>'
        '<path d="M19 18h2v22h-2z" fill="#f2c84b"/>',
    ),
    "jodlow": _arms(
        "#f2c500",
        '<path d="M20 6l7 10h-4l6 9h-5l7 9H9l7-9h-5l6-9h-4z" fill="#1d5a34"/>'
        '<path d="M18.500 34h3v6h-3z" fill="#6b3f1d"/>',
    ),
    "brzezina": _arms(
        "#0f4c81",
        '<path d="M4 30c5-4 11-4 16 0s11 4 16 0v4c-5 4-11 4-16 0s-11-4-16 0z" fill="#fff"/>'
        '<path d="M12 26V12h3v3h3v-3h4v3h3v-3h3v14z" fill="#f1f1f1"/><path d="M18 26v-5a2 2 0 014 0v5z" fill="#0f4c81"/>',
    ),
    "sosnowice": _arms(
        "#8a1c2b",
        '<path d="M20 7l3 7 8 .6-6 5.200 1.900 7.700L20 23.400l-6.900 4.100L15 19.800l-6-5.200 8-.6z" fill="#fff"/>'
        '<path d="M10 32h20v3H10z" fill="#f2c84b"/>',
    ),
    "olszany": _arms(
        "#5b2a86",
        '<path d="M20 1v44C10 42 1 36 1 25V1z" fill="#e9d8f4"/>'
        '<circle cx="11" cy="17" r="4" fill="#5b2a86"/><circle cx="11" cy="28" r="4" fill="#5b2a86"/>'
        '<path d="M24 12h11v3H24zM24 20h11v3H24zM24 28h9v3h-9z" fill="#e9d8f4"/>',
    ),
}
