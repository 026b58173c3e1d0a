"""Projects of a list that exclude each other, named before the ballot is frozen."""

from django.http import HttpResponse

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.models import Pool
from wibo.rulebook.evaluating.likeness import Described, alike
from wibo.ui.acting import form_page
from wibo.ui.versions import held
from wibo.voting.ballot.forms import CollisionForm
from wibo.voting.ballot.freezing import name_collisions
from wibo.voting.ballot.models import Project


@requires(Can.RUN_EDITION)
@anytime
def collisions(request: AccountRequest, pk: int) -> HttpResponse:
    """The groups of one list, a line each."""
    with held(request, Pool.objects.select_related("edition__town"), pk) as pool:
        return _collisions(request, pool)


def _collisions(request: AccountRequest, pool: Pool) -> HttpResponse:
    written = "\n".join(", ".join(group) for group in pool.collisions)
    form = CollisionForm(request.POST or None, initial={"groups": written})

    projects = list(Project.objects.filter(pool=pool).select_related("proposal").in_order())
    by_key = {one.pk: one for one in projects}

    def act() -> None:
        name_collisions(pool, form.cleaned_data["groups"], act=request.act)

    return form_page(
        request,
        form,
        act,
        "Zapisano, które projekty się wykluczają.",
        "voting:ballot",
        template="voting/ballot/collisions.html",
        context={
            "title": "Projekty, które się wykluczają",
            "pool": pool,
            "projects": projects,
            "alike": [
                (by_key[pair.first], by_key[pair.second])
                for pair in alike([_described(one) for one in projects])
            ],
        },
    )


def _described(project: Project) -> Described:
    plot = project.proposal.plot if project.proposal else ""
    return Described(project.pk, project.title, project.location, plot)
