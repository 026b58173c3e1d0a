"""`python -m bench.browsing PORT HOST OFFICIAL`: people with a browser at a server that runs elsewhere.

A stranger and an official visit every page that links lead to; each answers 200 in an accessible page. Two residents, one on
a phone without scripts, fill their ballots up to the last page, and there this prints `ready` and waits for a line: whoever
runs it takes a machine away meanwhile. Then both cast. At the end one line of JSON: pages seen, and the receipts with what was
chosen. Runs with the settings of a web machine, of which it needs the words of the demo alone.
"""

import json
import sys

import django

django.setup()

import pyotp
from playwright.sync_api import Browser, sync_playwright

from bench.voter import number_of
from tests.journeys.people import FLAGS, Walker, crawl, program
from wibo.demo.building import DEMO_PASSWORD

# Of whom nobody else votes here.
_FIRST = 4_000_000


def _filled(voter: Walker, number: int) -> tuple[str, ...]:
    """Go as far as the review; the numbers of the chosen projects."""
    voter.go("/glosowanie/kim-jestes/")
    voter.fill(pesel=number_of(number))
    voter.page.check("[name=declared]")
    voter.click("Dalej")
    boxes = voter.page.locator("input[name=projekt]").all()[:2]
    for box in boxes:
        box.check()
    chosen = tuple(str(box.get_attribute("value")) for box in boxes)
    voter.click("Dalej")
    assert "Sprawdź swój głos" in voter.text()
    return chosen


def _official(walker: Walker, email: str) -> Walker:
    """Sign in. This is no demo: an official of a town that has been there for a week must set a telephone first."""
    walker.go("/konto/zaloguj/?next=/urzad/")
    walker.fill(email=email, password=DEMO_PASSWORD)
    walker.page.click("main form button")
    walker.page.wait_for_load_state()
    secret = "".join(walker.page.inner_text(".code").split())
    walker.fill(password=DEMO_PASSWORD, number=pyotp.TOTP(secret).now())
    walker.click("Ustaw telefon")
    assert walker.page.locator(".codes .code").count() == 10, walker.text()
    return walker


def _cast(voter: Walker) -> str:
    """Cast; of a page that says that it is away, what the page asks for: the same again."""
    for _ in range(30):
        voter.page.get_by_role("button", name="Oddaj głos").click()
        voter.page.wait_for_load_state()
        if voter.page.locator(".code").count():
            break
        voter.problems.clear()
        voter.page.wait_for_timeout(2000)
        voter.page.goto(f"{voter.base}/glosowanie/sprawdz/")
    voter.check()
    assert "Głos przyjęty" in voter.text()
    return "".join(voter.page.inner_text(".code").split())


def walk(browser: Browser, port: str, host: str, official: str) -> dict[str, object]:
    """All of it."""
    voters = [
        Walker(browser, port, host=host, width=width, javascript=js)
        for width, js in ((360, False), (1280, True))
    ]
    chosen = [_filled(voter, _FIRST + at) for at, voter in enumerate(voters)]
    pages = len(crawl(Walker(browser, port, host=host, width=360), "/"))
    pages += len(crawl(_official(Walker(browser, port, host=host), official), "/urzad/"))
    print("ready", flush=True)
    sys.stdin.readline()
    return {
        "pages": pages,
        "receipts": {_cast(voter): what for voter, what in zip(voters, chosen, strict=True)},
    }


def main() -> None:
    """Begin, walk, tell."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=FLAGS)
        print(json.dumps(walk(browser, *sys.argv[1:4])), flush=True)


if __name__ == "__main__":
    main()
