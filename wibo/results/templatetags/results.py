"""What results add to pages of projects and proposals, which know nothing of them."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.http import HttpRequest

from wibo.memory import once
from wibo.proposals.models import Proposal
from wibo.results.models import Publication
from wibo.results.outcomes import Outcome, outcomes
from wibo.voting.ballot.models import Project, project_of

register = template.Library()


@register.simple_tag(takes_context=True)
def fate(context: Any, of: Project | Proposal) -> Outcome | None:
    """How a project, or the project of a proposal, came out; None before its result is public, or off the ballot."""
    project = of if isinstance(of, Project) else project_of(of)
    return None if project is None else _public(context["request"], project.edition_id).get(project.pk)


def _public(request: HttpRequest, edition: int) -> Mapping[int, Outcome]:
    """The outcomes of an edition, asked for once a page however many projects stand on it."""

    def read() -> Mapping[int, Outcome]:
        publication = Publication.objects.filter(edition=edition).select_related("edition__town").first()
        return outcomes(publication) if publication is not None else {}

    return once(request, f"outcomes of {edition}", read)
