"""The country's words in languages it does not have itself: `words/<language>.toml`, from text to text.

The key is the text in the first spare language, so a text that changes loses its translations: visitors then read
the spare language until somebody has looked again, and never a translation of something else.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.conf import settings

from ketenwerk.country.entries import Words
from ketenwerk.country.reader import Finding
from ketenwerk.country.tables import Tables

FOLDER = "words"
LANGUAGE = re.compile(r"[a-z]{2}")
BLANK = re.compile(r"\{[a-z_]*\}")  # what a page fills in
WRITTEN = frozenset({"machine", "person"})
KEYS = frozenset({"written", "reviewed_by", "reviewed_on", "awaiting", "words"})
# What visitors read: whole files, and of the vocabulary only these lists.
PUBLIC_TABLES = (
    "forms",
    "indicators",
    "report_channels",
    "situations",
    "professions",
    "meanings",
    "answers",
    "report_flow",
    "routing",
)
PUBLIC_LISTS = frozenset(
    {
        "age-group",
        "audience",
        "help-cost",
        "help-kind",
        "helped",
        "indicator-group",
        "leaving-a-message",
        "profession",
        "reporter-kind",
        "sector",
        "text-group",
        "urgency",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What one language makes of the country's texts. `written` is "machine" or "person".

    `awaiting` holds texts of which it is known that nobody has translated them yet: visitors read the spare language.
    """

    written: str = ""
    reviewed_by: str = ""
    reviewed_on: date | None = None
    awaiting: Sequence[str] = ()
    words: Mapping[str, str] = field(default_factory=dict)


def translations(folder: Path) -> Mapping[str, Translation]:
    """By language. Only of a folder in which nothing was found wrong."""
    found = {path.stem: Translation(**_content(path)) for path in _files(folder)}
    return MappingProxyType(found)


def findings(folder: Path, tables: Tables) -> Iterator[Finding]:
    """What is wrong with the translations, one by one."""
    known = {_key(text) for text in texts(tables)}
    for path in _files(folder):
        name = f"{FOLDER}/{path.name}"
        reasons = _wrong_with(path, tables.country[0].languages, known)
        yield from (Finding(name, entry, reason) for entry, reason in reasons)


def missing(tables: Tables, translation: Translation) -> list[str]:
    """The texts for visitors that this language does not have, each once, in the order of the files."""
    keys = dict.fromkeys(_key(text) for text in public_texts(tables))
    return [key for key in keys if key and key not in translation.words]


def public_texts(tables: Tables) -> Iterator[Words]:
    for name in PUBLIC_TABLES:
        yield from texts(getattr(tables, name))
    yield from texts(tuple(row.choices for row in tables.vocabulary if row.code in PUBLIC_LISTS))


def texts(thing: object) -> Iterator[Words]:
    """Every text in several languages inside an entry, or inside all of them."""
    if isinstance(thing, Mapping):
        if all(isinstance(value, str) for value in thing.values()):
            yield thing
    elif isinstance(thing, tuple):
        for each in thing:
            yield from texts(each)
    elif is_dataclass(thing):
        for each in fields(thing):
            if not each.metadata.get("gathered"):
                yield from texts(getattr(thing, each.name))


def _key(text: Words) -> str:
    return next(text[code] for code in (*settings.SPARE_LANGUAGES, *text) if code in text)


def _files(folder: Path) -> Iterable[Path]:
    return sorted((folder / FOLDER).glob("*.toml"))


def _content(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _wrong_with(path: Path, own: Iterable[str], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    try:
        content = _content(path)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        yield "", f"cannot be read: {fault}"
        return
    if not LANGUAGE.fullmatch(path.stem) or path.stem in own:
        yield "", f"{path.stem!r} must be the two letters of a language that the country lacks"
    if content.get("written") not in WRITTEN:
        yield "", f"written: must be one of {', '.join(sorted(WRITTEN))}"
    yield from (("", f"unknown key {key!r}") for key in content.keys() - KEYS)
    words = content.get("words", {})
    for text, translated in words.items() if isinstance(words, dict) else ():
        yield from ((text, reason) for reason in _wrong_words(text, translated, known))
    for text in content.get("awaiting", ()):
        if text not in known:
            yield str(text), "awaits a translation, but is no text of this country (any more)"
        elif text in words:
            yield text, "awaits a translation, and has one"


def _wrong_words(text: str, translated: object, known: Iterable[str]) -> Iterator[str]:
    if text not in known:
        yield "is no text of this country (any more)"
    if not isinstance(translated, str) or not translated.strip():
        yield "must be translated into text"
    elif sorted(BLANK.findall(text)) != sorted(BLANK.findall(translated)):
        yield "has other blanks to fill in than its translation"
