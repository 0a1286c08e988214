"""Who keeps a service, and who is asked to count again."""

from datetime import datetime

from ketenwerk.care.models import Service
from ketenwerk.care.rules import may_count
from ketenwerk.foundation.decision import Decision, every, require
from ketenwerk.organisations.actor import SYSTEM, Actor


def may_keep(actor: Actor, service: Service) -> Decision:
    """Who counts the places also says for whom they are."""
    return may_count(actor, service)


def may_ask_again(actor: Actor, service: Service, at: datetime) -> Decision:
    """A count that is stale is asked for again, once, by itself."""
    return every(
        require(that=actor == SYSTEM, otherwise="role.system-only"),
        require(
            that=service.confidence(at) == 0 and not service.is_asked_again(),
            otherwise="service.not-stale",
        ),
    )


def may_import(actor: Actor) -> Decision:
    """Who has the keys of the machine: there is no page for it."""
    return require(that=actor == SYSTEM, otherwise="role.system-only")
