"""A real browser on the live server, with axe on every page that a story reaches."""

import os
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.front import before
from tests.journeys.people import FLAGS, Walker, program
from tests.tampering import emptied


@pytest.fixture(scope="session")
def browser():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=program(), args=FLAGS)
        yield made
        made.close()


@pytest.fixture
def demo(transactional_db):
    """The demo town as `make run` builds it."""
    from tests.journeys.demo_town import KEPT

    yield KEPT.town()
    emptied()


@pytest.fixture(scope="session")
def front(live_server, tmp_path_factory):
    """The port that people visit."""
    with before(urlsplit(live_server.url).port, tmp_path_factory.mktemp("front")) as port:
        yield port


@pytest.fixture
def walker(browser, front, demo):
    """Starts people; their browsers are closed with the test, or their open lines outlive the server."""
    started = []

    def start(**options):
        started.append(Walker(browser, front, **options))
        return started[-1]

    yield start
    for one in started:
        if one.page.locator("form[data-autosave]").count():
            # What a page saves by itself, also when it is left, must arrive before its rows are gone.
            one.page.wait_for_load_state("networkidle")
            one.page.goto("about:blank")
            time.sleep(0.5)
        one.context.close()
