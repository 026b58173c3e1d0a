"""Leaving: what of a resident goes with the account, and what stays with the town."""

from django.db import transaction

from wibo.accounts.models import User
from wibo.accounts.own import delete_account, refuse_official
from wibo.journal.acts import Act
from wibo.letters.models import Letter
from wibo.proposals.actions import delete_draft
from wibo.proposals.models import CoAuthor, Proposal, Supporter
from wibo.proposals.statuses import Status
from wibo.proposals.supporting import take_back
from wibo.rulebook.people.codes import canonical_email


def leave(user: User, *, act: Act) -> None:
    """Delete the account with its drafts and letters. Raises Refused.

    What was handed in is a document of the town's and stays, with the name and the address by which its author is told of
    decisions (art. 6 ust. 1 lit. c GDPR); it is erased with the edition's personal data.
    """
    # First of all: files of drafts that are gone come back with no transaction.
    refuse_official(user)
    with transaction.atomic():
        mine = Proposal.objects.filter(author=user)
        for draft in mine.filter(status=Status.DRAFT):
            delete_draft(draft)
        for proposal in mine:
            proposal.author_name, proposal.author_email = str(user), user.email
            proposal.author = None
            proposal.save(update_fields=["author", "author_name", "author_email"])
        mailbox = canonical_email(user.email)
        CoAuthor.objects.filter(user=None, email=user.email).delete()
        for one in Supporter.objects.filter(mailbox=mailbox).select_related("proposal"):
            take_back(one, at=act.at)
        Letter.objects.filter(address=user.email).exclude(sent_at=None).delete()
        delete_account(user, act=act)
