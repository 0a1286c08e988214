"""What happens by itself with reports."""

from datetime import datetime

from django.utils import timezone

from ketenwerk.organisations.actor import SYSTEM
from ketenwerk.reporting import actions, queries


def forget_expired(*, at: datetime) -> int:
    """Make unreadable what has passed its term; how many reports that were."""
    due = list(queries.expired(on=timezone.localdate(at)))
    for report in due:
        actions.forget_report(SYSTEM, report, at=at)
    return len(due)
