"""Where the coordinator keeps works: all winners, and one with its posts."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.forms.asking import ReasonForm
from wibo.ui.acting import attempt, changed, done, filled, reason_of
from wibo.ui.paging import paged
from wibo.voting.models import Project
from wibo.works.actions import change_work, remove_post, write_post
from wibo.works.forms import PostForm, WorkForm
from wibo.works.models import Post, State, Work
from wibo.works.winners import has_work, in_office


@requires(Can.RUN_EDITION)
@anytime
def works(request: AccountRequest) -> HttpResponse:
    """All winners with their states."""
    page = paged(request, in_office(), 50)
    return render(request, "works/office/works.html", {"title": "Realizacja", "page": page})


@requires(Can.RUN_EDITION)
@anytime
def work(request: AccountRequest, pk: int) -> HttpResponse:
    """Where one work stands, and what was told of it."""
    project = has_work(pk)
    with transaction.atomic():
        # Held with the project, since the work may have no row yet.
        if request.method == "POST":
            Project.objects.select_for_update().get(pk=pk)
        form = WorkForm(request.POST or None, initial=_initial(pk))

        def act() -> HttpResponse:
            return done(request, changed(change_work(project, form.told, act=request.act)), "works:work", pk)

        answer = filled(request, form, act)
    return answer or _page(request, project, form, PostForm(initial=_today(request)))


def _initial(project: int) -> dict[str, object]:
    found = Work.objects.filter(project=project).first() or Work(state=State.PLANNED.value)
    names = ("state", "percent", "starts_on", "ends_on", "spent", "reason")
    return {name: getattr(found, name) for name in names}


def _today(request: AccountRequest) -> dict[str, object]:
    return {"day": localtime(request.now).date()}


@requires(Can.RUN_EDITION)
@anytime
def post(request: AccountRequest, pk: int) -> HttpResponse:
    """Tell of the work."""
    project = has_work(pk)
    form = PostForm(request.POST or None, request.FILES or None, initial=_today(request))

    def act() -> HttpResponse:
        given = form.cleaned_data
        write_post(project, day=given["day"], body=given["body"], pictures=form.pictures, act=request.act)
        return done(request, "Wpis jest na stronie projektu.", "works:work", pk)

    answer = filled(request, form, act, field="body")
    return answer or _page(request, project, WorkForm(initial=_initial(pk)), form)


def _page(request: AccountRequest, project: Project, form: WorkForm, post_form: PostForm) -> HttpResponse:
    posts = Post.objects.filter(work__project=project).prefetch_related("pictures")
    context = {
        "title": f"Realizacja: {project.title}",
        "project": project,
        "work_form": form,
        "post_form": post_form,
        # What the summary of faults speaks of.
        "form": form if form.errors else post_form,
        "posts": posts,
        "removal": ReasonForm(prefix="usuniecie"),
    }
    return render(request, "works/office/work.html", context)


@requires(Can.RUN_EDITION)
@anytime
@require_POST
def unpost(request: AccountRequest, pk: int) -> HttpResponse:
    """Take a post away, with a reason."""
    found = get_object_or_404(Post.objects.select_related("work__project__edition__town"), pk=pk)
    form = ReasonForm(request.POST, prefix="usuniecie")

    def act() -> None:
        remove_post(found, reason_of(form), act=request.act)

    return attempt(request, act, "Wpis jest usunięty.", "works:work", found.work.project_id)
