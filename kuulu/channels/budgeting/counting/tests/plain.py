"""The rules written down as plainly as the definitions, on single ballots and with fractions alone: slow, to be held against."""

from fractions import Fraction


def equal_shares(costs, ballots, endowment, utility, lot, rivals=None):
    """`ballots` are dicts project -> share; the winners in order. Definition: algorithms as published, ties cost, votes, lot."""
    money = [endowment] * len(ballots)
    votes = [sum(ballot.get(p, 0) for ballot in ballots) for p in range(len(costs))]
    left = {p for p, cost in enumerate(costs) if cost and votes[p]}
    rivals, winners = rivals or [()] * len(costs), []
    for p in sorted((p for p, cost in enumerate(costs) if not cost and votes[p]), key=lambda p: (-votes[p], lot[p])):
        if not any(p in rivals[winner] for winner in winners):
            winners.append(p)
    while True:
        offers = []
        for p in sorted(left):
            behind = [i for i, ballot in enumerate(ballots) if ballot.get(p, 0) > 0]
            if any(p in rivals[winner] for winner in winners) or sum(money[i] for i in behind) < costs[p]:
                left.discard(p)
                continue
            rate = smallest_rate(costs[p], [(money[i], ballots[i][p]) for i in behind])
            factor = costs[p] if utility == "cost" else 1
            by_votes = -votes[p] if utility in ("cost", "cardinality") else 0
            offers.append((rate / factor, costs[p], by_votes, lot[p], p, rate))
        if not offers:
            return winners
        *_, best, rate = min(offers)
        winners.append(best)
        left.discard(best)
        for i, ballot in enumerate(ballots):
            if ballot.get(best, 0) > 0:
                money[i] -= min(money[i], rate * ballot[best])


def smallest_rate(cost, voters):
    """The least rate at which everybody paying it for each share, or all they have, makes up the cost."""
    rates = sorted({money / share for money, share in voters})
    below, reached = Fraction(0), Fraction(0)
    for rate in rates:
        reaches = sum(min(money, rate * share) for money, share in voters)
        if reaches >= cost:
            return below + (cost - reached) * (rate - below) / (reaches - reached) if reaches > reached else below
        below, reached = rate, reaches
    raise AssertionError("not enough money")


def add1(costs, ballots, budget, utility, lot, step, *, until_full, start, rivals):
    """The completion by single steps."""

    def run(raised):
        return equal_shares(costs, ballots, raised, utility, lot, rivals)

    def cost_of(winners):
        return sum(costs[p] for p in winners)

    wanted = {p for ballot in ballots for p, share in ballot.items() if share > 0}
    outcome, number = run(start), 1
    while True:
        rest = {p for p in wanted - set(outcome) if not any(p in rivals[winner] for winner in outcome)}
        if not rest or (until_full and all(costs[p] > budget - cost_of(outcome) for p in rest)):
            return outcome
        later = run(start + number * step)
        number += 1
        if cost_of(later) > budget:
            return outcome
        outcome = later
