"""A sum that costs the asker a moment, or a wait instead: the two ways past a door that is busy.

The server keeps nothing: what was typed travels in the ticket, encrypted, with the answer of the sum and the moment
from which waiting is enough. The sum is ALTCHA's: find the number whose hash, with a salt before it, is the challenge.
"""

import base64
import binascii
import hashlib
import json
import secrets
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from ketenwerk.keys import envelope, root

PLACE = "busy-ticket"
SALT_BYTES = 16
MOST = 200_000  # numbers to try at most: a second or two, on an old phone some ten
WAIT = 20  # seconds, for who cannot do the sum
LASTS = 600  # seconds; afterwards there is a new sum for what was typed
PACE = 1.0  # seconds between two people who came through by waiting, in one process

Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Ticket:
    """`what` names the form, `sent` is what was typed in it; times are in seconds of the calendar."""

    what: str
    sent: Fields
    given_at: float
    number: int = field(default_factory=lambda: secrets.randbelow(MOST))
    salt: str = field(default_factory=lambda: secrets.token_hex(SALT_BYTES))

    @property
    def challenge(self) -> str:
        return hashlib.sha256(f"{self.salt}{self.number}".encode()).hexdigest()

    @property
    def most(self) -> int:
        return MOST

    def waits(self, *, now: float) -> int:
        """Seconds until waiting was enough."""
        return max(0, int(self.given_at + WAIT - now + 0.999))

    def holds(self, *, now: float) -> bool:
        return self.given_at <= now <= self.given_at + LASTS


def stamp(ticket: Ticket) -> str:
    """The ticket as the value of a hidden field: unreadable for whoever carries it."""
    said = json.dumps(asdict(ticket)).encode()
    sealed = envelope.encrypt(said, root.derived(PLACE), place=PLACE)
    return base64.urlsafe_b64encode(sealed).decode()


def read(stamped: str, *, what: str) -> Ticket | None:
    """The ticket for this form; None when it is not ours, or was given for another."""
    try:
        sealed = base64.urlsafe_b64decode(stamped)
        said = json.loads(envelope.decrypt(sealed, root.derived(PLACE), place=PLACE))
    except (envelope.CannotOpen, binascii.Error, ValueError):
        return None
    found = Ticket(**said)
    return found if found.what == what else None


@dataclass(slots=True)
class Door:
    """Lets every ticket through once, and those who waited one by one. Of this process; it remembers salts alone."""

    _used: dict[str, float] = field(default_factory=dict)
    _free_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def lets_in(self, ticket: Ticket, answer: str, *, now: float) -> bool:
        """`now` is in seconds of the calendar."""
        with self._lock:
            self._forget(now)
            if ticket.salt in self._used or not ticket.holds(now=now):
                return False
            solved = answer == str(ticket.number)
            if not solved and (ticket.waits(now=now) or now < self._free_at):
                return False
            if not solved:
                self._free_at = now + PACE
            self._used[ticket.salt] = ticket.given_at + LASTS
            return True

    def knows(self, ticket: Ticket) -> bool:
        """Whether it came through already."""
        return ticket.salt in self._used

    def _forget(self, now: float) -> None:
        for salt in [salt for salt, until in self._used.items() if until < now]:
            del self._used[salt]
