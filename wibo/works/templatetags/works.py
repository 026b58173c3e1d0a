"""What works add to pages of projects and proposals, which know nothing of them."""

from collections.abc import Mapping
from typing import Any

from django import template

from wibo.memory import once
from wibo.proposals.models import Proposal
from wibo.voting.ballot.models import Project, project_of
from wibo.works.models import Work
from wibo.works.winners import built_of

register = template.Library()


@register.simple_tag(takes_context=True)
def work_on(context: Any, of: Project | Proposal) -> Work | None:
    """The work on a project, or on the project of a proposal; None where nobody has told of any, and of what is not
    built any more.

    Read once a page for all projects of the edition, however many stand on it.
    """
    project = of if isinstance(of, Project) else project_of(of)
    if project is None:
        return None
    edition = project.edition_id

    def read() -> Mapping[int, Work]:
        built = built_of(edition)
        rows = Work.objects.filter(project__edition=edition)
        return {one.project_id: one for one in rows if one.project_id in built}

    return once(context["request"], f"works of {edition}", read).get(project.pk)


@register.filter
def told(work: Work) -> Any:
    """The posts about a work, the newest first, with their pictures."""
    return work.posts.prefetch_related("pictures")
