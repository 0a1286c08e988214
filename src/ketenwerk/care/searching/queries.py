"""Which places fit, and how often there was none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Sum
from django.utils import timezone

from ketenwerk.care import queries
from ketenwerk.care.facts import Needs
from ketenwerk.care.matching import Found, Place, rank
from ketenwerk.care.models import Service, UnmetNeed
from ketenwerk.organisations.actor import EVERYWHERE, Actor, Role
from ketenwerk.organisations.queries import national_regions


@dataclass(frozen=True, slots=True)
class Search:
    """What was found, and the service behind the key of every place."""

    found: Found
    services: Mapping[str, Service]


@dataclass(frozen=True, slots=True)
class Unmet:
    """How often this was missing; `reason` as in the list "place-reason"."""

    reason: str
    kind: str
    number: int


def search(actor: Actor, needs: Needs, *, at: datetime) -> Search:
    """All services the actor may see, held against the needs."""
    services = {str(each.pk): each for each in queries.services(actor)}
    places = (
        Place(key, each.offer(), each.free, each.confidence(at)) for key, each in services.items()
    )
    return Search(rank(places, needs, timezone.localtime(at)), services)


def unmet_needs(actor: Actor, region: str, *, since: date) -> list[Unmet]:
    """What was missing in a region since the month of this day, the most often missing first."""
    found = UnmetNeed.objects.visible_to(actor).filter(
        region=region, month__gte=since.replace(day=1)
    )
    summed = found.order_by().values_list("reason", "kind").annotate(times=Sum("number"))
    rows = [Unmet(reason, kind, times) for reason, kind, times in summed]
    return sorted(rows, key=lambda each: (-each.number, each.reason, each.kind))


def region_of(actor: Actor) -> str:
    """The first care region in which the actor looks for places, or the whole country."""
    return care_region_of(actor) or national_regions()[0]


def care_region_of(actor: Actor) -> str:
    """The same, and nothing for who looks for places everywhere."""
    looked_in = actor.regions(Role.CARE_COORDINATOR, Role.CHAIN_DIRECTOR) - {EVERYWHERE}
    return min(looked_in, default="")
