"""The pages for everybody: texts, whom to call, and what to know before going on.

Nothing is asked and nothing is kept. Every page is the same for everybody who reads its language.
"""

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from ketenwerk.country.data import Page, Situation, country
from ketenwerk.country.speech import direction, language, own_name
from ketenwerk.country.words import word
from ketenwerk.foundation.pages import same_for_everybody
from ketenwerk.foundation.problems import NotFound
from ketenwerk.information import queries
from ketenwerk.information.cards import (
    RIGHTS,
    SAFETY,
    channel_card,
    elsewhere,
    is_marked,
    page_card,
    page_url,
    road,
)
from ketenwerk.information.rendering import VIEWS, rendered
from ketenwerk.organisations.doors import public

ANYWHERE = {"frame-ancestors": ["*"]}
CONTACT = "contact"


@public
@same_for_everybody
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    groups = [
        (name, [page_card(page) for page in pages])
        for name, pages in queries.pages_by_group(on=timezone.localdate())
    ]
    return render(request, "information/index.html", {"groups": groups})


@public
@same_for_everybody
@require_safe
def page(request: HttpRequest, page: str) -> HttpResponse:
    return _page(request, queries.page_at(page, on=timezone.localdate()))


@public
@same_for_everybody
@require_safe
def safety(request: HttpRequest) -> HttpResponse:
    """A page of text with an address of its own, because it is linked from everywhere."""
    return _page(request, country().pages[SAFETY])


def _page(request: HttpRequest, page: Page) -> HttpResponse:
    text, today = country().text(page.code, language()), timezone.localdate()
    context = {
        "page": page,
        "text": text,
        "html": rendered(text),
        "direction": direction(text.language),
        "foreign": text.language != language(),
        "language_name": own_name(text.language),
        "audience": [word("audience", each) for each in page.audience],
        "sources": country().sources_of(page),
        "unchecked": is_marked(text),
        "others": elsewhere(request.get_full_path(), text),
        "overdue": text.is_overdue(today),
        "is_safety": page.code == SAFETY,
    }
    return render(request, "information/page.html", context)


@public
@same_for_everybody
@require_safe
def whom(request: HttpRequest) -> HttpResponse:
    """First the situation, then the number: whoever is in danger has the number at the top already."""
    found = queries.situations(on=timezone.localdate())
    return render(request, "information/whom.html", {"situations": found})


@public
@same_for_everybody
@require_safe
def situation(request: HttpRequest, situation: str) -> HttpResponse:
    found = queries.situation_at(situation, on=timezone.localdate())
    return render(request, "information/situation.html", _roads(found))


@public  # type: ignore[arg-type]  # the decorator promises less than it gives
@csp_replace(ANYWHERE)
@xframe_options_exempt
@same_for_everybody
@require_safe
def block(request: HttpRequest, situation: str) -> HttpResponse:
    """The same two roads, small, inside a page of a partner. Links only: nothing there can be pressed by trick."""
    found = queries.situation_at(situation, on=timezone.localdate())
    return render(request, "information/block.html", _roads(found))


def _roads(situation: Situation) -> dict[str, object]:
    at = timezone.localtime()
    return {
        "situation": situation,
        "help": road(situation.help, at=at),
        "report": road(situation.report, at=at),
    }


@public
@same_for_everybody
@require_safe
def channels(request: HttpRequest) -> HttpResponse:
    at = timezone.localtime()
    cards = [channel_card(each, at=at) for each in queries.channels(on=at.date())]
    return render(request, "information/channels.html", {"cards": cards})


@public
@same_for_everybody
@require_safe
def before(request: HttpRequest, onward: str) -> HttpResponse:
    """What to know before the first page that can betray somebody. A plain link leads on; nothing is remembered."""
    urls = {CONTACT: reverse(VIEWS[CONTACT]), RIGHTS: page_url(country().pages[RIGHTS])}
    if onward not in urls:
        raise NotFound("page.not-found")
    context = {"url": urls[onward], "writes": onward == CONTACT}
    return render(request, "information/before.html", context)


@public
@require_safe
def share(request: HttpRequest) -> HttpResponse:
    """How a partner shows a block. Made per visit: the code to copy carries the name of the host that was asked."""
    found = queries.situations(on=timezone.localdate())
    return render(request, "information/share.html", {"situations": found})
