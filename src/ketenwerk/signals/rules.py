"""Who may do what with a signal, and when."""

from ketenwerk.foundation.decision import Decision, every, require, some
from ketenwerk.organisations.actor import Actor, Role
from ketenwerk.signals.models import SIGNAL_FLOW, Signal, SignalState


def may_raise(actor: Actor, region: str) -> Decision:
    return actor.holds(Role.INTAKE, region=region)


def may_read(actor: Actor, signal: Signal) -> Decision:
    """The owner's intake, and the region's chain director."""
    return some(
        every(actor.is_from(signal.owner_id), actor.holds(Role.INTAKE, region=signal.region)),
        actor.holds(Role.CHAIN_DIRECTOR, region=signal.region),
    )


def may_decide(actor: Actor, signal: Signal) -> Decision:
    """The owner answers for its own signals; opening a case is for the chain director (`may_open_case`)."""
    return every(
        actor.is_from(signal.owner_id),
        actor.holds(Role.INTAKE, region=signal.region),
        SIGNAL_FLOW.may_move(signal.state, SignalState.DECIDED),
    )


def may_open_case(actor: Actor, signal: Signal) -> Decision:
    return every(
        actor.holds(Role.CHAIN_DIRECTOR, region=signal.region),
        SIGNAL_FLOW.may_move(signal.state, SignalState.DECIDED),
    )


def reason_is_given(reason: str) -> Decision:
    return require(that=bool(reason), otherwise="signal.reason-missing")
