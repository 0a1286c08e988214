"""What happens by itself with action days: their people are forgotten when the term has passed."""

from datetime import datetime

from django.utils import timezone

from ketenwerk.care.planning import actions, queries
from ketenwerk.country.data import country
from ketenwerk.organisations.actor import SYSTEM


def forget_days(*, at: datetime) -> int:
    """Forget the people of every day that was opened too long ago; of how many days."""
    today = timezone.localdate(at)
    over = [
        day
        for day in queries.days_with_people()
        if country().kept_until("action-day", timezone.localdate(day.opened_at)) < today
    ]
    for day in over:
        actions.forget_day(SYSTEM, day, at=at)
    return len(over)
