"""A hundred thousand envelopes: seconds to fill, to open the urn, and to count."""

import random
import time

from django.utils import timezone
from django.utils.timezone import localtime
from django_scopes import scope

from wibo.documents.engine.pdf import pdf
from wibo.editions.models import Edition
from wibo.journal.acts import Act
from wibo.keyring import keys
from wibo.results.actions.counting import count_all
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.voting.ballots import Marks
from wibo.voting.ballot.lists import lists_of
from wibo.voting.ballot.sealing import seal
from wibo.voting.models import Envelope, Participation
from wibo.voting.urn.opening import open_urn

ENVELOPES = 100_000
_BATCH = 5_000


def fill(edition: Edition, count: int = ENVELOPES) -> float:
    """Seal and store envelopes in bulk; the seconds."""
    began = time.perf_counter()
    chance, today = random.Random(5), localtime(timezone.now()).date()
    with scope(town=edition.town):
        entry = lists_of(edition)[0]
        numbers = [project.number for project in entry.projects]
        for start in range(0, count, _BATCH):
            people, envelopes = [], []
            for _ in range(min(_BATCH, count - start)):
                person = Participation(edition=edition, tag=chance.randbytes(32))
                sealed, receipt = seal(edition, {entry.pool.pk: Marks(tuple(chance.sample(numbers, 3)))})
                people.append(person)
                envelopes.append(
                    Envelope(
                        edition=edition,
                        participation=person,
                        channel=Channel.WEB,
                        cast_on=today,
                        age_band="45-54",
                        sex="F",
                        sealed=sealed,
                        receipt=receipt,
                        bond=keys.bond(edition.ring, person.tag, receipt),
                    )
                )
            Participation.objects.bulk_create(people)
            Envelope.objects.bulk_create(envelopes)
    return time.perf_counter() - began


def open_and_count(edition: Edition) -> tuple[float, float]:
    """Seconds to open the urn and seconds to count and award."""
    with scope(town=edition.town):
        began = time.perf_counter()
        open_urn(edition, act=Act("bench", timezone.now()))
        opened = time.perf_counter()
        count_all(edition, act=Act("bench", timezone.now()))
    return opened - began, time.perf_counter() - opened


def one_pdf(edition: Edition) -> float:
    """Seconds to print one ballot paper, the typesetter warmed up."""
    from wibo.documents.ballot_paper.data import ballot_data

    with scope(town=edition.town):
        data = ballot_data(edition)
    pdf("ballot_paper", data)
    began = time.perf_counter()
    # Another text, since the typesetter remembers what it has set before.
    pdf("ballot_paper", {**data, "regulations": "uchwała nr 2"})
    return time.perf_counter() - began
