"""Who may come in."""

from ketenwerk.foundation.decision import Decision, require
from ketenwerk.organisations.actor import Actor


def may_enter(actor: Actor) -> Decision:
    """The pages for work are for those who hold a role in an organisation today."""
    return require(that=bool(actor.grants), otherwise="membership.none")
