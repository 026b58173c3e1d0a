"""What a town says itself in its letters: after the greeting and at the end. What the letter is for stays the program's."""

from django.db import transaction

from wibo.access.refusal import Refused
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.texts import LetterReworded, LetterWordsDropped
from wibo.letters.models import OwnWords
from wibo.letters.names import NAMES
from wibo.rulebook.spelling.texts import tidy
from wibo.towns.models import Town


def own_words(town: Town, template: str) -> OwnWords | None:
    """What the town adds to a kind of letter now; None while it adds nothing."""
    found: OwnWords | None = OwnWords.objects.filter(town=town, template=template).first()
    return found if found and (found.opening or found.closing) else None


def reword(town: Town, template: str, opening: str, closing: str, *, act: Act) -> bool:
    """Write the next version; two empty texts are back to the usual letter. False when nothing differs.

    Raises Refused for a kind that there is not.
    """
    if template not in NAMES:
        raise Refused("Nie ma takiego listu.")
    opening, closing = tidy(opening).strip(), tidy(closing).strip()
    with transaction.atomic():
        # Two at once: the second finds the first one's version.
        Town.objects.select_for_update().get(pk=town.pk)
        last = OwnWords.objects.filter(town=town, template=template).first()
        if (opening, closing) == ((last.opening, last.closing) if last else ("", "")):
            return False
        number = last.number + 1 if last else 1
        made = OwnWords.objects.create(
            town=town,
            template=template,
            number=number,
            opening=opening,
            closing=closing,
            written_at=act.at,
            written_by=act.by,
        )
        name = NAMES[template]
        event = LetterReworded(name, number) if opening or closing else LetterWordsDropped(name, number)
        record(event, act, town=town, about=made)
    return True


def with_own_words(body: str, words: OwnWords | None) -> str:
    """The letter with what the town adds. Its first paragraph is the greeting."""
    if words is None:
        return body
    greeting, _, rest = body.partition("\n\n")
    return "\n\n".join(part for part in (greeting, words.opening, rest.strip(), words.closing) if part)
