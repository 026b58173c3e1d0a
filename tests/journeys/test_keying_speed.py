"""A clerk keys a pile of cards with the keyboard alone; the page answers each within 300 ms at the 95th percentile."""

import pytest
from django.utils import timezone
from django_scopes import scope

from wibo.accounts.models import User
from wibo.demo.moving import move_to
from wibo.editions.models import Edition
from wibo.voting.models import Envelope
from wibo.voting.papers.batches import confirm_count, open_batch

pytestmark = [pytest.mark.journey, pytest.mark.alone]
LIMIT_MS = 300
_ANSWERED = "(() => { const e = performance.getEntriesByType('navigation')[0]; return e.domInteractive - e.startTime; })()"
_NAMES = "abcdefghijklmnoprstuwz"


def name_of(at):
    """A name of letters alone, another for every number."""
    letters = ""
    while True:
        at, rest = divmod(at, len(_NAMES))
        letters += _NAMES[rest]
        if not at:
            return letters


def batch_of(town, count):
    with scope(town=town):
        edition = (
            Edition.objects.select_related("town")
            .prefetch_related("windows")
            .filter(imported=False)
            .latest("year")
        )
        clerk, second = (User.objects.by_email(f"{who}@lipowo.example") for who in ("jan", "komisja"))
        now = timezone.now()
        made = open_batch(edition, "stos", timezone.localdate(), count, user=clerk, at=now)
        return confirm_count(made, count, user=second, at=now)


def key_card(page, at):
    """One card: six fields, Tab and Enter; how long the page took to answer, in milliseconds."""
    page.keyboard.type(f"Imię{name_of(at)}")
    for words in (f"Nazwisko{name_of(at * 7 + 1)}", f"{at % 28 + 1:02d}.05.1970", "Długa 1"):
        page.keyboard.press("Tab")
        page.keyboard.type(words)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("1 3")
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.keyboard.press("Enter")
    return page.evaluate(_ANSWERED)


@pytest.mark.parametrize("count", [25, pytest.param(1000, marks=pytest.mark.long)])
def test_a_pile_is_keyed_by_keyboard(walker, demo, count):
    move_to("lipowo", "voting")
    batch = batch_of(demo, count)
    jan = walker().sign_in("jan")
    jan.go(f"/urzad/karty/{batch.pk}/wpisz/")
    jan.page.reload()
    took = sorted(key_card(jan.page, at) for at in range(count))
    print(
        f"{count} cards: median {took[count // 2]:.0f} ms, 95th percentile {took[int(count * 0.95)]:.0f} ms"
    )
    with scope(town=demo):
        keyed = Envelope.objects.filter(batch=batch).handed_in()
        assert keyed.count() == count
        assert keyed.valid().count() == count
    assert took[int(count * 0.95)] < LIMIT_MS
    assert not jan.problems
