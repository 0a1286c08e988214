"""Is this help point for this visitor? Pure, on bare facts. Nothing of the visitor is kept."""

from dataclasses import dataclass

from ketenwerk.country.entries import Opening
from ketenwerk.country.hours import Answering


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a visitor asks for; empty: it does not matter. `place` is the code of a municipality."""

    place: str = ""
    language: str = ""
    sex: str = ""
    age_group: str = ""
    wheelchair: bool = False
    open_now: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a help point is for; no sexes or no age groups: everybody."""

    languages: frozenset[str]
    sexes: frozenset[str]
    age_groups: frozenset[str]
    wheelchair: bool


@dataclass(frozen=True, slots=True)
class OpenHours:
    """When a help point is open; `on_holidays` is "open", "closed" or "unknown"."""

    open: tuple[Opening, ...]
    on_holidays: str


def suits(reach: Reach, wanted: Wanted, now: Answering) -> bool:
    return all(
        (
            not wanted.language or wanted.language in reach.languages,
            not wanted.sex or not reach.sexes or wanted.sex in reach.sexes,
            not wanted.age_group or not reach.age_groups or wanted.age_group in reach.age_groups,
            not wanted.wheelchair or reach.wheelchair,
            not wanted.open_now or now is Answering.OPEN,
        )
    )
