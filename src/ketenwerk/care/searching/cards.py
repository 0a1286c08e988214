"""How the places that were found look, with the reasons in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from ketenwerk.care.cards import PlaceCard, place_card
from ketenwerk.care.matching import Found
from ketenwerk.care.reasons import because
from ketenwerk.care.searching.queries import Search
from ketenwerk.country.words import word
from ketenwerk.foundation.decision import Decision

MOST_SHOWN = 30  # a person reads no more than that


@dataclass(frozen=True, slots=True)
class FoundCard:
    """A place that fits. `fits` and `ask` are what suits and what it did not say, `drawbacks` are sentences."""

    number: int
    place: PlaceCard
    fits: str
    ask: str
    drawbacks: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class LeftOutCard:
    """A place that does not, with every reason why not, as sentences."""

    name: str
    region: str
    reasons: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What was found; `why_not` says how many places each reason ruled out."""

    places: tuple[FoundCard, ...]
    more: int
    left_out: tuple[LeftOutCard, ...]
    left_out_in_all: int
    why_not: tuple[tuple[str, int], ...]
    missing: str


def results(search: Search) -> Results:
    found = search.found
    shown = found.ranked[:MOST_SHOWN]
    return Results(
        places=tuple(
            FoundCard(
                number,
                place_card(search.services[each.place.key]),
                aspects(each.judgement.in_favour),
                aspects(each.judgement.unknown),
                tuple(map(because, each.judgement.drawbacks)),
            )
            for number, each in enumerate(shown, start=1)
        ),
        more=len(found.ranked) - len(shown),
        left_out=tuple(_left_out(search)),
        left_out_in_all=len(found.left_out),
        why_not=_why_not(found),
        missing=aspects(sorted(found.missing())),
    )


def aspect(code: str) -> str:
    """In what a place fits or not: "place.age" is the age."""
    return word("place-reason", code.removeprefix("place."))


def aspects(codes: Iterable[str]) -> str:
    return ", ".join(map(aspect, codes))


def _left_out(search: Search) -> Iterable[LeftOutCard]:
    for each in search.found.left_out[:MOST_SHOWN]:
        place = place_card(search.services[each.place.key])
        yield LeftOutCard(place.name, place.region, tuple(map(because, each.reasons)))


def _why_not(found: Found) -> tuple[tuple[str, int], ...]:
    counted = sorted(found.why_not().items(), key=lambda each: (-each[1], each[0]))
    return tuple((aspect(code), number) for code, number in counted)
