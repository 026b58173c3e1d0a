"""Filing and deciding protests. Open ones stop the opening of the urn, or the final result."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.ballots import ProtestDecided, ProtestFiled
from wibo.voting.course.models import About, Protest

KNOWN = "Pismo z takim numerem jest już zapisane."


def file_protest(edition: Edition, letter: str, received_on: date, summary: str, *, act: Act) -> Protest:
    """Register a protest by the number of its letter. What it is about follows from the urn. Raises Refused."""
    if received_on > localtime(act.at).date():
        raise Refused("Data wpływu nie może być w przyszłości.")
    if Protest.objects.filter(edition=edition, letter=letter).exists():
        raise Refused(KNOWN)
    try:
        with transaction.atomic():
            # Held, so that no opening comes between the question and the row.
            held = Edition.objects.select_for_update().get(pk=edition.pk)
            about = About.RESULT if held.urn_opened_at else About.BALLOTS
            protest: Protest = Protest.objects.create(
                edition=edition,
                about=about,
                letter=letter,
                received_on=received_on,
                summary=summary,
                filed_at=act.at,
                filed_by=act.by,
            )
            record(
                ProtestFiled(letter=letter, topic=About(about).label),
                act,
                town=edition.town,
                edition=edition.pk,
                about=protest,
            )
    except IntegrityError as error:
        # Of two people who write one letter down at once, one is told.
        if Protest.objects.filter(edition=edition, letter=letter).exists():
            raise Refused(KNOWN) from error
        raise
    return protest


def decide_protest(protest: Protest, *, upheld: bool, answer: str, act: Act) -> Protest:
    """Decide a protest with its grounds, once. Raises Refused."""
    if not answer.strip():
        raise Refused("Napisz, dlaczego tak rozstrzygnięto.")
    with transaction.atomic():
        decided = Protest.objects.filter(pk=protest.pk, decided_at=None).update(
            upheld=upheld, answer=answer, decided_at=act.at, decided_by=act.by
        )
        if not decided:
            raise Refused("Ten protest jest już rozstrzygnięty. Odśwież stronę.")
        protest.refresh_from_db()
        record(
            ProtestDecided(letter=protest.letter, outcome=protest.outcome, answer=answer),
            act,
            town=protest.edition.town,
            edition=protest.edition_id,
            about=protest,
        )
    return protest
