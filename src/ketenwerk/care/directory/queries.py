"""What can be seen of services by who keeps them and by the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from ketenwerk.care import queries
from ketenwerk.care.directory import importing
from ketenwerk.care.directory.importing import Known, Row
from ketenwerk.care.models import Service
from ketenwerk.country.data import country
from ketenwerk.organisations.actor import Actor
from ketenwerk.organisations.queries import organisations


@dataclass(frozen=True, slots=True)
class Change:
    """What a file does to the directory. `changed`: as each is now, and as it will be."""

    new: tuple[Row, ...]
    changed: tuple[tuple[Service, Row], ...]
    same: int


def known_here() -> Known:
    """What a file may refer to."""
    regions = country().regions_of_kind("care")
    known = organisations().values_list("id", flat=True)
    return importing.known(known, [(each.code, each.name) for each in regions])


def change_by(rows: Sequence[Row]) -> Change:
    """Held against what is kept. A number that is older than ours changes nothing."""
    kept = {each.pk: each for each in Service.objects.all()}
    both = [(kept[row.id], row) for row in rows if row.id in kept]
    changed = tuple(pair for pair in both if _differs(*pair))
    new = tuple(row for row in rows if row.id not in kept)
    return Change(new, changed, len(both) - len(changed))


def is_newer(service: Service, row: Row) -> bool:
    return row.counted_at is not None and row.counted_at > service.counted_at


def _differs(service: Service, row: Row) -> bool:
    said = (service.organisation_id, service.name, service.kind, service.region)
    counts = (service.places, service.free) != (row.places, row.free)
    return said != (row.organisation, row.name, row.kind, row.region) or (
        counts and is_newer(service, row)
    )


def to_ask_again(*, at: datetime) -> QuerySet[Service]:
    """For the clock: whose count is stale and was not asked for again, the oldest count first."""
    return Service.objects.to_ask_again(at).order_by("counted_at", "id")


def awaited_counts(actor: Actor) -> list[Service]:
    """Own services for which a new count was asked and not given, the longest ago first."""
    asked = queries.own_services(actor).filter(asked_again_at__isnull=False)
    waiting = (service for service in asked if service.is_asked_again())
    return sorted(waiting, key=lambda service: (service.counted_at, service.name))
