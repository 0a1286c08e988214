"""How far a count of places can still be trusted. Pure; a count is never corrected, only trusted less."""

from datetime import datetime, timedelta

FRESH, STALE = timedelta(hours=24), timedelta(days=7)


def confidence(counted_at: datetime, *, at: datetime) -> float:
    """1 while it is fresh, 0 when it is stale, and evenly less in between."""
    age = at - counted_at
    return 1 - min(1.0, max(0.0, (age - FRESH) / (STALE - FRESH)))
