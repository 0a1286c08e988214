"""Everything that can be seen of searches for a place and of what was asked in them."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from ketenwerk.care.models import (
    LIVE_REQUESTS,
    SEARCHING,
    WAITING,
    Level,
    PlaceRequest,
    Referral,
    ReferralState,
)
from ketenwerk.foundation.problems import NotFound
from ketenwerk.organisations.actor import Actor


def waiting_referrals(actor: Actor) -> QuerySet[Referral]:
    """What the actor's organisation has not answered, the first to be due first."""
    asked = _referrals(actor).filter(receiver=actor.organisation_id, state__in=WAITING)
    return asked.order_by("answer_by", "id")


def expected(actor: Actor) -> QuerySet[Referral]:
    """Who is to arrive at the actor's organisation, the first whose place goes away first."""
    held = _referrals(actor).filter(state=ReferralState.HELD, arrived_at=None)
    return held.filter(service__organisation=actor.organisation_id).order_by("held_until", "id")


def referral_by_id(actor: Actor, referral_id: UUID) -> Referral:
    found = _referrals(actor).filter(id=referral_id).first()
    if found is None:
        raise NotFound("referral.not-found")
    return found


def referrals_of(actor: Actor, reference: UUID) -> QuerySet[Referral]:
    """Everything that was asked for one reference and that the actor may see, the newest first."""
    return _referrals(actor).filter(reference=reference).order_by("-asked_at", "position", "id")


def live_request(reference: UUID) -> PlaceRequest | None:
    """The search for this reference that is not over. For casework, which knows whose it is."""
    return PlaceRequest.objects.filter(reference=reference, state__in=LIVE_REQUESTS).first()


def request_by_id(actor: Actor, request_id: UUID) -> PlaceRequest:
    found = PlaceRequest.objects.visible_to(actor).select_related("sender").filter(id=request_id)
    request = found.first()
    if request is None:
        raise NotFound("referral.not-found")
    return request


def own_searches(actor: Actor) -> QuerySet[PlaceRequest]:
    """Searches of the actor's organisation that are not over, the first that climbs first."""
    found = PlaceRequest.objects.visible_to(actor).filter(
        sender=actor.organisation_id, state__in=SEARCHING
    )
    return found.select_related("sender").order_by("climbs_on", "id")


def climbed_searches(actor: Actor) -> QuerySet[PlaceRequest]:
    """Searches of others that have climbed to the actor, the first that climbs further first."""
    found = PlaceRequest.objects.visible_to(actor).filter(
        state__in=SEARCHING, level__gte=Level.DIRECTOR
    )
    others = found.exclude(sender=actor.organisation_id).select_related("sender")
    return others.order_by("climbs_on", "id")


# ---- for what happens by itself ----


def out_of_time(at: datetime) -> QuerySet[Referral]:
    """Nobody answered, or nobody arrived, until now."""
    late = Q(state__in=WAITING, answer_by__lte=at)
    late |= Q(state=ReferralState.HELD, held_until__lte=at, arrived_at=None)
    return Referral.objects.filter(late).order_by("answer_by", "id")


def to_climb(at: datetime) -> QuerySet[PlaceRequest]:
    """Searches that have found nothing until their day."""
    found = PlaceRequest.objects.filter(
        state__in=SEARCHING, climbs_on__lt=timezone.localdate(at), level__lt=Level.NATIONAL
    )
    return found.order_by("climbs_on", "id")


def _referrals(actor: Actor) -> QuerySet[Referral]:
    visible = Referral.objects.visible_to(actor)
    return visible.select_related("service__organisation", "sender", "receiver", "request")
