"""What everyone reads: news with its feed, documents, questions and answers."""

from datetime import datetime, time

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from wibo.access.marks import anytime, public
from wibo.bulletin.models import Kind, Text, TextQuerySet, TextVersion
from wibo.editions.guards import current_edition, edition_of_list
from wibo.editions.models import Edition
from wibo.towns.language import in_chosen_language
from wibo.towns.requests import TownRequest
from wibo.ui.markdown import plain
from wibo.ui.paging import paged

_IN_FEED = 20


def _readable(request: TownRequest) -> TextQuerySet:
    """What whoever asks may read: all that is public, and at an edition's own addresses that edition's."""
    edition = current_edition(request) if request.edition_named else None
    found: TextQuerySet = Text.objects.public() if edition is None else Text.objects.shown_at(edition)
    return found


@public
@anytime
@in_chosen_language
def news(request: TownRequest) -> HttpResponse:
    """All news of the town, the newest first."""
    page = paged(request, _readable(request).news(), 10)
    return render(request, "bulletin/news.html", {"title": _("Aktualności"), "page": page})


@public
@anytime
@in_chosen_language
def one_news(request: TownRequest, pk: int) -> HttpResponse:
    """One piece of news."""
    found = get_object_or_404(_readable(request).news(), pk=pk)
    context = {"title": found.said.title, "text": found, "words": plain(found.said.body)}
    return render(request, "bulletin/one_news.html", context)


@public
@anytime
def feed(request: TownRequest) -> HttpResponse:
    """The newest news for a reader of news (RSS)."""
    made = Rss201rev2Feed(
        title=f"Budżet obywatelski, {request.town.name}",
        link=request.build_absolute_uri(reverse("bulletin:news")),
        description="Aktualności budżetu obywatelskiego",
        language="pl",
        feed_url=request.build_absolute_uri(),
    )
    for text in Text.objects.public().news()[:_IN_FEED]:
        link = request.build_absolute_uri(reverse("bulletin:one-news", args=[text.pk]))
        said: TextVersion = text.said
        made.add_item(
            title=said.title,
            link=link,
            unique_id=link,
            description=plain(said.body),
            pubdate=make_aware(datetime.combine(text.day, time(hour=8))),
            updateddate=said.written_at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)


@public
@anytime
@in_chosen_language
def documents(request: TownRequest) -> HttpResponse:
    """The edition's documents to take."""
    return _listed(request, Kind.DOCUMENT, "bulletin/documents.html", _("Dokumenty"))


@public
@anytime
@in_chosen_language
def questions(request: TownRequest) -> HttpResponse:
    """Questions that people ask, and the office's answers."""
    return _listed(request, Kind.QUESTION, "bulletin/questions.html", _("Pytania i odpowiedzi"))


def _listed(request: TownRequest, kind: Kind, template: str, title: str) -> HttpResponse:
    edition = edition_of_list(request)
    return render(request, template, {"title": title, "texts": texts_of(edition, kind) if edition else []})


def texts_of(edition: Edition, kind: Kind) -> list[Text]:
    """What everyone may read of a kind, in the office's order."""
    return list(Text.objects.shown_at(edition).filter(kind=kind).order_by("position", "pk"))


@public
@anytime
def file(request: TownRequest, pk: int) -> FileResponse:
    """The newest file of a document, as a download."""
    said = get_object_or_404(_readable(request).documents(), pk=pk).said
    if not said.file:
        raise Http404
    return file_answer(said)


def file_answer(said: TextVersion) -> FileResponse:
    """A version's file to keep."""
    response = FileResponse(said.file.open(), as_attachment=True, filename=said.file_name)
    response["Content-Type"] = said.file_kind
    return response
