"""The register of entitled people: imported, made of digests by the town itself, or one person added at the office."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.rulebook.files.register_files import columns
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.spelling.encodings import decoded
from wibo.rulebook.voting.voting_rules import Factor
from wibo.ui.acting import attempt, filled, form_page
from wibo.ui.seen import refuse_unseen, seen
from wibo.voting.electorate.desk_forms import MendingForm, NewEntryForm
from wibo.voting.electorate.forms import RegisterForm, TagKeyForm
from wibo.voting.electorate.mending import TOLD_NAME, TOLD_REMOVED, Mending, refuse_mending
from wibo.voting.electorate.models import RegisterDraft, RegisterEntry
from wibo.voting.electorate.register import (
    add_to_register,
    draft_register,
    load_draft,
    replaced,
    send_tag_key,
)
from wibo.voting.electorate.register_reading import read_register
from wibo.voting.two_people.acts import propose
from wibo.voting.two_people.models import TwoPersonKind


@requires(Can.RUN_EDITION)
@with_edition
@sensitive_post_parameters()
def register(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Read a register: the file is read in memory and forgotten, and what it would make waits to be looked at."""
    form = RegisterForm(request.POST or None, request.FILES or None)

    def act() -> None:
        reading = read_register(edition, decoded(form.cleaned_data["file"].read()), at=request.now)
        draft_register(
            edition,
            reading,
            act=request.act,
            file_name=form.cleaned_data["file"].name,
        )

    if request.method == "POST":
        # A new file takes the place of the one checked before, even when it cannot be used: nobody loads the old by mistake.
        RegisterDraft.objects.filter(edition=edition).delete()
    draft = RegisterDraft.objects.filter(edition=edition).first()
    context = {
        "title": "Wykaz uprawnionych",
        "edition": edition,
        "draft": draft,
        "has_register": edition.kind is IdentityKind.PESEL_REGISTER,
        "count": RegisterEntry.objects.filter(edition=edition).count(),
        "asked": [column.heading for column in columns(edition.voting.factor)],
        "replaced": replaced(draft) if draft else None,
        "shown": seen(*_identity(draft)) if draft else "",
    }
    return form_page(
        request,
        form,
        act,
        "Plik jest sprawdzony. Jeszcze nic nie wczytano: obejrzyj, co z niego wynika.",
        "voting:register",
        template="voting/electorate/register.html",
        context=context,
    )


def _identity(draft: RegisterDraft) -> tuple[object, ...]:
    """What tells one draft from another."""
    return draft.pk, draft.read_at.isoformat(), draft.people, draft.repeated, draft.too_young


@requires(Can.RUN_EDITION)
@with_edition
@require_POST
def load(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Make the register that was looked at the edition's."""

    def act() -> None:
        draft = RegisterDraft.objects.select_related("edition__town").filter(edition=edition).first()
        if draft is None:
            raise Refused("Nie ma sprawdzonego pliku. Wybierz plik jeszcze raz.")
        refuse_unseen(request, *_identity(draft))
        load_draft(draft, act=request.act)

    return attempt(request, act, "Wykaz jest wczytany.", "voting:register")


@requires(Can.RUN_EDITION)
@with_edition
def tag_key(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The key for `wibo register hash`, sealed to the town's own: a file, once."""
    form = TagKeyForm(request.POST or None)

    def act() -> HttpResponse:
        sealed = send_tag_key(edition, form.cleaned_data["public"], act=request.act)
        response = HttpResponse(sealed, content_type="application/octet-stream")
        response["Content-Disposition"] = 'attachment; filename="klucz-znacznikow.sealed"'
        return response

    answer = filled(request, form, act, field="public")
    if answer is not None:
        return answer
    factor = edition.voting.factor
    context = {
        "title": "Wykaz bez danych",
        "form": form,
        "names": "" if factor is Factor.NONE else factor.value,
    }
    return render(request, "voting/electorate/register_key.html", context)


@requires(Can.ISSUE_CODE)
@with_edition
@sensitive_post_parameters()
@sensitive_variables()
def add(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Add a person who has shown at the office that they live here."""
    form = NewEntryForm(request.POST or None, named=edition.voting.factor is not Factor.NONE)

    def act() -> None:
        voter = form.voter(edition, localtime(request.now).date())
        add_to_register(edition, voter, form.cleaned_data["reason"], act=request.act)

    return form_page(
        request,
        form,
        act,
        "Osoba jest w wykazie. Może głosować.",
        "voting:register-add",
        template="voting/electorate/register_add.html",
        context={"title": "Dopisz osobę do wykazu"},
    )


@requires(Can.PAUSE_VOTING)
@with_edition
@sensitive_post_parameters()
@sensitive_variables()
def mend(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Change or take out one person of a frozen register: proposed here, confirmed by another."""
    form = MendingForm(request.POST or None, named=edition.voting.factor is not Factor.NONE)

    def act() -> None:
        voter = form.voter(edition, localtime(request.now).date())
        removed = form.cleaned_data["what"] == MendingForm.REMOVE
        mending = Mending(voter.tag, voter.factor, removed)
        refuse_mending(edition, mending)
        propose(
            edition,
            TwoPersonKind.MEND_VOTER,
            reason=form.cleaned_data["reason"],
            user=request.user,
            at=request.now,
            told=TOLD_REMOVED if removed else TOLD_NAME,
            content=mending.as_content(),
        )

    return form_page(
        request,
        form,
        act,
        "Zapisano. Druga osoba ma 30 minut na potwierdzenie.",
        "voting:register-mend",
        template="voting/electorate/register_mend.html",
        context={"title": "Popraw osobę w wykazie", "edition": edition},
    )
