"""Who guesses is asked for patience (gate). Never refuses anybody, never remembers an address.

The address is kept for at most ten minutes, in memory, as a keyed hash under a key that is then thrown away.
"""

import hashlib
import hmac
import secrets
import threading
from dataclasses import dataclass, field

FORGET_AFTER = 600  # seconds
FREE = 8  # mistakes before one is asked for patience
LONGEST_WAIT = 60  # seconds


@dataclass(slots=True)
class Throttle:
    """`now` is in seconds, from any clock that only goes forward."""

    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _since: float = 0.0
    _mistakes: dict[bytes, tuple[int, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def has_to_wait(self, address: str, *, now: float) -> bool:
        """After a number of mistakes, each time twice as long."""
        with self._lock:
            self._forget(now)
            count, last = self._mistakes.get(self._hash(address), (0, now))
        return count >= FREE and now - last < min(LONGEST_WAIT, 2.0 ** (count - FREE))

    def mistake(self, address: str, *, now: float) -> None:
        with self._lock:
            self._forget(now)
            hashed = self._hash(address)
            count, _ = self._mistakes.get(hashed, (0, now))
            self._mistakes[hashed] = (count + 1, now)

    def _forget(self, now: float) -> None:
        if now - self._since > FORGET_AFTER:
            self._key, self._since = secrets.token_bytes(32), now
            self._mistakes.clear()

    def _hash(self, address: str) -> bytes:
        return hmac.digest(self._key, address.encode(), hashlib.sha256)
