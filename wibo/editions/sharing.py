"""Money of the areas' pools by the town's formula, reckoned from residents and kept with its words in the journal."""

from dataclasses import dataclass

from django.db import transaction

from wibo.access.refusal import Refused
from wibo.editions.actions import save_pool
from wibo.editions.models import Edition, Pool
from wibo.journal.acts import Act
from wibo.rulebook.proposing.sharing import NoResidents, by_head, by_parts
from wibo.rulebook.spelling.money import zloty_short


@dataclass(frozen=True, slots=True)
class Formula:
    """`a_head` grosze for every resident; or `total` grosze, `equal_percent` of it equally and the rest by residents."""

    a_head: int | None = None
    total: int | None = None
    equal_percent: int = 0

    def __str__(self) -> str:
        if self.a_head is not None:
            return f"{zloty_short(self.a_head)} na mieszkańca"
        rest = 100 - self.equal_percent
        return f"{zloty_short(self.total or 0)}: {self.equal_percent}% po równo, {rest}% według liczby mieszkańców"


def shared(edition: Edition, formula: Formula) -> list[tuple[Pool, int]]:
    """Each pool of an area with its grosze. Raises Refused where there is nothing to share by."""
    pools = list(
        Pool.objects.filter(edition=edition).exclude(area=None).select_related("area", "edition__town")
    )
    if not pools:
        raise Refused("Żadna pula nie ma obszaru. Kwoty wpisz na stronach pul.")
    residents = [pool.area.residents if pool.area else 0 for pool in pools]
    if formula.a_head is not None:
        return list(zip(pools, by_head(formula.a_head, residents), strict=True))
    try:
        return list(zip(pools, by_parts(formula.total or 0, formula.equal_percent, residents), strict=True))
    except NoResidents as error:
        raise Refused(
            "Obszary nie mają wpisanej liczby mieszkańców. Uzupełnij ją na stronach obszarów."
        ) from error


def set_shared(edition: Edition, formula: Formula, reason: str, *, act: Act) -> int:
    """Give each pool of an area its money; how many changed. Raises Refused after freezing."""
    changed = 0
    with transaction.atomic():
        for pool, amount in shared(edition, formula):
            if pool.amount != amount:
                pool.amount = amount
                save_pool(pool, act=act, reason=f"{reason} ({formula})"[:300])
                changed += 1
    return changed
