"""Letters of the town: what it adds to each kind, and what was sent of each."""

from django.db.models import Count, Max, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.bulletin.forms import LetterForm
from wibo.letters.models import Letter, OwnWords, PassedOn
from wibo.letters.names import NAMES, name_of
from wibo.letters.own_words import own_words, reword, with_own_words
from wibo.towns.models import Town
from wibo.ui.acting import changed, form_page
from wibo.ui.paging import paged
from wibo.ui.versions import held

# What stands in a preview where the program's own words are.
_CORE = "(Tu stoi treść listu: co się stało, do kiedy i gdzie to załatwić.)"


@requires(Can.RUN_EDITION)
@anytime
def letters(request: AccountRequest) -> HttpResponse:
    """Each kind of letter: how many were sent, how many wait or did not arrive, and whether the town adds words of its own."""
    sent = Count("pk", filter=~Q(sent_at=None) | ~Q(posted_at=None))
    lost = Count("pk", filter=~Q(given_up_at=None))
    waiting = Count("pk", filter=Q(sent_at=None, posted_at=None, given_up_at=None))
    rows = Letter.objects.values("template").annotate(
        sent=sent, lost=lost, waiting=waiting, last=Max("written_at")
    )
    by_kind = {row["template"]: row for row in rows}
    # Of each kind the last of these stays.
    newest = {one.template: one for one in OwnWords.objects.order_by("number")}
    own = {template for template, one in newest.items() if one.opening or one.closing}
    context = {
        "title": "Listy gminy",
        "kinds": [
            (template, name, by_kind.get(template), template in own) for template, name in NAMES.items()
        ],
        "page": paged(request, PassedOn.objects.all(), 30),
    }
    return render(request, "bulletin/office/letters.html", context)


@requires(Can.RUN_EDITION)
@anytime
def letter(request: AccountRequest, template: str) -> HttpResponse:
    """Add words to a kind of letter, or take them back; below it what stood there before."""
    if template not in NAMES:
        raise Http404
    with held(request, Town.objects.all(), request.town.pk) as town:
        said = own_words(town, template)
        initial = {"opening": said.opening, "closing": said.closing} if said else {}
        form = LetterForm(request.POST or None, initial=initial)
        preview = "podglad" in request.POST

        def act() -> str:
            given = form.cleaned_data
            done = reword(town, template, given["opening"], given["closing"], act=request.act)
            is_usual = not (given["opening"].strip() or given["closing"].strip())
            return "Wrócił gotowy list, bez słów gminy." if done and is_usual else changed(done)

        earlier = OwnWords.objects.filter(template=template)[1:]
        context = {"title": name_of(template), "template": template, "said": said, "earlier": earlier}
        if preview and form.is_valid():
            made = OwnWords(opening=form.cleaned_data["opening"], closing=form.cleaned_data["closing"])
            context["preview"] = with_own_words(f"Dzień dobry,\n\n{_CORE}\n\n{town.name}", made)
        if preview:
            return render(request, "bulletin/office/letter.html", {"form": form, **context})
        return form_page(
            request,
            form,
            act,
            "",
            ("bulletin:letter", template),
            template="bulletin/office/letter.html",
            context=context,
        )
