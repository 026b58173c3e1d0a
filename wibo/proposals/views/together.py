"""Writing with others, and taking an application from paper into one's account."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.access.throttling import LETTERS
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.proposals import claiming, co_authors
from wibo.proposals.forms.people import ClaimForm, InviteForm, JoinForm
from wibo.proposals.models import CoAuthor
from wibo.proposals.own import authored_proposal
from wibo.towns.visitors import visitor
from wibo.ui.acting import attempt, done, filled, form_page


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
def invite(request: AccountRequest, pk: int) -> HttpResponse:
    """Invite a co-author by e-mail."""
    proposal = authored_proposal(request, pk)
    form = InviteForm(request.POST or None)

    def act() -> None:
        # The letter goes to whom the form names, who may never have asked for one.
        LETTERS.take(visitor(request))
        co_authors.invite(proposal, form.cleaned_data["email"], user=request.user, at=request.now)

    return form_page(
        request,
        form,
        act,
        "Wysłaliśmy zaproszenie.",
        ("proposals:own", pk),
        template="proposals/invite.html",
        context={"title": "Zaproś współautora", "proposal": proposal},
        field="email",
    )


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
@require_POST
def uninvite(request: AccountRequest, pk: int) -> HttpResponse:
    """Take back an invitation, a co-author, or oneself."""
    found = get_object_or_404(CoAuthor.objects.select_related("proposal"), pk=pk)
    leaves = found.user_id == request.user.pk
    said = "Nie jesteś już współautorem." if leaves else "Usunięto współautora."
    to = ("proposals:mine",) if leaves else ("proposals:own", found.proposal_id)
    return attempt(request, lambda: co_authors.remove(found, user=request.user, at=request.now), said, *to)


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
def co_author(request: AccountRequest, token: str) -> HttpResponse:
    """The invitation's link: agree or not. The answer is a button, since programs open links, too."""
    asked = co_authors.invitation(token)
    if asked is None:
        return render(request, "proposals/old_invitation.html", {"title": "Zaproszenie jest nieaktualne"})
    form = JoinForm(request.POST if request.method == "POST" else None)

    def act() -> HttpResponse:
        if request.POST.get("odpowiedz") == "nie":
            co_authors.decline(asked)
            return done(request, "Odmówiono współautorstwa.", "proposals:mine")
        publish = form.cleaned_data["publish"]
        proposal = co_authors.accept(asked, user=request.user, publish=publish, at=request.now)
        return done(request, "Jesteś współautorem tego wniosku.", "proposals:own", proposal.pk)

    context = {"title": "Zaproszenie do wspólnego wniosku", "form": form, "proposal": asked.proposal}
    return filled(request, form, act) or render(request, "proposals/co_author.html", context)


@requires(Can.ACT_ON_OWN_PROPOSAL)
@with_edition
def claim(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Take an application that was handed in on paper into the account."""
    form = ClaimForm(request.POST or None)

    def act() -> HttpResponse:
        found = claiming.claim(form.cleaned_data["code"], user=request.user, at=request.now)
        return done(request, f"Wniosek nr {found.number} jest na Twoim koncie.", "proposals:own", found.pk)

    context = {"title": "Wniosek złożony na papierze", "form": form, "edition": edition}
    return filled(request, form, act, field="code") or render(request, "proposals/claim.html", context)
