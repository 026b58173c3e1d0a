"""What pages weigh for a phone on a slow network: kilobytes over the wire, requests, seconds until all is there.

    python -m bench.weight                 # builds the demo towns, visits their pages
    python -m bench.weight --port 8000     # of a demo that runs

Chromium at 360 px with nothing remembered, 400 kbit/s with 150 ms to the server, a processor four times slower. A ballot is
everything from "Głosowanie" to the code of confirmation, in one browser that keeps what it has loaded.
"""

import argparse
import contextlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
_BYTES_A_SECOND = 400_000 // 8
_LATENCY_MS = 150
_SLOWER = 4
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
# The button of a page of the booth that leads on.
_ON = "main form button.ds-button:not([name]) >> nth=-1"
PAGES = (
    ("front page while people vote", "brzezina", "/"),
    ("catalogue of projects", "brzezina", "/projekty/"),
    ("one project", "brzezina", "first project"),
    ("proposals", "jodlow", "/wnioski/"),
    ("rules and dates", "brzezina", "/zasady/"),
    ("news", "brzezina", "/aktualnosci/"),
    ("result of Equal Shares", "olszany", "first result"),
    ("works", "olszany", "/realizacja/"),
)


@dataclass
class Weight:
    """What came over the wire."""

    kilobytes: float = 0.0
    requests: int = 0
    seconds: float = 0.0
    by_kind: dict[str, float] = field(default_factory=dict)


class Phone:
    """A browser on a slow network that counts what comes."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.base, self.weight = base, Weight()
        self.context = browser.new_context(viewport={"width": 360, "height": 740}, locale="pl-PL")
        self.page: Page = self.context.new_page()
        self._kinds: dict[str, str] = {}
        wire = self.context.new_cdp_session(self.page)
        wire.send("Network.enable")
        slow = {"offline": False, "latency": _LATENCY_MS, "downloadThroughput": _BYTES_A_SECOND}
        wire.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": _BYTES_A_SECOND})
        wire.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
        wire.on("Network.responseReceived", self._answered)
        wire.on("Network.loadingFinished", self._finished)

    def _answered(self, event: dict) -> None:
        if not event["response"].get("fromDiskCache"):
            self._kinds[event["requestId"]] = event["type"]

    def _finished(self, event: dict) -> None:
        kind = self._kinds.pop(event["requestId"], None)
        if kind is None or not event["encodedDataLength"]:
            return
        came = event["encodedDataLength"] / 1000
        self.weight.requests += 1
        self.weight.kilobytes += came
        self.weight.by_kind[kind] = self.weight.by_kind.get(kind, 0) + came

    def timed(self, act) -> None:
        """Do it and wait until the page and all that it asks for is there."""
        began = time.monotonic()
        act()
        self.page.wait_for_load_state("networkidle")
        # The network is idle for half a second before that is said.
        self.weight.seconds += time.monotonic() - began - 0.5

    def go(self, path: str) -> None:
        """Open an address of the town."""
        self.timed(lambda: self.page.goto(self.base + path))

    def press(self, selector: str) -> None:
        """Press what leads on."""
        self.timed(lambda: self.page.locator(selector).first.click())


def towns(port: int, folder: Path) -> subprocess.Popen:
    """A demo of its own, ready."""
    environment = {"WIBO_DATA_DIR": str(folder), "WIBO_PORT": str(port), "PATH": "/usr/bin:/bin"}
    program = str(Path(sys.executable).parent / "wibo")
    started = subprocess.Popen([program, "run"], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    for _ in range(300):
        with contextlib.suppress(OSError):
            if urllib.request.urlopen(f"http://localhost:{port}/-/ready", timeout=2):
                return started
        time.sleep(1)
    raise SystemExit("the demo did not start")


def address_of(browser: Browser, base: str, path: str) -> str:
    """The path itself, or what the first link of a list leads to."""
    lists = {
        "first project": ("/projekty/", ".project .card-title a"),
        "first result": ("/wyniki/", "main h2 a"),
    }
    if path not in lists:
        return path
    listed, link = lists[path]
    page = browser.new_page()
    page.goto(base + listed)
    page.locator(link).first.click()
    found = page.url.removeprefix(base)
    page.close()
    return found


def choose(page: Page) -> None:
    """Mark the first project of a list, in whatever way the list takes."""
    points = page.locator("main .choices input[type=number], main .choices input[inputmode=numeric]")
    if points.count():
        points.first.fill("1")
    else:
        page.locator("main .choices input").first.check()


def ballot(browser: Browser, port: int) -> Weight:
    """From the first page of voting to the code."""
    page = browser.new_page()
    page.goto(f"http://localhost:{port}/")
    # The first that has not voted yet: in a demo that runs somebody may have.
    numbers = page.locator("article:has-text('Brzezina') .nowrap.strong").all_inner_texts()
    page.close()
    return next(weight for number in numbers if (weight := _voted(browser, port, number)) is not None)


def _voted(browser: Browser, port: int, number: str) -> Weight | None:
    phone = Phone(browser, f"http://brzezina.localhost:{port}")
    phone.go("/glosowanie/")
    phone.press("main a.ds-button")
    phone.page.fill("[name=pesel]", number)
    phone.page.check("[name=declared]")
    phone.press(_ON)
    if "/nie-przyjeto/" in phone.page.url:
        return None
    phone.page.check("[name=area] >> nth=0")
    phone.press(_ON)
    while "/wybor/" in phone.page.url:
        here = phone.page.url
        choose(phone.page)
        phone.press(_ON)
        if phone.page.url == here:
            raise SystemExit("the booth does not lead on")
    phone.press(_ON)
    if "/przyjety/" not in phone.page.url:
        raise SystemExit(f"no vote was taken: {phone.page.url}")
    return phone.weight


def told(name: str, weight: Weight) -> str:
    """A row of the table."""
    kinds = ", ".join(
        f"{kind} {size:.0f}" for kind, size in sorted(weight.by_kind.items(), key=lambda one: -one[1])
    )
    return f"| {name} | {weight.kilobytes:.0f} | {weight.requests} | {weight.seconds:.1f} | {kinds} |"


def measure(browser: Browser, port: int) -> None:
    """Print the table."""
    print("| page, cold | kB | requests | s | of it, kB |\n| --- | ---: | ---: | ---: | --- |")
    for name, town, path in PAGES:
        base = f"http://{town}.localhost:{port}"
        where = address_of(browser, base, path)
        phone = Phone(browser, base)
        phone.go(where)
        phone.context.close()
        print(told(name, phone.weight), flush=True)
    print(told("**a whole ballot**", ballot(browser, port)))


def main() -> None:
    """Measure a demo that runs, or one made for it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--port", type=int)
    port = parser.parse_args().port
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        started = None if port else towns(8766, Path(folder))
        try:
            browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
            measure(browser, port or 8766)
        finally:
            if started:
                started.terminate()
                started.wait()


if __name__ == "__main__":
    main()
