"""A list of support: the idea, the clause of the edition, and lines to sign."""

from typing import Any

from wibo.documents.engine.frame import fact, frame_of
from wibo.proposals.models import Proposal
from wibo.rulebook.spelling.money import zloty

# As many as the first sheet holds under the clause; a town that needs more prints more sheets.
_LEAST = 15
_MOST = 60
_CLAUSE = (
    "Podpisując listę, popieram ten pomysł i oświadczam, że mieszkam na terenie {}. Administratorem moich danych jest "
    "{}. Dane służą tylko do sprawdzenia poparcia (art. 5a ust. 7 ustawy o samorządzie gminnym, art. 6 ust. 1 lit. c "
    "RODO) i będą usunięte po zakończeniu edycji. Mam prawo dostępu do danych i ich poprawienia."
)


def support_list_data(proposal: Proposal) -> dict[str, Any]:
    """The list with as many lines as signatures are needed, and some more for those that will not count."""
    edition, pool = proposal.edition, proposal.pool
    needed = pool.signatures if pool else 0
    area = pool.area if pool else None
    of_whom = f"obszaru „{area}”" if area else edition.town.name_genitive
    facts = [
        fact("Wnioskodawca", proposal.author_in_office or "–"),
        fact("Miejsce", proposal.location or "–"),
        fact("Pula", str(pool or "–")),
        fact("Koszt", zloty(proposal.cost)),
        fact("Ile podpisów potrzeba", needed),
    ]
    lines = min(_MOST, max(_LEAST, needed + needed // 5))
    return {
        **frame_of(edition, f"Lista poparcia: {proposal}"),
        "facts": facts,
        "clause": edition.support_clause or _CLAUSE.format(of_whom, edition.town.name),
        "lines": [[f"{at}.", "", "", ""] for at in range(1, lines + 1)],
    }
