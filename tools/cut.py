"""What a phone need not load is cut off: signs of a font that Polish does not use, styles of components that no page has.

`python tools/cut.py` writes both anew; `--check` says whether the styles are those of today's pages. The sources stay as they
came: the font in `wibo/ui/fonts`, the design system in `wibo/ui/static/vendor`.
"""

import re
import sys
from pathlib import Path

import tinycss2
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "wibo" / "ui" / "static"
CUT = STATIC / "ui" / "cut"
DESIGN = STATIC / "vendor" / "designsystemet-1.22.0" / "index.css"
FONTS = ROOT / "wibo" / "ui" / "fonts"
WEIGHTS = {400: "Lato_400Regular.ttf", 700: "Lato_700Bold.ttf", 900: "Lato_900Black.ttf"}
# All signs of Polish texts and of our pages; any other comes from a second file, which hardly any page asks for.
POLISH = {
    *range(0x20, 0x7F),
    *map(ord, "\N{NO-BREAK SPACE}ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”’–—…·×−§°«»€½©±✓→←"),
}
# A changed font may not bear the reserved name (SIL Open Font License 1.1, 3).
NAME = "Wibo"
_CLASS = re.compile(r"\.(ds-[a-z-]+)")
_NAMED = re.compile(r"ds-[a-z-]+")


def classes_in_use() -> set[str]:
    """Classes of the design system that a template, a component or a script names."""
    places = [*ROOT.glob("wibo/**/*.html"), *ROOT.glob("wibo/**/*.py"), *STATIC.glob("ui/**/*.js")]
    places += STATIC.glob("ui/css/*.css")
    return {name for path in places for name in _NAMED.findall(path.read_text("utf-8"))}


def _kept(prelude: str, used: set[str]) -> str:
    """The selectors of a rule that can fit anything; empty when none can."""
    found = [one for one in _selectors(prelude) if set(_CLASS.findall(one)) <= used]
    return ",".join(found)


def _selectors(prelude: str) -> list[str]:
    """The selectors of a list; commas within brackets belong to one."""
    found, depth, start = [], 0, 0
    for at, sign in enumerate(prelude):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            found.append(prelude[start:at])
            start = at + 1
    return [*found, prelude[start:]]


def _cut_rules(nodes: list, used: set[str]) -> str:
    made = []
    for node in nodes:
        if node.type == "qualified-rule":
            prelude = _kept(tinycss2.serialize(node.prelude).strip(), used)
            if prelude:
                made.append(f"{prelude}{{{tinycss2.serialize(node.content)}}}")
        elif node.type == "at-rule":
            made.append(_cut_at(node, used))
    return "".join(made)


def _cut_at(node, used: set[str]) -> str:
    head = f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}"
    if node.content is None:
        return f"{head};"
    if node.at_keyword in ("layer", "media", "supports"):
        inner = _cut_rules(tinycss2.parse_rule_list(node.content, skip_whitespace=True), used)
        return f"{head}{{{inner}}}" if inner else ""
    return f"{head}{{{tinycss2.serialize(node.content)}}}"


def cut_styles() -> str:
    """The design system's styles without components that no page has."""
    nodes = tinycss2.parse_stylesheet(DESIGN.read_text("utf-8"), skip_comments=True, skip_whitespace=True)
    return _cut_rules(nodes, classes_in_use())


def cut_fonts() -> None:
    """Each weight as two files: signs of Polish, and all others."""
    for weight, source in WEIGHTS.items():
        known = set(TTFont(FONTS / source).getBestCmap())
        for part, signs in {"pl": POLISH & known, "rest": known - POLISH}.items():
            font = TTFont(FONTS / source)
            options = Options(flavor="woff2", hinting=False, desubroutinize=True, name_IDs=[0, 13, 14])
            options.layout_features = ["kern", "liga", "tnum", "lnum", "mark", "mkmk", "ccmp", "locl"]
            cutter = Subsetter(options)
            cutter.populate(unicodes=signs)
            cutter.subset(font)
            for number, words in {
                1: NAME,
                2: str(weight),
                4: f"{NAME} {weight}",
                6: f"{NAME}-{weight}",
            }.items():
                font["name"].setName(words, number, 3, 1, 0x409)
            font.flavor = "woff2"
            font.save(CUT / f"{NAME.lower()}-{weight}-{part}.woff2")


def main() -> int:
    """Cut, or say whether what was cut is out of date."""
    target = CUT / "design.css"
    if "--check" in sys.argv:
        if target.read_text("utf-8") != cut_styles():
            print("The styles are cut for other pages than today's: python tools/cut.py")
            return 1
        return 0
    CUT.mkdir(exist_ok=True)
    target.write_text(cut_styles(), "utf-8")
    if "--styles" not in sys.argv:
        cut_fonts()
    return 0


if __name__ == "__main__":
    sys.exit(main())
