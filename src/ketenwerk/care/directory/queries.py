"""What can be seen of services by who keeps them and by the clock."""

from datetime import datetime

from django.db.models import QuerySet

from ketenwerk.care import queries
from ketenwerk.care.models import Service
from ketenwerk.organisations.actor import Actor


def to_ask_again(*, at: datetime) -> QuerySet[Service]:
    """For the clock: whose count is stale and was not asked for again, the oldest count first."""
    return Service.objects.to_ask_again(at).order_by("counted_at", "id")


def awaited_counts(actor: Actor) -> list[Service]:
    """Own services for which a new count was asked and not given, the longest ago first."""
    asked = queries.own_services(actor).filter(asked_again_at__isnull=False)
    waiting = (service for service in asked if service.is_asked_again())
    return sorted(waiting, key=lambda service: (service.counted_at, service.name))
