"""The receipt: 24 digits or seven words that open one mailbox, known to the reporter alone.

24 random digits carry 79.7 bits, seven words at least 80. Argon2id (RFC 9106; 19 MiB, two passes) stretches them into
two secrets: one finds the mailbox, through a keyed hash, the other opens it. Neither is stored.
"""

import hashlib
import re
import threading
import time
import unicodedata
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw

from ketenwerk.country.code_words import IN_A_CODE, code_words, meant
from ketenwerk.keys import root
from ketenwerk.keys.envelope import derive
from ketenwerk.keys.service import service
from ketenwerk.reporting.load import load

DIGITS = 24
GROUP = 4
MEMORY_KIB = 19 * 1024
PASSES = 2
SALT_BYTES = 16
AT_ONCE = (
    2  # hashes in memory at the same time, so that a flood of codes cannot take the machine down
)
LONGEST = 400  # letters of a code as typed, marks and spaces included; nothing longer is one

_turns = threading.BoundedSemaphore(AT_ONCE)
_PARTS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Stretched:
    """`locator` finds the mailbox (hex); `secret` opens it (32 bytes)."""

    locator: str
    secret: bytes


def code_for(nonce: str, content: str, *, words: str = "") -> str:
    """The code for one form (`nonce`) and what was typed in it: digits, or words of that language.

    Sending the same form again gives the same code, so a lost answer costs the reporter nothing;
    sending other words gives another.
    """
    digest = service().fingerprint("receipt-code", f"{nonce}|{_hash(content)}")
    more = service().fingerprint("receipt-code", f"{nonce}|{_hash(content)}|2")
    number = int(digest + more, 16)
    return _in_words(number, words) if words else f"{number % 10**DIGITS:0{DIGITS}d}"


def language_of_words(wanted: str) -> str:
    """The language a code in words is made in: the wanted one when there is a list, else the first there is."""
    lists = code_words()
    return wanted if wanted in lists else next(iter(lists))


def as_meant(typed: str) -> str:
    """The code in what was typed, in any script; capitals, spaces, dashes and dots do not matter.

    Of a word its beginning will do, when no other word begins so. What is no code becomes one that nobody has.
    """
    told = unicodedata.normalize("NFKC", typed[:LONGEST]).casefold()
    parts = _PARTS.findall(told)
    if parts:
        words = [meant(part) for part in parts[: IN_A_CODE + 1]]
        return " ".join(words) if len(words) == IN_A_CODE and all(words) else ""
    digits = "".join(str(unicodedata.digit(char)) for char in typed if char.isdigit())
    return digits if len(digits) == DIGITS else ""


def stretch(code: str) -> Stretched:
    """The same work and time for every code, right or wrong."""
    with _turns:
        start = time.monotonic()
        raw = _hardened(code)
        load.add(time.monotonic() - start, now=start)
    return Stretched(service().fingerprint("receipt", raw[:32].hex()), derive(raw[32:], "mailbox"))


def _hardened(code: str) -> bytes:
    return hash_secret_raw(
        code.encode(),
        root.derived("receipt-salt")[:SALT_BYTES],
        time_cost=PASSES,
        memory_cost=MEMORY_KIB,
        parallelism=1,
        hash_len=64,
        type=Type.ID,
    )


def _in_words(number: int, language: str) -> str:
    words, found = code_words()[language], []
    for _ in range(IN_A_CODE):
        number, place = divmod(number, len(words))
        found.append(words[place])
    return " ".join(found)


def _hash(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
