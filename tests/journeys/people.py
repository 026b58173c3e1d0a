"""A person with a browser: what they do, and what every page that they reach must be."""

import re
import shutil

from axe_playwright_python.sync_playwright import Axe

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
# A program that reads "8 000" reads no number.
_NUMBER_FOR_PEOPLE = re.compile(r'(?:data-[a-z-]+|width|height|max|min)="\d+(?:&nbsp;|\xa0)\d[^"]*"')
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Every rule is asked of every element; only what is wrong is described, which is most of the time that axe takes.
_RULES = {"runOnly": {"type": "tag", "values": _TAGS}, "resultTypes": ["violations"]}


def program():
    """Debian's browser, whichever name it has."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Walker:
    """A person with a browser in the demo town; every page it reaches is checked."""

    def __init__(self, browser, port, *, width=1280, javascript=True, host="lipowo.localhost"):
        self.base = f"http://{host}:{port}"
        self.town = host.partition(".")[0]
        self.context = browser.new_context(
            locale="pl-PL", viewport={"width": width, "height": 800}, java_script_enabled=javascript
        )
        self.page = self.context.new_page()
        self.problems = []
        self.javascript = javascript
        self.page.on("console", self._heard)
        self.seen = set()

    def _heard(self, message):
        if message.type == "error":
            self.problems.append(message.text)

    def go(self, path):
        response = self.page.goto(self.base + path)
        self.check()
        return response.status

    def click(self, words):
        self.page.get_by_role("link", name=words).or_(
            self.page.get_by_role("button", name=words)
        ).first.click()
        self.page.wait_for_load_state()
        self.check()

    def press(self, words):
        """A button, where a link has the same words."""
        self.page.get_by_role("button", name=words).first.click()
        self.page.wait_for_load_state()
        self.check()

    def fill(self, **values):
        for name, value in values.items():
            self.page.fill(f"[name={name}]", value)

    def text(self):
        return self.page.inner_text("main").replace("\N{NO-BREAK SPACE}", " ")

    def sign_in(self, who):
        from wibo.demo.building import DEMO_PASSWORD

        self.go("/konto/zaloguj/")
        self.fill(email=f"{who}@{self.town}.example", password=DEMO_PASSWORD)
        self.page.click("main form button")
        self.page.wait_for_load_state()
        assert "/konto/" not in self.page.url
        return self

    def check(self):
        """No console error, no sideways scrolling at 360 px, no axe violation."""
        assert not self.problems, self.problems
        odd = _NUMBER_FOR_PEOPLE.findall(self.page.content())
        assert not odd, (self.page.url, odd)
        if not self.javascript:
            return
        size = self.page.viewport_size
        self.page.set_viewport_size({"width": 360, "height": 740})
        assert self.page.evaluate("document.documentElement.scrollWidth") <= 360, self.page.url
        self.page.set_viewport_size(size)
        found = Axe().run(self.page, options=_RULES).response["violations"]
        assert not found, (self.page.url, [(v["id"], [n["html"] for n in v["nodes"]]) for v in found])


def crawl(walker, start, without=None):
    """Visit every address that links lead to, once per kind of page; not those that match `without`."""
    waiting, seen = [start], set()
    while waiting:
        path = waiting.pop(0)
        kind = re.sub(r"\d+", "N", path.split("?")[0])
        if (
            kind in seen
            or (without and without.match(kind))
            or re.search(r"\.(pdf|xlsx|docx|csv|zip|pb|json|ics|xml)$|/pliki/|/plik/", kind)
        ):
            continue
        seen.add(kind)
        assert walker.go(path) == 200, path
        links = walker.page.eval_on_selector_all(
            "a[href^='/']", "found => found.map(a => a.getAttribute('href'))"
        )
        waiting += [link.split("#")[0] for link in links]
    return seen
