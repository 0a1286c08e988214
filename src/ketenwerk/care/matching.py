"""Does this place fit these needs? Pure, on bare facts, with a reason for every no."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from ketenwerk.foundation.decision import Decision, every, require


@dataclass(frozen=True, slots=True)
class Needs:
    """What a person needs, without the person. Codes come from countries/<code>/vocabulary.toml."""

    age_group: str
    sex: str
    children: int = 0
    wheelchair: bool = False

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> Self:
        return cls(**facts)

    def facts(self) -> dict[str, str | int | bool]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a service takes: `children` is how many with one adult; 0 is none."""

    age_groups: frozenset[str]
    sexes: frozenset[str]
    children: int
    wheelchair: bool


def fits(offer: Offer, needs: Needs) -> Decision:
    """Yes when the place can take this person; otherwise the first reason why not."""
    return every(
        require(that=needs.age_group in offer.age_groups, otherwise="place.age"),
        require(that=needs.sex in offer.sexes, otherwise="place.sex"),
        require(that=needs.children <= offer.children, otherwise="place.children"),
        require(that=offer.wheelchair or not needs.wheelchair, otherwise="place.wheelchair"),
    )
