"""What happens by itself with reports."""

from datetime import datetime, timedelta

from django.utils import timezone

from ketenwerk.organisations.actor import SYSTEM
from ketenwerk.reporting import actions, drafting, keeping, queries
from ketenwerk.reporting.handling import actions as handling
from ketenwerk.reporting.handling import queries as handled

LOOKED_BACK = timedelta(days=31)  # for a key store that was away


def forget_expired(*, at: datetime) -> int:
    """Make unreadable what has passed its term; how many reports that were."""
    due = list(queries.expired(on=timezone.localdate(at)))
    for report in due:
        actions.forget_report(SYSTEM, report, at=at)
    return len(due)


def forget_sketches(*, at: datetime) -> int:
    """Take away the marks of reports that came in too long ago; of how many days that were."""
    days = handled.sketched_days(on=timezone.localdate(at))
    for day in days:
        handling.forget_sketches(SYSTEM, made_on=day, at=at)
    return len(days)


def close_to_senders(*, at: datetime) -> int:
    """Take back what the sender of a report can still open after the other took it over; of how many reports that was.

    It happens in the moment itself; this is for when the key store could not be reached then.
    """
    moved = handled.moved_since(timezone.localdate(at) - LOOKED_BACK)
    due = [report for report in moved if keeping.is_open_to_others(report)]
    for report in due:
        handling.close_to_senders(SYSTEM, report, at=at)
    return len(due)


def forget_drafts(*, at: datetime) -> int:
    """Delete what was typed and not sent within its term; how many that were."""
    due = list(queries.expired_drafts(on=timezone.localdate(at)))
    for kept in due:
        drafting.forget_draft(SYSTEM, kept, at=at)
    return len(due)
