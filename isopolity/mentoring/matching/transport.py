# SPDX-License-Identifier: EUPL-1.2
"""The exact solver: cheapest assignments, one cost after the other, each answer proven by prices.

The problem is written as a balanced transport. Every mentee sends one unit, every mentor takes as many as it has
places; "nobody" takes the mentees that stay alone and fills the places that stay free. So every unit goes along one
arc, and the only question is which. Prices of the cities under which every arc in use costs exactly the difference of
its ends, and no other arc less, prove that nothing cheaper exists. And only arcs that cost exactly that difference
can be in use in any other cheapest answer. So a second cost is minimised among all answers that are best for the
first, without weighing one by the other. All costs are whole numbers of 64 bits.
"""

import math
from dataclasses import dataclass

import numpy as np

from isopolity.mentoring.matching.pairing import Floats, Ints

LARGEST_BITS = 59  # costs times cities stay below 2**59: the solver multiplies them and needs room
FINEST_BITS = 55  # a distance has no more digits than that


class NotProven(RuntimeError):
    """The solver gave no answer, or one that is not the best: a fault of the program, never of the problem."""


@dataclass(frozen=True)
class Network:
    """Arcs from left nodes (mentees, then nobody) to right nodes (mentors, then nobody)."""

    tail: Ints
    head: Ints
    supply: Ints  # of every node, left ones first; negative on the right

    @property
    def nodes(self) -> int:
        return len(self.supply)

    @property
    def mentees(self) -> int:
        return -int(self.supply[-1])

    @property
    def largest(self) -> int:
        """The largest cost that can be calculated with."""
        return int(2**LARGEST_BITS // (self.nodes + 2))


def network(mentee: Ints, mentor: Ints, mentees: int, capacities: Ints) -> Network:
    """The transport for these pairs; its first arcs are the pairs, in their order."""
    nobody_left, first_right = mentees, mentees + 1
    nobody_right = first_right + len(capacities)
    alone, free = np.arange(mentees), first_right + np.arange(len(capacities))
    return Network(
        np.concatenate([mentee, alone, np.full(len(free), nobody_left), [nobody_left]]).astype(np.int64),
        np.concatenate([first_right + mentor, np.full(mentees, nobody_right), free, [nobody_right]]).astype(np.int64),
        np.concatenate([np.ones(mentees), [capacities.sum()], -capacities, [-mentees]]).astype(np.int64),
    )


def cheapest(net: Network, arcs: Ints, cost: Ints) -> tuple[Ints, Ints]:
    """(flow, reduced cost) of these arcs for the cheapest transport along them; the proof is made on the way."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    solver = SimpleMinCostFlow()
    most = np.full(len(arcs), int(net.supply[net.supply > 0].sum()), dtype=np.int64)
    numbers = solver.add_arcs_with_capacity_and_unit_cost(net.tail[arcs], net.head[arcs], most, cost)
    solver.set_nodes_supplies(np.arange(net.nodes), net.supply)
    status = solver.solve()
    if status != SimpleMinCostFlow.OPTIMAL:
        raise NotProven(f"The solver stopped with {status}.")
    flow = np.asarray(solver.flows(numbers), dtype=np.int64)
    return flow, _reduced(net, arcs, cost, flow)


def _reduced(net: Network, arcs: Ints, cost: Ints, flow: Ints) -> Ints:
    """What each arc costs more than the prices at its ends allow: nowhere below zero, and zero where something flows.

    Prices are shortest ways along the arcs, and backwards along arcs in use. They exist only if no exchange along a
    circle makes the answer cheaper, so finding them is the proof.
    """
    tail, head = net.tail[arcs], net.head[arcs]
    forth, back = np.argsort(head, kind="stable"), np.flatnonzero(flow)
    back = back[np.argsort(tail[back], kind="stable")]
    forth_starts, back_starts = _starts(head[forth]), _starts(tail[back])
    forth_tail, forth_cost, forth_nodes = tail[forth], cost[forth], head[forth][forth_starts]
    back_head, back_cost, back_nodes = head[back], cost[back], tail[back][back_starts]
    price = np.zeros(net.nodes, dtype=np.int64)
    for _round in range(net.nodes + 1):
        before = price.copy()
        found = np.minimum.reduceat(price[forth_tail] + forth_cost, forth_starts)
        price[forth_nodes] = np.minimum(price[forth_nodes], found)
        found = np.minimum.reduceat(price[back_head] - back_cost, back_starts)
        price[back_nodes] = np.minimum(price[back_nodes], found)
        if np.array_equal(price, before):
            return cost + price[tail] - price[head]
    raise NotProven("The solver's answer can be made cheaper.")


def _starts(nodes: Ints) -> Ints:
    """Where each run of equal values begins."""
    return np.flatnonzero(np.concatenate([[True], nodes[1:] != nodes[:-1]])).astype(np.int64)


def most_then_nearest(net: Network, gain: Ints, distance: Floats) -> Ints:
    """Positions of the chosen pairs: as many as can be; of these the highest gain; of these the smallest distance."""
    if not len(gain):
        return np.zeros(0, dtype=np.int64)
    one_pair = int(gain.max()) * net.mentees + 1  # outweighs the gain of all others
    dummies = np.zeros(len(net.tail) - len(gain), dtype=np.int64)
    arcs = np.arange(len(net.tail))
    _flow, reduced = cheapest(net, arcs, np.concatenate([-(one_pair + gain), dummies]))
    arcs = arcs[reduced == 0]
    used = _nearest(net, arcs, np.concatenate([distance, dummies])[arcs])
    return used[used < len(gain)]


def _nearest(net: Network, arcs: Ints, distance: Floats) -> Ints:
    """The arcs in use when the total distance is smallest, compared in steps so fine that six decimals are right.

    If costs of that size do not fit, a coarser answer comes first. Its prices shut out all arcs that rounding cannot
    make good again, and what is left is small enough to be compared in the fine steps.
    """
    wanted, fit = 7 + len(str(net.mentees)), _decimals(distance, net.largest)
    decimals = min(wanted, fit)
    steps = _in_steps(distance, decimals)
    flow, reduced = cheapest(net, arcs, steps)
    slack = 2 * net.nodes
    more = min(wanted, _decimals(distance, 2**FINEST_BITS)) - decimals
    more = min(more, len(str(net.largest // (slack + 1))) - 1)
    if more > 0:
        kept = reduced <= slack
        fine = _in_steps(distance, decimals + more) + 10**more * (np.minimum(reduced, slack) - steps)
        arcs = arcs[kept]
        flow, _reduced_fine = cheapest(net, arcs, fine[kept])
    return arcs[flow > 0]


def _decimals(distance: Floats, largest: int) -> int:
    """How many decimals the largest distance may have, to stay a whole number below ``largest``."""
    return math.floor(math.log10(largest) - math.log10(max(float(distance.max()), 1.0)))


def _in_steps(distance: Floats, decimals: int) -> Ints:
    return np.rint(distance * 10.0**decimals).astype(np.int64)
