"""The best joint assignment of claims to rows, and how much depends on each pair of it.

Each claim takes at most one row and each row at most one claim; what a pair is
worth is its score above the floor, and a claim may stay without. The pairs that
are worth anything form small components; each is solved exactly, by shortest
augmenting paths. The regret of a pair is how much less the best assignment is
worth once the pair is forbidden: the price of being wrong about it.
"""

from __future__ import annotations

from _heapq import heappop, heappush  # `heapq` names them, and needs longer than they do

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Assigned(NamedTuple):
    """A pair of the best assignment, and its regret.

    `rival_claim` or `rival_row` is what takes the row or the claim once the
    pair is forbidden; both are -1 where nothing does.
    """

    claim: int
    row: int
    regret: float
    rival_claim: int
    rival_row: int


def assign(worth: Mapping[tuple[int, int], float]) -> list[Assigned]:
    """Return the best joint assignment, by claim.

    `worth` gives what each possible pair of a claim and a row adds; only pairs
    worth more than nothing are made. Among equally good assignments the one
    found is the same for the same numbers, in whatever order they are given.
    """
    edges = {pair: value for pair, value in sorted(worth.items()) if value > 0}
    found: list[Assigned] = []
    for component in _components(edges):
        if len(component) == 1:  # as most are: nobody else wants either
            ((claim, row), value), *_ = component.items()
            found.append(Assigned(claim, row, value, -1, -1))
        else:
            found += _Solver(component).solve()
    return sorted(found)


def _components(edges: dict[tuple[int, int], float]) -> list[dict[tuple[int, int], float]]:
    """Return the edges in groups that share neither a claim nor a row."""
    claim_of: dict[int, int] = {}
    parent: dict[int, int] = {}

    def root(claim: int) -> int:
        while parent[claim] != claim:
            parent[claim] = parent[parent[claim]]
            claim = parent[claim]
        return claim

    for claim, row in edges:
        parent.setdefault(claim, claim)
        other = claim_of.setdefault(row, claim)
        first, second = root(claim), root(other)
        parent[max(first, second)] = min(first, second)
    groups: dict[int, dict[tuple[int, int], float]] = {}
    for pair, value in edges.items():
        groups.setdefault(root(pair[0]), {})[pair] = value
    return list(groups.values())


_SINK = -1
_FAR = float("inf")


