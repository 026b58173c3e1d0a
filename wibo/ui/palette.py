"""A whole palette from one town colour: 16 steps by target luminance, for light and dark.

The targets are those of Designsystemet (MIT), so its components keep their contrast with any colour; this
computes them anew in Python. Contrast of the button text is checked for hover and active too.
"""

from collections.abc import Callable

from wibo.memory import lasting

Rgb = tuple[float, float, float]

STEPS = (
    "background-default",
    "background-tinted",
    "surface-default",
    "surface-tinted",
    "surface-hover",
    "surface-active",
    "border-subtle",
    "border-default",
    "border-strong",
    "text-subtle",
    "text-default",
)
_LIGHT = (1.0, 0.9, 1.0, 0.81, 0.7, 0.59, 0.5, 0.19, 0.11, 0.11, 0.0245)
_DARK = (0.009, 0.014, 0.021, 0.027, 0.036, 0.056, 0.08, 0.22, 0.39, 0.39, 0.84)
BLACK: Rgb = (0.0, 0.0, 0.0)
WHITE: Rgb = (255.0, 255.0, 255.0)


def parse(colour: str) -> Rgb:
    """The channels (0 to 255) of `#rrggbb`."""
    red, green, blue = (float(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return red, green, blue


def text(colour: Rgb) -> str:
    """`#rrggbb`."""
    return "#" + "".join(f"{min(255, max(0, round(channel))):02x}" for channel in colour)


def luminance(colour: Rgb) -> float:
    """Relative luminance as WCAG defines it, 0 to 1."""

    def linear(channel: float) -> float:
        part = channel / 255
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """WCAG contrast, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _mixed(one: Rgb, other: Rgb, part: float) -> Rgb:
    red, green, blue = (a + (b - a) * part for a, b in zip(one, other, strict=True))
    return red, green, blue


def at_luminance(colour: Rgb, target: float) -> Rgb:
    """The tint or shade of a colour that has the target luminance."""
    if target <= 0:
        return BLACK
    if target >= 1:
        return WHITE
    dark, light = (BLACK, colour) if luminance(colour) > target else (colour, WHITE)
    return _bisected(lambda part: _mixed(dark, light, part), target)


def _bisected(shade: Callable[[float], Rgb], target: float) -> Rgb:
    low, high = 0.0, 1.0
    for _ in range(24):
        middle = (low + high) / 2
        low, high = (low, middle) if luminance(shade(middle)) > target else (middle, high)
    return shade((low + high) / 2)


def _lightness(colour: Rgb) -> float:
    """CIE L*, 0 to 100."""
    y = luminance(colour)
    return y * 903.3 if y <= 0.008856 else 116 * y ** (1 / 3) - 16


def _luminance_of(lightness: float) -> float:
    bounded = min(100.0, max(0.0, lightness))
    return bounded / 903.3 if bounded <= 8 else ((bounded + 16) / 116) ** 3


def _base_steps(colour: Rgb, dark: bool) -> dict[str, Rgb]:
    lightness = _lightness(colour)
    if dark:
        lightness = 70.0 if lightness <= 30 else 100 - lightness
    base = at_luminance(colour, _luminance_of(lightness)) if dark else colour
    ink = WHITE if contrast(base, WHITE) >= contrast(base, BLACK) else BLACK
    # Away from the ink, so that hover and active never lose contrast.
    away = -8 if ink == WHITE else 8
    shades = [at_luminance(colour, _luminance_of(lightness + away * step)) for step in (1, 2)]
    soft = _mixed(ink, base, 0.12)
    return {
        "base-default": base,
        "base-hover": shades[0],
        "base-active": shades[1],
        "base-contrast-subtle": soft if contrast(soft, base) >= 4.5 else ink,
        "base-contrast-default": ink,
    }


@lasting(512)
def steps(colour: str, *, dark: bool) -> dict[str, str]:
    """The 16 steps of a colour by name and its `mark`, which shows on the page, as `#rrggbb`."""
    brand = parse(colour)
    # Full chroma glows on a dark ground, so the dark tints start from a greyer colour.
    grey = at_luminance((128.0, 128.0, 128.0), luminance(brand))
    source = _mixed(brand, grey, 0.3) if dark else brand
    targets = _DARK if dark else _LIGHT
    tints = {name: at_luminance(source, target) for name, target in zip(STEPS, targets, strict=True)}
    shades = tints | _base_steps(brand, dark)
    # A pale colour alone would not show where you are: marks and edges need 3:1 against the page.
    seen = contrast(shades["base-default"], shades["background-default"]) >= 3
    shades["mark"] = shades["base-default" if seen else "border-strong"]
    return {name: text(shade) for name, shade in shades.items()}


def stylesheet(colour: str) -> str:
    """The CSS that gives the design system the town's accent, in its own layers."""

    def declared(dark: bool) -> str:
        return "".join(
            f"--ds-color-accent-{name}:{shade};" for name, shade in steps(colour, dark=dark).items()
        )

    return (
        f"@layer ds.theme.color-scheme.light{{:root{{{declared(False)}}}}}"
        "@layer ds.theme.color-scheme.dark{@media(prefers-color-scheme:dark){"
        f"[data-color-scheme=auto]{{{declared(True)}}}}}}}"
    )
