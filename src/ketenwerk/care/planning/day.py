"""The facts of an action day: people by a label, their needs, who stays together and who must not meet."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from ketenwerk.care.facts import Needs
from ketenwerk.care.matching import Judgement, Place

MOST_PEOPLE = 200


@dataclass(frozen=True, slots=True)
class Someone:
    """`together` names a group whose members go to one place. `apart` are labels of people to keep elsewhere.

    `settled` is the key of the place that a person has accepted for them: it is kept, whatever else changes.
    """

    label: str
    needs: Needs
    together: str = ""
    apart: frozenset[str] = frozenset()
    settled: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    people: tuple[Someone, ...]
    places: tuple[Place, ...]

    def without(self, key: str) -> Self:
        """The same day when this place falls away."""
        return replace(self, places=tuple(each for each in self.places if each.key != key))


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where somebody could go, and why there. `rather` are better places for them, and who has those in this plan."""

    label: str
    place: str
    judgement: Judgement
    rather: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """For whom there is no place. `reasons` says how many places each reason ruled out; `fitting` how many would do.

    With `fitting` places and no place, the others needed them, or the group is too large for any.
    """

    label: str
    reasons: Mapping[str, int]
    fitting: int


@dataclass(frozen=True, slots=True)
class Weight:
    """What a plan costs, the first thing first: less is better. It says nothing about anybody."""

    unplaced: int
    late: int
    drawbacks: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Plan:
    """`best` is false when time was up before it was sure that there is nothing better.

    `otherwise` says for every place in the plan: if it falls away, where its people could go while all others stay.
    None: nowhere without moving somebody else; then a new plan has to be made.
    """

    proposals: tuple[Proposal, ...]
    unplaced: tuple[Unplaced, ...]
    weight: Weight
    best: bool
    otherwise: Mapping[str, Mapping[str, str | None]]

    def at(self) -> dict[str, str]:
        """The place of everybody who has one."""
        return {each.label: each.place for each in self.proposals}
