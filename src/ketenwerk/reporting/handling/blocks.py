"""Texts for a message to a reporter, in a language the reporter reads: countries/<code>/answers.toml."""

from dataclasses import dataclass

from ketenwerk.country.data import Choices, country
from ketenwerk.country.speech import Foreign, own_name
from ketenwerk.country.words import choices, words


@dataclass(frozen=True, slots=True)
class Filled:
    """A block as it goes into the message; `meaning` says it in the reader's own language when that is another.

    `unchecked`: translated by a machine. `missing`: nobody translated it, so it is in a spare language.
    """

    text: str
    language: str
    meaning: str = ""
    unchecked: bool = False
    missing: bool = False


def languages() -> Choices:
    """Every language there may be blocks in, by the name its speakers give it; those of the country first."""
    return [(code, own_name(code)) for code in (*country().languages, *country().translations)]


def known(language: str) -> str:
    """The language itself when there are blocks in it, otherwise the first of the country."""
    return language if language in dict(languages()) else country().languages[0]


def by_situation() -> list[tuple[str, Choices]]:
    """Every block that may be chosen, grouped by when it fits."""
    groups = []
    for code, name in choices("answer-situation"):
        found = [each for each in country().answers.values() if each.situation == code]
        groups.append((name, [(each.code, words(each.name)) for each in found]))
    return [group for group in groups if group[1]]


def closing(reason: str) -> str:
    """The block that goes with a reason for closing; empty where there is none."""
    found = (each.code for each in country().answers.values() if each.closes == reason)
    return next(found, "")


def filled(block: str, language: str) -> Filled:
    """The block in this language. Raises KeyError for one that does not exist."""
    text = country().answers[block].text
    said, meaning = country().said(text, language), words(text)
    if isinstance(said, Foreign):
        return Filled(str(said), said.lang, missing=True)
    made = country().translations.get(language)
    unchecked = made is not None and made.written == "machine"
    return Filled(said, language, "" if said == meaning else meaning, unchecked)
