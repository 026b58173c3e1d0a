"""Letters about a result: each author reads how the project came out, and why, on the day on which everyone does."""

from collections.abc import Mapping
from datetime import datetime

from wibo.proposals.following import tell_followers
from wibo.proposals.models import Proposal
from wibo.proposals.writing import write_to_author
from wibo.results.models import Publication
from wibo.results.outcomes import Outcome, told
from wibo.results.runs import published_runs


def write_outcomes(
    publication: Publication, *, at: datetime, before: Mapping[int, Outcome] | None = None
) -> None:
    """Write to the authors of all projects; after a change (`before` says what was public) to those for whom it changes."""
    now = told(publication, published_runs(publication))
    changed = [key for key, outcome in now.items() if before is None or differs(before.get(key), outcome)]
    rows = Proposal.objects.filter(project__in=changed).select_related("author", "edition__town", "project")
    for proposal in rows.prefetch_related("co_authors__user").in_order():
        context = {
            "outcome": now[proposal.project.pk],
            "publication": publication,
            "is_change": before is not None,
        }
        write_to_author(proposal, "result", at=at, **context)
        outcome = now[proposal.project.pk]
        subject = "zmiana wyniku" if before is not None else "wynik głosowania"
        tell_followers(proposal, _for_followers(outcome), at=at, subject=subject)


def _for_followers(outcome: Outcome) -> str:
    row = outcome.row
    if outcome.kind == "given-up":
        return f"Projekt wygrał, ale nie zostanie wykonany: {row.lost}"
    lead = "Projekt wygrał" if row.won else "Projekt nie wygrał"
    return f"{lead}: {row.result}, miejsce {row.place} z {outcome.projects}. {row.why}"


def differs(before: Outcome | None, now: Outcome) -> bool:
    """Whether a project came out in another way than was public before."""
    return before is None or before.kind != now.kind
