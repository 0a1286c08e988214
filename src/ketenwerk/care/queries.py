"""Everything that can be seen of services, places and referrals."""

from uuid import UUID

from django.db.models import QuerySet

from ketenwerk.care.facts import Needs
from ketenwerk.care.matching import fits
from ketenwerk.care.models import LIVE, HelpPoint, Referral, ReferralState, Service
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


def waiting_referrals(actor: Actor) -> QuerySet[Referral]:
    """Requests the actor's organisation has not answered, the first day first."""
    asked = _referrals(actor).filter(receiver=actor.organisation_id, state=ReferralState.ASKED)
    return asked.order_by("answer_by", "asked_at", "id")


def referral_by_id(actor: Actor, referral_id: UUID) -> Referral:
    found = _referrals(actor).filter(id=referral_id).first()
    if found is None:
        raise NotFound("referral.not-found")
    return found


def referrals_of(actor: Actor, reference: UUID) -> QuerySet[Referral]:
    """Every request made for one reference that the actor may see, the newest first."""
    return _referrals(actor).filter(reference=reference).order_by("-asked_at", "id")


def live_referral(actor: Actor, reference: UUID) -> Referral | None:
    return referrals_of(actor, reference).filter(state__in=LIVE).first()


def _referrals(actor: Actor) -> QuerySet[Referral]:
    visible = Referral.objects.visible_to(actor)
    return visible.select_related("service", "sender", "receiver")
