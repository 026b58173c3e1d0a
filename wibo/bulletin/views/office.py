"""Where the coordinator writes: all texts of the edition, one text with its versions."""

import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.module_loading import import_string
from django.utils.timezone import localtime

from wibo.access.kept import begun, taken
from wibo.access.marks import anytime, keeps_typed, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.bulletin.actions import add_text, change_text, hide_text
from wibo.bulletin.forms import FORMS, TextForm
from wibo.bulletin.models import PAGES, Kind, Text, TextVersion
from wibo.bulletin.views.public import file_answer
from wibo.editions.forms.asking import ReasonForm
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.ui.acting import changed, done, filled, form_page
from wibo.ui.versions import held

_NEW = {
    Kind.NEWS: "Nowa aktualność",
    Kind.DOCUMENT: "Nowy dokument",
    Kind.QUESTION: "Nowe pytanie",
    Kind.PRIVACY: "Własna informacja o danych osobowych",
    Kind.ACCESS: "Uzupełnienie deklaracji dostępności",
    Kind.HELP: "Własna pomoc",
    Kind.TERMS: "Własne warunki korzystania",
}


@requires(Can.RUN_EDITION)
@with_edition
def texts(request: AccountRequest, edition: Edition) -> HttpResponse:
    """All texts of an edition by kind, also those that nobody sees yet."""
    rows = Text.objects.filter(edition=edition).with_versions()
    groups = [
        ("Aktualności", Kind.NEWS, rows.news()),
        ("Dokumenty", Kind.DOCUMENT, rows.documents()),
        ("Pytania i odpowiedzi", Kind.QUESTION, rows.questions()),
    ]
    own = {text.kind: text for text in rows.pages()}
    return render(
        request,
        "bulletin/office/texts.html",
        {
            "title": "Teksty",
            "groups": groups,
            "pages": [(kind, own.get(kind)) for kind in PAGES],
            "edition": edition,
        },
    )


@requires(Can.RUN_EDITION)
@keeps_typed
@with_edition
def new(request: AccountRequest, edition: Edition, kind: str) -> HttpResponse:
    """Write a new text."""
    if kind not in Kind.values:
        raise Http404
    kind_of = Kind(kind)
    if kind_of in PAGES and (there := Text.objects.filter(edition=edition, kind=kind).first()):
        return redirect("bulletin:text", there.pk)
    following = Text.objects.filter(edition=edition, kind=kind).count() + 1
    day = localtime(request.now).date()
    title, body = _usual(kind_of, edition)
    initial = {"title": title, "body": body, "day": day, "position": following, "page": secrets.token_hex(16)}
    form = FORMS[kind_of](request.POST or None, request.FILES or None, initial=begun(request, initial))
    form.publishes = _shows(request)

    def act() -> HttpResponse:
        shows = _shows(request)
        made = add_text(edition, kind_of, form.written, public=shows, act=request.act)
        return done(request, _said(shows), "bulletin:text", made.pk)

    return _page(request, form, act, {"title": _NEW[kind_of]})


@requires(Can.RUN_EDITION)
@anytime
@keeps_typed
def text(request: AccountRequest, pk: int) -> HttpResponse:
    """Change a text; below it what it said before."""
    rows = Text.objects.select_related("edition__town")
    with held(request, rows, pk) as found:
        said = found.said
        initial = {"title": said.title, "body": said.body, "day": found.day, "position": found.position}
        # Whether everyone sees it is stored, too: who wrote while somebody showed it must know.
        seen = {"Na stronie": "tak" if found.is_public else "nie"}
        shown = found.is_public or _shows(request)
        form = FORMS[Kind(found.kind)](
            request.POST or None,
            request.FILES or None,
            initial=initial,
            kept=taken(request) if request.method != "POST" else None,
            beside=seen,
            beside_typed={"Na stronie": "tak" if shown else "nie"},
        )

        form.publishes = shown and "podglad" not in request.POST

        def act() -> HttpResponse:
            shows = _shows(request)
            is_new = change_text(found, form.written, public=shows, act=request.act)
            return done(request, _said(shows) if is_new else changed(is_new), "bulletin:text", found.pk)

        context = {"title": said.title, "text": found}
        return _page(request, form, act, context)


def _usual(kind: Kind, edition: Edition) -> tuple[str, str]:
    """What a new text begins with: of a page that every town has, its usual words to be changed."""
    if kind not in settings.USUAL_WORDS:
        return "", ""
    make: Callable[[Edition], tuple[str, str]] = import_string(settings.USUAL_WORDS[kind])
    return make(edition)


def _page(request: AccountRequest, form: TextForm, act: Any, context: dict[str, Any]) -> HttpResponse:
    preview = "podglad" in request.POST
    # A preview is a look at what the form says; nothing is kept, and a chosen file must be chosen again.
    answer = None if preview else filled(request, form, act, field="body")
    if answer is not None:
        return answer
    context |= {"form": form, "preview": form.written if preview and form.is_valid() else None}
    return render(request, "bulletin/office/text.html", context)


def _shows(request: AccountRequest) -> bool:
    return "pokaz" in request.POST


def _said(shows: bool) -> str:
    return "Zapisano i pokazano wszystkim." if shows else "Zapisano."


@requires(Can.RUN_EDITION)
@anytime
def hide(request: AccountRequest, pk: int) -> HttpResponse:
    """Take a text off the site, with a reason."""
    found = get_object_or_404(Text.objects.select_related("edition__town"), pk=pk)
    form = ReasonForm(request.POST or None)
    return form_page(
        request,
        form,
        lambda: hide_text(found, form.cleaned_data["reason"], act=request.act),
        "Na stronie są znów gotowe słowa." if found.is_page else "Tekstu nie ma już na stronie.",
        ("bulletin:text", pk),
        template="bulletin/office/hide.html",
        context={"title": "Zdejmij ze strony", "text": found},
    )


@requires(Can.RUN_EDITION)
@anytime
def version_file(request: AccountRequest, pk: int) -> FileResponse:
    """The file of any version, for who writes."""
    found = get_object_or_404(TextVersion, pk=pk)
    if not found.file:
        raise Http404
    return file_answer(found)
