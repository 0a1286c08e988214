"""The receipt: 24 digits that open one mailbox, known to the reporter alone.

24 random digits carry 79.7 bits. Argon2id (RFC 9106; 19 MiB, two passes) stretches them into two secrets: one
finds the mailbox, through a keyed hash, the other opens it. Neither is stored.
"""

import hashlib
import threading
import unicodedata
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw

from ketenwerk.keys import root
from ketenwerk.keys.envelope import derive
from ketenwerk.keys.service import service

DIGITS = 24
GROUP = 4
MEMORY_KIB = 19 * 1024
PASSES = 2
SALT_BYTES = 16
AT_ONCE = (
    2  # hashes in memory at the same time, so that a flood of codes cannot take the machine down
)

_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Stretched:
    """`locator` finds the mailbox (hex); `secret` opens it (32 bytes)."""

    locator: str
    secret: bytes


def code_for(nonce: str, content: str) -> str:
    """The 24 digits for one form (`nonce`) and what was typed in it.

    Sending the same form again gives the same code, so a lost answer costs the reporter nothing;
    sending other words gives another.
    """
    digest = service().fingerprint("receipt-code", f"{nonce}|{_hash(content)}")
    more = service().fingerprint("receipt-code", f"{nonce}|{_hash(content)}|2")
    return f"{int(digest + more, 16) % 10**DIGITS:0{DIGITS}d}"


def in_groups(code: str) -> list[str]:
    return [code[start : start + GROUP] for start in range(0, DIGITS, GROUP)]


def digits_of(typed: str) -> str:
    """The digits of what was typed, in any script; spaces, dashes and dots do not matter."""
    return "".join(str(unicodedata.digit(char)) for char in typed if char.isdigit())


def stretch(code: str) -> Stretched:
    """The same work and time for every code, right or wrong."""
    with _turns:
        raw = hash_secret_raw(
            code.encode(),
            root.derived("receipt-salt")[:SALT_BYTES],
            time_cost=PASSES,
            memory_cost=MEMORY_KIB,
            parallelism=1,
            hash_len=64,
            type=Type.ID,
        )
    return Stretched(service().fingerprint("receipt", raw[:32].hex()), derive(raw[32:], "mailbox"))


def _hash(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
