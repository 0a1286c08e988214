"""How a page, a channel and a road look on a page, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse, translate_url
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ketenwerk.country.data import Channel, Page, Text, country
from ketenwerk.country.entries import Advice
from ketenwerk.country.hours import Answering, Hours, hours_of
from ketenwerk.country.speech import direction, language, own_name
from ketenwerk.country.words import words

SAFETY, RIGHTS = "safety", "rights"  # codes of pages
FIRST_READ = {RIGHTS}  # pages that are not shown before somebody knows how to leave
DAY = "l j F"
CLOCK = "H:i"


@dataclass(frozen=True, slots=True)
class PageCard:
    """A page in a list. `direction` is how its language is written."""

    page: Page
    text: Text
    url: str
    direction: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page in another language, under the name its speakers give it."""

    language: str
    name: str
    direction: str
    url: str


@dataclass(frozen=True, slots=True)
class ChannelCard:
    """`state` says whether they answer now; without a `shape` that is not known."""

    channel: Channel
    state: str
    shape: str
    reason: str = ""


def page_card(page: Page) -> PageCard:
    """With the address to come in by: before some pages it is first said how to leave."""
    text = country().text(page.code, language())
    url = before_url(page.code) if page.code in FIRST_READ else page_url(page)
    return PageCard(page, text, url, direction(text.language))


def elsewhere(path: str, text: Text) -> list[PageLink]:
    """The same page in the languages in which every page is there."""
    codes = [code for code in country().languages if code != text.language]
    return [
        PageLink(
            code,
            own_name(code),
            direction(code),
            translate_url(path, code),
        )
        for code in codes
    ]


def is_marked(text: Text) -> bool:
    """Whether this page must say that a machine translated it. Where every page of a language does, once is enough."""
    return text.is_unchecked_translation and text.language not in settings.UNCHECKED_LANGUAGES


def page_url(page: Page) -> str:
    if page.code == SAFETY:
        return reverse("information:safety")
    return reverse("information:page", args=[page.address])


def before_url(onward: str) -> str:
    return reverse("information:before", args=[onward])


def channel_url(code: str) -> str:
    return f"{reverse('information:channels')}#{code}"


def road(advice: Iterable[Advice], *, at: datetime) -> list[ChannelCard]:
    """Whom to turn to, in order; whoever is not there any more is left out."""
    found = [(country().channels[each.channel], each.reason) for each in advice]
    return [
        channel_card(channel, at=at, reason=words(reason))
        for channel, reason in found
        if channel.holds_on(at.date())
    ]


def channel_card(channel: Channel, *, at: datetime, reason: str = "") -> ChannelCard:
    here = country()
    at = at.astimezone(ZoneInfo(here.time_zone))
    hours = hours_of(channel, at, calendar=here.calendar, time_zone=here.time_zone)
    shape = {Answering.OPEN: "done", Answering.CLOSED: "stopped"}.get(hours.answering, "")
    return ChannelCard(channel, _state(channel, hours, at), shape, reason)


def _state(channel: Channel, hours: Hours, at: datetime) -> str:
    """Never "closed" for what is not known."""
    match hours.answering:
        case Answering.OPEN:
            return _open(hours.until, at)
        case Answering.CLOSED:
            return _closed(hours.until, at)
        case _ if channel.open:
            return _("Today may be different: we do not know whether they answer")
        case _:
            return _("Hours not known to us")


def _open(until: datetime | None, at: datetime) -> str:
    if until is None:
        return _("Open now, day and night")
    if until - at.replace(tzinfo=None) < timedelta(days=1):
        return _("Open now, until %(time)s") % {"time": date_format(until, CLOCK)}
    return _("Open now")


def _closed(until: datetime | None, at: datetime) -> str:
    if until is None:
        return _("Closed now")
    time = date_format(until, CLOCK)
    ahead = until.date() - at.date()
    if not ahead:
        return _("Closed now, opens today at %(time)s") % {"time": time}
    if ahead == timedelta(days=1):
        return _("Closed now, opens tomorrow at %(time)s") % {"time": time}
    return _("Closed now, opens on %(day)s at %(time)s") % {
        "day": date_format(until, DAY),
        "time": time,
    }
