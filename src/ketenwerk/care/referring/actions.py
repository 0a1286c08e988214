"""Everything that is done with a search for a place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from ketenwerk.audit.trail import action, allow, record
from ketenwerk.care.facts import Needs
from ketenwerk.care.models import (
    LIVE,
    Level,
    PlaceRequest,
    Referral,
    ReferralState,
    RequestState,
    Service,
)
from ketenwerk.care.referring import course, rules
from ketenwerk.foundation.decision import every
from ketenwerk.foundation.problems import Conflict
from ketenwerk.keys.fields import open_also_to
from ketenwerk.organisations.actor import Actor

NO_ANSWER, HOLD_OVER, SENDER = "no-answer-in-time", "hold-over", "sender"


@dataclass(frozen=True, slots=True)
class Asking:
    """What goes with a request: the needs, a note without a name, and how many are asked at once."""

    needs: Needs
    note: str = ""
    at_once: int = 1


@action
def ask_for_places(
    actor: Actor,
    services: Sequence[Service],
    asking: Asking,
    *,
    reference: UUID,
    region: str,
    at: datetime,
) -> PlaceRequest:
    """Ask the first so many; the others wait in line, in this order. One search per reference at a time."""
    _allow_asking(actor, services, asking)
    request = PlaceRequest(
        reference=reference,
        sender_id=actor.organisation,
        region=region,
        needs=asking.needs.facts(),
        asked_at=at,
        climbs_on=course.climbs_on(Level.COORDINATOR, timezone.localdate(at)),
    )
    _kept_once(request)
    _line_up(request, services, asking, at=at)
    record("place-request.made", request, services=len(services))
    return request


@action
def ask_further(
    actor: Actor,
    request: PlaceRequest,
    services: Sequence[Service],
    asking: Asking,
    *,
    at: datetime,
) -> PlaceRequest:
    """Ask more services in the same search: it keeps its level and its day."""
    request = request.refreshed()
    allow(rules.may_ask_further(actor, request))
    _allow_asking(actor, services, asking)
    request.needs = asking.needs.facts()
    request.save(update_fields=["needs"])
    _line_up(request, services, asking, at=at)
    course.move(request, RequestState.OPEN, at=at)
    record("place-request.widened", request, services=len(services))
    return request


@action
def see_search(actor: Actor, request: PlaceRequest, *, at: datetime) -> list[Referral]:
    """How a search stands: who was asked and what they answered. Never what was written."""
    del at
    allow(rules.may_see_to(actor, request))
    record("place-request.seen", request)
    return list(request.referrals.select_related("service", "receiver").order_by("position"))


@action
def read_referral(actor: Actor, referral: Referral, *, at: datetime) -> dict[str, str]:
    """Unseal what was written: the note, what they want to know, and what was answered to that."""
    del at
    allow(rules.may_read(actor, referral))
    record("referral.read", referral)
    return {name: str(getattr(referral, name)) for name in ("note", "question", "addition")}


@action
def accept_place(actor: Actor, referral: Referral, *, at: datetime) -> Referral:
    """The first who accepts holds a place for the person; the others hear it.

    Raises Conflict("place.full") when the last place is gone, Conflict("referral.other-was-first") when another
    service accepted.
    """
    request, referral = course.locked(referral)
    may = rules.may_accept(actor, referral)
    if not may and referral.why_over == course.TAKEN_ELSEWHERE:
        allow(rules.may_see_answer(actor, referral))
        raise Conflict("referral.other-was-first")
    allow(may)
    course.take_place(referral.service_id)
    referral.state, referral.answered_at = ReferralState.HELD, at
    referral.held_until = course.held_until(referral.service, at=at)
    referral.save(update_fields=["state", "answered_at", "held_until"])
    if referral.service.organisation_id != referral.receiver_id:
        open_also_to(referral, referral.service.organisation_id)
    course.others_hear(request, referral, at=at)
    course.move(request, RequestState.PLACED, at=at)
    record("referral.accepted", referral)
    return referral


@action
def refuse_place(actor: Actor, referral: Referral, *, refusal: str, at: datetime) -> Referral:
    """Say no, with the reason as a code. The next in line is asked; the sender stays responsible."""
    request, referral = course.locked(referral)
    allow(rules.may_refuse(actor, referral))
    referral.refusal, referral.answered_at = refusal, at
    referral.save(update_fields=["refusal", "answered_at"])
    course.close(referral, ReferralState.REFUSED, why="", at=at)
    record("referral.refused", referral, refusal=refusal)
    course.go_on(request, at=at)
    return referral


@action
def ask_for_more(actor: Actor, referral: Referral, *, question: str, at: datetime) -> Referral:
    """They must know more first. Until the sender has answered, the clock runs for the sender."""
    _, referral = course.locked(referral)
    allow(rules.may_ask_for_more(actor, referral))
    referral.state, referral.question = ReferralState.MORE_INFORMATION, question
    referral.answer_by = course.answer_due(referral.service, at=at)
    referral.save(update_fields=["state", "question", "answer_by"])
    record("referral.more-asked", referral)
    return referral


@action
def tell_more(actor: Actor, referral: Referral, *, addition: str, at: datetime) -> Referral:
    """The sender answers; the clock of the answer starts anew."""
    _, referral = course.locked(referral)
    allow(rules.may_tell_more(actor, referral))
    referral.state, referral.addition = ReferralState.ASKED, addition
    referral.answer_by = course.answer_due(referral.service, at=at)
    referral.save(update_fields=["state", "addition", "answer_by"])
    record("referral.more-told", referral)
    return referral


@action
def want_intake(actor: Actor, referral: Referral, *, on: date, at: datetime) -> Referral:
    """They meet first, on a day; the answer is due one term after the end of it."""
    _, referral = course.locked(referral)
    today = timezone.localdate(at)
    allow(every(rules.may_want_intake(actor, referral), rules.intake_is_soon(on, today=today)))
    referral.state, referral.intake_on = ReferralState.INTAKE_FIRST, on
    referral.answer_by = course.answer_due(referral.service, at=course.end_of(on))
    referral.save(update_fields=["state", "intake_on", "answer_by"])
    record("referral.intake-first", referral, on=on.isoformat())
    return referral


@action
def confirm_arrival(actor: Actor, referral: Referral, *, at: datetime) -> Referral:
    """Where the person stays says that they have come: from now on the place does not go away by itself."""
    request, referral = course.locked(referral)
    allow(rules.may_confirm_arrival(actor, referral))
    referral.arrived_at = at
    referral.save(update_fields=["arrived_at"])
    record("referral.arrived", referral)
    _settle(request, referral, at=at)
    return referral


@action
def confirm_handover(actor: Actor, referral: Referral, *, at: datetime) -> Referral:
    """The worker says for the person that this is where they want to be, and that all has been told."""
    request, referral = course.locked(referral)
    allow(rules.may_confirm_handover(actor, referral))
    referral.confirmed_at = at
    referral.save(update_fields=["confirmed_at"])
    record("referral.confirmed", referral)
    _settle(request, referral, at=at)
    return referral


@action
def withdraw_referral(
    actor: Actor, referral: Referral, *, at: datetime, why: str = SENDER
) -> Referral:
    """Take back what one service was asked, also after it accepted; the next in line is asked."""
    request, referral = course.locked(referral)
    allow(rules.may_withdraw(actor, referral))
    course.close(referral, ReferralState.WITHDRAWN, why=why, at=at)
    record("referral.withdrawn", referral, why=why)
    course.go_on(request, at=at)
    return referral


@action
def stop_search(actor: Actor, request: PlaceRequest, *, at: datetime) -> PlaceRequest:
    """No place is looked for any more. Whoever was asked or holds a place need not do so."""
    request = request.refreshed()
    allow(rules.may_stop(actor, request))
    for referral in request.referrals.filter(state__in=LIVE):
        course.close(referral, ReferralState.WITHDRAWN, why=SENDER, at=at)
    course.move(request, RequestState.WITHDRAWN, at=at)
    record("place-request.withdrawn", request)
    return request


@action
def end_stay(actor: Actor, referral: Referral, *, at: datetime) -> Referral:
    """The person left: the place is free again."""
    request, referral = course.locked(referral)
    allow(rules.may_end(actor, referral))
    course.end(request, referral, at=at)
    record("referral.ended", referral)
    return referral


# ---- what happens by itself ----


@action
def expire(actor: Actor, referral: Referral, *, at: datetime) -> Referral:
    """Nobody answered, or nobody arrived, in time: back to the sender, and the next in line is asked."""
    request, referral = course.locked(referral)
    allow(rules.may_expire(actor, referral, at=at))
    why = HOLD_OVER if referral.state == ReferralState.HELD else NO_ANSWER
    course.close(referral, ReferralState.EXPIRED, why=why, at=at)
    record("referral.expired", referral, why=why)
    course.go_on(request, at=at)
    return referral


@action
def climb(actor: Actor, request: PlaceRequest, *, at: datetime) -> PlaceRequest:
    """No place was found in time: the next level sees to it as well, with a day of its own."""
    request = request.refreshed()
    allow(rules.may_climb(actor, request, at=at))
    request.level += 1
    request.climbs_on = course.climbs_on(request.level, timezone.localdate(at))
    request.save(update_fields=["level", "climbs_on"])
    record("place-request.climbed", request, level=request.level)
    return request


def _allow_asking(actor: Actor, services: Sequence[Service], asking: Asking) -> None:
    """Who is asked now must have room; who waits in line need not yet."""
    now, later = services[: asking.at_once], services[asking.at_once :]
    allow(
        every(
            rules.asks_somebody(services, asking.at_once),
            *(rules.may_ask(actor, service, asking.needs) for service in now),
            *(rules.may_put_in_line(actor, service, asking.needs) for service in later),
        )
    )


def _line_up(
    request: PlaceRequest, services: Sequence[Service], asking: Asking, *, at: datetime
) -> None:
    """Each gets what goes with the request sealed for itself."""
    before = request.referrals.count()
    for number, service in enumerate(services):
        referral = Referral(
            request=request,
            reference=request.reference,
            service=service,
            sender_id=request.sender_id,
            receiver_id=service.organisation_id,
            position=before + number,
            needs=asking.needs.facts(),
            note=asking.note,
        )
        _kept_once(referral)
        if number < asking.at_once:
            course.ask_now(referral, at=at)


def _kept_once(made: PlaceRequest | Referral) -> None:
    """Raises Conflict when the same is being asked already."""
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise Conflict("referral.already-asked") from error


def _settle(request: PlaceRequest, referral: Referral, *, at: datetime) -> None:
    """Once both have said so the person is taken in, and nobody waits in line any more."""
    if not (referral.arrived_at and referral.confirmed_at):
        return
    referral.state = ReferralState.ACCEPTED
    referral.save(update_fields=["state"])
    course.dissolve_line(request, why=course.TAKEN_ELSEWHERE, at=at)
