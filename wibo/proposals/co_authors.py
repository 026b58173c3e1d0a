"""Co-authors by invitation: they write with the author, who alone hands in, withdraws and appeals."""

from datetime import datetime, timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse

from wibo.access.refusal import Refused
from wibo.access.throttling import MAILBOX_LETTERS
from wibo.accounts.models import User
from wibo.journal.acts import Act
from wibo.journal.events.proposals import CoAuthorJoined
from wibo.letters.actions import write
from wibo.proposals import lifecycle
from wibo.proposals.models import CoAuthor, Proposal
from wibo.proposals.statuses import OUT
from wibo.rulebook.people.codes import canonical_email
from wibo.rulebook.spelling.polish import counted
from wibo.towns.addresses import address_of

MOST = 10
_SALT = "wibo.proposals.co-authors"
_ANSWER_WITHIN = timedelta(days=30)


def invite(proposal: Proposal, email: str, *, user: User, at: datetime) -> CoAuthor:
    """Write a letter to somebody whom the author wants as co-author. Raises Refused."""
    wanted = email.strip().casefold()
    if not canonical_email(wanted):
        raise Refused("Wpisz adres e-mail, na przykład jan.kowalski@example.com.", "email")
    if proposal.author_id != user.pk:
        raise Refused("Współautorów zaprasza tylko autor wniosku.")
    if wanted == user.email:
        raise Refused("To Twój adres. Wpisz adres innej osoby.", "email")
    MAILBOX_LETTERS.take(wanted)
    with transaction.atomic():
        # The proposal's row is locked, so that two at once cannot pass the limit together.
        locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
        _refuse_more(locked)
        if CoAuthor.objects.filter(proposal=locked, email=wanted).exists():
            raise Refused("Ta osoba jest już zaproszona.", "email")
        made = CoAuthor.objects.create(proposal=locked, email=wanted, invited_at=at)
        town = proposal.edition.town
        link = address_of(town) + reverse("proposals:co-author", args=[_token(made)])
        write(
            "co_author_invited", town=town, address=wanted, at=at, proposal=proposal, who=str(user), link=link
        )
    return made


def _refuse_more(proposal: Proposal) -> None:
    if proposal.status in OUT:
        raise Refused("Ten wniosek nie jest już oceniany. Współautorów nie można dodać.")
    if proposal.co_authors.count() >= MOST:
        raise Refused(
            f"Wniosek może mieć najwyżej {counted(MOST, 'współautora', 'współautorów', 'współautorów')}.",
            "email",
        )


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
            joined = CoAuthor.objects.filter(pk=asked.pk, user=None)
            if not joined.update(user=user, accepted_at=at, publish=publish):
                raise Refused("To zaproszenie jest już nieaktualne.")
            if proposal.number:
                lifecycle.journal(CoAuthorJoined(proposal.number), proposal, Act(user.signature, at))
    except IntegrityError as error:
        raise Refused("Jesteś już współautorem tego wniosku.") from error
    return proposal


def remove(one: CoAuthor, *, user: User) -> None:
    """Take back an invitation or a co-author: by the author, or by the co-author alone. Raises Refused."""
    if user.pk not in (one.proposal.author_id, one.user_id):
        raise Refused("Współautora może usunąć autor wniosku albo on sam.")
    one.delete()


def _token(asked: CoAuthor) -> str:
    return signing.dumps(asked.pk, salt=_SALT)
