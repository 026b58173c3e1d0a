"""What the service promises beyond a vote: a rehearsal before it, the data that goes after it, a package for the archive."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django_scopes import scope

from tests.handover.making import packed
from tests.journeys.people import _TAGS
from wibo.rehearsal.building import twin_of
from wibo.rehearsal.entering import link_word
from wibo.rehearsal.models import Rehearsal

pytestmark = pytest.mark.journey


def test_the_office_rehearses_up_to_the_results_and_all_is_gone(walker, demo):
    anna = walker(width=360).sign_in("anna")
    anna.go("/urzad/edycja/")
    anna.click("Zobacz próbę")
    anna.press("Zacznij próbę")
    anna.go("/urzad/edycja/proba/")
    assert "Teraz w próbie: nabór wniosków" in anna.text()
    guest = walker(width=360, host="proba-lipowo.localhost")
    # The office's link names no port, and the server of tests has one.
    guest.go(f"/_proba/{link_word(twin_of(demo), f'koordynatorka@{twin_of(demo).slug}.example')}/")
    assert "Próba: wszystko tu jest wymyślone." in guest.page.inner_text("body")
    anna.press("Przejdź do etapu: wyniki")
    anna.go("/urzad/edycja/proba/")
    assert "To ostatni etap" in anna.text()
    guest.go("/wyniki/")
    anna.press("Zakończ próbę i usuń wszystko")
    anna.go("/urzad/edycja/proba/")
    assert "Nic po niej nie zostało" in anna.text()
    assert twin_of(demo) is None
    with scope(town=demo):
        assert Rehearsal.objects.get().wiped_at


def test_the_office_sees_what_is_kept_until_when(walker, demo):
    anna = walker(width=360).sign_in("anna")
    anna.go("/urzad/dane/")
    assert "po ostatecznym wyniku" in anna.text()
    anna.page.get_by_role("link", name="dane osób", exact=True).first.click()
    anna.check()
    assert "Co jest teraz" in anna.text()
    anna.go("/urzad/pakiet/")


def test_a_package_opens_from_a_disk_without_a_fault(browser, town, tmp_path):
    _, edition, _, archive = packed(town)
    archive.extractall(tmp_path)
    page = browser.new_context(locale="pl-PL", viewport={"width": 360, "height": 740}).new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"file://{tmp_path}/index.html")
    page.get_by_role("link", name="Wyniki", exact=True).click()
    assert page.url.endswith(f"/strona/wyniki/{edition.pk}/index.html")
    for back in (True, False):
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": _TAGS}}).response["violations"]
        assert not found, [(v["id"], [n["html"] for n in v["nodes"]]) for v in found]
        if back:
            page.get_by_role("link", name="Spis całości").click()
    assert {urlsplit(url).scheme for url in asked} <= {"file", "data"}
    page.context.close()
