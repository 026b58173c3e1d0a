"""The public list of receipts: complete, hourly, digested, and silent on persons and choices."""

from datetime import timedelta
from hashlib import sha256

import pytest

from tests import factories
from tests.moments import NOW
from wibo.housekeeping.ticking import tick
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.rulebook.calendar.schedule import Stage
from wibo.rulebook.voting.reasons import Reason
from wibo.ui.templatetags.ui import groups
from wibo.voting.models import ReceiptList
from wibo.voting.urn.annulment import annul
from wibo.voting.urn.receipts import list_receipts

HOUR = timedelta(hours=1)


@pytest.fixture
def voted(edition):
    factories.projects(edition, 100, 200)
    found = factories.reload(edition)
    found.made = [factories.ballot(found, at, 1) for at in range(3)]
    return found


def test_every_envelope_is_listed_in_the_order_of_codes(voted):
    made = list_receipts(voted, at=NOW)
    assert [row[0] for row in made.rows] == sorted(envelope.receipt for envelope in voted.made)
    assert {row[1] for row in made.rows} == {"valid"}
    assert made.digest == sha256(made.lines.encode()).hexdigest()
    assert Entry.objects.get(kind="receipts-listed").facts["digest"] == made.digest


def test_once_an_hour_and_journalled_when_something_has_changed(voted):
    first = list_receipts(voted, at=NOW)
    annul(voted.made[0], Reason.OTHER, "x", act=Act("Anna", NOW))
    assert list_receipts(voted, at=NOW + timedelta(minutes=20)) is None
    second = list_receipts(voted, at=NOW + HOUR)
    assert [voted.made[0].receipt, "invalid", "N22"] in second.rows
    third = list_receipts(voted, at=NOW + 2 * HOUR)
    assert third.digest == second.digest != first.digest
    assert Entry.objects.filter(kind="receipts-listed").count() == 2
    first.refresh_from_db()
    assert (first.lines, len(first.digest)) == ("", 64)


def test_an_empty_urn_has_no_list(edition):
    assert list_receipts(edition, at=NOW) is None


def test_the_worker_lists_and_everyone_reads(visit, voted):
    assert "Nie ma jeszcze żadnego spisu" in visit.get("/potwierdzenia/").content.decode()
    assert visit.get("/potwierdzenia.csv").status_code == 404
    tick(NOW)
    made = ReceiptList.objects.get()
    factories.only_stages(voted, Stage.CLOSING)
    page = visit.get("/potwierdzenia/").content.decode()
    assert "3\xa0kody" in page
    assert made.digest in page
    file = visit.get("/potwierdzenia.csv")
    assert sha256(file.content).hexdigest() == made.digest
    for envelope in voted.made:
        assert groups(envelope.receipt) in page
        assert str(envelope.pk) not in page + file.content.decode()


def test_an_annulled_ballot_says_what_its_voter_can_do(visit, edition, cast):
    factories.projects(edition, 10_00)
    edition = factories.reload(edition)
    envelope = factories.ballot(edition, 0, 1)
    page = visit.post("/potwierdzenie/", {"receipt": envelope.receipt}).content.decode()
    assert "Twój głos jest w urnie" in page
    assert "Co możesz zrobić" not in page
    annul(envelope, Reason.OTHER, "pomyłka", act=Act("Anna", NOW))
    page = visit.post("/potwierdzenie/", {"receipt": envelope.receipt}).content.decode()
    assert "Twój głos jest nieważny" in page
    assert "Głosowanie jeszcze trwa" in page
    assert edition.town.contact_email in page
    factories.only_stages(edition)
    page = visit.post("/potwierdzenie/", {"receipt": envelope.receipt}).content.decode()
    assert "protest na piśmie" in page
    assert "Głosowanie jeszcze trwa" not in page


def test_while_only_the_office_sees_the_turnout_the_list_tells_its_digests_and_no_number(visit, voted):
    """A line for each ballot is the turnout; the digests bind the office all the same."""
    tick(NOW)
    made = ReceiptList.objects.get()
    page = factories.words(visit.get("/potwierdzenia/"))
    assert made.digest in page
    assert voted.made[0].receipt[:4] not in page
    assert "3 kody" not in page.replace("\xa0", " ")
    assert f"wpis nr {made.journal_number}" not in page
    assert visit.get("/potwierdzenia.csv").status_code == 404
    factories.only_stages(voted, Stage.CLOSING)
    page = factories.words(visit.get("/potwierdzenia/")).replace("\xa0", " ")
    assert "3 kody" in page
    assert visit.get("/potwierdzenia.csv").content.decode() == made.lines


def test_a_code_read_with_digits_for_letters_is_found_and_one_too_short_is_told(visit, voted):
    receipt = voted.made[0].receipt
    misread = receipt.replace("O", "0").replace("I", "1").replace("B", "8")
    assert "Twój głos jest w urnie" in factories.words(visit.post("/potwierdzenie/", {"receipt": misread}))
    short = factories.words(visit.post("/potwierdzenie/", {"receipt": receipt[:-1]}))
    assert "Kod ma 24 litery i cyfry, a tu jest ich 23." in short
    assert "Nie ma takiego głosu" not in short
