"""Many people at once: who could go where."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketenwerk.care.facts import Needs
from ketenwerk.care.matching import Place
from ketenwerk.care.planning import making, process, solver
from ketenwerk.care.planning.day import Day, Someone, Weight
from ketenwerk.care.planning.making import make_plan
from ketenwerk.care.planning.puzzle import cost, puzzle, ranked
from tests.care.test_matching import BARE, OFFER
from tests.conftest import NOON

WOMAN, MAN = Needs("23-plus", "woman"), Needs("23-plus", "man")
MIXED = replace(BARE, sexes=frozenset({"woman", "man"}))
SPEAKS = replace(WOMAN, languages=frozenset({"bg"}))
LABELS = "ABCDE"
NEEDS = [
    WOMAN,
    MAN,
    SPEAKS,
    replace(WOMAN, children=2, oldest_child=4),
    replace(MAN, found_in="care-utrecht"),
]
OFFERS = [BARE, OFFER, MIXED, replace(MIXED, region="care-groningen"), replace(BARE, children=0)]


@pytest.fixture(autouse=True)
def here(monkeypatch):
    """The solver in this process, so that many days can be planned."""

    def solved(numbers):
        found = solver.solve(numbers)
        return found["into"], found["best"]

    monkeypatch.setattr(making, "solved", solved)


@st.composite
def days(draw, most=5):
    labels = LABELS[: draw(st.integers(1, most))]
    people = tuple(
        Someone(
            label,
            draw(st.sampled_from(NEEDS)),
            together=draw(st.sampled_from(["", "", "", "one"])),
            apart=frozenset(draw(st.sets(st.sampled_from(sorted(LABELS)), max_size=1))) - {label},
        )
        for label in labels
    )
    places = tuple(
        Place(
            f"place-{number}",
            draw(st.sampled_from(OFFERS)),
            draw(st.integers(0, 3)),
            draw(st.sampled_from([1.0, 0.5, 0.0])),
        )
        for number in range(draw(st.integers(0, 4)))
    )
    return Day(people, places)


def units_of(day):
    return puzzle(day, ranked(day, NOON))


def broken(day, at):
    """Which rules a plan breaks."""
    whole, found = units_of(day), ranked(day, NOON)
    number = {label: n for n, unit in enumerate(whole.units) for label in unit.labels}
    fitting = {each: {one.place.key for one in found[each]} for each in number}
    faults = [f"{label} at {key}" for label, key in at.items() if key not in fitting[label]]
    faults += [
        f"{place.key} is overbooked"
        for place in day.places
        if sum(key == place.key for key in at.values()) > place.free
    ]
    faults += [
        f"{unit.labels} are not together"
        for unit in whole.units
        if len({at.get(label) for label in unit.labels}) > 1
    ]
    faults += [
        f"{one.label} meets {other}"
        for one in day.people
        for other in one.apart & number.keys()
        if one.label in at and at[one.label] == at.get(other)
    ]
    return faults


@settings(max_examples=150)
@given(days())
def test_no_plan_breaks_a_rule(day):
    plan = make_plan(day, NOON)

    assert broken(day, plan.at()) == []
    assert plan.best
    everybody = [each.label for each in (*plan.proposals, *plan.unplaced)]
    assert sorted(everybody) == sorted(each.label for each in day.people)


def weighed(day, at):
    found = ranked(day, NOON)
    costs = [
        cost(next(one for one in found[label] if one.place.key == key))
        for label, key in at.items()
    ]
    late, drawbacks, unknown = (sum(each[part] for each in costs) for part in range(3))
    return (len(day.people) - len(at), late, drawbacks, unknown)


def every_plan(day):
    keys = [None, *(place.key for place in day.places)]
    for chosen in product(keys, repeat=len(day.people)):
        pairs = zip(day.people, chosen, strict=True)
        yield {each.label: key for each, key in pairs if key is not None}


@settings(max_examples=40)
@given(days(most=3))
def test_there_is_no_better_plan(day):
    """Held against every plan there is."""
    weights = [weighed(day, at) for at in every_plan(day) if not broken(day, at)]

    assert astuple(make_plan(day, NOON).weight) == min(weights)


def astuple(weight: Weight):
    return (weight.unplaced, weight.late, weight.drawbacks, weight.unknown)


@settings(max_examples=50)
@given(days(), st.randoms())
def test_the_same_day_has_the_same_plan_however_it_came_in(day, random):
    mixed = Day(
        tuple(random.sample(day.people, len(day.people))),
        tuple(random.sample(day.places, len(day.places))),
    )

    assert make_plan(mixed, NOON) == make_plan(day, NOON)


@settings(max_examples=50)
@given(days())
def test_one_more_place_never_makes_it_worse(day):
    whole = astuple(make_plan(day, NOON).weight)

    for place in day.places:
        assert whole <= astuple(make_plan(day.without(place.key), NOON).weight)


@settings(max_examples=50)
@given(days())
def test_what_a_person_settled_stays(day):
    first = make_plan(day, NOON)
    at = first.at()
    kept = tuple(replace(each, settled=at.get(each.label, "")) for each in day.people)
    spare = Place("place-9", MIXED, 9)

    again = make_plan(Day(kept, (*day.places, spare)), NOON)

    assert at.items() <= again.at().items()


@settings(max_examples=80)
@given(days())
def test_if_a_place_falls_away_its_people_move_and_nobody_else_does(day):
    plan = make_plan(day, NOON)

    for key, moved in plan.otherwise.items():
        at = plan.at()
        assert set(moved) == {label for label, place in at.items() if place == key}
        changed = {label: place for label, place in (at | moved).items() if place is not None}
        assert key not in changed.values()
        assert broken(day, changed) == []


# ---- what a plan says ----


def day_of(*people, places):
    return Day(people, places)


def test_who_gets_less_than_the_best_is_told_who_has_it():
    speaks, silent = (
        Place("b", replace(BARE, languages=frozenset({"bg"})), 1),
        Place("a", MIXED, 1),
    )
    day = day_of(Someone("A", SPEAKS), Someone("B", SPEAKS), places=(speaks, silent))

    plan = make_plan(day, NOON)

    [second] = [each for each in plan.proposals if each.place == "a"]
    [first] = [each for each in plan.proposals if each.place == "b"]
    assert second.rather == {"b": (first.label,)}
    assert first.rather == {}
    assert "place.language" in first.judgement.in_favour
    assert "place.language" in second.judgement.unknown


def test_whoever_has_one_place_to_go_to_gets_it():
    women, mixed = Place("women", BARE, 1), Place("mixed", MIXED, 1)
    day = day_of(Someone("man", MAN), Someone("woman", WOMAN), places=(women, mixed))

    assert make_plan(day, NOON).at() == {"man": "mixed", "woman": "women"}


def test_for_whom_there_is_no_place_is_told_why():
    day = day_of(
        Someone("A", MAN), Someone("B", WOMAN), Someone("C", WOMAN), places=(Place("a", BARE, 1),)
    )

    plan = make_plan(day, NOON)

    man, woman = plan.unplaced
    assert (man.label, man.reasons, man.fitting) == ("A", {"place.sex": 1}, 0)
    assert (woman.reasons, woman.fitting) == ({}, 1)


def test_a_group_is_not_split():
    group = [Someone(label, WOMAN, together="sisters") for label in "AB"]
    places = (Place("a", BARE, 1), Place("b", BARE, 1))

    assert not make_plan(day_of(*group, places=places), NOON).proposals
    assert make_plan(day_of(*group, places=(*places, Place("c", BARE, 2))), NOON).at() == {
        "A": "c",
        "B": "c",
    }


def test_who_must_not_meet_goes_elsewhere_or_nowhere():
    people = [Someone("A", WOMAN, apart=frozenset({"B"})), Someone("B", WOMAN)]

    one = make_plan(day_of(*people, places=(Place("a", BARE, 2),)), NOON)
    two = make_plan(day_of(*people, places=(Place("a", BARE, 2), Place("b", BARE, 1))), NOON)

    assert len(one.proposals) == 1
    assert set(two.at().values()) == {"a", "b"}


def test_an_accepted_place_that_is_gone_leaves_its_person_without_a_place():
    day = day_of(Someone("A", WOMAN, settled="gone"), places=(Place("a", BARE, 2),))

    assert [each.label for each in make_plan(day, NOON).unplaced] == ["A"]


def test_a_day_without_anybody_has_an_empty_plan():
    assert make_plan(Day((), (Place("a", BARE, 2),)), NOON).weight == Weight(0, 0, 0, 0)


# ---- the process ----

NUMBERS = {
    "units": [[1, 100, [[0, 1], [1, 0]]], [1, 100, [[1, 0]]]],
    "room": [1, 1],
    "apart": [],
    "hint": [0, 1],
    "seconds": 5.0,
}


def test_the_solver_in_its_own_process_answers_the_same():
    assert process.solved(NUMBERS) == ([0, 1], True)
    assert solver.solve(NUMBERS) == {"into": [0, 1], "best": True}


def test_a_solver_that_takes_too_long_is_ended():
    with pytest.raises(process.TookTooLong):
        process.solved(NUMBERS, patience=0.01)


def test_the_solver_is_told_numbers_and_nothing_else():
    day = day_of(Someone("Label", SPEAKS), places=(Place("secret", BARE, 1),))

    told = str(units_of(day).numbers(1.0))

    assert not {"Label", "secret", "woman", "bg"} & set(told.replace("'", " ").split())


def test_the_solver_sees_nothing_of_the_installation(monkeypatch):
    monkeypatch.setenv("KETENWERK_SECRET_KEY", "canary")
    seen = {}
    run = process.subprocess.run

    def watched(*args, **options):
        seen.update(options["env"])
        return run(*args, **options)

    monkeypatch.setattr(process.subprocess, "run", watched)
    process.solved(NUMBERS)

    assert set(seen) == {"PATH", "PYTHONPATH"}
