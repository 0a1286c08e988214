"""How busy this process is with codes: which share of its last seconds went to stretching them.

It adds up time, not people: nothing is known of who came. Every process counts for itself, in memory; where there are
several, each asks for patience when it has none left itself, and takes the sums that another gave out.
"""

import threading
from collections import deque
from dataclasses import dataclass, field

WINDOW = 20.0  # seconds


@dataclass(slots=True)
class Load:
    """`now` is in seconds, from any clock that only goes forward."""

    _taken: deque[tuple[float, float]] = field(default_factory=deque)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, seconds: float, *, now: float) -> None:
        with self._lock:
            self._taken.append((now, seconds))
            self._forget(now)

    def per_cent(self, *, now: float) -> float:
        with self._lock:
            self._forget(now)
            return 100 * sum(seconds for _, seconds in self._taken) / WINDOW

    def _forget(self, now: float) -> None:
        while self._taken and now - self._taken[0][0] > WINDOW:
            self._taken.popleft()


load = Load()
