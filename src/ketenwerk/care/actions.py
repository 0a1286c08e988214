"""What a provider says of its places."""

from datetime import datetime

from ketenwerk.audit.trail import action, allow, record
from ketenwerk.care import rules
from ketenwerk.care.models import Service
from ketenwerk.foundation.problems import Invalid
from ketenwerk.organisations.actor import Actor

MOST_PLACES = 10_000


@action
def count_places(
    actor: Actor, service: Service, *, places: int, free: int, at: datetime
) -> Service:
    """The provider says how many places there are and how many are free now."""
    service = service.refreshed()
    allow(rules.may_count(actor, service))
    if not 0 <= free <= places <= MOST_PLACES:
        raise Invalid("service.impossible-count")
    service.places, service.free, service.counted_at = places, free, at
    service.save(update_fields=["places", "free", "counted_at"])
    record("service.counted", service, places=places, free=free)
    return service
