"""What a file in HSDS 3.1 would change in the directory. Pure: nothing is written, and every fault is told at once.

A file is a list of services, a page of /hsds/services?full=true, or a service on every line. What HSDS cannot say
of a place, for whom it is, stays open: such a place fits nobody until its organisation says more.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ketenwerk.care.hsds import terms

MOST_PLACES, LONGEST_NAME = 10_000, 120
Shape = Mapping[str, Any]


class NotHsds(ValueError):
    """What was read is no list of services."""


@dataclass(frozen=True, slots=True)
class Row:
    """One service as it would be kept. `counted_at` is None when the file does not say how many places there are."""

    id: UUID
    organisation: UUID
    name: str
    kind: str
    region: str
    places: int
    free: int
    counted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Known:
    """What a file may refer to: organisations by id, and regions by name."""

    organisations: frozenset[UUID]
    regions: Mapping[str, str]
    kinds: Mapping[UUID, str]  # by the id of the term


@dataclass(frozen=True, slots=True)
class Read:
    rows: tuple[Row, ...]
    faults: tuple[str, ...]


class _Fault(ValueError):
    """Why one service cannot be kept."""


def known(organisations: Iterable[UUID], regions: Iterable[tuple[str, str]]) -> Known:
    """Of this installation; regions as (code, name)."""
    ids = {each.id: each.code for each in terms.terms() if each.taxonomy == terms.SERVICE}
    return Known(frozenset(organisations), {name: code for code, name in regions}, ids)


def services_in(text: str) -> list[Any]:
    """Raises NotHsds."""
    try:
        found = json.loads(text)
    except ValueError:
        found = _lines(text)
    if isinstance(found, dict):
        found = found.get("contents")
    if not isinstance(found, list):
        raise NotHsds("holds no list of services")
    return found


def read(services: Iterable[Any], here: Known) -> Read:
    """Every service that can be kept, and of every other one why not."""
    rows: list[Row] = []
    faults: list[str] = []
    seen: set[UUID] = set()
    for number, shape in enumerate(services, start=1):
        try:
            row = _row(shape, here)
            if row.id in seen:
                raise _Fault("id: stands twice in the file")  # noqa: TRY301 - told with the others
        except _Fault as fault:
            faults.append(f"service {number}: {fault}")
        else:
            seen.add(row.id)
            rows.append(row)
    return Read(tuple(rows), tuple(faults))


def _lines(text: str) -> list[Any]:
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except ValueError as error:
        raise NotHsds("is no JSON") from error


def _row(shape: Any, here: Known) -> Row:
    if not isinstance(shape, dict):
        raise _Fault("is no object")
    name = shape.get("name")
    if not isinstance(name, str) or not 0 < len(name.strip()) <= LONGEST_NAME:
        raise _Fault(f"name: must be text of at most {LONGEST_NAME} letters")
    free, places, counted_at = _capacity(shape)
    return Row(
        id=_id(shape.get("id"), "id"),
        organisation=_organisation(shape, here),
        name=name.strip(),
        kind=_kind(shape, here),
        region=_region(shape, here),
        places=places,
        free=free,
        counted_at=counted_at,
    )


def _id(value: Any, what: str) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as error:
        raise _Fault(f"{what}: {value!r} is no UUID") from error


def _organisation(shape: Shape, here: Known) -> UUID:
    nested = shape.get("organization")
    given = shape.get("organization_id") or (
        nested.get("id") if isinstance(nested, dict) else None
    )
    found = _id(given, "organization_id")
    if found not in here.organisations:
        raise _Fault(f"organization_id: {found} is no organisation here")
    return found


def _kind(shape: Shape, here: Known) -> str:
    for attribute in _objects(shape, "attributes"):
        given = attribute.get("taxonomy_term_id")
        if given and (kind := here.kinds.get(_id(given, "taxonomy_term_id"))):
            return kind
    raise _Fault("attributes: names no kind of service of this country")


def _region(shape: Shape, here: Known) -> str:
    for area in _objects(shape, "service_areas"):
        if region := here.regions.get(str(area.get("name"))):
            return region
    raise _Fault("service_areas: names no care region of this country")


def _capacity(shape: Shape) -> tuple[int, int, datetime | None]:
    """How many are free, of how many, and when that was said."""
    found = next(_objects(shape, "capacities"), None)
    if found is None:
        return 0, 0, None
    free, places = _number(found, "available"), _number(found, "maximum")
    if free > places:
        raise _Fault(f"capacities: {free} of {places} cannot be free")
    return free, places, _moment(found.get("updated"))


def _number(found: Shape, name: str) -> int:
    value = found.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_PLACES:
        raise _Fault(f"capacities: {name} must be from 0 to {MOST_PLACES}, not {value!r}")
    return value


def _moment(value: Any) -> datetime:
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise _Fault(f"capacities: updated is no moment: {value!r}") from error
    if found.tzinfo is None:
        raise _Fault("capacities: updated has no time zone")
    return found


def _objects(shape: Shape, name: str) -> Iterator[Shape]:
    found = shape.get(name) or []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise _Fault(f"{name}: must be a list of objects")
    yield from found
