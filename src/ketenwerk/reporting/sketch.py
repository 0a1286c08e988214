"""Marks by which two texts that are nearly the same can be found without opening either.

Each text becomes MARKS short keyed marks, of which two reports must share ENOUGH. With nine tenths of their pairs of
words in common they nearly always do, with three quarters four times in five, with half one time in twenty, with a
third nearly never. Pairs of words are compared because a changed name or number touches only two of them, in every
language that puts spaces between words.

Without the root key a mark says nothing about the text: it cannot be read, and no guess can be tried on it. What it
does show to whoever holds the table is that two reports resemble each other. Whoever holds the root key as well can
try a guess of a whole text, but then the texts themselves lie open. A text that was told in other words, or in
another language, is not found: people look for those.
"""

import hashlib
import re
import struct
from collections.abc import Iterator
from itertools import pairwise
from random import Random

from ketenwerk.keys.fields import fingerprint

MARKS = 12
DEPTH = 5  # values that must all be equal for one mark to be equal
ENOUGH = 2  # marks that two reports must share
LONGEST = 16  # letters of a mark
MOST_PAIRS = 400  # of one text: the lowest, so that two long texts still keep the same ones
PRIME = (1 << 61) - 1
PURPOSE = "reports-sketch"

_WORD = re.compile(r"\w+")
_dice = Random(273)  # noqa: S311 - the same in every installation, and no secret: the key makes the secret
_SPINS = [(_dice.randrange(1, PRIME), _dice.randrange(PRIME)) for _ in range(MARKS * DEPTH)]


def marks_of(text: str) -> list[str]:
    """Nothing for a text without words."""
    pairs = _pairs(text)
    if not pairs:
        return []
    lowest = [min((a * pair + b) % PRIME for pair in pairs) for a, b in _SPINS]
    return list(_keyed(lowest))


def _pairs(text: str) -> list[int]:
    words = _WORD.findall(text.casefold())
    spoken = {" ".join(pair) for pair in pairwise(words)} or set(words)
    return sorted(_number(each) for each in spoken)[:MOST_PAIRS]


def _number(text: str) -> int:
    [number] = struct.unpack("<Q", hashlib.blake2b(text.encode(), digest_size=8).digest())
    return int(number % PRIME)


def _keyed(lowest: list[int]) -> Iterator[str]:
    for mark in range(MARKS):
        values = lowest[mark * DEPTH : (mark + 1) * DEPTH]
        yield fingerprint(f"{mark} {values}", purpose=PURPOSE)[:LONGEST]
