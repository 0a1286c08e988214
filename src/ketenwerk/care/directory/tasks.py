"""What happens by itself with the list of places."""

from datetime import datetime

from ketenwerk.care.directory import actions, queries
from ketenwerk.organisations.actor import SYSTEM


def ask_again(*, at: datetime) -> int:
    """Ask for a new count where the last one is stale; of how many places. Whoever was asked is not asked twice."""
    stale = list(queries.to_ask_again(at=at))
    for service in stale:
        actions.ask_to_count_again(SYSTEM, service, at=at)
    return len(stale)
