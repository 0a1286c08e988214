"""Everything that is done with places and referrals."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from ketenwerk.audit.trail import action, allow, record
from ketenwerk.care import rules
from ketenwerk.care.facts import Needs
from ketenwerk.care.models import Referral, ReferralState, Service
from ketenwerk.country.data import country
from ketenwerk.foundation.problems import Conflict, Invalid
from ketenwerk.organisations.actor import Actor

MOST_PLACES = 10_000


@action
def ask_for_place(
    actor: Actor, service: Service, *, reference: UUID, needs: Needs, note: str, at: datetime
) -> Referral:
    """Ask one service for a place. Raises Conflict while another request for the reference is live."""
    allow(rules.may_ask(actor, service, needs))
    referral = Referral(
        reference=reference,
        service=service,
        sender_id=actor.organisation,
        receiver_id=service.organisation_id,
        needs=needs.facts(),
        note=note,
        asked_at=at,
        answer_by=country().due_on("referral-answer", timezone.localdate(at)),
    )
    try:
        with transaction.atomic():
            referral.save()
    except IntegrityError as error:
        raise Conflict("referral.already-asked") from error
    record("referral.asked", referral, service=str(service.id))
    return referral


@action
def read_referral(actor: Actor, referral: Referral, *, at: datetime) -> str:
    """Unseal the note that goes with a request."""
    del at
    allow(rules.may_read(actor, referral))
    record("referral.read", referral)
    return str(referral.note)


@action
def accept_place(actor: Actor, referral: Referral, *, at: datetime) -> Referral:
    """Take the person in. Raises Conflict("place.full") when another was first to the last place."""
    referral = referral.refreshed()
    allow(rules.may_accept(actor, referral))
    taken = Service.objects.filter(pk=referral.service_id, free__gt=0).update(free=F("free") - 1)
    if not taken:
        raise Conflict("place.full")
    _answer(referral, ReferralState.ACCEPTED, at=at)
    record("referral.accepted", referral)
    return referral


@action
def refuse_place(actor: Actor, referral: Referral, *, refusal: str, at: datetime) -> Referral:
    """Say no, with the reason as a code. Responsibility stays with the sender."""
    referral = referral.refreshed()
    allow(rules.may_refuse(actor, referral))
    _answer(referral, ReferralState.REFUSED, at=at, refusal=refusal)
    record("referral.refused", referral, refusal=refusal)
    return referral


@action
def withdraw_referral(actor: Actor, referral: Referral, *, at: datetime) -> Referral:
    """Take a request back before it is answered."""
    referral = referral.refreshed()
    allow(rules.may_withdraw(actor, referral))
    _answer(referral, ReferralState.WITHDRAWN, at=at)
    record("referral.withdrawn", referral)
    return referral


@action
def end_stay(actor: Actor, referral: Referral, *, at: datetime) -> Referral:
    """The person left: the place is free again."""
    del at
    referral = referral.refreshed()
    allow(rules.may_end(actor, referral))
    service = Service.objects.filter(pk=referral.service_id)
    service.filter(free__lt=F("places")).update(free=F("free") + 1)
    referral.state = ReferralState.ENDED
    referral.save(update_fields=["state"])
    record("referral.ended", referral)
    return referral


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


def _answer(referral: Referral, state: ReferralState, *, at: datetime, refusal: str = "") -> None:
    referral.state, referral.answered_at, referral.refusal = state, at, refusal
    referral.save(update_fields=["state", "answered_at", "refusal"])
