"""How far a count of places can still be trusted. Pure; a count is never corrected, only trusted less."""

from datetime import datetime, timedelta


def confidence(counted_at: datetime, *, at: datetime, fresh_hours: int, stale_hours: int) -> float:
    """1 while it is fresh, 0 when it is stale, and evenly less in between."""
    fresh, stale = timedelta(hours=fresh_hours), timedelta(hours=stale_hours)
    return 1 - min(1.0, max(0.0, (at - counted_at - fresh) / (stale - fresh)))
