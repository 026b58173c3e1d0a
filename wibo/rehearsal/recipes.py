"""What is invented for a town's own edition: people for every role, ideas for every pool, voters."""

from dataclasses import replace

from wibo.access.permissions import Role
from wibo.editions.models import Edition, Pool
from wibo.invented.catalogue import CATALOGUE
from wibo.invented.recipe import ADMITTED, FORMAL_NO, NEW, PASSED, Person, Placed, PoolPlan, Recipe, cast_of
from wibo.rehearsal.shapes import Shape
from wibo.rulebook.proposing.costs import CostRow
from wibo.towns.models import Town

# Where an idea is to be, after its title and alone.
_PLACES = (
    ("przy szkole", "Szkoła, od strony boiska"),
    ("w parku", "Park, główna aleja"),
    ("przy świetlicy", "Świetlica, plac obok"),
    ("nad stawem", "Staw, brzeg przy drodze"),
    ("przy bibliotece", "Biblioteka"),
    ("na rynku", "Rynek"),
    ("przy remizie", "Remiza, plac manewrowy"),
)
# What the ideas of a list cost, in percent of its money: together more than there is, so that some lose.
_SHARES = (45, 30, 25, 20, 15)
# A list as long as a real one, yet read in a minute; fewer on each where there are many lists.
_MOST = 60
# While evaluation lasts some wait for each card, and one is refused, so that there is something to appeal against.
_FATES = (ADMITTED, NEW, PASSED, ADMITTED, FORMAL_NO)
_WEB, _PAPER = 120, 30
VOTERS = _WEB + _PAPER
BOX = "Próbna skrzynka"
_WHOLE_ZLOTY = 100


def recipe_of(real: Edition, twin: Town, shape: Shape) -> Recipe:
    """The recipe by which the twin lives: the edition's own areas, pools and kind of identity."""
    areas = list(real.areas.all())
    pools = list(real.pools.all())
    places = [placed for at, pool in enumerate(pools) for placed in _ideas(pool, at, _number(len(pools)))]
    return Recipe(
        slug=twin.slug,
        name=twin.name,
        name_genitive=twin.name_genitive,
        locative="",
        colour=twin.colour,
        population=twin.population,
        stage="collecting",
        summary="",
        try_it=(),
        people=_people(),
        office=twin.contact_place or "Urząd",
        areas=tuple((area.name, area.residents) for area in areas),
        pools=tuple(PoolPlan(pool.name, pool.amount // _WHOLE_ZLOTY) for pool in pools),
        places=tuple(places),
        past=(),
        identity=real.kind,
        min_voter_age=real.min_voter_age,
        web_ballots=_WEB,
        boxes=((BOX, _PAPER),) if shape.papers else (),
    )


def _people() -> tuple[Person, ...]:
    cast = cast_of(
        ("mieszkanka", "Maria", "Próbna"),
        ("urzednik", "Adam", "Próbny"),
        ("formalna", "Beata", "Próbna"),
        ("merytoryczny", "Cezary", "Próbny"),
        ("koordynatorka", "Dorota", "Próbna"),
        ("komisja", "Emil", "Próbny"),
        ("audytorka", "Felicja", "Próbna"),
    )
    appeals = Person("odwolania", "Grzegorz", "Próbny", (Role.APPEAL_BODY,), "rozpatruje odwołania")
    return (*cast, appeals)


def _number(pools: int) -> int:
    return max(2, min(len(_SHARES), _MOST // max(pools, 1)))


def _ideas(pool: Pool, at: int, number: int) -> list[Placed]:
    keys = list(CATALOGUE)
    found = []
    for nth in range(number):
        place = at * number + nth
        where, location = _PLACES[place % len(_PLACES)]
        placed = Placed(keys[place % len(keys)], where, location, at, _FATES[nth % len(_FATES)])
        if placed.fate == FORMAL_NO:
            placed = replace(placed, reasons="Teren nie należy do gminy, a zgody właściciela nie dołączono.")
        if place >= len(keys) * len(_PLACES):
            placed = replace(placed, where=f"{where} ({place})")
        found.append(placed)
    return found


def costs(placed: Placed, pool: Pool, nth: int) -> list[CostRow]:
    """Rows in grosze for the idea that stands `nth` on its list: within the pool's own limits, whole złoty where they fit."""
    wanted = pool.amount * _SHARES[nth % len(_SHARES)] // 100
    wanted = max(min(wanted, pool.max_cost or wanted, pool.amount), pool.min_cost or 1)
    rows = placed.idea.costs
    whole = sum(amount for _, amount in rows)
    parts = [wanted * amount // whole // _WHOLE_ZLOTY * _WHOLE_ZLOTY for _, amount in rows[:-1]]
    return [
        CostRow(name, part)
        for (name, _), part in zip(rows, [*parts, wanted - sum(parts)], strict=True)
        if part
    ]
