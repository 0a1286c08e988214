"""The day as bare numbers, small enough to be solved: units to put into places."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from ketenwerk.care.matching import DOUBTFUL, HOURS, SURE, Fitting, fitting
from ketenwerk.care.planning.day import Day, Someone

Cost = tuple[int, int, int]  # late, drawbacks, unknown: the first thing first
Fittings = tuple[Fitting, ...]
NOTHING: Cost = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Unit:
    """People who go to one place. `places` are those that can take all of them, the best first."""

    labels: tuple[str, ...]
    places: tuple[tuple[str, Cost], ...]

    @property
    def size(self) -> int:
        return len(self.labels)

    def most(self, part: int) -> int:
        """How much its place can cost, in one part."""
        return max((cost[part] for _, cost in self.places), default=0)

    def least(self) -> Cost:
        """What its place costs at least, whatever it is."""
        late, drawbacks, unknown = (
            min((cost[part] for _, cost in self.places), default=0) for part in range(len(NOTHING))
        )
        return late, drawbacks, unknown


@dataclass(frozen=True)
class Puzzle:
    """`room` is how many each place can take; `apart` are pairs of numbers of units that must not meet."""

    units: tuple[Unit, ...]
    room: Mapping[str, int]
    apart: tuple[tuple[int, int], ...]

    @cached_property
    def enemies(self) -> Mapping[int, frozenset[int]]:
        found: defaultdict[int, set[int]] = defaultdict(set)
        for one, other in self.apart:
            found[one].add(other)
            found[other].add(one)
        return {unit: frozenset(others) for unit, others in found.items()}

    def numbers(self, seconds: float) -> dict[str, Any]:
        """As the solver takes it: nothing in it says what it is about."""
        left_out, *weights = self._weights()
        number = {key: index for index, key in enumerate(sorted(self.room))}
        units = []
        for unit in self.units:
            least = _weighed(unit.least(), weights)  # without it the numbers are smaller
            places = [[number[key], _weighed(cost, weights) - least] for key, cost in unit.places]
            units.append([unit.size, left_out * unit.size - least, places])
        hint = [None if key is None else number[key] for key in self.guess()]
        room = [self.room[key] for key in sorted(self.room)]
        apart = [list(pair) for pair in self.apart]
        return {"units": units, "room": room, "apart": apart, "hint": hint, "seconds": seconds}

    def guess(self) -> list[str | None]:
        """A plan that breaks no rule, if not the best: who has the fewest places to choose from goes first."""
        order = sorted(
            range(len(self.units)), key=lambda unit: (len(self.units[unit].places), unit)
        )
        into: list[str | None] = [None] * len(self.units)
        left = dict(self.room)
        for unit in order:
            into[unit] = self.first_free(unit, left, into)
            if (key := into[unit]) is not None:
                left[key] -= self.units[unit].size
        return into

    def first_free(
        self, unit: int, left: Mapping[str, int], into: Sequence[str | None]
    ) -> str | None:
        """The best place with room for the unit, without anybody it must not meet."""
        shunned = {into[other] for other in self.enemies.get(unit, ())}
        fitting = (
            key
            for key, _ in self.units[unit].places
            if left[key] >= self.units[unit].size and key not in shunned
        )
        return next(fitting, None)

    def _weights(self) -> list[int]:
        """What comes first outweighs all that can come later, of everybody together."""
        weights = [1]
        for part in reversed(range(len(NOTHING))):
            most = sum(unit.most(part) for unit in self.units)
            weights.append(weights[-1] * (most + 1))
        return weights[::-1]


def ranked(day: Day, now: datetime) -> dict[str, Fittings]:
    """What fits each person by themselves. The same needs are looked at once."""
    wanted = {each.needs for each in day.people}
    known = {needs: fitting(day.places, needs, now) for needs in wanted}
    return {each.label: known[each.needs] for each in day.people}


def puzzle(day: Day, found: Mapping[str, Fittings]) -> Puzzle:
    groups = _groups(day.people)
    room = {place.key: max(place.free, 0) for place in day.places}
    # Each other unit is in the way at one place only, and one place may fall away: more are never needed.
    units = tuple(_unit(members, found, room, most=len(groups) + 1) for members in groups)
    return Puzzle(units, room, tuple(_apart(groups)))


def cost(found: Fitting) -> Cost:
    drawbacks, confidence = found.judgement.drawbacks, found.place.confidence
    late = (HOURS in drawbacks) + (confidence < SURE) + (confidence < DOUBTFUL)
    return late, len(drawbacks), len(found.judgement.unknown)


def _weighed(cost: Cost, weights: Sequence[int]) -> int:
    return sum(weight * part for weight, part in zip(weights, cost, strict=True))


def _groups(people: Iterable[Someone]) -> list[tuple[Someone, ...]]:
    """Those who stay together; somebody alone is a group too. The order does not depend on who came first."""
    groups: defaultdict[tuple[str, str], list[Someone]] = defaultdict(list)
    for each in sorted(people, key=lambda someone: someone.label):
        groups[("", each.together) if each.together else (each.label, "")].append(each)
    return sorted((tuple(members) for members in groups.values()), key=lambda one: one[0].label)


def _unit(
    members: Sequence[Someone],
    found: Mapping[str, Fittings],
    room: Mapping[str, int],
    *,
    most: int,
) -> Unit:
    costs: defaultdict[str, list[Cost]] = defaultdict(list)
    for each in members:
        for one in found[each.label]:
            costs[one.place.key].append(cost(one))
    settled = {each.settled for each in members if each.settled}
    places = [
        (key, _summed(each))
        for key, each in costs.items()
        if len(each) == len(members) <= room[key] and settled <= {key}
    ]
    places.sort(key=lambda one: (one[1], -room[one[0]], one[0]))
    return Unit(tuple(each.label for each in members), tuple(places[:most]))


def _summed(costs: Iterable[Cost]) -> Cost:
    late, drawbacks, unknown = zip(*costs, strict=True)
    return sum(late), sum(drawbacks), sum(unknown)


def _apart(groups: Sequence[Sequence[Someone]]) -> list[tuple[int, int]]:
    number = {each.label: index for index, members in enumerate(groups) for each in members}
    pairs = {
        (min(number[each.label], number[other]), max(number[each.label], number[other]))
        for members in groups
        for each in members
        for other in each.apart
        if other in number
    }
    return sorted(pairs)
