"""Who may look for a place, and who says how many there are."""

from ketenwerk.care.models import Service
from ketenwerk.foundation.decision import Decision, every, require
from ketenwerk.organisations.actor import Actor, Role


def may_look_for_a_place(actor: Actor) -> Decision:
    """The care coordinator; and the chain director, to whom a search climbs."""
    looks = actor.has(Role.CARE_COORDINATOR, Role.CHAIN_DIRECTOR)
    return require(that=looks, otherwise="role.missing")


def may_count(actor: Actor, service: Service) -> Decision:
    return every(actor.is_from(service.organisation_id), gives_places(actor))


def gives_places(actor: Actor) -> Decision:
    return require(that=actor.has(Role.PLACEMENT_OFFICER), otherwise="role.missing")
