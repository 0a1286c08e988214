"""Finding help, for everybody: a list, and the same list as points on a drawing.

What a visitor asks for would stay in the history if it stood in an address, so it travels in the body of the request.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ketenwerk.care import queries
from ketenwerk.care.finding import Wanted, suits
from ketenwerk.care.forms import FindForm
from ketenwerk.care.help_cards import HelpCard, distance, help_card, middle, open_now
from ketenwerk.care.pointmap import Drawing
from ketenwerk.country.data import Choices, Municipality, country
from ketenwerk.country.speech import own_name
from ketenwerk.foundation.pages import same_for_everybody
from ketenwerk.organisations.doors import public


@dataclass(frozen=True, slots=True)
class Spot:
    """One municipality with help in it. `number` stands on the drawing and in the list, `first` is where it leads."""

    number: int
    town: str
    x: int
    y: int
    first: str


@public
@csrf_exempt  # it changes nothing and keeps nothing; without a token there is no cookie
@same_for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, FindForm(languages=_languages()), Wanted())
    form = FindForm(request.POST, languages=_languages())
    answer = _page(request, form, form.wanted() if form.is_valid() else Wanted())
    add_never_cache_headers(answer)
    answer["Cache-Control"] = "no-store"
    return answer


def _page(request: HttpRequest, form: FindForm, wanted: Wanted) -> HttpResponse:
    near = country().municipality(wanted.place) if wanted.place else None
    cards = _found(wanted, near)
    spots = _spots(cards)
    numbers = {spot.town: spot.number for spot in spots}
    context = {
        "form": form,
        "near": near,
        "found": [(card, numbers.get(card.municipality)) for card in cards],
        "filtered": wanted != Wanted(),
        "map": _map(spots, near),
    }
    return render(request, "care/find.html", context)


def _found(wanted: Wanted, near: Municipality | None) -> list[HelpCard]:
    """What suits, the nearest first."""
    at = timezone.localtime()
    found = [
        point
        for point in queries.help_points()
        if suits(point.reach(), wanted, open_now(point, at=at))
    ]
    found.sort(key=lambda point: distance(point, near))  # equals stay by name
    return [help_card(point, at=at, near=near) for point in found]


def _languages() -> Choices:
    """Those in which there is help, under the names their speakers give them."""
    codes = {code for point in queries.help_points() for code in point.languages}
    return sorted(((code, own_name(code)) for code in codes), key=lambda choice: choice[1])


def _drawing() -> Drawing:
    return Drawing.of(middle(each) for each in country().municipalities.values())


def _spots(cards: Sequence[HelpCard]) -> list[Spot]:
    """Numbered in the order of the list."""
    drawing, first = _drawing(), dict[str, str]()
    for card in cards:
        if card.municipality:
            first.setdefault(card.municipality, card.id)
    return [
        Spot(number, code, *drawing.at(middle(country().municipality(code))), card)
        for number, (code, card) in enumerate(first.items(), start=1)
    ]


def _map(spots: Sequence[Spot], near: Municipality | None) -> dict[str, object]:
    drawing = _drawing()
    municipalities = country().municipalities.values()
    return {
        "drawing": drawing,
        "land": drawing.dots(middle(each) for each in municipalities),
        "spots": [(spot, country().municipality(spot.town).label) for spot in spots],
        "here": drawing.at(middle(near)) if near else None,
    }