class _Solver:
    """One component: a network of claims, rows and a sink, and the cheapest flow through it.

    A claim sends its one unit to a row, and the row to the sink; or to the
    sink directly, which is staying without a row. A cost is a worth with its
    sign changed. Nodes are claims as they are (0, 1, …), rows as -2, -3, …,
    and the sink. Potentials keep the reduced costs of what may still flow at
    or above nothing, so that Dijkstra's algorithm finds the cheapest path.
    """

    def __init__(self, edges: dict[tuple[int, int], float]) -> None:
        self._cost = {(claim, -row - 2): -value for (claim, row), value in edges.items()}
        self._rows: dict[int, list[int]] = {}
        self._claims: dict[int, list[int]] = {}
        for claim, row in self._cost:
            self._rows.setdefault(claim, []).append(row)
            self._claims.setdefault(row, []).append(claim)
        self._row_of: dict[int, int] = {}  # a claim's row, or the sink
        self._claim_of: dict[int, int] = {}  # a row's claim
        self._potential: dict[int, float] = dict.fromkeys([*self._claims, _SINK], 0.0)

    def solve(self) -> list[Assigned]:
        """Return the pairs of the best assignment with their regrets."""
        for claim in sorted(self._rows):
            self._insert(claim)
        paired = [(claim, row) for claim, row in sorted(self._row_of.items()) if row != _SINK]
        return [self._assigned(claim, row) for claim, row in paired]

    def _insert(self, claim: int) -> None:
        """Route one more claim to the sink along the cheapest path."""
        # What makes no way out of the new claim cheaper than nothing.
        potential = self._potential
        potential[claim] = max(
            0.0, *(potential[row] - self._cost[claim, row] for row in self._rows[claim])
        )
        distance, before = self._search(claim, self._after, _SINK, _FAR)
        node = _SINK
        while node != claim:
            start, end = before[node], node
            if start >= 0:
                self._row_of[start] = end
                if end != _SINK:
                    self._claim_of[end] = start
            node = start
        reach = distance[_SINK]
        for node, length in distance.items():
            if length < reach:
                potential[node] += length - reach

    def _assigned(self, claim: int, row: int) -> Assigned:
        """Return a pair with its regret: the cheapest detour of its unit from claim to row.

        Either the unit stays among claims and rows, or it leaves by the sink
        and another comes back from there, which frees the row. The two halves
        of the second way are searched from their own ends: next to the sink
        lies every row.
        """
        out, out_before = self._search(claim, self._after, _SINK, _FAR, (claim, row))
        back, back_before = self._search(row, self._ahead, _SINK, _FAR, (claim, row))
        by_sink = out[_SINK] + back[_SINK]
        near, near_before = self._search(claim, self._after, row, by_sink, (claim, row))
        if near.get(row, _FAR) < by_sink:
            length = near[row]
            takes, instead = near_before[row], _first(near_before, claim, row)
        else:
            length = by_sink
            takes, instead = _first(back_before, row, _SINK), _first(out_before, claim, _SINK)
        cost = length - self._potential[claim] + self._potential[row] - self._cost[claim, row]
        return Assigned(
            claim,
            -row - 2,
            max(cost, 0.0),
            takes if takes >= 0 else -1,
            -instead - 2 if instead < _SINK else -1,
        )

    def _after(self, node: int) -> list[tuple[int, float]]:
        """Return where a unit may go from a claim or row, and at what cost."""
        if node < 0:
            holder = self._claim_of.get(node)
            return [(_SINK, 0.0)] if holder is None else [(holder, -self._cost[holder, node])]
        mine = self._row_of.get(node)
        steps = [(row, self._cost[node, row]) for row in self._rows[node] if row != mine]
        return steps if mine == _SINK else [*steps, (_SINK, 0.0)]

    def _ahead(self, node: int) -> list[tuple[int, float]]:
        """Return from where a unit may come to a claim or row, and at what cost."""
        if node < 0:
            holder = self._claim_of.get(node)
            steps = [(by, self._cost[by, node]) for by in self._claims[node] if by != holder]
            return steps if holder is None else [*steps, (_SINK, 0.0)]
        mine = self._row_of[node]
        return [(mine, 0.0 if mine == _SINK else -self._cost[node, mine])]

    def _search(
        self,
        start: int,
        steps: Callable[[int], list[tuple[int, float]]],
        goal: int,
        limit: float,
        forbidden: tuple[int, int] | None = None,
    ) -> tuple[dict[int, float], dict[int, int]]:
        """Return the reduced distances up to the goal or the limit, and the way back.

        The sink is never passed through.
        """
        potential = self._potential
        forward = 1 if steps == self._after else -1
        distance = {start: 0.0}
        before: dict[int, int] = {}
        waiting = [(0.0, start)]
        done: dict[int, float] = {}
        while waiting:
            length, node = heappop(waiting)
            if node in done:
                continue
            if length >= limit:
                break
            done[node] = length
            if node == goal:
                break
            if node == _SINK:
                continue
            for other, cost in steps(node):
                if other in done or (forbidden and {node, other} == {*forbidden}):
                    continue
                reach = length + max(cost + forward * (potential[node] - potential[other]), 0.0)
                if reach < distance.get(other, _FAR):
                    distance[other] = reach
                    before[other] = node
                    heappush(waiting, (reach, other))
        return done, before


def _first(before: dict[int, int], start: int, end: int) -> int:
    """Return the first node after the start on the way to the end."""
    while before[end] != start:
        end = before[end]
    return end
