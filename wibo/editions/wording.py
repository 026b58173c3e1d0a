"""What a pool's ballot rule asks of a voter, in one or two sentences: the same on screen and on paper."""

from wibo.rulebook.ballots import BallotRules, VoteType
from wibo.rulebook.money import zloty_short
from wibo.rulebook.polish import counted


def ballot_rule(rules: BallotRules) -> str:
    """The rule in words, with the limit of the total cost where there is one."""
    limit = f" Razem mogą kosztować najwyżej {zloty_short(rules.max_sum_cost)}." if rules.max_sum_cost else ""
    return _choice(rules) + limit


def _projects(number: int) -> str:
    return counted(number, "projekt", "projekty", "projektów")


def _points(number: int) -> str:
    return counted(number, "punkt", "punkty", "punktów")


def _choice(rules: BallotRules) -> str:
    if rules.vote_type is VoteType.CHOOSE_ONE:
        return "Wskazujesz jeden projekt."
    if rules.vote_type is VoteType.ORDINAL:
        return f"Układasz {_how_many(rules)} w kolejności: 1 dla najlepszego, potem 2 i dalej."
    if rules.point_set:
        given = ", ".join(map(str, rules.point_set))
        return f"Wybierasz {_how_many(rules)} i dajesz punkty, każdą liczbę raz: {given}."
    if rules.vote_type is VoteType.CUMULATIVE:
        return _spread(rules)
    if rules.vote_type is VoteType.SCORING:
        return f"Oceniasz {_how_many(rules)} punktami od 1 do {rules.max_points}."
    return f"Wskazujesz {_how_many(rules)}."


def _spread(rules: BallotRules) -> str:
    total = rules.max_sum_points or 0
    exact = "dokładnie" if rules.min_sum_points == total else "najwyżej"
    each = f", na jeden projekt najwyżej {rules.max_points}" if rules.max_points else ""
    count = f" Punkty dostaje {_how_many(rules)}." if rules.max_length or rules.min_length > 1 else ""
    return f"Rozdajesz {exact} {_points(total)}{each}.{count}"


def _how_many(rules: BallotRules) -> str:
    low, high = rules.min_length, rules.max_length
    if high and high == low:
        return f"dokładnie {_projects(high)}"
    if high and low > 1:
        return f"od {low} do {high} projektów"
    if high:
        return f"najwyżej {_projects(high)}"
    if low > 1:
        return f"co najmniej {_projects(low)}"
    return "dowolną liczbę projektów"
