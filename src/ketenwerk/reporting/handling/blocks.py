"""Texts for a message to a reporter, in a language the reporter reads: countries/<code>/answers.toml."""

from dataclasses import dataclass

from django.utils.translation import get_language, get_language_info

from ketenwerk.country.data import Choices, country
from ketenwerk.country.words import choices


@dataclass(frozen=True, slots=True)
class Filled:
    """A block as it goes into the message; `meaning` says it in the reader's own language when that is another.

    `unchecked`: translated by a machine. `missing`: nobody translated it, so it is in the country's first language.
    """

    text: str
    language: str
    meaning: str = ""
    unchecked: bool = False
    missing: bool = False


def languages() -> Choices:
    """Every language there are blocks in, by the name its speakers give it; those of the country first."""
    own = country().languages
    found = {each.language for answer in country().answers.values() for each in answer.translated}
    return [(code, own_name(code)) for code in (*own, *sorted(found))]


def own_name(code: str) -> str:
    """What its speakers call a language; the code itself where that is not known."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return OTHERS.get(code, code)


OTHERS = {"ti": "ትግርኛ"}  # not known to Django


def known(language: str) -> str:
    """The language itself when there are blocks in it, otherwise the first of the country."""
    return language if language in dict(languages()) else country().languages[0]


def by_situation() -> list[tuple[str, Choices]]:
    """Every block that may be chosen, grouped by when it fits."""
    groups = []
    for code, name in choices("answer-situation"):
        found = [each for each in country().answers.values() if each.situation == code]
        groups.append((name, [(each.code, each.name[reader()]) for each in found]))
    return [group for group in groups if group[1]]


def closing(reason: str) -> str:
    """The block that goes with a reason for closing; empty where there is none."""
    found = (each.code for each in country().answers.values() if each.closes == reason)
    return next(found, "")


def filled(block: str, language: str) -> Filled:
    """The block in this language. Raises KeyError for one that does not exist."""
    answer, first = country().answers[block], country().languages[0]
    found = answer.in_language(language)
    if found is None:
        return Filled(answer.text[first], first, missing=True)
    meaning = "" if language == reader() else answer.text[reader()]
    return Filled(found.text, language, meaning, unchecked=not found.checked)


def reader() -> str:
    language = get_language() or ""
    return language if language in country().languages else country().languages[0]
