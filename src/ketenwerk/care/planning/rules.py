"""Who may plan an action day."""

from ketenwerk.care.models import ActionDay
from ketenwerk.care.rules import may_look_for_a_place
from ketenwerk.foundation.decision import Decision, every, require
from ketenwerk.organisations.actor import SYSTEM, Actor


def may_plan(actor: Actor) -> Decision:
    return may_look_for_a_place(actor)


def may_change(actor: Actor, day: ActionDay) -> Decision:
    """The organisation that opened it, while it is open."""
    return every(
        may_plan(actor),
        actor.is_from(day.organisation_id),
        require(that=day.is_open, otherwise="day.closed"),
    )


def may_forget(actor: Actor) -> Decision:
    return require(that=actor == SYSTEM, otherwise="role.system-only")
