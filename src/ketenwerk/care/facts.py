"""What a person needs and what a service takes, as bare facts: no person, no address, nothing but codes and numbers.

Codes come from countries/<code>/: ages, sexes, residence positions, conditions and danger levels from
vocabulary.toml, kinds from service-kinds.toml, regions and municipalities from their own files.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from enum import Enum
from typing import Any, Self

UNKNOWN = "unknown"
ALWAYS = frozenset({"children", "wheelchair"})  # kept also when they are as usual
Point = tuple[float, float]  # longitude, latitude


class Says(Enum):
    """What a place says to one question about the needs. A BUT is known, and no reason to leave the place out."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    BUT = "but"


@dataclass(frozen=True, slots=True)
class _Facts:
    """There and back to what JSON can hold. What was not said is left out, so that no more is kept than was said."""

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> Self:
        """Raises TypeError for a fact that does not exist, or when one is missing that must be said."""
        return cls(**{name: _read(name, value) for name, value in facts.items()})

    def facts(self) -> dict[str, Any]:
        said = ((each, getattr(self, each.name)) for each in fields(self))
        return {
            each.name: _kept(value)
            for each, value in said
            if each.name in ALWAYS or each.default is MISSING or value != each.default
        }


@dataclass(frozen=True, slots=True)
class Needs(_Facts):
    """What a person needs, without the person.

    `oldest_child` is in years. `avoid` are municipalities where it is not safe, `avoid_km` how far away the place
    must be. `found_in` is the care region where the person was found. Empty `kinds`: any kind will do.
    """

    age_group: str
    sex: str
    children: int = 0
    wheelchair: bool = False
    oldest_child: int = 0
    residence: str = UNKNOWN
    unaccompanied: bool = False
    conditions: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    danger: str = UNKNOWN
    avoid: frozenset[str] = frozenset()
    avoid_km: int = 0
    found_in: str = ""
    kinds: frozenset[str] = frozenset()
    labour_group: bool = False


@dataclass(frozen=True, slots=True)
class Offer(_Facts):
    """What a service takes. What is empty or None was not said: it is neither a yes nor a no.

    `children` is how many with one adult; 0 is none. `point` is the middle of the region's centre municipality,
    never of the house. `takes` and `refuses` are conditions. `most_danger` is the highest level it can hold.
    `own_region` says whether people found in its own region may come, `when` the hours in which others may place,
    as "18:00-08:00".
    """

    age_groups: frozenset[str]
    sexes: frozenset[str]
    children: int
    wheelchair: bool
    kind: str = ""
    region: str = ""
    point: Point | None = None
    oldest_child: int | None = None
    residence: frozenset[str] = frozenset()
    takes: frozenset[str] = frozenset()
    refuses: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    most_danger: str = ""
    own_region: bool | None = None
    labour_groups: bool | None = None
    when: str = ""


def _kept(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value


def _read(name: str, value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return tuple(value) if name == "point" else frozenset(value)
