"""Who keeps the list of help points, who shows one to everybody, and who sees what was not looked at in time."""

from datetime import date

from ketenwerk.care.models import HelpPoint
from ketenwerk.country.data import country
from ketenwerk.foundation.decision import Decision, every, require
from ketenwerk.organisations.actor import Actor, Role

KEEPERS = (Role.PLACEMENT_OFFICER, Role.CARE_COORDINATOR, Role.FOCAL_OFFICER)
TERM = "help-point-check"


def may_look(actor: Actor) -> Decision:
    """At the page: who keeps the points of an organisation, and who directs a chain."""
    return require(that=actor.has(*KEEPERS, Role.CHAIN_DIRECTOR), otherwise="role.missing")


def may_add(actor: Actor) -> Decision:
    """For the own organisation."""
    return every(
        require(that=bool(actor.organisation), otherwise="organisation.other"),
        require(that=actor.has(*KEEPERS), otherwise="role.missing"),
    )


def may_keep(actor: Actor, point: HelpPoint) -> Decision:
    """Change it, say that it is still right, take it off the list: the organisation whose it is."""
    return every(actor.is_from(point.organisation_id), may_add(actor))


def may_show(actor: Actor, point: HelpPoint) -> Decision:
    """To everybody: only what can be reached, and what was looked at not too long ago."""
    return every(
        may_keep(actor, point),
        require(that=not point.public, otherwise="workflow.no-such-move"),
        is_reachable(point),
    )


def may_hide(actor: Actor, point: HelpPoint) -> Decision:
    return every(
        may_keep(actor, point),
        require(that=point.public, otherwise="workflow.no-such-move"),
    )


def is_reachable(point: HelpPoint) -> Decision:
    return require(that=bool(point.phone or point.address), otherwise="helppoint.unreachable")


def may_watch(actor: Actor, region: str) -> Decision:
    """What is shown and was not looked at in time: for who directs the chain there."""
    return actor.holds(Role.CHAIN_DIRECTOR, region=region)


def look_again_by(point: HelpPoint) -> date:
    return country().due_on(TERM, point.checked_on)
