"""The card that an edition asks now, its versions, and grounds of refusal with their precedents."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Count

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.evaluation.models import CardVersion, FormalReview, MeritReview, RefusalGround, Review
from wibo.evaluation.models.cards import CardKind
from wibo.evaluation.usual import CARDS, GROUNDS
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.evaluation import CardChanged
from wibo.rulebook.evaluating.cards import Criterion
from wibo.towns.models import Town
from wibo.wording.evaluating import ANSWERS

REVIEWS: dict[str, type[FormalReview] | type[MeritReview]] = {
    CardKind.FORMAL: FormalReview,
    CardKind.MERIT: MeritReview,
}


def current_card(edition: Edition, kind: str) -> CardVersion | None:
    """The edition's card as it is filled in now; None where the usual one holds."""
    found: CardVersion | None = CardVersion.objects.filter(edition=edition, kind=kind).first()
    return found


def criteria_now(edition: Edition, kind: str) -> tuple[Criterion, ...]:
    """What the card asks now, of proposals of all categories."""
    card = current_card(edition, kind)
    return card.asked if card else CARDS[kind]


def criteria_of(review: Review) -> tuple[Criterion, ...]:
    """What the card asked when it was filled in, whatever category the proposal is of now: what has an answer."""
    kind = CardKind.FORMAL if isinstance(review, FormalReview) else CardKind.MERIT
    asked = review.card.asked if review.card else CARDS[kind]
    return tuple(one for one in asked if one.code in review.answers)


def change_card(
    edition: Edition, kind: str, criteria: Sequence[Criterion], *, reason: str, act: Act
) -> CardVersion | None:
    """Store what the card asks from now on, as the next version; cards filled in keep theirs. None where nothing changes.

    Raises Refused without a question, and for two with one code.
    """
    if not criteria:
        raise Refused("Karta musi mieć co najmniej jedno pytanie.")
    if len({one.code for one in criteria}) != len(criteria):
        raise Refused("Dwa pytania mają ten sam symbol. Każde musi mieć własny.")
    with transaction.atomic():
        Edition.objects.select_for_update().get(pk=edition.pk)
        if tuple(criteria) == criteria_now(edition, kind):
            return None
        last = current_card(edition, kind)
        made: CardVersion = CardVersion.objects.create(
            edition=edition,
            kind=kind,
            version=last.version + 1 if last else 1,
            criteria=[one.as_stored() for one in criteria],
            made_at=act.at,
        )
        event = CardChanged(str(made.get_kind_display()), made.version, len(criteria), reason)
        record(event, act, town=edition.town, edition=edition.pk, about=edition)
    return made


def answered(review: Review) -> list[dict[str, str]]:
    """The card for reading and printing: each question with its answer in words and the note."""
    words: dict[str, str] = {given.value: text for given, text in ANSWERS.items()}
    said = review.answers
    return [
        {
            "code": one.code,
            "question": one.question,
            "basis": one.basis,
            "answer": words.get(said.get(one.code, {}).get("answer", ""), "–"),
            "note": said.get(one.code, {}).get("note", ""),
        }
        for one in criteria_of(review)
    ]


def usual_grounds(town: Town) -> None:
    """Give a town that has none the grounds to begin with."""
    if not RefusalGround.objects.filter(town=town).exists():
        RefusalGround.objects.bulk_create(
            (RefusalGround(town=town, name=name, words=words, basis=basis) for name, words, basis in GROUNDS),
            # Two who open the desk of a new town at once.
            ignore_conflicts=True,
        )


@dataclass(frozen=True, slots=True)
class Precedented:
    """A ground, and how many proposals of the edition are refused on it by verdicts that stand."""

    ground: RefusalGround
    refused: int


def grounds_with_precedents(town: Town, edition: Edition) -> list[Precedented]:
    """The grounds that are in use."""
    counts: Counter[int] = Counter()
    for kind in (FormalReview, MeritReview):
        rows = kind.objects.standing().filter(proposal__edition=edition, verdict="negative")
        by_ground = rows.exclude(grounds=None).order_by().values_list("grounds")
        counts.update(dict(by_ground.annotate(n=Count("proposal", distinct=True))))
    return [Precedented(one, counts[one.pk]) for one in RefusalGround.objects.filter(is_on=True, town=town)]


def add_ground(town: Town, name: str, words: str, basis: str = "") -> RefusalGround:
    """Add a ground of refusal. Raises Refused where the town has one of that name."""
    try:
        with transaction.atomic():
            made: RefusalGround = RefusalGround.objects.create(town=town, name=name, words=words, basis=basis)
    except IntegrityError as error:
        raise Refused("Podstawa o tej nazwie już jest.", "name") from error
    return made
