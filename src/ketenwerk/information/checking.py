"""The signs checker: who are you, what do you see, what may it mean.

Nothing is kept and nothing is changed, so there is no token against forgery and with it no cookie.
Answers travel in the body of a request only, never in an address.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ketenwerk.country.data import Country, Indicator, Profession, country
from ketenwerk.country.words import choices, word, words
from ketenwerk.foundation.pages import same_for_everybody
from ketenwerk.information import queries
from ketenwerk.information.cards import ChannelCard, PageCard, channel_card, page_card
from ketenwerk.information.search import asked_for
from ketenwerk.information.signs import (
    Group,
    explained,
    grouped,
    matching,
    parted,
    signs_on,
    ticked,
)
from ketenwerk.organisations.doors import public


@dataclass(frozen=True, slots=True)
class Asked:
    """What came with a request, without what does not exist here."""

    profession: Profession | None
    signs: tuple[Indicator, ...]  # that hold today
    ticked: tuple[Indicator, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Row:
    """One sign to tick. `where` is empty for what is seen anywhere."""

    code: str
    text: str
    where: str
    youth: bool
    ticked: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """Signs under one name."""

    name: str
    rows: tuple[Row, ...]


@public
@csrf_exempt
@same_for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def signs(request: HttpRequest) -> HttpResponse:
    """The next of three pages, by what was answered and which button was pressed."""
    asked = _asked(request)
    if request.method != "POST":
        return _who(request, asked)
    answer = _step(request, asked)
    add_never_cache_headers(answer)
    answer["Cache-Control"] = "no-store"
    return answer


def _step(request: HttpRequest, asked: Asked) -> HttpResponse:
    if asked.profession is None or "again" in request.POST:
        unknown = "again" not in request.POST
        return _who(request, asked, unknown=unknown)
    if "answer" in request.POST:
        return _answer(request, asked, asked.profession)
    return _see(request, asked, asked.profession)


def _asked(request: HttpRequest) -> Asked:
    given, land = request.POST, country()
    signs = signs_on(land, timezone.localdate())
    return Asked(
        profession=land.professions.get(given.get("profession", "")),
        signs=signs,
        ticked=ticked(signs, frozenset(given.getlist("sign"))),
        query=asked_for(given.get("q", "")),
    )


def _who(request: HttpRequest, asked: Asked, *, unknown: bool = False) -> HttpResponse:
    context = {"professions": choices("profession"), "ticked": asked.ticked, "unknown": unknown}
    return render(request, "information/signs_who.html", context)


def _see(request: HttpRequest, asked: Asked, profession: Profession) -> HttpResponse:
    """What fits the work first. A search hides what it does not find, but never what was ticked."""
    found = matching(asked.signs, asked.query, words)
    shown = [sign for sign in asked.signs if sign in found or sign in asked.ticked]
    first, others = parted(shown, profession)
    context = {
        "profession": profession,
        "name": word("profession", profession.code),
        "first": _shown(first, asked),
        "others": _shown(others, asked),
        "open": bool(asked.query) or any(sign in asked.ticked for sign in others),
        "query": asked.query,
        "nothing": not found,
    }
    return render(request, "information/signs_see.html", context)


def _shown(signs: Iterable[Indicator], asked: Asked) -> list[Shown]:
    names = dict(choices("indicator-group"))
    return [_named(names[group.code], group, asked) for group in grouped(signs, names)]


def _named(name: str, group: Group, asked: Asked) -> Shown:
    return Shown(name, tuple(_row(sign, ticked=sign in asked.ticked) for sign in group.signs))


def _row(sign: Indicator, *, ticked: bool) -> Row:
    where = "" if sign.sector == "any" else word("sector", sign.sector)
    return Row(sign.code, words(sign.text), where, sign.youth, ticked)


def _answer(request: HttpRequest, asked: Asked, profession: Profession) -> HttpResponse:
    land = country()
    found = explained(land, asked.ticked)
    context = {
        "profession": profession,
        "name": word("profession", profession.code),
        "ticked": asked.ticked,
        "explanations": [
            {"about": each, "signs": [(sign, land.sources_of(sign)) for sign in each.signs]}
            for each in found
        ],
        "unchecked": not all(each.meaning.verified for each in found),
        "channels": _channels(land, profession),
        "pages": _pages(profession),
    }
    return render(request, "information/signs_answer.html", context)


def _channels(land: Country, profession: Profession) -> list[ChannelCard]:
    """Whom this work asks, as far as it holds today."""
    at = timezone.localtime()
    named = (land.channels[code] for code in profession.channels)
    return [channel_card(channel, at=at) for channel in named if channel.holds_on(at.date())]


def _pages(profession: Profession) -> list[PageCard]:
    """What there is to read for this work."""
    found = queries.pages(on=timezone.localdate())
    return [page_card(page) for page in found if page.profession == profession.code]
