"""Which projects there is work on: the winners of all published results."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404

from wibo.results.models import Publication
from wibo.results.outcomes import outcomes
from wibo.results.published import all_published
from wibo.voting.models import Project
from wibo.works.models import State, Work

_ORDER = (State.BUILDING, State.DONE, State.TENDER, State.PLANNED, State.GIVEN_UP)


@dataclass(frozen=True, slots=True)
class Winner:
    """A project that is built, with the work on it once somebody has told of any."""

    project: Project
    work: Work | None

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.work.stage if self.work else State.PLANNED

    @property
    def percent(self) -> int:
        """How much of it is done."""
        return self.work.percent if self.work else 0


def built_of(edition: int) -> frozenset[int]:
    """The keys of an edition's projects that its published result has built."""
    publication = Publication.objects.filter(edition=edition).select_related("edition__town").first()
    return _built(publication) if publication is not None else frozenset()


def _built(publication: Publication) -> frozenset[int]:
    return frozenset(key for key, outcome in outcomes(publication).items() if outcome.is_built)


def published_here() -> Iterable[Publication]:
    """The town's own published results; elections that were read from files are built elsewhere."""
    return all_published().filter(edition__imported=False)


def winners(publications: Iterable[Publication]) -> list[Winner]:
    """All winners, the newest edition first; in each what is being built and what is done before what is only planned."""
    return _told({key for one in publications for key in _built(one)})


def in_office() -> list[Winner]:
    """The same for the office, with what has a work and is not built any more: its posts may have to go."""
    keys = {key for one in published_here() for key in _built(one)}
    return _told(keys | set(Work.objects.values_list("project", flat=True)))


def _told(keys: set[int]) -> list[Winner]:
    rows = Project.objects.filter(pk__in=keys).select_related("work", "edition__town").with_faces()
    ordered = rows.order_by("-edition__year", "-edition_id", "pool__position", "pool_id", "number_sort", "pk")
    found = [Winner(project, getattr(project, "work", None)) for project in ordered]
    return sorted(found, key=lambda one: (-one.project.edition.year, _ORDER.index(one.state)))


def is_winner(project: Project) -> bool:
    """Whether the project's published result has it built."""
    return project.pk in built_of(project.edition_id)


def has_work(pk: int) -> Project:
    """A project that is built, or has a work from when it was. Raises Http404 for any other."""
    rows = Project.objects.select_related("edition__town", "proposal", "pool", "work")
    found: Project | None = rows.filter(pk=pk).first()
    if found is None or not (hasattr(found, "work") or is_winner(found)):
        raise Http404
    return found
