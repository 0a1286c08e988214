"""Looking for a place among few and many, and planning an action day."""

import os
import random
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from time import perf_counter, process_time

os.environ.setdefault("KETENWERK_MODE", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ketenwerk.settings")

from bench.result import AT_MOST, Result, Target
from ketenwerk.care.distances import middle_of
from ketenwerk.care.facts import Needs, Offer
from ketenwerk.care.matching import Place, rank
from ketenwerk.care.planning.day import Day, Someone
from ketenwerk.care.planning.making import make_plan
from ketenwerk.country.data import country

AT = datetime(2026, 11, 23, 12)  # noqa: DTZ001 - what the clocks of the country say
NEEDS = Needs(
    *("23-plus", "woman", 1, True, 3, "eu"),
    conditions=frozenset({"pregnant", "addiction"}),
    languages=frozenset({"bg"}),
    danger="some",
    avoid=frozenset({"GM0344"}),
    avoid_km=50,
    found_in="care-utrecht",
    kinds=frozenset({"cosm", "womens-shelter"}),
)
MANY = 2_000
SIZES = (100, MANY, 20_000)
DAYS = ((30, 200), (200, 2_000))


def run(*, quick: bool) -> Result:
    result, rounds = Result(), 3 if quick else 9
    took = {size: _fastest(_places(size), rounds) for size in SIZES}
    for size, seconds in took.items():
        limit = Target(AT_MOST, 20) if size == MANY else None
        what = f"one need among {size:,} places, of the processor"
        result.figure(what, seconds * 1000, "ms", limit)
    for fewer, more in pairwise(SIZES):
        grown, linear = took[more] / took[fewer], more / fewer
        result.ratio(
            f"{more:,} places / {fewer:,}, by how many more", grown / linear, Target(AT_MOST, 1.2)
        )
    for people, places in DAYS:
        _plan(result, _day(people, places), f"{people} people, {places:,} places")
    return result


def _plan(result: Result, day: Day, what: str) -> None:
    begun, used = perf_counter(), _processor()
    plan = make_plan(day, AT)
    clock, used = perf_counter() - begun, _processor() - used
    result.figure(f"a plan for {what}, on the clock", clock, "s", Target(AT_MOST, 10))
    result.figure(f"a plan for {what}, of the processor", used, "s")
    result.figure(f"people without a place: {what}", plan.weight.unplaced, "people")
    result.figure(f"sure that nothing is better: {what}", plan.best, "(1 yes)")


def _processor() -> float:
    """Seconds of the processor, those of the solver's process too: others on the machine do not count."""
    return sum(os.times()[:4])


def _fastest(places: list[Place], rounds: int) -> float:
    took = []
    for _ in range(rounds):
        begun = process_time()
        rank(places, NEEDS, AT)
        took.append(process_time() - begun)
    return min(took)


def _places(number: int) -> list[Place]:
    dice = random.Random(number)
    regions = [each.code for each in country().regions_of_kind("care")]
    return [_place(dice, str(each), dice.choice(regions)) for each in range(number)]


def _place(dice: random.Random, key: str, region: str) -> Place:
    offer = Offer(
        frozenset({"18-22", "23-plus"}),
        frozenset(dice.sample(["woman", "man", "x"], 2)),
        dice.randint(0, 4),
        dice.random() < 0.5,
        kind=dice.choice(["cosm", "womens-shelter", "omm"]),
        region=region,
        point=middle_of(region, country()),
        residence=frozenset(dice.sample(["dutch", "eu", "none"], 2)),
        takes=frozenset({"pregnant"}),
        refuses=frozenset({"addiction"} if dice.random() < 0.2 else ()),
        languages=frozenset(dice.sample(["nl", "en", "bg"], 2)),
        most_danger=dice.choice(["some", "high"]),
    )
    return Place(key, offer, dice.randint(0, 3), dice.random())


def _day(people: int, places: int) -> Day:
    """A third stays together by threes, and one in nine must not meet another."""
    dice = random.Random(people)
    found = [_someone(dice, number) for number in range(people)]
    apart = {
        each.label: found[number * 7 % people].label
        for number, each in enumerate(found)
        if number % 9 == 1
    }
    kept = (
        replace(each, apart=frozenset({apart[each.label]})) if each.label in apart else each
        for each in found
    )
    return Day(tuple(kept), tuple(_places(places)))


def _someone(dice: random.Random, number: int) -> Someone:
    needs = Needs(
        dice.choice(["18-22", "23-plus"]),
        dice.choice(["woman", "man", "x"]),
        children := dice.choice([0, 0, 0, 1]),
        dice.random() < 0.1,
        oldest_child=3 * children,
        residence=dice.choice(["dutch", "eu", "none", "unknown"]),
        conditions=frozenset(dice.sample(["pregnant", "addiction", "pet"], dice.randint(0, 1))),
        languages=frozenset({dice.choice(["bg", "nl", "en", "ro"])}),
        danger=dice.choice(["some", "high"]),
        found_in="care-utrecht",
    )
    return Someone(
        f"P{number:03}", needs, together=f"group-{number // 10}" if number % 10 < 3 else ""
    )
