"""The reporter's own key pair, and the short-lived ticket that stands for the code after it was typed once."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from ketenwerk.keys import envelope, root
from ketenwerk.keys.service import Holder

OPEN_FOR = timedelta(minutes=30)  # without a click
PURPOSE = "mailbox"
PLACE = "mailbox-ticket"


@dataclass(frozen=True, slots=True)
class Ticket:
    """Whose mailbox is open, with the private half of its key. Lives in one cookie, encrypted, and nowhere else."""

    handle: UUID
    private: bytes


def holder(handle: UUID, public: bytes | None = None) -> Holder:
    return Holder(f"mailbox:{handle}", PURPOSE, public)


def lock(private: bytes, secret: bytes, handle: UUID) -> bytes:
    """The private half as it lies in the database: only the code opens it."""
    return envelope.encrypt(private, secret, place=f"mailbox|{handle}")


def unlock(locked: bytes, secret: bytes, handle: UUID) -> bytes:
    return envelope.decrypt(locked, secret, place=f"mailbox|{handle}")


def stamp(ticket: Ticket, *, at: datetime) -> str:
    """The ticket as a cookie value."""
    said = [str(ticket.handle), ticket.private.hex(), int(at.timestamp())]
    sealed = envelope.encrypt(json.dumps(said).encode(), root.derived(PLACE), place=PLACE)
    return base64.urlsafe_b64encode(sealed).decode()


def read(cookie: str, *, at: datetime) -> Ticket | None:
    """The ticket in a cookie; None when it is too old or not ours."""
    try:
        said = envelope.decrypt(base64.urlsafe_b64decode(cookie), root.derived(PLACE), place=PLACE)
    except (envelope.CannotOpen, binascii.Error, ValueError):
        return None
    handle, private, stamped = json.loads(said)
    if not 0 <= at.timestamp() - stamped <= OPEN_FOR.total_seconds():
        return None
    return Ticket(UUID(handle), bytes.fromhex(private))
