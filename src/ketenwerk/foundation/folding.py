"""Words as people type them: without accents, in capitals, in another script, or with a typing error."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

# Marks that stand on or in a word: accents, Arabic vowel signs, joiners. `\w` holds letters and digits only.
MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06ed\u135d-\u135f\u200c\u200d"
)
WORD = re.compile(rf"[^\W_][\w{MARKS}]*")
# Letters that people write one for the other, and the stroke that only makes a word longer.
ALIKE = str.maketrans({"ى": "ي", "ة": "ه", "ـ": None})
SHORT, LONG = 3, 7  # up to SHORT letters nothing may be wrong; from LONG on two may
BEGINNING, INSIDE, INSIDE_OTHERS = 3, 4, 3  # how many letters must be typed of a longer word
EXACT, BEGINS, HOLDS, WRONG, NEARLY = 1.0, 0.8, 0.6, 0.6, 0.35
MUCH_ALIKE = 88  # per cent


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """In its own script: small letters without marks; Latin letters become those of the English alphabet."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(
        char for char in parts if not unicodedata.category(char).startswith(("M", "Cf"))
    )
    return "".join(_latin_letter(char) for char in plain.translate(ALIKE)).casefold()


@lru_cache(maxsize=65_536)
def spelled(word: str) -> str:
    """The same word in Latin letters, whatever its script."""
    own = folded(word)
    return own if own.isascii() else re.sub(r"[^a-z0-9]", "", anyascii(own).casefold())


def _latin_letter(char: str) -> str:
    if char.isascii() or not unicodedata.name(char, "").startswith("LATIN"):
        return char
    return anyascii(char)


def script_of(asked: str) -> Callable[[str], str]:
    """How to fold the words that a typed word is compared with: who types Latin letters may mean any script."""
    return spelled if folded(asked).isascii() else folded


def alike(asked: str, words: Iterable[str]) -> dict[str, float]:
    """Which of the words somebody may have meant, from 0 to 1. All are folded by the same `script_of`."""
    if not asked:
        return {}
    known = list(dict.fromkeys(words))
    found = _mistyped(asked, known) | _holding(asked, known)
    return found or _much_alike(asked, known)


def _holding(asked: str, words: list[str]) -> dict[str, float]:
    """The word itself, and longer words: those that begin with it count for more."""
    inside = INSIDE if asked.isascii() else INSIDE_OTHERS
    found = {}
    for word in words:
        at = word.find(asked)
        if word == asked:
            found[word] = EXACT
        elif at == 0 and len(asked) >= BEGINNING:
            found[word] = BEGINS
        elif at > 0 and len(asked) >= inside:
            found[word] = HOLDS
    return found


def _mistyped(asked: str, words: list[str]) -> dict[str, float]:
    """A letter too many, too few, wrong or in the wrong place."""
    allowed = 0 if len(asked) <= SHORT else 1 if len(asked) < LONG else 2
    near = process.extract(
        asked, words, scorer=OSA.distance, score_cutoff=allowed, limit=None, processor=None
    )
    return {word: WRONG - wrong / 10 for word, wrong, _ in near if wrong} if allowed else {}


def _much_alike(asked: str, words: list[str]) -> dict[str, float]:
    """A typing error in a part of a longer word, when nothing else was found."""
    if len(asked) < LONG:
        return {}
    longer = [word for word in words if len(word) >= len(asked)]
    near = process.extract(
        asked,
        longer,
        scorer=fuzz.partial_ratio,
        score_cutoff=MUCH_ALIKE,
        limit=None,
        processor=None,
    )
    return {word: NEARLY for word, _, _ in near}
