"""What signs may mean. They are explained and never added up: there is no number in here, and no verdict."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ketenwerk.country.data import Country, Form, Indicator, Meaning, Profession, Words
from ketenwerk.foundation.folding import WORD, alike, script_of


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the signs of one form may mean; `form` is None for signs that are seen with every form."""

    form: Form | None
    meaning: Meaning
    signs: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Signs that are shown together, under a name from the list "indicator-group"."""

    code: str
    signs: tuple[Indicator, ...]


def signs_on(country: Country, day: date) -> tuple[Indicator, ...]:
    """All signs that hold on the day, in the order of the country."""
    return tuple(sign for sign in country.indicators.values() if sign.holds_on(day))


def ticked(signs: Iterable[Indicator], codes: Collection[str]) -> tuple[Indicator, ...]:
    """Each sign once, in the order of the country. A code that is no sign is left out."""
    return tuple(sign for sign in signs if sign.code in codes)


def explained(country: Country, signs: Collection[Indicator]) -> tuple[Explanation, ...]:
    """One explanation for each form a sign is seen with, in the order of forms.toml, whatever was ticked more."""
    found = (_explanation(country, meaning, signs) for meaning in _in_order(country))
    return tuple(each for each in found if each.signs)


def _in_order(country: Country) -> Iterator[Meaning]:
    """As the forms stand in the country; what is seen with every form comes last."""
    by_form = {meaning.form: meaning for meaning in country.meanings.values()}
    return (by_form[code] for code in (*country.forms, "") if code in by_form)


def _explanation(country: Country, meaning: Meaning, signs: Collection[Indicator]) -> Explanation:
    form = country.forms[meaning.form] if meaning.form else None
    return Explanation(
        form, meaning, tuple(s for s in signs if meaning.form in (s.forms or ("",)))
    )


def grouped(signs: Iterable[Indicator], order: Iterable[str]) -> tuple[Group, ...]:
    """The signs by group, groups in the given order; a group without signs is left out."""
    held = tuple(signs)
    groups = (Group(code, tuple(s for s in held if s.group == code)) for code in order)
    return tuple(group for group in groups if group.signs)


def parted(
    signs: Iterable[Indicator], profession: Profession
) -> tuple[tuple[Indicator, ...], tuple[Indicator, ...]]:
    """Those that fit this work, and all others."""
    held = tuple(signs)
    first = tuple(sign for sign in held if profession.fits(sign))
    return first, tuple(sign for sign in held if sign not in first)


def matching(
    signs: Iterable[Indicator], asked: str, said: Callable[[Words], str]
) -> tuple[Indicator, ...]:
    """The signs in which every word that was asked for is found, also when it was typed wrongly. All for no words.

    `said` gives the text as the reader sees it.
    """
    typed = WORD.findall(asked)
    return tuple(sign for sign in signs if _holds(said(sign.text), typed))


def _holds(text: str, typed: Iterable[str]) -> bool:
    words = WORD.findall(text)
    for word in typed:
        fold = script_of(word)
        if not alike(fold(word), [fold(each) for each in words]):
            return False
    return True
