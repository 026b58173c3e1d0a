"""What must always hold, checked over the whole database; `wibo doctor` prints what does not.

The second judge after the database: it believes no row alone, and compares everything that has a digest or a second
source. Each file asks about one subject and answers in sentences.
"""

from collections.abc import Iterator

from django_scopes import scope

from wibo.editions.models import Edition
from wibo.housekeeping.doctor import erasures, installation, journal, paper, people, results, rules, urn
from wibo.towns.models import Town


def findings() -> Iterator[str]:
    """Every broken promise as a sentence; nothing when all is well."""
    yield from installation.findings()
    for town in Town.objects.all():
        with scope(town=town):
            yield from (f"{town.slug}: {found}" for found in _of_town(town))


def _of_town(town: Town) -> Iterator[str]:
    yield from journal.findings(town)
    yield from people.of_roles()
    yield from people.of_accounts()
    yield from people.of_doors()
    for edition in Edition.objects.prefetch_related("windows", "pools").order_by("pk"):
        yield from (f"edycja {edition.pk}: {found}" for found in _of_edition(edition))


def _of_edition(edition: Edition) -> Iterator[str]:
    for subject in (rules, urn, paper, people, results, erasures):
        yield from subject.findings(edition)
