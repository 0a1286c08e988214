"""From the facts of a day to a plan that explains itself. It proposes; a person accepts, and only then is asked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from ketenwerk.care.matching import Fitting, rank
from ketenwerk.care.planning.day import Day, Plan, Proposal, Someone, Unplaced, Weight
from ketenwerk.care.planning.process import SECONDS, solved
from ketenwerk.care.planning.puzzle import NOTHING, Fittings, Puzzle, cost, puzzle, ranked

MOST_RATHER = 3


def make_plan(day: Day, now: datetime) -> Plan:
    """As many people as can be, then as well as can be. What was settled stays. Raises TookTooLong."""
    found = ranked(day, now)
    whole = puzzle(day, found)
    keys = sorted(whole.room)
    numbers, best = solved(whole.numbers(SECONDS))
    into = [None if number is None else keys[number] for number in numbers]
    proposals = tuple(_proposals(whole, found, into))
    left = {label for label, key in _everybody(whole, into) if key is None}
    unplaced = [_unplaced(each, day, found, now) for each in day.people if each.label in left]
    return Plan(
        proposals,
        tuple(sorted(unplaced, key=lambda each: each.label)),
        _weight(proposals, found, len(unplaced)),
        best,
        {
            key: _if_it_falls_away(key, whole, into)
            for key in sorted({key for key in into if key is not None})
        },
    )


def _if_it_falls_away(
    key: str, whole: Puzzle, into: Sequence[str | None]
) -> dict[str, str | None]:
    left = {place: 0 if place == key else room for place, room in whole.room.items()}
    for unit, place in zip(whole.units, into, strict=True):
        if place is not None and place != key:
            left[place] -= unit.size
    moved, found = list(into), dict[str, str | None]()
    for number, place in enumerate(into):
        if place == key:
            moved[number] = None
    for number, place in enumerate(into):
        if place != key:
            continue
        unit = whole.units[number]
        moved[number] = other = whole.first_free(number, left, moved)
        if other is not None:
            left[other] -= unit.size
        found |= dict.fromkeys(unit.labels, other)
    return found


def _proposals(
    whole: Puzzle, found: Mapping[str, Fittings], into: Sequence[str | None]
) -> Iterator[Proposal]:
    who: defaultdict[str, list[str]] = defaultdict(list)
    able = {label: dict(unit.places) for unit in whole.units for label in unit.labels}
    for label, key in _everybody(whole, into):
        if key is not None:
            who[key].append(label)
    for label, key in _everybody(whole, into):
        if key is not None:
            given = _given(key, found[label])
            could = tuple(each for each in found[label] if each.place.key in able[label])
            better = _better(given, could)
            rather = {each.place.key: tuple(who[each.place.key]) for each in better}
            yield Proposal(label, key, given.judgement, rather)


def _weight(proposals: Iterable[Proposal], found: Mapping[str, Fittings], unplaced: int) -> Weight:
    costs = [cost(_given(each.place, found[each.label])) for each in proposals]
    late, drawbacks, unknown = map(sum, zip(NOTHING, *costs, strict=True))
    return Weight(unplaced, late, drawbacks, unknown)


def _given(key: str, found: Fittings) -> Fitting:
    return next(each for each in found if each.place.key == key)


def _everybody(whole: Puzzle, into: Sequence[str | None]) -> list[tuple[str, str | None]]:
    both = zip(whole.units, into, strict=True)
    return sorted((label, key) for unit, key in both for label in unit.labels)


def _better(given: Fitting, found: Fittings) -> list[Fitting]:
    """What would have suited them better, the best first."""
    return [each for each in found if cost(each) < cost(given)][:MOST_RATHER]


def _unplaced(
    someone: Someone, day: Day, found: Mapping[str, Fittings], now: datetime
) -> Unplaced:
    why_not = rank(day.places, someone.needs, now).why_not()
    return Unplaced(someone.label, dict(why_not), len(found[someone.label]))
