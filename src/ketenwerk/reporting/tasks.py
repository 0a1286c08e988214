"""What happens by itself with reports."""

from datetime import datetime

from django.utils import timezone

from ketenwerk.organisations.actor import SYSTEM
from ketenwerk.reporting import actions, drafting, queries
from ketenwerk.reporting.handling import actions as handling
from ketenwerk.reporting.handling import queries as handled


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


def forget_drafts(*, at: datetime) -> int:
    """Delete what was typed and not sent within its term; how many that were."""
    due = list(queries.expired_drafts(on=timezone.localdate(at)))
    for kept in due:
        drafting.forget_draft(SYSTEM, kept, at=at)
    return len(due)
