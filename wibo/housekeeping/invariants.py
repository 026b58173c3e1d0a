"""What must always hold, checked over the whole database; `wibo doctor` prints what does not."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count
from django_scopes import scope

from wibo.editions.models import Edition
from wibo.journal.actions import broken_seal
from wibo.keyring import keys
from wibo.results.models import CountRun
from wibo.towns.models import Town
from wibo.voting.models import Ballot, Envelope, Participation, Vote


def findings() -> Iterator[str]:
    """Every broken promise as a sentence; nothing when all is well."""
    yield from _folders()
    if settings.BASE_SCHEME == "https" and not settings.CLIENT_ADDRESS_HEADER:
        yield "WIBO_CLIENT_ADDRESS_HEADER: nie ustawiono, więc kilka pomyłek jednej osoby zatrzyma wszystkich"
    for town in Town.objects.all():
        with scope(town=town):
            broken = broken_seal()
            if broken is not None:
                yield f"{town.slug}: dziennik zdarzeń jest naruszony przy wpisie nr {broken}"
            for edition in Edition.objects.all():
                yield from (f"{town.slug}, edycja {edition.pk}: {found}" for found in _of_edition(edition))


def _folders() -> Iterator[str]:
    for folder in (settings.KEYS_DIR, settings.PRIVATE_KEYS_DIR):
        if folder.exists() and folder.stat().st_mode & 0o007:
            yield f"{folder}: klucze mogą czytać obcy; ustaw chmod o-rwx"


def _of_edition(edition: Edition) -> Iterator[str]:
    valid = Envelope.objects.filter(edition=edition).valid()
    if valid.filter(participation=None).exists():
        yield "ważny głos bez udziału osoby"
    if Participation.objects.filter(edition=edition).count() < valid.count():
        yield "ważnych głosów jest więcej niż osób"
    if edition.urn_opened_at:
        yield from _of_opened(edition, valid.count())
    elif edition.frozen_at and not keys.has_private(edition.ring, keys.URN):
        yield "nie ma klucza urny, a urna nie jest otwarta"


def _of_opened(edition: Edition, valid: int) -> Iterator[str]:
    if Envelope.objects.filter(edition=edition).exclude(sealed=b"").exists():
        yield "urna jest otwarta, a zostały zapieczętowane głosy"
    if keys.has_private(edition.ring, keys.URN):
        yield "urna jest otwarta, a klucz nie jest zniszczony"
    for pool, ballots in Ballot.objects.filter(edition=edition).values_list("pool").annotate(n=Count("pk")):
        if ballots > valid:
            yield f"pula {pool} ma więcej kart niż jest ważnych głosów"
    for run in CountRun.objects.filter(edition=edition):
        if sum(run.votes.values()) != Vote.objects.filter(ballot__pool=run.pool_id).count():
            yield f"ustalenie {run.number} w puli {run.pool_id} ma inną liczbę głosów niż urna"
