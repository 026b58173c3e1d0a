"""A published election through the whole product: sealed envelopes, opened urn, count, publication.

Ballots are taken as the town accepted them; breaches of their own rules are told, not mended. Only such an
edition skips the two people at the urn, and only such an edition may be replaced.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.editions.actions import create_edition
from wibo.editions.models import Edition, Pool
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.editions import EditionReplaced, ElectionImported
from wibo.journal.models import digest_of
from wibo.keyring import keys
from wibo.results.actions.counting import count_all
from wibo.results.actions.publishing import publish
from wibo.results.actions.ties import settle_by_order
from wibo.results.models import (
    Addition,
    Alternatives,
    CountJob,
    CountRun,
    PoolAdjustment,
    Publication,
    TieDraw,
    TieNotice,
)
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.files.pabulib import PbFile, PbVote
from wibo.rulebook.files.recounting import anomalies
from wibo.rulebook.files.rule_files import NamedRule, as_settings
from wibo.rulebook.people import ageing
from wibo.rulebook.voting.voting_rules import VotingRules
from wibo.towns.models import Town
from wibo.voting.ballot.freezing import freeze, strike
from wibo.voting.ballot.sealing import seal, size_for
from wibo.voting.models import Ballot, Envelope, Participation, Project, Vote
from wibo.voting.urn.opening import open_urn
from wibo.wording.quoting import quoted

_CHUNK = 1000
# What an edition gathers, in the order in which it can be taken away.
_MADE: tuple[tuple[Any, str], ...] = (
    (Vote, "edition"),
    (Ballot, "edition"),
    (Envelope, "edition"),
    (Participation, "edition"),
    (TieDraw, "run__edition"),
    (TieNotice, "run__edition"),
    (Alternatives, "run__edition"),
    (CountRun, "edition"),
    (Publication, "edition"),
    (CountJob, "edition"),
    (PoolAdjustment, "edition"),
    (Addition, "edition"),
)
BY = "polecenie import-election"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """The edition, its first run (before a tie was settled) and its last."""

    edition: Edition
    first: CountRun
    last: CountRun
    anomalies: int


def import_election(
    town: Town, file: PbFile, named: NamedRule, *, at: datetime, replace: bool, progress: Progress
) -> Imported:
    """Run the file through the product. Raises Refused when it is there already and not to be replaced."""
    key = _key(file)
    existing = Edition.objects.filter(source_digest=key).first()
    if existing and not replace:
        raise Refused(
            f"Te wybory są już wczytane (edycja {existing.pk}). Aby wczytać je na nowo, dodaj --replace."
        )
    if existing:
        remove_imported(existing, at=at)
    broken = sum(anomalies(file).values())
    edition, pool = _prepared(town, file, named, key, at)
    _seal_all(edition, pool, file.votes, file, progress)
    progress("otwieranie urny", 0, 1)
    open_urn(edition, act=Act(BY, at))
    record(
        ElectionImported(ballots=len(file.votes), anomalies=broken),
        Act(BY, at),
        town=town,
        edition=edition.pk,
        about=edition,
    )
    progress("ustalanie wyniku", 0, 1)
    first = count_all(edition, act=Act(BY, at))[0]
    last = _settled(first, file, named.lot, at) if first.tied else first
    if not last.tied:
        publish(edition, act=Act(BY, at))
    progress("gotowe", 1, 1)
    return Imported(edition, first, last, broken)


def _key(file: PbFile) -> str:
    named = ("country", "unit", "instance", "district", "subunit", "description", "edition")
    return digest_of([file.meta.get(name, "") for name in named])


def _began(file: PbFile, at: datetime) -> date:
    text = file.meta.get("date_begin", "")
    for pattern in ("%d.%m.%Y", "%Y"):
        try:
            return datetime.strptime(text, pattern).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return localtime(at).date()


def _prepared(town: Town, file: PbFile, named: NamedRule, key: str, at: datetime) -> tuple[Edition, Pool]:
    """The edition with its one pool and projects, frozen."""
    _refuse_long_names(file)
    with transaction.atomic():
        edition = create_edition(
            town=town,
            act=Act(BY, at),
            year=_began(file, at).year,
            imported=True,
            source_digest=key,
            rules=VotingRules(repeats=named.repeats).as_settings(),
            name=_name(file),
        )
        pool = _pool(edition, file, named)
        Project.objects.bulk_create(
            Project(
                edition=edition,
                pool=pool,
                number=project.id,
                title=project.name or project.id,
                cost=project.cost,
                category=project.category,
            ).derive()
            for project in file.projects
        )
        freeze(edition, act=Act(BY, at))
        _make_room(edition, pool, file)
        _strike(edition, named, at)
    return edition, pool


def _name(file: PbFile) -> str:
    return file.meta.get("description") or f"{file.meta.get('unit', '')} {file.meta.get('instance', '')}"


def _pool_name(file: PbFile) -> str:
    return file.meta.get("subunit") or file.meta.get("district") or "Pula"


def _refuse_long_names(file: PbFile) -> None:
    """Raise Refused for a name that our columns do not hold: nothing is shortened in silence."""
    names = [
        (f"nazwa projektu {quoted(project.id)}", project.name or project.id, _longest(Project, "title"))
        for project in file.projects
    ]
    names += [
        (f"kategoria projektu {quoted(project.id)}", project.category, _longest(Project, "category"))
        for project in file.projects
    ]
    names += [
        ("opis wyborów (description)", _name(file), _longest(Edition, "name")),
        ("nazwa puli (subunit albo district)", _pool_name(file), _longest(Pool, "name")),
    ]
    for what, name, most in names:
        if len(name) > most:
            raise Refused(f"Za długie: {what} ma {len(name)} znaków, a może mieć {most}. Skróć ją w pliku.")


def _longest(model: type[Model], name: str) -> int:
    """How many signs a column holds."""
    column: Any = model._meta.get_field(name)
    return int(column.max_length)


def _pool(edition: Edition, file: PbFile, named: NamedRule) -> Pool:
    rules = file.rules
    made: Pool = Pool.objects.create(
        edition=edition,
        name=_pool_name(file),
        amount=file.budget,
        vote_type=rules.vote_type,
        min_length=rules.min_length,
        max_length=rules.max_length,
        max_sum_cost=rules.max_sum_cost,
        min_sum_points=rules.min_sum_points,
        max_sum_points=rules.max_sum_points,
        max_points=rules.max_points,
        award=as_settings(named.rule),
        collisions=[list(group) for group in named.collisions],
    )
    return made


def _make_room(edition: Edition, pool: Pool, file: PbFile) -> None:
    """Accepted ballots may name a project twice, so the envelope must hold the longest as written."""
    longest = max((vote.marks for vote in file.votes), key=lambda m: len(m.projects), default=None)
    if longest:
        needed = size_for({pool.pk: longest}) + 128
        edition.envelope_size = max(edition.envelope_size, needed)
        Edition.objects.filter(pk=edition.pk).update(envelope_size=edition.envelope_size)


def _strike(edition: Edition, named: NamedRule, at: datetime) -> None:
    """Strike what the rules beside the file leave out. Raises Refused for a project that is not there."""
    for number in named.exclude:
        project = Project.objects.filter(edition=edition, number=number).first()
        if project is None:
            raise Refused(f"Nie ma projektu {quoted(number)}, który miał być skreślony.")
        strike(project, "Skreślony przez gminę przed ustaleniem wyniku.", act=Act(BY, at))


def _seal_all(
    edition: Edition, pool: Pool, votes: Sequence[PbVote], file: PbFile, progress: Progress
) -> None:
    began = _began(file, edition.frozen_at or datetime.now(UTC))
    done = 0
    with transaction.atomic():
        for chunk in _chunks(votes):
            taken = Participation.objects.bulk_create(
                Participation(edition=edition, tag=keys.tag(edition.ring, f"import:{vote.voter_id}"))
                for vote in chunk
            )
            Envelope.objects.bulk_create(
                _envelope(edition, pool, vote, participation, began)
                for vote, participation in zip(chunk, taken, strict=True)
            )
            done += len(chunk)
            progress("pieczętowanie kart", done, len(votes))


def _chunks(votes: Iterable[PbVote]) -> Iterator[list[PbVote]]:
    remaining = iter(votes)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk


def _envelope(
    edition: Edition, pool: Pool, vote: PbVote, participation: Participation, cast_on: date
) -> Envelope:
    sealed, receipt = seal(edition, {pool.pk: vote.marks})
    age = int(vote.age) if vote.age.isdecimal() else None
    return Envelope(
        edition=edition,
        participation=participation,
        cast_on=cast_on,
        sealed=sealed,
        receipt=receipt,
        bond=keys.bond(edition.ring, bytes(participation.tag), receipt),
        channel=Channel.PAPER if vote.method == "paper" else Channel.WEB,
        age_band=ageing.band_of_age(age),
        sex=vote.sex if vote.sex in ("F", "M") else "",
    )


def _settled(first: CountRun, file: PbFile, lot: Sequence[str], at: datetime) -> CountRun:
    """The run after the named order or the file's own list has settled the tie; the open run when there is neither."""
    selected = set(file.selected())
    if not lot and not selected:
        return first
    places = {project: place for place, project in enumerate(lot)}

    def key(project: str) -> tuple[int, bool, int]:
        return places.get(project, len(places)), project not in selected, first.tied.index(project)

    settle_by_order(
        first,
        sorted(first.tied, key=key),
        "Kolejność wynika z listy ogłoszonej przez gminę.",
        act=Act(BY, at),
        method=TieDraw.Method.PUBLISHED,
    )
    return count_all(first.edition, act=Act(BY, at))[0]


def remove_imported(edition: Edition, *, at: datetime) -> None:
    """Remove an imported edition and destroy its keys. Raises Refused for any other edition."""
    if not edition.imported:
        raise Refused("Zastąpić można tylko edycję wczytaną z pliku.")
    with transaction.atomic():
        record(EditionReplaced(), Act(BY, at), town=edition.town, edition=edition.pk, about=edition)
        for model, path in _MADE:
            model.objects.filter(**{path: edition}).delete()
        edition.delete()
    keys.destroy_all(edition.ring)
