"""Everything that can be seen of services and places."""

from uuid import UUID

from django.db.models import QuerySet

from ketenwerk.care.facts import Needs
from ketenwerk.care.matching import fits
from ketenwerk.care.models import HelpPoint, Service
from ketenwerk.foundation.problems import NotFound
from ketenwerk.organisations.actor import Actor


def services(actor: Actor) -> QuerySet[Service]:
    """All services the actor may see, by region and name."""
    visible = Service.objects.visible_to(actor).select_related("organisation")
    return visible.order_by("region", "name", "id")


def own_services(actor: Actor) -> QuerySet[Service]:
    return services(actor).filter(organisation=actor.organisation_id)


def fitting_services(actor: Actor, needs: Needs, *, region: str) -> list[Service]:
    """Services with a free place that fits: the own region first, then the most room."""
    free = [place for place in services(actor).filter(free__gt=0) if fits(place.offer(), needs)]
    return sorted(free, key=lambda place: (place.region != region, -place.free, place.name))


def service_by_id(actor: Actor, service_id: UUID) -> Service:
    found = services(actor).filter(id=service_id).first()
    if found is None:
        raise NotFound("service.not-found")
    return found


def help_points() -> QuerySet[HelpPoint]:
    """For everybody: what organisations have said that anybody may see, by name."""
    return HelpPoint.objects.shown().select_related("organisation").order_by("name", "id")
