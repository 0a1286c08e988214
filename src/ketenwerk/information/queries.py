"""What can be read and whom one can call, as far as it holds on a day."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from ketenwerk.country.data import Channel, Page, Situation, country
from ketenwerk.country.words import choices
from ketenwerk.foundation.problems import NotFound

Addressed = TypeVar("Addressed", Page, Situation)


def channels(*, on: date) -> list[Channel]:
    return [each for each in country().channels.values() if each.holds_on(on)]


def situations(*, on: date) -> list[Situation]:
    return [each for each in country().situations.values() if each.holds_on(on)]


def situation_at(address: str, *, on: date) -> Situation:
    return _at(address, situations(on=on))


def pages(*, on: date) -> list[Page]:
    return [each for each in country().pages.values() if each.holds_on(on)]


def page_at(address: str, *, on: date) -> Page:
    return _at(address, pages(on=on))


def pages_by_group(*, on: date) -> list[tuple[str, list[Page]]]:
    """The name of each group, with its pages; a group without pages is left out."""
    found = pages(on=on)
    groups = [
        (name, [page for page in found if page.group == code])
        for code, name in choices("text-group")
    ]
    return [(name, inside) for name, inside in groups if inside]


def _at(address: str, found: Iterable[Addressed]) -> Addressed:
    for each in found:
        if each.address == address:
            return each
    raise NotFound("page.not-found")
