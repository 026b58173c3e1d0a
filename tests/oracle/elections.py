"""Random elections, the same for both sides: small enough that ties, misfits and poor supporters are frequent."""

import random

RULES = ("greedy", "mes-cost", "mes-cardinality", "add1-exhaustive", "add1-overflow")
# Raising shares runs the whole method again and again, so there are fewer of those.
SHARE = {
    "greedy": 0.35,
    "mes-cost": 0.25,
    "mes-cardinality": 0.2,
    "add1-exhaustive": 0.1,
    "add1-overflow": 0.1,
}


def election(chance):
    """Costs and budget in whole złoty, ballots as lists of names, and the rule; every project has a vote."""
    names = "abcdefgh"[: chance.randint(1, 8)]
    costs = {name: chance.randint(1, 60) for name in names}
    ballots = [
        sorted(chance.sample(names, chance.randint(1, len(names)))) for _ in range(chance.randint(1, 25))
    ]
    ballots += [[name] for name in names if not any(name in ballot for ballot in ballots)]
    rule = chance.choices(RULES, [SHARE[rule] for rule in RULES])[0]
    return {"costs": costs, "ballots": ballots, "budget": chance.randint(1, 200), "rule": rule}


def elections(count, seed):
    """As many elections; the same for the same seed."""
    chance = random.Random(seed)
    return [election(chance) for _ in range(count)]
