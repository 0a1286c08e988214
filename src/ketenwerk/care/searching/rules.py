"""Who may look for a place, and who may say that there was none."""

from ketenwerk.care.rules import may_look_for_a_place
from ketenwerk.foundation.decision import Decision, require, some
from ketenwerk.organisations.actor import SYSTEM, Actor


def may_search(actor: Actor) -> Decision:
    return may_look_for_a_place(actor)


def may_count_unmet(actor: Actor) -> Decision:
    """Who looked; and the clock, when every place that was asked has said no."""
    by_itself = require(that=actor == SYSTEM, otherwise="role.system-only")
    return some(by_itself, may_search(actor))
