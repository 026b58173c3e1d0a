"""Pictures of a proposal: added by its author, hidden by the office."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from wibo.access.refusal import Refused, reason_written
from wibo.journal.acts import Act
from wibo.journal.events.proposals import PictureHidden, PictureShown
from wibo.proposals.lifecycle import journal
from wibo.proposals.models import Attachment, Picture, Proposal
from wibo.proposals.reopening import reopened
from wibo.proposals.statuses import EDITABLE
from wibo.rulebook.proposing.parts import FILES
from wibo.rulebook.spelling.texts import tidy
from wibo.towns.pictures import read_picture
from wibo.ui.uploads import forget_files

MOST = 3


def add_picture(proposal: Proposal, upload: Any, words: str, *, at: datetime) -> Picture:
    """Add a picture, written anew. Raises Refused: too many, too large, no picture, no words."""
    sizes = read_picture(upload, words)
    with transaction.atomic():
        # The proposal's row is locked, so that two at once cannot pass the limit together.
        _hold_written(proposal.pk)
        if proposal.pictures.count() >= MOST:
            raise Refused(f"Wniosek może mieć najwyżej {MOST} obrazy. Usuń któryś i dodaj nowy.", "picture")
        picture = Picture(proposal=proposal, words=tidy(words), added_at=at)
        picture.fill(sizes)
        refuse_over_room(proposal, picture.size)
        picture.save()
    return picture


def _hold_written(proposal: int) -> None:
    """Hold the proposal's row. Raises Refused once its author can no longer write in it."""
    held = Proposal.objects.select_for_update().get(pk=proposal)
    if held.status not in EDITABLE:
        raise Refused("Ten wniosek jest już złożony. Obrazów nie można zmieniać.", "picture")
    if not reopened(held).has(FILES):
        raise Refused("Urząd nie prosi o zmianę obrazów. Otwarte są tylko części z wezwania.", "picture")


def refuse_over_room(proposal: Proposal, size: int) -> None:
    """Drafts are without number, so that the files of all of them together have a limit. Raises Refused."""
    if proposal.author_id is None:
        return
    mine = {"proposal__author": proposal.author_id, "proposal__edition": proposal.edition_id}
    kept = sum(
        rows.aggregate(all=Sum("size"))["all"] or 0
        for rows in (Attachment.objects.filter(**mine), Picture.objects.filter(**mine))
    )
    if kept + size > settings.MAX_UPLOADS_OF_AUTHOR:
        raise Refused(
            "Pliki ze wszystkich Twoich wniosków i szkiców mogą mieć razem najwyżej "
            f"{settings.MAX_UPLOADS_OF_AUTHOR // 1024 // 1024} MB. Usuń niepotrzebny plik albo szkic i spróbuj jeszcze raz."
        )


def remove_picture(picture: Picture) -> None:
    """Remove a picture with its files. Raises Refused once the proposal is handed in."""
    with transaction.atomic():
        _hold_written(picture.proposal_id)
        forget_files(picture.files)
        picture.delete()


def hide_picture(picture: Picture, reason: str, *, act: Act) -> None:
    """Take a picture from everyone's sight. Raises Refused without a reason."""
    reason = reason_written(reason, "Napisz, dlaczego obraz ma być ukryty. Stanie to w dzienniku.")
    _turn(picture, PictureHidden(picture.proposal.number, reason), act, hidden=True)


def show_picture(picture: Picture, *, act: Act) -> None:
    """Show a hidden picture again."""
    _turn(picture, PictureShown(picture.proposal.number), act, hidden=False)


def _turn(picture: Picture, event: PictureHidden | PictureShown, act: Act, *, hidden: bool) -> None:
    proposal = picture.proposal
    with transaction.atomic():
        picture.is_hidden = hidden
        picture.save(update_fields=["is_hidden"])
        journal(event, proposal, act)
