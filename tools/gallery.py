"""The pictures of docs/gallery.md, taken from five towns built for the moment in a folder of their own; with names only those."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent))
from test import chromium

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "img" / "gallery"
PORT = 8765
PASSWORD = "wibo-demo-2027"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-component-update",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]

# File, width, town ("" is the list of towns), who is signed in, where.
PICTURES = (
    ("01-towns", 1280, "", "", "/"),
    ("02-front-voting", 1280, "brzezina", "", "/"),
    ("03-front-phone", 360, "lipowo", "", "/"),
    ("04-projects", 1280, "brzezina", "", "/projekty/"),
    ("05-booth-phone", 360, "brzezina", "", "booth"),
    ("06-desk", 1280, "jodlow", "dorota", "/urzad/"),
    ("07-formal-review", 1280, "jodlow", "beata", "/urzad/ocena-formalna/"),
    ("08-paper-keying", 1280, "brzezina", "tomasz", "batch"),
    ("09-invalid-and-urn", 1280, "sosnowice", "elzbieta", "/urzad/urna/"),
    ("10-results", 1280, "olszany", "", "/wyniki/"),
    ("11-journal", 1280, "olszany", "audyt", "/urzad/dziennik/"),
    ("13-merit-review", 1280, "jodlow", "marcin", "desk"),
    ("14-assignment", 1280, "jodlow", "dorota", "/urzad/przydzial/?karta=merit"),
    ("15-appeal", 1280, "jodlow", "dorota", "appeal"),
    ("16-letters", 1280, "jodlow", "kamil", "/urzad/listy/"),
    ("17-decisions", 360, "jodlow", "", "/wnioski/?lista=niedopuszczone"),
    ("18-works", 1280, "olszany", "", "/realizacja/"),
    ("19-news-phone", 360, "brzezina", "", "/aktualnosci/"),
    ("20-ukrainian-phone", 360, "brzezina", "", "/?jezyk=uk"),
    ("21-office-texts", 1280, "olszany", "alicja", "/urzad/teksty/"),
    ("12-console", 1280, "operator", "operator", "/"),
    ("22-edition", 1280, "lipowo", "anna", "/urzad/edycja/"),
    ("23-pool-example", 1280, "lipowo", "anna", "example"),
    ("24-people", 1280, "lipowo", "anna", "/urzad/osoby/"),
    ("25-town-letters", 1280, "lipowo", "anna", "/urzad/teksty/listy/"),
)


def _base(town: str) -> str:
    return f"http://{town}.localhost:{PORT}" if town else f"http://localhost:{PORT}"


def _sign_in(page, town: str, who: str) -> None:
    email = "operator@wibo.example" if who == "operator" else f"{who}@{town}.example"
    page.goto(_base(town) + ("/zaloguj/" if who == "operator" else "/konto/zaloguj/"))
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button")


def _go(page, town: str, path: str) -> None:
    if path == "booth":
        page.goto(_base(""))
        number = page.locator("article:has-text('Brzezina') .nowrap.strong").first.inner_text()
        page.goto(_base(town) + "/glosowanie/kim-jestes/")
        page.fill("[name=pesel]", number)
        page.check("[name=declared]")
        page.click("main button")
        page.check("[name=area] >> nth=0")
        page.click("main button")
    elif path == "desk":
        page.goto(_base(town) + "/urzad/ocena-merytoryczna/")
        page.locator(".queue a").first.click()
    elif path == "example":
        page.goto(_base(town) + "/urzad/edycja/")
        page.locator("section[aria-labelledby=pools] li a").first.click()
        page.click("[name=przyklad]")
        page.evaluate("scrollTo(0, 0)")
    elif path == "appeal":
        page.goto(_base(town) + "/urzad/odwolania/")
        page.locator("main th a").first.click()
    elif path == "batch":
        page.goto(_base(town) + "/urzad/karty/")
        page.locator("main a[href*='/urzad/karty/']", has_text="Wpisuj").first.click()
    else:
        page.goto(_base(town) + path)
        if path == "/wyniki/":
            page.locator("main a[href^='/wyniki/']").first.click()


def take(browser: Browser) -> None:
    """Take every picture, or those that were named."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    asked = [one for one in PICTURES if not sys.argv[1:] or one[0] in sys.argv[1:]]
    for name, width, town, who, path in asked:
        context = browser.new_context(
            locale="pl-PL", viewport={"width": width, "height": 800 if width > 400 else 740}
        )
        page = context.new_page()
        if who:
            _sign_in(page, town, who)
        _go(page, town, path)
        page.screenshot(path=FOLDER / f"{name}.png")
        print(f"  {name}", flush=True)
        context.close()


def main() -> int:
    """Build, serve, take, stop."""
    with tempfile.TemporaryDirectory(prefix="wibo-gallery-") as folder:
        plain = {k: v for k, v in os.environ.items() if not k.startswith("WIBO_") and k != "DATABASE_URL"}
        env = {**plain, "WIBO_DATA_DIR": folder, "WIBO_PORT": str(PORT)}
        server = subprocess.Popen(
            [sys.executable, "-m", "wibo", "run"], cwd=ROOT, env=env, stdout=subprocess.DEVNULL
        )
        try:
            for _ in range(240):
                try:
                    urllib.request.urlopen(f"http://localhost:{PORT}/-/ready", timeout=2)
                    break
                except OSError:
                    time.sleep(0.5)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
                take(browser)
                browser.close()
        finally:
            server.terminate()
            server.wait(30)
    return 0


if __name__ == "__main__":
    sys.exit(main())
