"""What a pool's ballot rule asks of a voter, in one or two sentences: the same on screen and on paper."""

from django.utils.translation import gettext, ngettext

from wibo.rulebook.spelling.money import zloty_short
from wibo.rulebook.spelling.polish import NBSP, grouped
from wibo.rulebook.voting.ballots import BallotRules, VoteType


def ballot_rule(rules: BallotRules) -> str:
    """The rule in words, with the limit of the total cost where there is one; in the language in force."""
    limit = ""
    if rules.max_sum_cost:
        limit = " " + gettext("Razem mogą kosztować najwyżej {sum}.").format(
            sum=zloty_short(rules.max_sum_cost)
        )
    return _choice(rules) + limit


def _choice(rules: BallotRules) -> str:
    what = _how_many(rules)
    if rules.vote_type is VoteType.CHOOSE_ONE:
        return gettext("Wskazujesz jeden projekt.")
    if rules.vote_type is VoteType.ORDINAL:
        return gettext("Układasz {what} w kolejności: 1 dla najlepszego, potem 2 i dalej.").format(what=what)
    if rules.point_set:
        points = ", ".join(map(str, rules.point_set))
        words = gettext("Wybierasz {what} i dajesz punkty, każdą liczbę raz: {points}.")
        return words.format(what=what, points=points)
    if rules.vote_type is VoteType.CUMULATIVE:
        return _spread(rules, what)
    if rules.vote_type is VoteType.SCORING:
        scored = gettext("Oceniasz {what} punktami od 1 do {most}.").format(what=what, most=rules.max_points)
        together = _points(rules)
        return f"{scored} {gettext('Razem dajesz {points}.').format(points=together)}" if together else scored
    return gettext("Wskazujesz {what}.").format(what=what)


def _spread(rules: BallotRules, what: str) -> str:
    said = [gettext("Rozdajesz {points}.").format(points=_points(rules))]
    if rules.max_points:
        said.append(gettext("Jeden projekt może dostać najwyżej {most}.").format(most=rules.max_points))
    if rules.max_length or rules.min_length > 1:
        said.append(gettext("Punkty dostaje {what}.").format(what=what))
    return " ".join(said)


def _points(rules: BallotRules) -> str:
    """How many points the marks of a list bear together; empty where that is free."""
    least, most = rules.min_sum_points or 0, rules.max_sum_points
    if most is None:
        words = ngettext("co najmniej {n} punkt", "co najmniej {n} punkty", least)
        return _counted(words, least) if least > 1 else ""
    if least == most:
        return _counted(ngettext("dokładnie {n} punkt", "dokładnie {n} punkty", most), most)
    if least > 1:
        return gettext("od {low} do {high} punktów").format(low=least, high=most)
    return _counted(ngettext("najwyżej {n} punkt", "najwyżej {n} punkty", most), most)


def _how_many(rules: BallotRules) -> str:
    low, high = rules.min_length, rules.max_length
    if high and high == low:
        return _counted(ngettext("dokładnie {n} projekt", "dokładnie {n} projekty", high), high)
    if high and low > 1:
        return gettext("od {low} do {high} projektów").format(low=low, high=high)
    if high:
        return _counted(ngettext("najwyżej {n} projekt", "najwyżej {n} projekty", high), high)
    if low > 1:
        return _counted(ngettext("co najmniej {n} projekt", "co najmniej {n} projekty", low), low)
    return gettext("dowolną liczbę projektów")


def _counted(words: str, number: int) -> str:
    return words.replace("{n} ", f"{grouped(number)}{NBSP}")
