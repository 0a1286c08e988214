"""Who may see what a region has and lacks."""

from ketenwerk.foundation.decision import Decision, require
from ketenwerk.organisations.actor import Actor, Role


def may_see_overview(actor: Actor) -> Decision:
    """Who looks for places, in any region, and the directors."""
    looks = actor.has(Role.CARE_COORDINATOR, Role.CHAIN_DIRECTOR)
    return require(that=looks, otherwise="role.missing")
