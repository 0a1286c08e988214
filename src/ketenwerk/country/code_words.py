"""The words from which a code to remember is made: one list for each language that has one."""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

from django.conf import settings

from ketenwerk.country.reader import Finding

FOLDER = "code-words"
IN_A_CODE = 7
BITS = 80  # a code of seven words must carry at least as many
RECOGNISED = 4  # letters from which on the beginning of a word may stand for it
WORD = re.compile(r"[a-z]{3,12}")


def check(folder: Path) -> Iterator[Finding]:
    """Findings on the lists of a country."""
    lists = _read(folder)
    if not lists:
        yield Finding(FOLDER, "", "has no list of words")
    for language, words in lists.items():
        file = f"{FOLDER}/{language}.txt"
        yield from (
            Finding(file, word, "is no word of a code") for word in words if not _fine(word)
        )
        if list(words) != sorted(set(words)):
            yield Finding(file, "", "must be in order, each word once")
        if math.log2(len(words) or 1) * IN_A_CODE < BITS:
            yield Finding(file, "", f"is too short: seven words must carry {BITS} bits")


@cache
def code_words() -> Mapping[str, tuple[str, ...]]:
    """The lists of this installation's country by language, each in order."""
    return _read(Path(settings.COUNTRIES_DIR) / settings.COUNTRY)


def meant(typed: str) -> str:
    """The word that was meant: itself, or the only one that begins so; empty when there is none."""
    lists = code_words().values()
    if any(_begins(words, typed)[:1] == (typed,) for words in lists):
        return typed
    found = {each for words in lists for each in _begins(words, typed)}
    return found.pop() if len(found) == 1 and len(typed) >= RECOGNISED else ""


def _begins(words: Sequence[str], start: str) -> tuple[str, ...]:
    """The first two words that begin so."""
    first = bisect_left(words, start)
    return tuple(word for word in words[first : first + 2] if word.startswith(start))


def _read(folder: Path) -> Mapping[str, tuple[str, ...]]:
    paths = sorted((folder / FOLDER).glob("??.txt"))
    return MappingProxyType(
        {path.stem: tuple(path.read_text(encoding="utf-8").split()) for path in paths}
    )


def _fine(word: str) -> bool:
    return bool(WORD.fullmatch(word))
