"""How single projects came out, for pages and letters that are about one of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from wibo.memory import Newest
from wibo.results.models import Addition, CountRun, Publication
from wibo.results.presenting import ResultRow, of_run
from wibo.results.runs import published_runs


@dataclass(frozen=True, slots=True)
class Outcome:
    """A project's row of the published result, with what it stands in."""

    row: ResultRow
    publication: Publication
    ballots: int
    projects: int

    @property
    def kind(self) -> str:
        """What the mark of the project says, as its row has it."""
        return self.row.kind

    @property
    def is_built(self) -> bool:
        """Whether it is built: by votes, or with money that was left over."""
        return self.kind in ("won", "added")


# By all that can change what was published: its runs, winners that were lost, money from elsewhere.
_known: Newest[Mapping[int, Outcome]] = Newest(64)


def outcomes(publication: Publication) -> Mapping[int, Outcome]:
    """Of every project of an edition's published result, by the project's key."""
    added = Addition.objects.filter(edition=publication.edition_id).values_list("pk", flat=True)
    key = (publication.pk, tuple(publication.runs), str(publication.lost), tuple(added), publication.final_at)
    return _known.get(key, lambda: told(publication, published_runs(publication)))


def told(publication: Publication, runs: list[CountRun]) -> Mapping[int, Outcome]:
    """What runs say of their projects, by the project's key."""
    found = {}
    for run in runs:
        result = of_run(run)
        for row in result.rows:
            found[row.project.pk] = Outcome(row, publication, result.ballots, len(result.rows))
    return found
