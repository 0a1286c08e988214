"""Everything that is done with the entry of a service."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from ketenwerk.audit.trail import action, allow, record
from ketenwerk.care.directory import rules
from ketenwerk.care.directory.importing import Row
from ketenwerk.care.directory.queries import Change, is_newer
from ketenwerk.care.models import Service
from ketenwerk.foundation.problems import Invalid
from ketenwerk.organisations.actor import Actor
from ketenwerk.organisations.queries import organisations

BATCH = 2000
MORE = (  # of an Offer, beside what every service says
    *("oldest_child", "residence", "takes", "refuses", "languages"),
    *("most_danger", "own_region", "labour_groups", "when"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """For whom a service is. `more` holds what else an Offer can say; what is not in it was not said."""

    age_groups: tuple[str, ...]
    sexes: tuple[str, ...]
    children: int
    wheelchair: bool
    public: bool
    more: dict[str, Any] = field(default_factory=dict)


@action
def change_entry(actor: Actor, service: Service, entry: Entry, *, at: datetime) -> Service:
    """Raises Invalid when a place takes and refuses the same, or says what no place can say."""
    service = service.refreshed()
    allow(rules.may_keep(actor, service))
    if not set(entry.more) <= set(MORE):
        raise Invalid("service.unknown-fact")
    if set(entry.more.get("takes", ())) & set(entry.more.get("refuses", ())):
        raise Invalid("service.takes-and-refuses")
    service.age_groups, service.sexes = list(entry.age_groups), list(entry.sexes)
    service.children, service.wheelchair = entry.children, entry.wheelchair
    service.public, service.admission = entry.public, entry.more
    service.changed_at = at
    service.save()
    record("service.changed", service, public=int(entry.public))
    return service


@action
def ask_to_count_again(actor: Actor, service: Service, *, at: datetime) -> Service:
    """The count is too old to be trusted: it stands on the work page of who gives the places until it is new."""
    service = service.refreshed()
    allow(rules.may_ask_again(actor, service, at))
    service.asked_again_at = at
    service.save(update_fields=["asked_again_at"])
    record("service.asked-again", service)
    return service


@action
def import_services(actor: Actor, change: Change, *, at: datetime) -> None:
    """All of it or nothing. A new place fits nobody until its organisation says for whom it is."""
    allow(rules.may_import(actor))
    counts: Counter[UUID] = Counter(row.organisation for row in change.new)
    counts.update(row.organisation for _, row in change.changed)
    Service.objects.bulk_create((_made(row, at) for row in change.new), batch_size=BATCH)
    for service, row in change.changed:
        _take_over(service, row, at)
    for organisation in organisations().filter(id__in=list(counts)):
        record("directory.imported", organisation, services=counts[organisation.id])
    if not counts:
        record("directory.imported", Service(), services=0)


def _made(row: Row, at: datetime) -> Service:
    return Service(
        id=row.id,
        organisation_id=row.organisation,
        name=row.name,
        kind=row.kind,
        region=row.region,
        places=row.places,
        free=row.free,
        counted_at=row.counted_at or at,
        changed_at=at,
    )


def _take_over(service: Service, row: Row, at: datetime) -> None:
    service.organisation_id, service.name = row.organisation, row.name
    service.kind, service.region, service.changed_at = row.kind, row.region, at
    if row.counted_at is not None and is_newer(service, row):
        service.places, service.free, service.counted_at = row.places, row.free, row.counted_at
    service.save()
