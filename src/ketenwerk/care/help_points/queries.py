"""What can be seen of help points by who keeps them, and by who sees to it that they are kept."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from ketenwerk.care.help_points import rules
from ketenwerk.care.models import HelpPoint
from ketenwerk.country.data import country
from ketenwerk.foundation.problems import NotFound, Refused
from ketenwerk.organisations import queries as organisations
from ketenwerk.organisations.actor import Actor

CARE = "care"


def own(actor: Actor) -> QuerySet[HelpPoint]:
    """Of the actor's organisation, hidden or shown, by name; nothing for who does not keep them."""
    if not rules.may_add(actor):
        return HelpPoint.objects.none()
    mine = HelpPoint.objects.filter(organisation=actor.organisation_id)
    return mine.select_related("organisation").order_by("name", "id")


def own_by_id(actor: Actor, point_id: UUID) -> HelpPoint:
    found = own(actor).filter(id=point_id).first()
    if found is None:
        raise NotFound("helppoint.not-found")
    return found


def not_looked_at(actor: Actor, region: str, *, today: date) -> list[HelpPoint]:
    """Shown to everybody in this region, and past the day on which somebody should have looked; the longest ago on top.

    A point without a place counts where its organisation works.
    """
    decision = rules.may_watch(actor, region)
    if not decision:
        raise Refused(decision.reason)
    shown = HelpPoint.objects.shown().select_related("organisation")
    late = [
        point
        for point in shown.order_by("checked_on", "name", "id")
        if rules.look_again_by(point) < today
    ]
    partners = set(organisations.partners(region).values_list("pk", flat=True)) if late else set()
    return [point for point in late if _is_in(point, region, partners, today=today)]


def _is_in(point: HelpPoint, region: str, partners: set[UUID], *, today: date) -> bool:
    if not point.municipality:
        return point.organisation_id in partners
    return country().region_of(point.municipality, CARE, today).code == region
