"""Letters for people without an e-mail address: the office prints them, posts them and says so."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.requests import AccountRequest
from wibo.letters.models import Letter
from wibo.proposals.models import Proposal
from wibo.ui.acting import attempt
from wibo.ui.paging import paged

# Letters that did not arrive, on the page of those to post; older ones are past mending.
_GIVEN_UP = 50


@requires(Can.REGISTER_PAPER)
@anytime
def letters(request: AccountRequest) -> HttpResponse:
    """Letters to post, those that wait first."""
    rows = Letter.objects.by_post().order_by("posted_at", "-written_at", "-pk")
    page = paged(request, rows, 50)
    lost = Letter.objects.given_up()
    context = {
        "title": "Listy do wysłania pocztą",
        "page": page,
        "waiting": Letter.objects.to_post().count(),
        # Who follows a proposal, or asked for a password, is nobody's business in the office.
        "given_up": lost.filter(about__startswith="proposal:").order_by("-given_up_at", "-pk")[:_GIVEN_UP],
        "given_up_others": lost.exclude(about__startswith="proposal:").count(),
    }
    return render(request, "proposals/post.html", context)


@requires(Can.REGISTER_PAPER)
@anytime
def letter(request: AccountRequest, pk: int) -> HttpResponse:
    """One letter as it is printed; a POST notes that it was posted."""
    found = get_object_or_404(Letter.objects.by_post(), pk=pk)
    if request.method == "POST":

        def act() -> None:
            if not Letter.objects.to_post().filter(pk=pk).update(posted_at=request.now):
                raise Refused("Ten list ktoś już oznaczył jako wysłany.")

        return attempt(request, act, "Zapisano, że list jest wysłany.", "proposals:post")
    about = Proposal.objects.filter(pk=found.about.removeprefix("proposal:")).select_related("author").first()
    return render(
        request, "proposals/post_letter.html", {"title": found.subject, "letter": found, "about": about}
    )
