"""The Method of Equal Shares: each ballot gets the same sum, and projects are bought by those who voted for them.

Peters, Pierczyński and Skowron, *Proportional Participatory Budgeting with Additive Utilities*, NeurIPS 2021. Balances
are held as floats to find what lies close; whatever a float cannot decide for certain is decided with exact fractions,
made of the few payments so far. So no rounding ever elects anybody.

Beside every balance stands its slope, how it grows with the endowment. Along one course of the count all that is
compared is linear or convex in the endowment, so that a run also tells up to which endowment it would go the same way:
`Run.same_until`. Raising the endowment step by step may leap over all those steps.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import numpy as np

from .support import Backers, Floats, Ints, Support

LEAST: Final = 5e-324  #: the smallest float above nothing
NEAR: Final = 1e-10  #: of the endowment: a balance nearer than this to what it is held against is looked at exactly


@dataclass(slots=True)
class Payment:
    """What was paid for a project: the rich pay `rate` for each of their shares, the poor all they had."""

    project: int
    rich: Ints  #: groups
    rich_shares: Ints
    poor: Ints  #: groups that had something left
    load: int  #: shares of the rich, all ballots together
    before: int  #: how many payments were made before this one
    rate: float
    exact: Fraction | None = None  #: the same as `rate`, once somebody asked; see `Run.rate_of`


@dataclass(slots=True)
class Refused:
    """A project whose voters have not enough left."""

    project: int
    after: int  #: how many payments were made before it was given up


@dataclass(slots=True)
class Outcome:
    """Who won, in the order of choice; `run` tells on asking who paid what and why others did not win."""

    winners: list[int]
    run: Run


class Run:
    """One run of the rule with a fixed endowment."""

    def __init__(self, support: Support, endowment: Fraction, lot: Sequence[int]) -> None:
        self.support, self.endowment, self.lot = support, endowment, lot
        self.each = float(endowment)
        self.balances: Floats = np.full(len(support.sizes), self.each)
        self.slopes: Floats = np.ones(len(support.sizes))
        self.backers = list(support.backers)
        self.voters = [float(backers.sizes.sum()) for backers in support.backers]
        self.is_plain = all(int(backers.shares.max(initial=1)) == 1 for backers in support.backers)
        self.rates = [0.0] * len(support.costs)  #: never above what each project's voters would pay now
        self.closed: set[int] = set()
        self.room = (
            float("inf") if endowment else 0.0
        )  #: by how much the endowment may grow for everything to go the same way
        self.payments: list[Payment] = []
        self.refused: list[Refused] = []

    def outcome(self) -> Outcome:
        """Buy projects until nobody's voters can pay for another."""
        support = self.support
        free = [p for p, cost in enumerate(support.costs) if cost == 0 and support.scores[p] > 0]
        winners = list[int]()
        for project in sorted(free, key=lambda p: (-support.scores[p], self.lot[p])):
            if project not in self.closed:
                winners.append(project)
                self.closed |= support.rivals[project]
        bounds = [
            cost / support.scores[p] / support.factors[p] if cost > 0 and support.scores[p] > 0 else float("inf")
            for p, cost in enumerate(support.costs)
        ]
        #: what each project's price was at least when last looked at, and how that changes with the endowment
        self.bounds, self.falls = np.array(bounds), np.zeros(len(bounds))
        waiting = [(bound, p) for p, bound in enumerate(bounds) if bound < float("inf")]
        heapq.heapify(waiting)
        self._close(self.closed)
        while waiting:
            best = self._cheapest(waiting)
            if best is None:
                break
            winners.append(best)
            self._buy(best)
            self._close(support.rivals[best])
        return Outcome(winners, self)

    def _close(self, projects: Iterable[int]) -> None:
        """Leave out what cannot be carried out beside a winner."""
        self.closed = self.closed.union(projects)
        for project in projects:
            self.bounds[project] = float("inf")

    # --- which is the cheapest ---------------------------------------------------------------------------------

    def _cheapest(self, waiting: list[tuple[float, int]]) -> int | None:
        """Take the project of the smallest price for utility out of the heap. The keys are lower bounds: money only shrinks."""
        ceiling, close = float("inf"), list[tuple[float, float, int]]()
        while waiting and waiting[0][0] <= ceiling:
            _bound, project = heapq.heappop(waiting)
            if project in self.closed:
                continue
            price, doubt = self._price(project)
            if price == float("inf"):
                self.bounds[project] = price
                continue
            self.bounds[project] = price - doubt
            close.append((price - doubt, price + doubt, project))
            ceiling = min(ceiling, price + doubt)
        rivals = [project for low, _high, project in close if low <= ceiling]
        if not rivals:
            return None
        best = rivals[0] if len(rivals) == 1 else min(rivals, key=self._exact_order)
        for low, high, project in close:
            if project != best:
                heapq.heappush(waiting, (low, project))
            else:
                self._mind_rivals(best, high)
        return best

    def _mind_rivals(self, best: int, price: float) -> None:
        """The endowment may grow until another project could have the lower price: prices fall, and convexly."""
        fall = self.falls[best]
        self.bounds[best] = float("inf")
        faster = self.falls < fall
        faster &= self.bounds < float("inf")
        if faster.any():
            self.room = min(self.room, float(((self.bounds - price)[faster] / (fall - self.falls[faster])).min()))
        # one as cheap was held against it exactly; it stays behind if its price falls no faster, which nothing does not
        tied = ~faster & (self.bounds <= price) & (self.falls != 0) & (self.falls - fall <= -NEAR * fall)
        if tied.any():
            self.room = min(self.room, 0.0)

    def _exact_order(self, project: int) -> tuple[Fraction, int, int, int]:
        """The price exactly, then how ties are decided: lower cost, more votes, the lot."""
        support = self.support
        votes = -support.scores[project] if support.ties_by_votes else 0
        price = self.rate_of(self._payment(project)) / support.factors[project]
        return price, support.costs[project], votes, self.lot[project]

    def _price(self, project: int) -> tuple[float, float]:
        """Rate over utility and how far off it may be; infinite for what cannot be paid, which is then given up."""
        cost, factor = self.support.costs[project], self.support.factors[project]
        backers, balances = self._alive(project)
        held = backers.sizes * balances
        money, doubt = float(held.sum()), NEAR * self.each * self.voters[project]
        if money < cost + doubt and (money < cost - doubt or self.money_behind(project) < cost):
            self._refuse(project, backers, cost - doubt - money)
            return float("inf"), 0.0
        rate, load, poor = self._pour(project, backers, balances, held)
        self.rates[project] = rate
        self.falls[project] = -float(backers.sizes[poor] @ self.slopes[backers.groups[poor]]) / load / factor
        return rate / factor, (doubt / load + rate * NEAR) / factor

    def _refuse(self, project: int, backers: Backers, missing: float) -> None:
        """Give a project up; the endowment may grow until its voters have what is missing."""
        self.refused.append(Refused(project, len(self.payments)))
        grows = float(backers.sizes @ self.slopes[backers.groups])
        if grows > 0:
            self.room = min(self.room, max(0.0, missing) / grows)

    def _alive(self, project: int) -> tuple[Backers, Floats]:
        """The backers of a project with their balances; most of those with nothing left are put aside for good."""
        backers = self.backers[project]
        balances = self.balances[backers.groups]
        has = balances > 0
        if np.count_nonzero(has) * 4 < len(has) * 3:
            backers = self.backers[project] = backers.those(has)
            balances = balances[has]
        return backers, balances

    def _pour(self, project: int, backers: Backers, balances: Floats, held: Floats) -> tuple[float, float, Any]:
        """The rate at which what is paid makes up the cost, as near as floats tell; the shares of those who pay it; who cannot.

        Begins at the last rate, which is never too high: rates only rise.
        """
        cost, shares = self.support.costs[project], backers.shares
        whole = load = float(backers.loads.sum())
        rate, emptied = max(self.rates[project] * (1 - NEAR), cost / whole), -1
        while True:
            poor = balances < (rate if self.is_plain else rate * shares)
            count = int(np.count_nonzero(poor))
            if count <= emptied:
                return rate, load, poor
            emptied = count
            load = whole - float(backers.loads @ poor)
            if load < 0.5:
                return float((balances / shares).max()), 1.0, poor
            rate = (cost - float(held @ poor)) / load

    # --- paying ------------------------------------------------------------------------------------------------

    def _buy(self, project: int) -> None:
        payment = self._payment(project)
        self.payments.append(payment)
        left = self.balances[payment.rich] - payment.rate * payment.rich_shares
        self.balances[payment.rich] = np.maximum(left, LEAST)  # what is left is more than nothing, however it rounds
        self.balances[payment.poor] = 0.0
        fall = self.falls[project] * self.support.factors[project]
        self.slopes[payment.rich] -= fall * payment.rich_shares
        self.slopes[payment.poor] = 0.0

    def _payment(self, project: int) -> Payment:
        """Who pays the full rate and who all that is left, decided exactly."""
        backers, balances = self._alive(project)
        rate, load, _poor = self._pour(project, backers, balances, backers.sizes * balances)
        had = balances > 0
        backers, balances = backers.those(had), balances[had]
        groups, shares = backers.groups, backers.shares
        near = NEAR * self.each * (1 + self.voters[project] / load) + rate * NEAR * shares
        gap = balances - rate * shares
        poor, unsure = gap < -near, np.flatnonzero(np.abs(gap) <= near)
        self._mind_poor(project, groups, shares, gap + near, poor)
        if len(unsure):
            self.room = 0.0
            return self._exact_payment(project, groups, shares, poor, unsure)
        load_left = int(self.support.sizes[groups[~poor]] @ shares[~poor])
        return Payment(project, groups[~poor], shares[~poor], groups[poor], load_left, len(self.payments), rate)

    def _mind_poor(self, project: int, groups: Ints, shares: Ints, gap: Floats, poor: Any) -> None:
        """The endowment may grow until one of the poor could pay the full rate."""
        if poor.any():
            fall = self.falls[project] * self.support.factors[project]
            grows = self.slopes[groups][poor] - fall * shares[poor]
            self.room = min(self.room, float((-gap[poor] / grows).min()))

    def _exact_payment(self, project: int, groups: Ints, shares: Ints, poor: Any, unsure: Ints) -> Payment:
        """The same where floats leave some unsure: the poorest of them first, as water rises."""
        sizes, owed = self.support.sizes[groups], self.support.costs[project] - self.exact_sum(groups[poor])
        load = int((sizes * shares)[~poor].sum())
        each = {int(at): self.exact_balance(int(groups[at])) / int(shares[at]) for at in unsure}
        for at in sorted(each, key=lambda one: each[one]):
            if each[at] * load > owed:
                break
            poor[at] = True
            owed -= each[at] * int(sizes[at] * shares[at])
            load -= int(sizes[at] * shares[at])
        exact = owed / load if load else max(each.values())
        paid = Payment(project, groups[~poor], shares[~poor], groups[poor], load, len(self.payments), float(exact))
        paid.exact = exact
        return paid

    @property
    def same_until(self) -> float:
        """By how much the endowment may at least grow for everything to go the same way; nothing where floats are not sure."""
        return max(0.0, self.room * (1 - 1e-6) - NEAR * self.each)

    # --- exactly -----------------------------------------------------------------------------------------------

    def rate_of(self, payment: Payment) -> Fraction:
        """What the rich paid for each of their shares."""
        if payment.exact is None:
            owed = self.support.costs[payment.project] - self.exact_sum(payment.poor, payment.before)
            payment.exact = owed / payment.load
        return payment.exact

    def money_behind(self, project: int, after: int | None = None) -> Fraction:
        """What the voters of a project had left after so many payments."""
        groups = self.support.backers[project].groups
        if after is None:
            return self.exact_sum(groups[self.balances[groups] > 0])
        emptied = [payment.poor for payment in self.payments[:after]]
        return self.exact_sum(np.setdiff1d(groups, np.concatenate(emptied)) if emptied else groups, after)

    def exact_sum(self, groups: Ints, after: int | None = None) -> Fraction:
        """What the ballots of some groups, none of them at nothing, have left: the endowments less what they paid."""
        sizes, total = self.support.sizes, self.endowment * int(self.support.sizes[groups].sum())
        if not len(groups):
            return total
        counted = np.zeros(len(sizes), dtype=np.int64)
        counted[groups] = sizes[groups]
        for payment in self.payments[:after]:
            if shares := int(counted[payment.rich] @ payment.rich_shares):
                total -= self.rate_of(payment) * shares
        return total

    def exact_balance(self, group: int) -> Fraction:
        """What one ballot of a group has left."""
        left = self.endowment
        for payment in self.payments:
            at = int(np.searchsorted(payment.rich, group))
            if at < len(payment.rich) and payment.rich[at] == group:
                left -= self.rate_of(payment) * int(payment.rich_shares[at])
        return left


def equal_shares(support: Support, endowment: Fraction, lot: Sequence[int]) -> Outcome:
    """The winners at a fixed endowment of each ballot, in minor units."""
    return Run(support, endowment, lot).outcome()
