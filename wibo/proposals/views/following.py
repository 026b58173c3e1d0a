"""Following a proposal: the page that asks for a mailbox, and the link of its letters."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from wibo.access.marks import anytime, public
from wibo.access.throttling import SUPPORT_LETTERS
from wibo.proposals import following
from wibo.proposals.forms.people import FollowForm
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.towns.language import in_chosen_language
from wibo.towns.requests import TownRequest
from wibo.towns.visitors import visitor
from wibo.ui.acting import attempt, done, filled


@public
@anytime
@sensitive_post_parameters("email")
@in_chosen_language
def follow(request: TownRequest, pk: int) -> HttpResponse:
    """Ask for letters about each public step."""
    rows = Proposal.objects.submitted().exclude(status=Status.WITHDRAWN).select_related("edition__town")
    proposal = get_object_or_404(rows, pk=pk)
    form = FollowForm(request.POST or None)

    def act() -> HttpResponse:
        # The letter goes to whom the form names, who may never have asked for one.
        SUPPORT_LETTERS.take(visitor(request))
        email = form.cleaned_data["email"]
        following.ask(proposal, email=email, at=request.now)
        said = _("Wysłaliśmy list na {}. Otwórz w nim odnośnik, żeby dostawać wiadomości.").format(email)
        return done(request, said, "proposals:public-detail", pk)

    answer = filled(request, form, act, field="email")
    if answer is not None:
        return answer
    context = {"title": _("Obserwuj: {}").format(proposal), "proposal": proposal, "form": form}
    context["can_be_followed"] = following.can_be_followed(proposal)
    return render(request, "proposals/follow.html", context)


@csrf_exempt
@public
@anytime
@in_chosen_language
def follower(request: TownRequest, token: str) -> HttpResponse:
    """The letters' link. Looking changes nothing, since programs open links; a mail program ends it by one POST (RFC 8058),
    which bears no token of ours: the signed address is the proof.
    """
    one = following.follower_of(token)
    if one is None:
        return render(request, "proposals/old_follower.html", {"title": _("Odnośnik nie działa")})
    if request.method != "POST":
        context = {"title": _("Obserwowanie wniosku"), "one": one, "proposal": one.proposal}
        return render(request, "proposals/follower.html", context)
    if request.POST.get("odpowiedz") == "obserwuj":
        said = _("Od teraz napiszemy o każdym kroku. Z każdego listu możesz to zakończyć.")
        return attempt(
            request,
            lambda: following.confirm(one, at=request.now),
            said,
            "proposals:public-detail",
            one.proposal_id,
        )
    said = _("Nie napiszemy już o tym wniosku. Usunęliśmy twój adres i listy o nim.")
    if one.proposal.status == Status.WITHDRAWN:
        return attempt(request, lambda: following.stop(one), said, "proposals:public-list")
    return attempt(request, lambda: following.stop(one), said, "proposals:public-detail", one.proposal_id)
