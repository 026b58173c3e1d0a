"""The frozen ballot as its digest fixes it, and the check that pages show that ballot and no other."""

from collections.abc import Sequence

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.journal.events.ballots import BallotFrozen
from wibo.journal.models import Entry, digest_of
from wibo.memory import beside
from wibo.rulebook.files.rule_files import as_settings
from wibo.voting.ballot.lists import PoolList, lists_of, read_lists

# Under this name a list remembers whether its ballot is the frozen one, so that both go when the lists are read anew.
_AS_FROZEN = "as frozen"


def frozen_content(edition: Edition, lists: Sequence[PoolList] | None = None) -> dict[str, object]:
    """Everything that freezing fixes, for the digest that everyone can see; of the lists given, else as stored now."""
    return {
        "identity": edition.identity_kind,
        "min_age": edition.min_voter_age,
        "duplicates": edition.duplicate_rule,
        "rules": edition.voting.as_settings(),
        "pools": [
            {
                "name": entry.pool.name,
                "area": entry.pool.area.name if entry.pool.area else None,
                "amount": entry.pool.amount,
                "vote_type": entry.pool.vote_type,
                "limits": [
                    entry.pool.min_length,
                    entry.pool.max_length,
                    entry.pool.max_sum_cost,
                    entry.pool.min_sum_points,
                    entry.pool.max_sum_points,
                    entry.pool.max_points,
                    entry.pool.point_set,
                ],
                "award": as_settings(entry.pool.award_rule),
                "collisions": entry.pool.collisions,
                "leftover_to": entry.pool.leftover_to.name if entry.pool.leftover_to else None,
                "projects": [[project.number, project.title, project.cost] for project in entry.projects],
            }
            for entry in (read_lists(edition) if lists is None else lists)
        ],
    }


def refuse_other_ballot(edition: Edition) -> None:
    """Raise Refused when the lists that this process shows are not those whose digest the journal holds.

    Whoever changes a title in the database, even for minutes, gets no vote for it. Summaries and places are not in the
    digest.
    """
    lists = lists_of(edition)

    def is_same() -> bool:
        return digest_of(frozen_content(edition, lists)) == _told(edition)

    # With the lists, which are read anew when a project is struck.
    if not beside(lists[0], "as frozen", is_same):
        raise Refused(
            "Karta do głosowania jest inna niż ta, którą zamrożono. Niczego nie oddano. Zadzwoń do urzędu: głosowanie musi "
            "sprawdzić operator."
        )


def _told(edition: Edition) -> str:
    """The digest that was written down at the freeze; of ballots frozen before version 0.4 the edition's own."""
    entry = Entry.objects.filter(edition=edition.pk, kind=BallotFrozen.kind).order_by("-pk").first()
    if entry is None or not entry.mark:
        return edition.frozen_digest
    return str(entry.facts["digest"]) if entry.is_genuine else ""
