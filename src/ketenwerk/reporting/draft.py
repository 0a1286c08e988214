"""What is typed before it is sent: readable with the cookie, or with the code that was asked for, and not without.

The cookie holds 32 random bytes and nothing else. One key derived from them finds the draft, through a keyed hash;
another opens it. Who has the database and the root key but not the cookie has noise.
"""

import base64
import binascii
import json
import secrets
from dataclasses import dataclass, field

from ketenwerk.keys import envelope
from ketenwerk.keys.service import service

SECRET_BYTES = 32
NONCE_BYTES = 24
PLACE = "report-draft"
TO_CHECK = "check"
Given = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Draft:
    """How far somebody came. `nonce` makes one report of it, however often it is sent.

    `here` is the page one is on; `checked` when the check page was reached; `keeps_out` are
    organisations that must not get it; `saved` when a code leads back to it,
    `sent` when it became a report and nothing of it changes any more.
    """

    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(NONCE_BYTES))
    here: str = ""
    answers: Given = field(default_factory=dict)
    checked: bool = False
    keeps_out: tuple[str, ...] = ()
    saved: bool = False
    sent: bool = False
    note: str = ""  # something to say once about what happened
    words: str = ""  # the language of the words that the code was made of; empty for digits

    @property
    def fixed(self) -> bool:
        """Whether its code was given out already."""
        return self.saved or self.sent


@dataclass(frozen=True, slots=True)
class Ticket:
    """What lies in the visitor's cookie."""

    secret: bytes

    @property
    def locator(self) -> str:
        return service().fingerprint(PLACE, envelope.derive(self.secret, "draft-finds").hex())

    @property
    def key(self) -> bytes:
        return envelope.derive(self.secret, "draft-opens")


def new_ticket() -> Ticket:
    return Ticket(secrets.token_bytes(SECRET_BYTES))


def stamp(ticket: Ticket) -> str:
    """The ticket as a cookie value."""
    return base64.urlsafe_b64encode(ticket.secret).decode()


def read(cookie: str) -> Ticket | None:
    """The ticket in a cookie; None when it cannot be one."""
    try:
        found = base64.urlsafe_b64decode(cookie)
    except (binascii.Error, ValueError):
        return None
    return Ticket(found) if len(found) == SECRET_BYTES else None


def lock(draft: Draft, ticket: Ticket) -> bytes:
    said = {name: getattr(draft, name) for name in Draft.__slots__}
    return envelope.encrypt(json.dumps(said).encode(), ticket.key, place=PLACE)


def unlock(locked: bytes, ticket: Ticket) -> Draft:
    """Raises CannotOpen for another ticket."""
    said = json.loads(envelope.decrypt(locked, ticket.key, place=PLACE))
    said["answers"] = {code: tuple(given) for code, given in said["answers"].items()}
    said["keeps_out"] = tuple(said["keeps_out"])
    return Draft(**said)
