"""How a search for a place goes on by itself after an answer. Called from actions, with the request locked."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from ketenwerk.audit.trail import record
from ketenwerk.care.matching import fits
from ketenwerk.care.models import (
    LIVE_REQUESTS,
    SEARCHING,
    TAKES_A_PLACE,
    WAITING,
    Level,
    PlaceRequest,
    Referral,
    ReferralState,
    RequestState,
    Service,
)
from ketenwerk.care.searching.actions import REFUSED, count_unmet
from ketenwerk.country.data import country
from ketenwerk.foundation.problems import Conflict
from ketenwerk.keys.fields import leave_only
from ketenwerk.keys.service import Holder
from ketenwerk.organisations.actor import SYSTEM

TAKEN_ELSEWHERE, FULL = "taken-elsewhere", "full-at-its-turn"
CLIMBS = {
    Level.COORDINATOR: "place-climbs-to-region",
    Level.DIRECTOR: "place-climbs-to-nation",
    Level.NATIONAL: "place-climbs-to-nation",
}


def live_search(references: Iterable[UUID]) -> PlaceRequest | None:
    """The search for one of these that is not over. Only who keeps the references can ask."""
    found = PlaceRequest.objects.filter(reference__in=references, state__in=LIVE_REQUESTS)
    return found.first()


def locked(referral: Referral) -> tuple[PlaceRequest, Referral]:
    """The search first, here and everywhere, so that of two who answer at once one waits for the other."""
    request = referral.request.refreshed()
    return request, referral.refreshed()


def climbs_on(level: int, today: date) -> date:
    """The day until which somebody at this level looks alone."""
    return country().due_on(CLIMBS[Level(level)], today)


def answer_due(service: Service, *, at: datetime) -> datetime:
    return at + timedelta(minutes=country().service_kind(service.kind).answer_minutes)


def held_until(service: Service, *, at: datetime) -> datetime:
    """Where nobody stays nothing is held: there it is the day of the first talk."""
    hours = country().service_kind(service.kind).hold_hours
    if hours:
        return at + timedelta(hours=hours)
    return end_of(country().due_on("placement-intake", timezone.localdate(at)))


def ask_now(referral: Referral, *, at: datetime) -> None:
    """The clock of the answer starts."""
    referral.state, referral.asked_at = ReferralState.ASKED, at
    referral.answer_by = answer_due(referral.service, at=at)
    referral.save(update_fields=["state", "asked_at", "answer_by"])
    record("referral.asked", referral, service=str(referral.service_id))


def end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def take_place(service_id: UUID) -> None:
    """One place less. Raises Conflict("place.full") when another was first to the last one."""
    if not Service.objects.filter(pk=service_id, free__gt=0).update(free=F("free") - 1):
        raise Conflict("place.full")


def give_place_back(service_id: UUID) -> None:
    Service.objects.filter(pk=service_id, free__lt=F("places")).update(free=F("free") + 1)


def close(referral: Referral, state: ReferralState, *, why: str, at: datetime) -> None:
    """It is over without a stay: a held place is free again, and who was asked can open the note no more."""
    if referral.state == ReferralState.HELD:
        give_place_back(referral.service_id)
    referral.state, referral.why_over = state, why
    referral.answered_at = referral.answered_at or at
    referral.save(update_fields=["state", "why_over", "answered_at"])
    leave_only(referral, [Holder(str(referral.sender_id), referral.purpose)])


def go_on(request: PlaceRequest, *, at: datetime) -> None:
    """After a no, ask the next in line. When nobody is left, the search is back with its sender and counts as unmet."""
    if request.referrals.filter(state__in=TAKES_A_PLACE).exists():
        return
    _ask_next(request, at=at)
    waits = request.referrals.filter(state__in=WAITING).exists()
    move(request, RequestState.OPEN if waits else RequestState.EXHAUSTED, at=at)
    if not waits:
        record("place-request.exhausted", request)
        count_unmet(SYSTEM, request.wanted(), {REFUSED}, region=request.region, at=at)


def move(request: PlaceRequest, state: RequestState, *, at: datetime) -> None:
    """The state, and with it the day on which it climbs, which every search has and nothing else."""
    searched, request.state = request.state in SEARCHING, state
    if state not in SEARCHING:
        request.climbs_on = None
    elif not searched:
        request.climbs_on = climbs_on(request.level, timezone.localdate(at))
    if state in {RequestState.WITHDRAWN, RequestState.ENDED}:
        request.closed_at = at
    request.save(update_fields=["state", "climbs_on", "closed_at"])


def others_hear(request: PlaceRequest, chosen: Referral, *, at: datetime) -> None:
    """Somebody accepted: the others who were asked need not answer any more. Who is in line stays there."""
    for other in request.referrals.filter(state__in=WAITING).exclude(pk=chosen.pk):
        close(other, ReferralState.WITHDRAWN, why=TAKEN_ELSEWHERE, at=at)
        record("referral.taken-elsewhere", other)


def dissolve_line(request: PlaceRequest, *, why: str, at: datetime) -> None:
    for other in request.referrals.filter(state=ReferralState.IN_LINE):
        close(other, ReferralState.WITHDRAWN, why=why, at=at)


def _ask_next(request: PlaceRequest, *, at: datetime) -> None:
    """The first in line that still fits and has room; those before it are passed over."""
    line = request.referrals.filter(state=ReferralState.IN_LINE).select_related("service")
    for referral in line.order_by("position", "id"):
        service = referral.service
        if service.free and fits(service.offer(), referral.wanted()):
            ask_now(referral, at=at)
            return
        close(referral, ReferralState.WITHDRAWN, why=FULL, at=at)
        record("referral.passed-over", referral)


def end(request: PlaceRequest, referral: Referral, *, at: datetime) -> None:
    """The stay is over, and with it what began as a search."""
    give_place_back(referral.service_id)
    referral.state = ReferralState.ENDED
    referral.save(update_fields=["state"])
    move(request, RequestState.ENDED, at=at)
