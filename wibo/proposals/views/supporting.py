"""Supporting an idea on line: the author opens a page, people confirm their address."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, public, requires
from wibo.access.permissions import Can
from wibo.access.throttling import SUPPORT_LETTERS
from wibo.accounts.requests import AccountRequest
from wibo.proposals import supporting
from wibo.proposals.forms.people import SupportForm
from wibo.proposals.models import Proposal
from wibo.proposals.own import authored_proposal
from wibo.towns.language import in_chosen_language, in_sentence
from wibo.towns.requests import TownRequest
from wibo.towns.visitors import visitor
from wibo.ui.acting import attempt, done, filled


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
@require_POST
def open_page(request: AccountRequest, pk: int) -> HttpResponse:
    """Open the page on which people support the idea."""
    proposal = authored_proposal(request, pk)
    said = (
        "Strona do zbierania poparcia jest gotowa. Wyślij jej adres osobom, które mogą poprzeć Twój pomysł."
    )
    return attempt(request, lambda: supporting.open_support(proposal, request.now), said, "proposals:own", pk)


@public
@anytime
@sensitive_post_parameters("name", "email")
@in_chosen_language
def page(request: TownRequest, key: str) -> HttpResponse:
    """The idea, and a form to support it; for everyone who has the address."""
    rows = Proposal.objects.select_related("edition__town", "pool__area")
    proposal = get_object_or_404(rows.prefetch_related("cost_lines"), support_key=key)
    if not supporting.takes_support(proposal, request.now):
        return render(request, "proposals/support_over.html", {"title": _("Poparcie"), "proposal": proposal})
    area = proposal.pool.area if proposal.pool else None
    of_whom = _("obszaru „{}”").format(area) if area else in_sentence(request.town)
    form = SupportForm(request.POST or None, of_whom=of_whom)

    def act() -> HttpResponse:
        # The letter goes to whom the form names, who may never have asked for one.
        SUPPORT_LETTERS.take(visitor(request))
        given = form.cleaned_data
        supporting.ask(proposal, name=given["name"], email=given["email"], at=request.now)
        said = _("Wysłaliśmy list na {}. Otwórz w nim odnośnik, żeby poparcie się liczyło.").format(
            given["email"]
        )
        return done(request, said, "proposals:support", key)

    answer = filled(request, form, act, field="email")
    if answer is not None:
        return answer
    # A draft is for those who were given its address, not for whoever searches.
    context = {
        "title": str(proposal),
        "proposal": proposal,
        "form": form,
        "needed": proposal.pool.signatures if proposal.pool else 0,
        "of_town": in_sentence(request.town),
    }
    response = render(request, "proposals/support.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@public
@anytime
@in_chosen_language
def confirm(request: TownRequest, token: str) -> HttpResponse:
    """The letter's link: confirm the support, or take it back. By a button, since programs open links, too."""
    one = supporting.supporter_of(token)
    if one is None:
        return render(request, "proposals/old_support.html", {"title": _("Odnośnik nie działa")})
    if request.method != "POST":
        context = {
            "title": _("Poparcie pomysłu"),
            "one": one,
            "proposal": one.proposal,
            "takes": supporting.takes_support(one.proposal, request.now),
        }
        return render(request, "proposals/confirm_support.html", context)
    if request.POST.get("odpowiedz") == "wycofaj":
        said = _("Poparcie jest wycofane. Usunęliśmy Twoje imię, nazwisko, adres i listy.")
        return attempt(
            request,
            lambda: supporting.take_back(one, at=request.now),
            said,
            "proposals:support",
            one.proposal.support_key,
        )
    return attempt(
        request,
        lambda: supporting.confirm(one, at=request.now),
        _("Dziękujemy. Twoje poparcie jest policzone. Wycofasz je tym samym odnośnikiem z listu."),
        "proposals:support",
        one.proposal.support_key,
    )
