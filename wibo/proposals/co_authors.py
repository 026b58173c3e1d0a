"""Co-authors by invitation: they write with the author, who alone hands in, withdraws and appeals."""

from datetime import datetime, timedelta

from django.core import signing
from django.db import IntegrityError, transaction

from wibo.access.refusal import Refused
from wibo.access.throttling import MAILBOX_LETTERS
from wibo.accounts.models import User
from wibo.journal.acts import Act
from wibo.journal.events.proposals import CoAuthorJoined, CoAuthorLeft
from wibo.letters.actions import write
from wibo.proposals import lifecycle
from wibo.proposals.models import CoAuthor, Proposal
from wibo.proposals.statuses import EDITABLE
from wibo.rulebook.people.codes import canonical_email
from wibo.rulebook.spelling.polish import counted
from wibo.towns.addresses import lasting_address

MOST = 10
_SALT = "wibo.proposals.co-authors"
_ANSWER_WITHIN = timedelta(days=30)


def invite(proposal: Proposal, email: str, *, user: User, at: datetime) -> CoAuthor:
    """Write a letter to somebody whom the author wants as co-author. Raises Refused."""
    wanted, mailbox = email.strip().casefold(), canonical_email(email)
    if not mailbox:
        raise Refused("Wpisz adres e-mail, na przykład jan.kowalski@example.com.", "email")
    if proposal.author_id != user.pk:
        raise Refused("Współautorów zaprasza tylko autor wniosku.")
    if mailbox == canonical_email(user.email):
        raise Refused("To Twój adres. Wpisz adres innej osoby.", "email")
    MAILBOX_LETTERS.take(mailbox)
    with transaction.atomic():
        # The proposal's row is locked, so that two at once cannot pass the limit together.
        locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
        _refuse_late(locked)
        asked = [canonical_email(one.email) for one in locked.co_authors.filter(left_at=None)]
        if mailbox in asked:
            raise Refused("Ta osoba jest już zaproszona.", "email")
        if len(asked) >= MOST:
            most = counted(MOST, "współautora", "współautorów", "współautorów")
            raise Refused(f"Wniosek może mieć najwyżej {most}.", "email")
        made = CoAuthor.objects.create(proposal=locked, email=wanted, invited_at=at)
        town = proposal.edition.town
        link = lasting_address(town, "proposals:co-author", _token(made))
        write(
            "co_author_invited",
            town=town,
            address=wanted,
            at=at,
            proposal=proposal,
            who=str(user),
            link=link,
        )
    return made


def _refuse_late(proposal: Proposal) -> None:
    if proposal.status not in EDITABLE:
        raise Refused("Ten wniosek jest już złożony, więc nie można już pisać go wspólnie.")


def invitation(token: str) -> CoAuthor | None:
    """The invitation that a link is of, until it is answered, taken back or too old."""
    try:
        key = signing.loads(token, salt=_SALT, max_age=_ANSWER_WITHIN)
    except signing.BadSignature:
        return None
    rows = CoAuthor.objects.select_related("proposal__edition__town", "proposal__author")
    found: CoAuthor | None = rows.filter(pk=key, user=None).first()
    return found


def accept(asked: CoAuthor, *, user: User, publish: bool, at: datetime) -> Proposal:
    """Become a co-author; `publish` lets everyone see the name. Raises Refused."""
    proposal = asked.proposal
    if proposal.author_id == user.pk:
        raise Refused("To Twój wniosek. Zaproszenie jest dla innej osoby.")
    try:
        with transaction.atomic():
            _refuse_late(Proposal.objects.select_for_update().get(pk=proposal.pk))
            joined = CoAuthor.objects.filter(pk=asked.pk, user=None)
            if not joined.update(user=user, accepted_at=at, publish=publish):
                raise Refused("To zaproszenie jest już nieaktualne.")
            if proposal.number:
                lifecycle.journal(CoAuthorJoined(proposal.number), proposal, Act(user.signature, at))
    except IntegrityError as error:
        raise Refused("Jesteś już współautorem tego wniosku.") from error
    return proposal


def decline(asked: CoAuthor) -> None:
    """Say no; of an invitation that was accepted meanwhile nothing goes."""
    CoAuthor.objects.filter(pk=asked.pk, user=None).delete()


def remove(one: CoAuthor, *, user: User, at: datetime) -> None:
    """Take back an invitation, or let a co-author go: by the author, or by the co-author alone. Raises Refused.

    That they wrote with the author stays known: an official among them judges nothing of it.
    """
    proposal = one.proposal
    if user.pk not in (proposal.author_id, one.user_id):
        raise Refused("Współautora może usunąć autor wniosku albo on sam.")
    with transaction.atomic():
        if not CoAuthor.objects.filter(pk=one.pk, user=None).delete()[0]:
            CoAuthor.objects.filter(pk=one.pk, left_at=None).update(left_at=at)
            if proposal.number:
                lifecycle.journal(CoAuthorLeft(proposal.number), proposal, Act(user.signature, at))


def sweep_invitations(at: datetime) -> int:
    """Forget the addresses of those who have not answered in time; how many."""
    return CoAuthor.objects.filter(user=None, invited_at__lt=at - _ANSWER_WITHIN).delete()[0]


def _token(asked: CoAuthor) -> str:
    return signing.dumps(asked.pk, salt=_SALT)
