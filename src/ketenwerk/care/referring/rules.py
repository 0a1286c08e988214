"""Who may do what with a search for a place and with what one service was asked, and when."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from ketenwerk.care.facts import Needs
from ketenwerk.care.matching import fits
from ketenwerk.care.models import (
    REFERRAL_FLOW,
    REQUEST_FLOW,
    SEARCHING,
    Level,
    PlaceRequest,
    Referral,
    ReferralState,
    RequestState,
    Service,
)
from ketenwerk.care.rules import gives_places, may_look_for_a_place
from ketenwerk.country.data import country
from ketenwerk.foundation.decision import Decision, every, require, some
from ketenwerk.organisations.actor import SYSTEM, Actor, Role

MOST_ASKED = 20  # services in one go


def may_ask(actor: Actor, service: Service, needs: Needs) -> Decision:
    """Whoever looks for a place may ask any that fits and has room, in any region."""
    return every(
        may_put_in_line(actor, service, needs),
        require(that=service.free > 0, otherwise="place.full"),
    )


def may_put_in_line(actor: Actor, service: Service, needs: Needs) -> Decision:
    """It may be full today: whether there is room is looked at when its turn comes."""
    return every(may_look_for_a_place(actor), fits(service.offer(), needs))


def may_ask_further(actor: Actor, request: PlaceRequest) -> Decision:
    """Who asks, and whoever the search has climbed to, while nobody has accepted."""
    return every(
        may_see_to(actor, request),
        require(that=request.state in SEARCHING, otherwise="workflow.no-such-move"),
    )


def may_see_to(actor: Actor, request: PlaceRequest) -> Decision:
    """The sender; from its level on the region's chain director; at the end the national desk."""
    return some(
        every(
            actor.holds(Role.CHAIN_DIRECTOR, region=request.region),
            require(that=request.level >= Level.DIRECTOR, otherwise="organisation.other"),
        ),
        every(
            require(that=request.level >= Level.NATIONAL, otherwise="organisation.other"),
            actor.holds(Role.CARE_COORDINATOR, region=request.region),
        ),
        every(actor.is_from(request.sender_id), may_look_for_a_place(actor)),
    )


def may_read(actor: Actor, referral: Referral) -> Decision:
    """The care coordinator who asked, and who was asked for as long as the answer or the stay lasts."""
    over = REFERRAL_FLOW.is_final(referral.state) and referral.state != ReferralState.ENDED
    return some(
        every(
            _takes_part(actor, referral),
            gives_places(actor),
            require(that=not over, otherwise="referral.over"),
        ),
        every(
            actor.is_from(referral.sender_id),
            require(that=actor.has(Role.CARE_COORDINATOR), otherwise="role.missing"),
        ),
    )


def may_see_answer(actor: Actor, referral: Referral) -> Decision:
    """Who was asked hears how it ended, whatever became of it."""
    return every(actor.is_from(referral.receiver_id), gives_places(actor))


def may_accept(actor: Actor, referral: Referral) -> Decision:
    return _may_move(actor, referral, ReferralState.HELD)


def may_refuse(actor: Actor, referral: Referral) -> Decision:
    """Also after having accepted, as long as the track is not theirs."""
    return _may_move(actor, referral, ReferralState.REFUSED)


def may_ask_for_more(actor: Actor, referral: Referral) -> Decision:
    return _may_move(actor, referral, ReferralState.MORE_INFORMATION)


def may_want_intake(actor: Actor, referral: Referral) -> Decision:
    return _may_move(actor, referral, ReferralState.INTAKE_FIRST)


def may_tell_more(actor: Actor, referral: Referral) -> Decision:
    """The sender, after a question."""
    asked = referral.state == ReferralState.MORE_INFORMATION
    return every(
        actor.is_from(referral.sender_id),
        may_look_for_a_place(actor),
        require(that=asked, otherwise="workflow.no-such-move"),
    )


