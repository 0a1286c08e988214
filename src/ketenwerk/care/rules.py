"""Who may do what with places and referrals, and when."""

from ketenwerk.care.facts import Needs
from ketenwerk.care.matching import fits
from ketenwerk.care.models import REFERRAL_FLOW, Referral, ReferralState, Service
from ketenwerk.foundation.decision import Decision, every, require, some
from ketenwerk.organisations.actor import Actor, Role


def may_look_for_a_place(actor: Actor) -> Decision:
    return require(that=actor.has(Role.CARE_COORDINATOR), otherwise="role.missing")


def may_ask(actor: Actor, service: Service, needs: Needs) -> Decision:
    """A care coordinator may ask any place that fits and has room, in any region."""
    return every(
        may_look_for_a_place(actor),
        fits(service.offer(), needs),
        require(that=service.free > 0, otherwise="place.full"),
    )


def may_count(actor: Actor, service: Service) -> Decision:
    return every(actor.is_from(service.organisation_id), _places(actor))


def may_read(actor: Actor, referral: Referral) -> Decision:
    """Who asked and who was asked."""
    return some(
        every(actor.is_from(referral.receiver_id), _places(actor)),
        every(actor.is_from(referral.sender_id), may_look_for_a_place(actor)),
    )


def may_accept(actor: Actor, referral: Referral) -> Decision:
    return _may_answer(actor, referral, ReferralState.ACCEPTED)


def may_refuse(actor: Actor, referral: Referral) -> Decision:
    return _may_answer(actor, referral, ReferralState.REFUSED)


def may_withdraw(actor: Actor, referral: Referral) -> Decision:
    return every(
        actor.is_from(referral.sender_id),
        may_look_for_a_place(actor),
        REFERRAL_FLOW.may_move(referral.state, ReferralState.WITHDRAWN),
    )


def may_end(actor: Actor, referral: Referral) -> Decision:
    """The stay ends when the organisation that gives the place says so."""
    return every(
        actor.works_for(referral.receiver_id),
        REFERRAL_FLOW.may_move(referral.state, ReferralState.ENDED),
    )


def _may_answer(actor: Actor, referral: Referral, answer: ReferralState) -> Decision:
    return every(
        actor.is_from(referral.receiver_id),
        _places(actor),
        REFERRAL_FLOW.may_move(referral.state, answer),
    )


def _places(actor: Actor) -> Decision:
    return require(that=actor.has(Role.PLACEMENT_OFFICER), otherwise="role.missing")
