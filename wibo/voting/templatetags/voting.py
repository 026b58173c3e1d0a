"""What voting adds to the page of a proposal: its place on the ballot, and the way into the booth."""

from typing import Any

from django import template

from wibo.editions.guards import current_edition
from wibo.memory import once
from wibo.proposals.models import Proposal
from wibo.rulebook.award.collisions import rivals_of
from wibo.rulebook.calendar.stages import Feature
from wibo.rulebook.spelling.numbering import natural_key
from wibo.voting.ballot.lists import lists_of
from wibo.voting.ballot.models import Project, project_of
from wibo.voting.ballot.shortlist import listed

register = template.Library()


@register.inclusion_tag("voting/ballot/_on_ballot.html", takes_context=True)
def on_ballot(context: Any, of: Project | Proposal) -> dict[str, Any]:
    """A project as it stands on the frozen ballot; nothing for a proposal that is not on it."""
    project = of if isinstance(of, Project) else project_of(of)
    if project is not None and isinstance(of, Proposal):
        project.edition = of.edition
    if project is None or not project.edition.frozen_at:
        return {"project": None}
    edition, now = project.edition, context["request"].now
    before, after = _neighbours(project)
    return {
        "request": context["request"],
        "is_over": edition.has_voted(now),
        "project": project,
        "rivals": sorted(rivals_of(project.pool.collisions).get(project.number, ()), key=natural_key),
        "may_vote": edition.enables(Feature.VOTE, now)
        and not edition.paused_at
        and not edition.urn_opened_at,
        "before": before,
        "after": after,
    }


@register.simple_tag(takes_context=True)
def shortlist_state(context: Any, project: Project) -> str:
    """ "in" or "out" of what this browser has put aside; empty where there is nothing to compare any more."""
    request = context["request"]
    edition = current_edition(request)
    if edition is None or edition.pk != project.edition_id or project.struck_at:
        return ""
    if edition.has_voted(request.now):
        return ""
    return "in" if project.pk in once(request, "shortlist", lambda: listed(request)) else "out"


def _neighbours(project: Project) -> tuple[Project | None, Project | None]:
    """The standing projects before and after on the same list of the ballot."""
    rows = next(
        (entry.projects for entry in lists_of(project.edition) if entry.pool.pk == project.pool_id), ()
    )
    keys = [one.pk for one in rows]
    if project.pk not in keys:
        return None, None
    at = keys.index(project.pk)
    return (rows[at - 1] if at else None), (rows[at + 1] if at + 1 < len(rows) else None)
