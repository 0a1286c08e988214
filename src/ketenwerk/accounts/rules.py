"""When a session is over, and when a password alone is not enough. Facts in, an answer out."""

from datetime import datetime, timedelta
from enum import StrEnum

IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=8)


class Ended(StrEnum):
    """Why a session is over."""

    IDLE = "idle"
    ABSOLUTE = "absolute"


def session_end(*, began_at: datetime, seen_at: datetime, at: datetime) -> Ended | None:
    """Why the session is over at `at`; None while it goes on.

    After 15 minutes without a request, and 8 hours after it began whatever happened since
    (ASVS 5.0, 7.3). A time in the future can only be a clock that was set back: over as well.
    """
    if at - began_at >= ABSOLUTE or began_at > at:
        return Ended.ABSOLUTE
    if at - seen_at >= IDLE:
        return Ended.IDLE
    return None


def needs_second_factor(*, required: bool, has_one: bool, came_by: frozenset[str]) -> bool:
    """Whether somebody must set a second factor before anything else.

    `came_by` holds the ways this session was opened with ("password", "socialaccount", "mfa").
    Who came through the organisation was asked for more than a password there.
    """
    return required and not has_one and "socialaccount" not in came_by
