"""Filing and deciding protests. Open ones stop the opening of the urn, or the final result."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.kinds import Kind
from wibo.voting.course.models import About, Protest


def file_protest(
    edition: Edition, letter: str, received_on: date, summary: str, *, by: str, at: datetime
) -> Protest:
    """Register a protest by the number of its letter. What it is about follows from the urn. Raises Refused."""
    about = About.RESULT if edition.urn_opened_at else About.BALLOTS
    if received_on > at.date():
        raise Refused("Data wpływu nie może być w przyszłości.")
    try:
        with transaction.atomic():
            protest: Protest = Protest.objects.create(
                edition=edition,
                about=about,
                letter=letter,
                received_on=received_on,
                summary=summary,
                filed_at=at,
                filed_by=by,
            )
            record(
                Kind.PROTEST_FILED,
                town=edition.town,
                by=by,
                at=at,
                edition=edition.pk,
                about=protest,
                letter=letter,
                topic=About(about).label,
            )
    except IntegrityError as error:
        raise Refused("Pismo z takim numerem jest już zapisane.") from error
    return protest


def decide_protest(protest: Protest, *, upheld: bool, answer: str, by: str, at: datetime) -> Protest:
    """Decide a protest with its grounds, once. Raises Refused."""
    if not answer.strip():
        raise Refused("Napisz, dlaczego tak rozstrzygnięto.")
    with transaction.atomic():
        decided = Protest.objects.filter(pk=protest.pk, decided_at=None).update(
            upheld=upheld, answer=answer, decided_at=at, decided_by=by
        )
        if not decided:
            raise Refused("Ten protest jest już rozstrzygnięty. Odśwież stronę.")
        protest.refresh_from_db()
        record(
            Kind.PROTEST_DECIDED,
            town=protest.edition.town,
            by=by,
            at=at,
            edition=protest.edition_id,
            about=protest,
            letter=protest.letter,
            outcome=protest.outcome,
            answer=answer,
        )
    return protest
