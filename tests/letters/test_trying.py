"""A letter that is not taken is tried again, ever more seldom, and in the end told to the office: never again and again in silence."""

import smtplib
from datetime import timedelta
from email.utils import parseaddr

import pytest
from django.core import mail
from django.utils import timezone

from tests import factories
from tests.moments import NOW
from wibo.housekeeping.ticking import tick
from wibo.letters.actions import write
from wibo.letters.models import Letter
from wibo.letters.tasks import deliver
from wibo.letters.trying import next_try

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def test_tries_come_ever_more_seldom_and_end_after_three_days():
    waits, at, tries = [], NOW, 0
    while True:
        tries += 1
        following = next_try(tries, NOW, at)
        if following is None:
            break
        waits.append(following - at)
        at = following
    assert waits[:8] == [
        5 * MINUTE,
        10 * MINUTE,
        20 * MINUTE,
        40 * MINUTE,
        80 * MINUTE,
        160 * MINUTE,
        320 * MINUTE,
        6 * HOUR,
    ]
    assert set(waits[8:]) == {6 * HOUR}
    assert 3 * DAY - 6 * HOUR <= at - NOW <= 3 * DAY


@pytest.fixture
def letter(town, settings):
    settings.EMAIL_BACKEND = "tests.letters.test_trying.Refusing"
    return write(
        "new_email",
        town=town,
        address="ola@x.example",
        at=NOW,
        user=None,
        link="https://x.example/konto/adres/a/b/",
    )


class Refusing:
    """A mail backend that fails as its class says."""

    fault: Exception = OSError("no route to ola@x.example")

    def __init__(self, **_):
        pass

    def send_messages(self, messages):
        raise type(self).fault


def stored():
    return Letter.objects.get()


def after(**time):
    return NOW + timedelta(**time)


def test_a_server_that_is_away_is_tried_again_and_nothing_of_its_words_is_kept(letter, monkeypatch, caplog):
    monkeypatch.setattr(Refusing, "fault", OSError("no route to ola@x.example"))
    monkeypatch.setattr("wibo.letters.tasks.timezone.now", lambda: NOW)
    deliver.call(letter.pk)
    row = stored()
    assert (row.tries, row.next_try_at, row.given_up_at, row.sent_at) == (1, after(minutes=5), None, None)
    assert "ola@x.example" not in caplog.text
    assert list(Letter.objects.due(after(minutes=4))) == []
    assert list(Letter.objects.due(after(minutes=5))) == [row]


@pytest.mark.parametrize(
    ("code", "words", "lost"),
    [
        (550, b"5.1.1 no such user", True),
        (550, b"5.2.1 mailbox disabled", True),
        (452, b"4.2.2 mailbox full", False),
        # Faults of our own relay: no mailbox is at fault.
        (554, b"5.7.1 relay access denied", False),
        (530, b"5.7.0 authentication required", False),
        (550, b"no", False),
    ],
)
def test_a_mailbox_that_refuses_for_good_is_not_tried_again(letter, monkeypatch, code, words, lost):
    refused = smtplib.SMTPRecipientsRefused({"ola@x.example": (code, words)})
    monkeypatch.setattr(Refusing, "fault", refused)
    deliver.call(letter.pk)
    row = stored()
    assert (row.given_up_at is not None, row.fault) == (lost, "address" if lost else "")
    assert ("/konto/adres/a/b/" in row.body) == (not lost)


def test_after_three_days_it_is_given_up_and_the_office_reads_which(
    visit, cast, edition, letter, monkeypatch
):
    monkeypatch.setattr(Refusing, "fault", smtplib.SMTPServerDisconnected("gone"))
    Letter.objects.update(tries=12, written_at=NOW - 3 * DAY, about="proposal:1")
    monkeypatch.setattr("wibo.letters.tasks.timezone.now", lambda: NOW)
    deliver.call(letter.pk)
    assert (stored().given_up_at, stored().fault) == (NOW, "server")
    visit.as_(cast.anna)
    assert "1 list nie dotarł" in factories.words(visit.get("/urzad/")).replace("\xa0", " ")
    page = factories.words(visit.get("/urzad/listy/"))
    assert "ola@x.example" in page
    assert "serwer poczty nie odpowiadał" in page


def test_what_is_given_up_is_not_handed_over_again(letter, settings):
    Letter.objects.update(given_up_at=NOW, fault="address")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    deliver.call(letter.pk)
    assert mail.outbox == []
    assert tick(after(days=1))["letters"] == 0


def test_a_letter_comes_in_the_name_of_the_town_and_answers_go_there(town, settings):
    settings.DEFAULT_FROM_EMAIL = "Budżet <budzet@wibo.example>"
    made = write("new_email", town=town, address="ola@x.example", at=NOW, user=None, link="x")
    deliver.call(made.pk)
    sent = mail.outbox[-1]
    assert parseaddr(sent.from_email) == (town.name, "budzet@wibo.example")
    assert sent.reply_to == ["bo@lipowo.example"]


def test_a_letter_that_another_worker_has_taken_is_not_sent_again(town):
    made = write("new_email", town=town, address="ola@x.example", at=NOW, user=None, link="x")
    mail.outbox.clear()
    Letter.objects.update(sent_at=None, next_try_at=timezone.now() + MINUTE)
    deliver.call(made.pk)
    assert mail.outbox == []
    Letter.objects.update(next_try_at=timezone.now() - MINUTE)
    for _ in range(2):
        deliver.call(made.pk)
    assert len(mail.outbox) == 1
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<{made.pk}.")


def test_a_letter_whose_enclosure_cannot_be_made_waits_like_any_other(town, settings):
    made = write("new_email", town=town, address="ola@x.example", at=NOW, user=None, link="x")
    settings.ENCLOSURES = {"broken": "tests.letters.test_trying.broken"}
    Letter.objects.update(sent_at=None, next_try_at=None, enclosure="broken", written_at=timezone.now())
    deliver.call(made.pk)
    row = stored()
    assert (row.tries, row.sent_at, row.given_up_at) == (1, None, None)
    assert row.next_try_at > timezone.now()


def broken(_key):
    raise ValueError("a file that is gone")


def test_the_office_does_not_see_who_follows(visit, cast, edition, town):
    for about in ("proposal:1", "follower:1", ""):
        Letter.objects.create(
            town=town,
            template="x",
            address=f"{about or 'account'}@x.example".replace(":", ""),
            subject="List",
            body="x",
            about=about,
            written_at=NOW,
            given_up_at=NOW,
            fault="address",
        )
    page = factories.words(visit.as_(cast.anna).get("/urzad/listy/")).replace("\xa0", " ")
    assert "proposal1@x.example" in page
    assert "follower1@x.example" not in page
    assert "account@x.example" not in page
    assert "Nie dotarło też 2 listy" in page
