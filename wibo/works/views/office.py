"""Where the coordinator keeps works: all winners, and one with its posts."""

import secrets

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localtime

from wibo.access.kept import begun
from wibo.access.marks import anytime, keeps_typed, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.forms.asking import ReasonForm
from wibo.ui.acting import changed, done, filled, form_page
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
    posts = Post.objects.filter(work__project=project).prefetch_related("pictures")
    context = {"title": f"Realizacja: {project.title}", "project": project, "form": form, "posts": posts}
    return answer or render(request, "works/office/work.html", context)


def _initial(project: int) -> dict[str, object]:
    found = Work.objects.filter(project=project).first() or Work(state=State.PLANNED.value)
    names = ("state", "percent", "starts_on", "ends_on", "spent", "reason")
    return {name: getattr(found, name) for name in names}


@requires(Can.RUN_EDITION)
@anytime
@keeps_typed
def post(request: AccountRequest, pk: int) -> HttpResponse:
    """Tell of the work."""
    project = has_work(pk)
    initial = {"day": localtime(request.now).date(), "page": secrets.token_hex(16)}
    form = PostForm(request.POST or None, request.FILES or None, initial=begun(request, initial))

    def act() -> HttpResponse:
        given = form.cleaned_data
        write_post(
            project,
            day=given["day"],
            body=given["body"],
            pictures=form.pictures,
            page=given["page"],
            act=request.act,
        )
        return done(request, "Wpis jest na stronie projektu.", "works:work", pk)

    answer = filled(request, form, act, field="body")
    context = {"title": f"Nowy wpis: {project.title}", "project": project, "form": form}
    return answer or render(request, "works/office/post.html", context)


@requires(Can.RUN_EDITION)
@anytime
def unpost(request: AccountRequest, pk: int) -> HttpResponse:
    """Take a post away, with a reason."""
    found = get_object_or_404(Post.objects.select_related("work__project__edition__town"), pk=pk)
    form = ReasonForm(request.POST or None)
    return form_page(
        request,
        form,
        lambda: remove_post(found, form.cleaned_data["reason"], act=request.act),
        "Wpis jest usunięty.",
        ("works:work", found.work.project_id),
        template="works/office/unpost.html",
        context={"title": "Usuń wpis", "post": found, "project": found.work.project},
    )
