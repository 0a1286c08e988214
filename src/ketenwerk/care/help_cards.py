"""How a help point looks to a visitor: what one wants to know before calling."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from ketenwerk.care.models import HelpPoint
from ketenwerk.care.pointmap import Point, about, kilometres
from ketenwerk.country.data import Municipality, country
from ketenwerk.country.entries import Opening
from ketenwerk.country.hours import Answering, hours_of
from ketenwerk.country.words import municipality_name, word

MIDNIGHT, END_OF_DAY = "00:00", "24:00"
WEEK = set(range(1, 8))
# Kilometres: a telephone is further than around the corner, and nearer than a journey.
ANYWHERE = 25.0
SHAPES = {Answering.OPEN: "done", Answering.CLOSED: "stopped", Answering.UNKNOWN: "waiting"}


@dataclass(frozen=True, slots=True)
class HelpCard:
    """Words in the reader's language. `far` is empty when no place was asked for or none is known."""

    id: str
    name: str
    organisation: str
    kind: str
    municipality: str  # its code
    where: str
    far: str
    phone: str
    languages: tuple[str, ...]
    takes: str
    hours: tuple[str, ...]
    now: str
    shape: str
    cost: str
    message: str
    checked_on: date


def help_card(point: HelpPoint, *, at: datetime, near: Municipality | None) -> HelpCard:
    now = open_now(point, at=at)
    return HelpCard(
        id=f"help-{point.id}",
        name=point.name,
        organisation=point.organisation.name,
        kind=word("help-kind", point.kind),
        municipality=point.municipality,
        where=_where(point),
        far=_far(point, near),
        phone=point.phone,
        languages=tuple(point.languages),
        takes=", ".join(_takes(point)),
        hours=tuple(hours_in_words(point.hours().open)),
        now=_now_in_words(now),
        shape=SHAPES[now],
        cost=word("help-cost", point.cost),
        message=word("leaving-a-message", point.message),
        checked_on=point.checked_on,
    )


def open_now(point: HelpPoint, *, at: datetime) -> Answering:
    here = country()
    hours = hours_of(point.hours(), at, calendar=here.calendar, time_zone=here.time_zone)
    return hours.answering


def distance(point: HelpPoint, near: Municipality | None) -> float:
    """Kilometres between the middles of municipalities."""
    if near is None:
        return 0.0
    if not point.municipality:
        return ANYWHERE
    return kilometres(middle(country().municipality(point.municipality)), middle(near))


def middle(municipality: Municipality) -> Point:
    return Point(municipality.longitude, municipality.latitude)


def hours_in_words(hours: tuple[Opening, ...]) -> Iterable[str]:
    """One line for each row; "day and night" says it all at once."""
    if is_always_open(hours):
        return [_("Day and night")]
    return [_line(each) for each in hours] or [_("Not known to us: call first")]


def is_always_open(hours: Iterable[Opening]) -> bool:
    """Day and night, every day of the week."""
    whole = (each for each in hours if (each.opens, each.closes) == (MIDNIGHT, END_OF_DAY))
    return {day for each in whole for day in each.days} == WEEK


def _line(opening: Opening) -> str:
    closes = "0:00" if opening.closes == END_OF_DAY else opening.closes
    words = {"days": _days(opening.days), "opens": opening.opens, "closes": closes}
    return _("%(days)s: %(opens)s to %(closes)s") % words


def _days(days: tuple[int, ...]) -> str:
    names = [str(WEEKDAYS[day - 1]) for day in days]
    in_a_row = days == tuple(range(days[0], days[-1] + 1))
    if len(days) > 2 and in_a_row:  # noqa: PLR2004 - two days are named
        return _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    return ", ".join(names)


def _where(point: HelpPoint) -> str:
    if not point.municipality:
        return _("By telephone, from anywhere")
    town = municipality_name(point.municipality)
    return (
        f"{point.address}, {town}"
        if point.address
        else _("By telephone, %(town)s") % {"town": town}
    )


def _far(point: HelpPoint, near: Municipality | None) -> str:
    if near is None or not point.municipality:
        return ""
    if point.municipality == near.code:
        return _("In %(town)s") % {"town": near.label}
    words = {"number": about(distance(point, near)), "town": near.label}
    return _("About %(number)d km from %(town)s") % words


def _takes(point: HelpPoint) -> list[str]:
    found = [word("shelter-sex", sex) for sex in point.sexes]
    found += [word("age-group", group) for group in point.age_groups]
    found = found or [_("Everybody")]
    return [*found, _("wheelchair accessible")] if point.wheelchair else found


def _now_in_words(now: Answering) -> str:
    words = {
        Answering.OPEN: _("Open now"),
        Answering.CLOSED: _("Closed now"),
        Answering.UNKNOWN: _("Not known whether it is open now"),
    }
    return words[now]