def may_withdraw(actor: Actor, referral: Referral) -> Decision:
    """The sender, until the person has arrived."""
    return every(
        actor.is_from(referral.sender_id),
        may_look_for_a_place(actor),
        REFERRAL_FLOW.may_move(referral.state, ReferralState.WITHDRAWN),
        require(that=referral.arrived_at is None, otherwise="referral.arrived-already"),
    )


def may_confirm_arrival(actor: Actor, referral: Referral) -> Decision:
    """Where the person stays says that they have come."""
    return every(
        actor.is_from(referral.service.organisation_id),
        gives_places(actor),
        REFERRAL_FLOW.may_move(referral.state, ReferralState.ACCEPTED),
        require(that=referral.arrived_at is None, otherwise="referral.said-already"),
    )


def may_confirm_handover(actor: Actor, referral: Referral) -> Decision:
    """The sender says for the person that this is the right place and that all has been told."""
    return every(
        actor.works_for(referral.sender_id),
        REFERRAL_FLOW.may_move(referral.state, ReferralState.ACCEPTED),
        require(that=referral.confirmed_at is None, otherwise="referral.said-already"),
    )


def may_end(actor: Actor, referral: Referral) -> Decision:
    """The stay ends when the organisation that gives the place says so."""
    return every(
        actor.works_for(referral.service.organisation_id),
        REFERRAL_FLOW.may_move(referral.state, ReferralState.ENDED),
    )


def may_stop(actor: Actor, request: PlaceRequest) -> Decision:
    """The sender stops looking, as long as the person has not arrived somewhere."""
    arrived = request.referrals.filter(state=ReferralState.HELD, arrived_at__isnull=False)
    return every(
        actor.works_for(request.sender_id),
        REQUEST_FLOW.may_move(request.state, RequestState.WITHDRAWN),
        require(that=not arrived.exists(), otherwise="referral.arrived-already"),
    )


def asks_somebody(services: Sequence[Service], at_once: int) -> Decision:
    """At least one now, and none twice."""
    one_each = len({service.pk for service in services}) == len(services)
    return every(
        require(that=bool(services) and at_once >= 1, otherwise="place.none-chosen"),
        require(that=one_each and len(services) <= MOST_ASKED, otherwise="place.too-many-chosen"),
    )


def intake_is_soon(on: date, *, today: date) -> Decision:
    latest = country().due_on("referral-intake", today)
    return require(that=today <= on <= latest, otherwise="referral.intake-not-soon")


# ---- what happens by itself ----


def may_expire(actor: Actor, referral: Referral, *, at: datetime) -> Decision:
    """No answer in time, or nobody arrived in time. Who has arrived keeps the place."""
    if referral.state == ReferralState.HELD:
        term = referral.held_until if referral.arrived_at is None else None
    else:
        term = referral.answer_by
    return every(
        _by_itself(actor),
        REFERRAL_FLOW.may_move(referral.state, ReferralState.EXPIRED),
        require(that=term is not None and term <= at, otherwise="referral.still-in-time"),
    )


def may_climb(actor: Actor, request: PlaceRequest, *, at: datetime) -> Decision:
    late = request.climbs_on is not None and request.climbs_on < timezone.localdate(at)
    return every(
        _by_itself(actor),
        require(that=request.is_searching, otherwise="workflow.no-such-move"),
        require(that=late and request.level < Level.NATIONAL, otherwise="referral.still-in-time"),
    )


def _by_itself(actor: Actor) -> Decision:
    return require(that=actor == SYSTEM, otherwise="role.system-only")


def _takes_part(actor: Actor, referral: Referral) -> Decision:
    """Who was asked; once accepted also where the person goes, when another places there."""
    return some(
        actor.is_from(referral.receiver_id),
        every(
            require(that=referral.answered_at is not None, otherwise="organisation.other"),
            actor.is_from(referral.service.organisation_id),
        ),
    )


def _may_move(actor: Actor, referral: Referral, answer: ReferralState) -> Decision:
    return every(
        actor.is_from(referral.receiver_id),
        gives_places(actor),
        REFERRAL_FLOW.may_move(referral.state, answer),
    )
