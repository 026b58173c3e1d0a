"""Projects that exclude each other (one site, one idea): of a group only one can be funded, the better placed."""

from collections.abc import Collection, Iterable, Mapping

Groups = Iterable[Collection[str]]
Rivals = Mapping[str, frozenset[str]]


def rivals_of(groups: Groups) -> dict[str, frozenset[str]]:
    """Per project id the ones that it excludes; projects outside every group are left out."""
    found: dict[str, set[str]] = {}
    for group in groups:
        for project in group:
            found.setdefault(project, set()).update(set(group) - {project})
    return {project: frozenset(others) for project, others in found.items()}


def excluded_by(project: str, rivals: Rivals, funded: Collection[str]) -> str | None:
    """The funded project that excludes this one, or None."""
    others = rivals.get(project)
    return next((winner for winner in funded if winner in others), None) if others else None
