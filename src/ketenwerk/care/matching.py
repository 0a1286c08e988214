"""Which places fit these needs, and why. Pure, on bare facts: no person, and no number that adds reasons up.

Every question is asked of every place. A no that is hard leaves the place out, whatever speaks for it. What a place
did not say is unknown: it stands on the card, to be asked. A drawback is known and does not rule the place out.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial

from ketenwerk.care.distances import surroundings
from ketenwerk.care.facts import UNKNOWN, Needs, Offer, Says
from ketenwerk.care.reasons import because
from ketenwerk.country.data import country
from ketenwerk.foundation.decision import YES, Decision

DANGER = ("none", "some", "high")  # from little to much
UNACCOMPANIED = "unaccompanied-minor"
FULL, NOTHING = "place.full", "place.none"
HOURS, COUNT = "place.hours", "place.count"
SURE, DOUBTFUL = 2 / 3, 1 / 3  # how far a count can still be trusted


SAID_YES, SAID_NO, SILENT, HOWEVER = Says.YES, Says.NO, Says.UNKNOWN, Says.BUT
Question = tuple[str, Callable[[Offer], Says | None]]  # None: it does not matter here


@dataclass(frozen=True, slots=True)
class Judgement:
    """Codes such as "place.age". One `against` is enough to leave the place out."""

    against: tuple[str, ...]
    unknown: tuple[str, ...]
    in_favour: tuple[str, ...]
    drawbacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """`key` means something to who asks only. `confidence` in the count: 1 just counted, 0 not to be trusted."""

    key: str
    offer: Offer
    free: int
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Fitting:
    """A place that can take this person, with what speaks for it, against it, and what is not known."""

    place: Place
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A place that cannot, with every reason why not."""

    place: Place
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The best first; of what was left out, first what came nearest."""

    ranked: tuple[Fitting, ...]
    left_out: tuple[LeftOut, ...]

    def why_not(self) -> Counter[str]:
        """How many places each reason ruled out."""
        return Counter(reason for each in self.left_out for reason in each.reasons)

    def missing(self) -> frozenset[str]:
        """Without which of these reasons there would have been a place: those of what came nearest.

        Empty when there is a place.
        """
        if self.ranked:
            return frozenset()
        if not self.left_out:
            return frozenset({NOTHING})
        fewest = min(len(each.reasons) for each in self.left_out)
        nearest = (each.reasons for each in self.left_out if len(each.reasons) == fewest)
        return frozenset(reason for reasons in nearest for reason in reasons)


def fits(offer: Offer, needs: Needs) -> Decision:
    """Yes when the place can take this person; otherwise the first reason why not."""
    hard = judge(offer, needs).against
    return because(hard[0]) if hard else YES


def judge(offer: Offer, needs: Needs) -> Judgement:
    return _judged(offer, tuple(_questions(needs)))


def rank(places: Iterable[Place], needs: Needs, now: datetime) -> Found:
    """Every place, as one that fits or as one that is left out. `now` is the time on the clocks of the country."""
    questions, hour = tuple(_questions(needs)), now.time()
    ranked: list[Fitting] = []
    left_out: list[LeftOut] = []
    for place in places:
        judged = _judged(place.offer, questions)
        full = () if place.free > 0 else (FULL,)
        if judged.against or full:
            left_out.append(LeftOut(place, (*judged.against, *full)))
        else:
            ranked.append(Fitting(place, _as_it_is_now(place, judged, hour)))
    ranked.sort(key=_order)
    left_out.sort(key=lambda each: (len(each.reasons), each.place.key))
    return Found(tuple(ranked), tuple(left_out))


def fitting(places: Iterable[Place], needs: Needs, now: datetime) -> tuple[Fitting, ...]:
    """What `rank` ranks, without the reasons of the rest: for when very many needs are looked at."""
    questions, hour = tuple(_questions(needs)), now.time()
    able = (place for place in places if place.free > 0 and _may_do(place.offer, questions))
    found = [
        Fitting(each, _as_it_is_now(each, _judged(each.offer, questions), hour)) for each in able
    ]
    return tuple(sorted(found, key=_order))


def open_at(when: str, hour: time) -> bool:
    """Whether an hour lies in "18:00-08:00". Without hours: always. Raises ValueError for what are no hours."""
    if not when:
        return True
    opens, closes = (time.fromisoformat(each) for each in when.split("-"))
    if opens <= closes:
        return opens <= hour < closes
    return hour >= opens or hour < closes


def _as_it_is_now(place: Place, judged: Judgement, hour: time) -> Judgement:
    """The same, with what depends on the clock."""
    drawbacks = judged.drawbacks
    if not open_at(place.offer.when, hour):
        drawbacks = (*drawbacks, HOURS)
    if place.confidence < SURE:
        drawbacks = (*drawbacks, COUNT)
    if drawbacks is judged.drawbacks:
        return judged
    return Judgement(judged.against, judged.unknown, judged.in_favour, drawbacks)


def _order(found: Fitting) -> tuple[object, ...]:
    """One thing after the other, so that the order can be told in words: see the page."""
    judged, place = found.judgement, found.place
    return (
        HOURS in judged.drawbacks,
        0 if place.confidence >= SURE else 1 if place.confidence >= DOUBTFUL else 2,
        len(judged.drawbacks),
        len(judged.unknown),
        -place.free,
        place.key,
    )


def _may_do(offer: Offer, questions: Iterable[Question]) -> bool:
    return all(ask(offer) is not SAID_NO for _, ask in questions)


def _judged(offer: Offer, questions: Iterable[Question]) -> Judgement:
    against: list[str] = []
    unknown: list[str] = []
    in_favour: list[str] = []
    drawbacks: list[str] = []
    for code, ask in questions:
        said = ask(offer)
        if said is SAID_YES:
            in_favour.append(code)
        elif said is SAID_NO:
            against.append(code)
        elif said is SILENT:
            unknown.append(code)
        elif said is HOWEVER:
            drawbacks.append(code)
    return Judgement(tuple(against), tuple(unknown), tuple(in_favour), tuple(drawbacks))


# ---- the questions: each knows the needs, and asks an offer ----


def _questions(needs: Needs) -> Iterator[Question]:
    """Only those that matter to these needs, in the order in which reasons are told.

    Each is asked of thousands of places, so it looks up as little as it can.
    """
    age, sex, children = needs.age_group, needs.sex, needs.children
    yield "place.age", lambda offer: SAID_YES if age in offer.age_groups else SAID_NO
    yield "place.sex", lambda offer: SAID_YES if sex in offer.sexes else SAID_NO
    if children:
        yield "place.children", lambda offer: SAID_YES if children <= offer.children else SAID_NO
        yield "place.child-age", partial(_child_age, needs.oldest_child)
    if needs.wheelchair:
        yield "place.wheelchair", lambda offer: SAID_YES if offer.wheelchair else SAID_NO
    if needs.kinds:
        yield "place.kind", partial(_kind, needs.kinds)
    yield "place.residence", partial(_residence, needs.residence)
    yield from _conditions(needs)
    if needs.labour_group:
        yield "place.labour-group", lambda offer: _maybe(said=offer.labour_groups)
    yield from _safety(needs)
    if needs.languages:
        yield "place.language", partial(_language, needs.languages)


def _conditions(needs: Needs) -> Iterator[Question]:
    wanted = needs.conditions | ({UNACCOMPANIED} if needs.unaccompanied else frozenset())
    for condition in sorted(wanted):
        yield f"place.{condition}", partial(_condition, condition)


def _safety(needs: Needs) -> Iterator[Question]:
    if needs.danger != DANGER[0]:
        yield "place.danger", partial(_danger, needs.danger)
    if needs.avoid:
        around = surroundings(needs.avoid, needs.avoid_km, country())
        yield "place.distance", around.away
    yield "place.own-region", partial(_own_region, needs.found_in)
    if needs.found_in and needs.danger != DANGER[-1]:
        yield "place.region", partial(_region, needs.found_in)


def _maybe(*, said: bool | None) -> Says:
    if said is None:
        return SILENT
    return SAID_YES if said else SAID_NO


def _kind(kinds: frozenset[str], offer: Offer) -> Says:
    if not offer.kind:
        return SILENT
    return SAID_YES if offer.kind in kinds else SAID_NO


def _child_age(oldest: int, offer: Offer) -> Says:
    if offer.oldest_child is None:
        return SILENT
    return SAID_YES if oldest <= offer.oldest_child else SAID_NO


def _residence(residence: str, offer: Offer) -> Says:
    if not offer.residence or residence == UNKNOWN:
        return SILENT
    return SAID_YES if residence in offer.residence else SAID_NO


def _condition(condition: str, offer: Offer) -> Says:
    """Who says both yes and no has said no: nobody is sent where they may be refused at the door."""
    if condition in offer.refuses:
        return SAID_NO
    return SAID_YES if condition in offer.takes else SILENT


def _danger(danger: str, offer: Offer) -> Says:
    held = offer.most_danger
    if not held:
        return SILENT
    if danger == UNKNOWN:
        return SAID_YES if held == DANGER[-1] else SILENT
    return SAID_YES if DANGER.index(danger) <= DANGER.index(held) else SAID_NO


def _own_region(found_in: str, offer: Offer) -> Says | None:
    if not found_in:
        return SILENT if offer.own_region is False else None
    if offer.region != found_in:
        return None
    return _maybe(said=offer.own_region)


def _region(found_in: str, offer: Offer) -> Says | None:
    """Near is better than far, unless somebody is looking for the person."""
    if not offer.region:
        return None
    return SAID_YES if offer.region == found_in else HOWEVER


def _language(languages: frozenset[str], offer: Offer) -> Says:
    """No common language is no reason to refuse anybody: an interpreter can help."""
    if not offer.languages:
        return SILENT
    return HOWEVER if offer.languages.isdisjoint(languages) else SAID_YES
