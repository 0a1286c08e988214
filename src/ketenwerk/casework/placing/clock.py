"""What happens by itself with searches for a place, every few minutes. Nothing here decides."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from ketenwerk.care.referring import actions as care
from ketenwerk.care.referring import queries as searches
from ketenwerk.casework.placing import actions
from ketenwerk.foundation.problems import Refused
from ketenwerk.organisations.actor import SYSTEM


@dataclass(frozen=True, slots=True)
class Done:
    """How many were out of time, and how many searches climbed."""

    out_of_time: int = 0
    climbed: int = 0


def run(*, at: datetime) -> Done:
    """Each on its own. What somebody answers in this very moment is refused, which stands on the trail."""
    expired = climbed = 0
    for referral in list(searches.out_of_time(at)):
        with suppress(Refused):
            actions.out_of_time(SYSTEM, referral, at=at)
            expired += 1
    for search in list(searches.to_climb(at)):
        with suppress(Refused):
            care.climb(SYSTEM, search, at=at)
            climbed += 1
    return Done(expired, climbed)
