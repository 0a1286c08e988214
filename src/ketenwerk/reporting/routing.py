"""Who receives a report, and why. Pure: rules and receivers in, the first that fits out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from ketenwerk.country.data import Route, Words
from ketenwerk.country.road import fits

REGION = "region"


@dataclass(frozen=True, slots=True)
class Receiver:
    """An organisation that receives reports, in its regions or (`everywhere`) in the whole country."""

    id: UUID
    name: str
    kind: str
    regions: frozenset[str]
    everywhere: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A receiver, and in words why this one."""

    receiver: Receiver
    why: Words


def ways(
    routes: Sequence[Route], receivers: Sequence[Receiver], facts: Mapping[str, str], region: str
) -> list[Way]:
    """Every receiver that fits, each once, the best first. `region` is empty where the place is not known."""
    given = {name: (fact,) for name, fact in facts.items()}
    given["place"] = ("known" if region else "unknown",)
    found: dict[UUID, Way] = {}
    for route in routes:
        if fits(route.when, given):
            for receiver in _fitting(route, receivers, region):
                found.setdefault(receiver.id, Way(receiver, route.why))
    return list(found.values())


def chosen(found: Sequence[Way], *, without: Sequence[UUID] = ()) -> Way | None:
    """The best way that the reporter did not exclude; None when there is none."""
    return next((way for way in found if way.receiver.id not in without), None)


def _fitting(route: Route, receivers: Sequence[Receiver], region: str) -> Iterator[Receiver]:
    """In the order in which the rule names the kinds, by name within a kind."""
    for kind in route.kinds:
        here = [each for each in receivers if each.kind == kind and _works(route, each, region)]
        yield from sorted(here, key=lambda each: (each.name, each.id))


def _works(route: Route, receiver: Receiver, region: str) -> bool:
    return region in receiver.regions if route.area == REGION else receiver.everywhere
