"""Changing one person of a frozen register: by two people, since it decides who votes."""

from dataclasses import dataclass
from typing import Any

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.electorate import RegisterMended, RegisterRemoved
from wibo.rulebook.people.identity import IdentityKind
from wibo.voting.electorate.models import RegisterEntry
from wibo.voting.electorate.register import digest_of_register
from wibo.voting.electorate.voters import has_taken_part
from wibo.voting.two_people.models import TwoPersonAct

# What the second person reads: whose number it is, they look up together on the application, since only a tag is kept.
TOLD_NAME = (
    "zmiana imienia, o które pyta głosowanie, przy jednej osobie (numer PESEL i imię: z wniosku tej osoby)"
)
TOLD_REMOVED = "skreślenie jednej osoby z wykazu (numer PESEL: z dokumentu, na który powołuje się powód)"


@dataclass(frozen=True, slots=True)
class Mending:
    """A change of one person in a register that is frozen: the name that voting asks for, or that the person goes."""

    tag: bytes
    factor: bytes
    removed: bool

    def as_content(self) -> dict[str, Any]:
        """As an act of two people keeps it until it is done."""
        return {"tag": self.tag.hex(), "factor": self.factor.hex(), "removed": self.removed}


def refuse_mending(edition: Edition, mending: Mending) -> None:
    """Raise Refused for a change that cannot be made: no such person, the urn open, or somebody who has voted."""
    if edition.kind is not IdentityKind.PESEL_REGISTER:
        raise Refused("W tej edycji nie ma wykazu.")
    if edition.urn_opened_at:
        raise Refused("Urna jest otwarta. Wykazu nie można już zmienić.")
    if not RegisterEntry.objects.filter(edition=edition, tag=mending.tag).exists():
        raise Refused("Tej osoby nie ma w wykazie. Sprawdź numer PESEL albo dopisz ją.")
    if mending.removed and has_taken_part(edition, mending.tag):
        raise Refused("Ta osoba już głosowała. Jej głos można tylko unieważnić.")


def refuse_other_person(act: TwoPersonAct, tag: bytes) -> None:
    """Raise Refused unless the second person means the same voter: a tag tells nothing to an eye, a number typed anew does."""
    if act.content["tag"] != tag.hex():
        raise Refused(
            "To nie jest numer osoby, której dotyczy wniosek. Sprawdźcie go razem; jeśli wniosek jest zły, odmówcie zgody."
        )


def mend_voter(agreed: TwoPersonAct, *, act: Act) -> None:
    """Change one person of the register, as two have agreed. Raises Refused."""
    content = agreed.content
    mending = Mending(bytes.fromhex(content["tag"]), bytes.fromhex(content["factor"]), content["removed"])
    refuse_mending(agreed.edition, mending)
    rows = RegisterEntry.objects.filter(edition=agreed.edition_id, tag=mending.tag)
    if mending.removed:
        rows.delete()
    else:
        rows.update(factor=mending.factor)
    # The tag is a person's: it does not outlive the act.
    TwoPersonAct.objects.filter(pk=agreed.pk).update(content={"removed": mending.removed})
    event = RegisterRemoved if mending.removed else RegisterMended
    record(
        event(reason=agreed.reason, digest=digest_of_register(agreed.edition)),
        act,
        town=agreed.edition.town,
        edition=agreed.edition_id,
        about=agreed.edition,
    )
