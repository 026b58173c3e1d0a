"""Which projects there is work on: the winners of all published results."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404

from wibo.results.models import Publication
from wibo.results.outcomes import outcomes
from wibo.voting.models import Project
from wibo.works.models import State, Work

# Kinds of outcomes that are built: by votes, and with money that was left over.
_BUILT = ("won", "added")


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


def winners(publications: Iterable[Publication]) -> list[Winner]:
    """All winners, the newest edition first, each in ballot order."""
    keys = {key for one in publications for key, outcome in outcomes(one).items() if outcome.kind in _BUILT}
    rows = Project.objects.filter(pk__in=keys).select_related("work", "edition__town").with_faces()
    ordered = rows.order_by("-edition__year", "-edition_id", "pool__position", "pool_id", "number_sort", "pk")
    return [Winner(project, getattr(project, "work", None)) for project in ordered]


def is_winner(project: Project) -> bool:
    """Whether the project's published result has it built."""
    publication = Publication.objects.filter(edition=project.edition_id).first()
    outcome = outcomes(publication).get(project.pk) if publication is not None else None
    return outcome is not None and outcome.kind in _BUILT


def winner(pk: int) -> Project:
    """A project that is built. Raises Http404 for any other."""
    rows = Project.objects.select_related("edition__town", "proposal", "pool", "work")
    found: Project | None = rows.filter(pk=pk).first()
    if found is None or not is_winner(found):
        raise Http404
    return found
