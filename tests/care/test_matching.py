"""Which places fit these needs, and why."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenwerk.care.distances import middle_of
from ketenwerk.care.facts import Needs, Offer
from ketenwerk.care.matching import Place, fits, fitting, judge, open_at, rank
from ketenwerk.care.reasons import because
from ketenwerk.country.data import country
from tests.care.facts import NEEDS, OFFERS
from tests.conftest import NOON

BARE = Offer(frozenset({"18-22", "23-plus"}), frozenset({"woman"}), children=2, wheelchair=False)
OFFER = replace(
    BARE,
    kind="womens-shelter",
    region="care-utrecht",
    oldest_child=12,
    residence=frozenset({"dutch", "eu"}),
    takes=frozenset({"pregnant"}),
    refuses=frozenset({"addiction"}),
    languages=frozenset({"nl", "bg"}),
    most_danger="some",
    own_region=False,
    labour_groups=False,
)
WOMAN = Needs("23-plus", "woman", danger="none", residence="dutch")
PLACES = st.lists(
    st.builds(
        Place,
        key=st.uuids().map(str),
        offer=OFFERS,
        free=st.integers(0, 3),
        confidence=st.floats(0, 1),
    ),
    max_size=12,
    unique_by=lambda place: place.key,
)


@pytest.mark.parametrize(
    ("needs", "answer"),
    [
        (Needs("23-plus", "woman"), ""),
        (Needs("18-22", "woman", children=2), ""),
        (Needs("under-18", "woman"), "place.age"),
        (Needs("unknown", "woman"), "place.age"),
        (Needs("23-plus", "man"), "place.sex"),
        (Needs("23-plus", "woman", children=3), "place.children"),
        (Needs("23-plus", "woman", wheelchair=True), "place.wheelchair"),
        (Needs("under-18", "man", children=9, wheelchair=True), "place.age"),
    ],
)
def test_fits(needs, answer):
    assert fits(BARE, needs).reason == answer


def said(change, **offered):
    """What a place says to one need, as against, unknown, in favour or a drawback; empty: nothing."""
    judged = judge(replace(OFFER, **offered), replace(WOMAN, **change))
    return {
        code.removeprefix("place."): answer
        for answer in ("against", "unknown", "in_favour", "drawbacks")
        for code in getattr(judged, answer)
    }


def codes(*found):
    return frozenset(found)


@pytest.mark.parametrize(
    ("change", "offered", "about", "answer"),
    [
        ({"children": 1, "oldest_child": 12}, {}, "child-age", "in_favour"),
        ({"children": 1, "oldest_child": 13}, {}, "child-age", "against"),
        ({"children": 1, "oldest_child": 13}, {"oldest_child": None}, "child-age", "unknown"),
        ({}, {"oldest_child": None}, "child-age", None),
        ({"residence": "dutch"}, {}, "residence", "in_favour"),
        ({"residence": "none"}, {}, "residence", "against"),
        ({"residence": "unknown"}, {}, "residence", "unknown"),
        ({"residence": "none"}, {"residence": codes()}, "residence", "unknown"),
        ({"conditions": codes("pregnant")}, {}, "pregnant", "in_favour"),
        ({"conditions": codes("addiction")}, {}, "addiction", "against"),
        ({"conditions": codes("pet")}, {}, "pet", "unknown"),
        ({"conditions": codes("pet")}, {"takes": codes("pet"), "refuses": codes("pet")}, "pet", "against"),
        ({"unaccompanied": True}, {}, "unaccompanied-minor", "unknown"),
        ({"unaccompanied": True}, {"takes": codes("unaccompanied-minor")}, "unaccompanied-minor", "in_favour"),
        ({"danger": "none"}, {"most_danger": ""}, "danger", None),
        ({"danger": "some"}, {}, "danger", "in_favour"),
        ({"danger": "high"}, {}, "danger", "against"),
        ({"danger": "high"}, {"most_danger": ""}, "danger", "unknown"),
        ({"danger": "unknown"}, {}, "danger", "unknown"),
        ({"danger": "unknown"}, {"most_danger": "high"}, "danger", "in_favour"),
        ({"kinds": codes("womens-shelter", "omm")}, {}, "kind", "in_favour"),
        ({"kinds": codes("omm")}, {}, "kind", "against"),
        ({"kinds": codes("omm")}, {"kind": ""}, "kind", "unknown"),
        ({"labour_group": True}, {}, "labour-group", "against"),
        ({"labour_group": True}, {"labour_groups": True}, "labour-group", "in_favour"),
        ({"labour_group": True}, {"labour_groups": None}, "labour-group", "unknown"),
        ({"found_in": "care-utrecht"}, {}, "own-region", "against"),
        ({"found_in": "care-utrecht"}, {"own_region": True}, "own-region", "in_favour"),
        ({"found_in": "care-utrecht"}, {"own_region": None}, "own-region", "unknown"),
        ({"found_in": "care-groningen"}, {}, "own-region", None),
        ({"found_in": ""}, {}, "own-region", "unknown"),
        ({"found_in": ""}, {"own_region": None}, "own-region", None),
        ({"found_in": "care-utrecht"}, {}, "region", "in_favour"),
        ({"found_in": "care-groningen"}, {}, "region", "drawbacks"),
        ({"found_in": "care-groningen", "danger": "high"}, {}, "region", None),
        ({"languages": codes("bg")}, {}, "language", "in_favour"),
        ({"languages": codes("ti")}, {}, "language", "drawbacks"),
        ({"languages": codes("ti")}, {"languages": codes()}, "language", "unknown"),
        ({}, {}, "language", None),
    ],
)  # fmt: skip
def test_what_a_place_says(change, offered, about, answer):
    assert said(change, **offered).get(about) == answer


UTRECHT, GRONINGEN, ZEIST = "GM0344", "GM0014", "GM0355"


@pytest.mark.parametrize(
    ("region", "town", "kilometres", "answer"),
    [
        ("care-utrecht", UTRECHT, 10, "against"),
        ("care-utrecht", UTRECHT, 0, "unknown"),  # the house may stand anywhere in the region
        ("care-utrecht", ZEIST, 1, "unknown"),
        ("care-groningen", UTRECHT, 50, "in_favour"),
        ("care-groningen", UTRECHT, 300, "against"),
        ("nl", UTRECHT, 50, "unknown"),  # the whole country has no middle
    ],
)
def test_how_far_away_a_place_is(region, town, kilometres, answer):
    offered = {"region": region, "point": middle_of(region, country())}

    found = said({"avoid": codes(town), "avoid_km": kilometres}, **offered)

    assert found["distance"] == answer


def test_of_several_towns_the_nearest_counts():
    offered = {"region": "care-groningen", "point": middle_of("care-groningen", country())}

    assert (
        said({"avoid": codes(UTRECHT, GRONINGEN), "avoid_km": 20}, **offered)["distance"]
        == "against"
    )


@given(OFFERS, NEEDS)
def test_every_question_has_one_answer(offer, needs):
    judged = judge(offer, needs)
    answers = [*judged.against, *judged.unknown, *judged.in_favour, *judged.drawbacks]

    assert len(answers) == len(set(answers))
    assert bool(fits(offer, needs)) is not bool(judged.against)


@given(OFFERS, NEEDS)
def test_who_needs_less_fits_wherever_who_needs_more_does(offer, needs):
    less = replace(needs, children=0, wheelchair=False, conditions=frozenset(), avoid=frozenset())

    assert fits(offer, less) or not fits(offer, needs)


@given(OFFERS, NEEDS)
def test_a_place_that_says_nothing_more_is_never_left_out_for_it(offer, needs):
    """Silence is neither yes nor no: only the first four facts can then rule a place out."""
    silent = Offer(offer.age_groups, offer.sexes, offer.children, offer.wheelchair)

    hard = set(judge(silent, needs).against)

    assert hard <= {"place.age", "place.sex", "place.children", "place.wheelchair"}


@given(PLACES, NEEDS)
def test_no_hard_rule_is_broken_and_no_place_is_lost(places, needs):
    found = rank(places, needs, NOON)

    assert all(fits(each.place.offer, needs) and each.place.free > 0 for each in found.ranked)
    assert all(each.reasons for each in found.left_out)
    kept = [each.place.key for each in (*found.ranked, *found.left_out)]
    assert sorted(kept) == sorted(place.key for place in places)


@given(PLACES, NEEDS, st.randoms())
def test_the_order_does_not_depend_on_how_the_places_came_in(places, needs, random):
    mixed = random.sample(places, len(places))

    assert rank(mixed, needs, NOON) == rank(places, needs, NOON)


@given(PLACES, NEEDS)
def test_one_more_place_takes_nothing_away_and_changes_no_order(places, needs):
    whole = rank(places, needs, NOON)

    for left in range(len(places)):
        less = rank(places[:left] + places[left + 1 :], needs, NOON)
        kept = [each for each in whole.ranked if each.place != places[left]]
        assert list(less.ranked) == kept


def placed(key, **changes):
    given = {"offer": BARE, "free": 1} | changes
    return Place(key, **given)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (placed("z"), placed("a", offer=replace(BARE, when="20:00-08:00"))),
        (placed("z", confidence=0.9), placed("a", confidence=0.5)),
        (placed("z", confidence=0.5), placed("a", confidence=0.1, free=9)),
        (placed("z"), placed("a", offer=replace(BARE, region="care-groningen"))),
        (placed("z", offer=OFFER), placed("a", free=9)),
        (placed("z", free=2), placed("a", free=1)),
        (placed("a"), placed("z")),
    ],
)
def test_which_of_two_comes_first(first, second):
    known = first.offer is OFFER
    needs = replace(
        WOMAN, found_in="" if known else "care-utrecht", danger="some" if known else "none"
    )

    found = rank([second, first], needs, NOON)

    assert [each.place.key for each in found.ranked] == [first.key, second.key]


def test_a_count_that_is_getting_old_is_a_drawback():
    [found] = rank([placed("a", confidence=0.5)], WOMAN, NOON).ranked

    assert found.judgement.drawbacks == ("place.count",)


def test_why_not_counts_the_places_that_each_reason_ruled_out():
    places = [placed("a", free=0), placed("b", offer=replace(BARE, sexes=codes("man")), free=0)]

    found = rank(places, WOMAN, NOON)

    assert found.why_not() == {"place.full": 2, "place.sex": 1}


@pytest.mark.parametrize(
    ("places", "missing"),
    [
        ([placed("a")], codes()),
        ([], codes("place.none")),
        ([placed("a", free=0), placed("b", offer=replace(BARE, sexes=codes("man")), free=0)], codes("place.full")),
        ([placed("a", free=0), placed("b", offer=replace(BARE, sexes=codes("man")))], codes("place.full", "place.sex")),
    ],
)  # fmt: skip
def test_what_was_missing_is_what_came_nearest(places, missing):
    assert rank(places, WOMAN, NOON).missing() == missing


@pytest.mark.parametrize(
    ("when", "hour", "answer"),
    [
        ("", "03:00", True),
        ("18:00-08:00", "17:59", False),
        ("18:00-08:00", "18:00", True),
        ("18:00-08:00", "07:59", True),
        ("18:00-08:00", "08:00", False),
        ("09:00-17:00", "08:59", False),
        ("09:00-17:00", "12:00", True),
        ("09:00-17:00", "17:00", False),
    ],
)
def test_in_which_hours_a_place_can_be_had(when, hour, answer):
    assert open_at(when, time.fromisoformat(hour)) is answer


def test_what_are_no_hours_is_an_error():
    with pytest.raises(ValueError, match=r"."):
        open_at("at night", time(12))


@given(OFFERS, NEEDS)
def test_every_reason_finds_its_words(offer, needs):
    judged = judge(offer, needs)

    assert all(because(code).reason == code for code in (*judged.against, *judged.drawbacks))


def test_every_condition_of_the_country_has_a_reason():
    conditions = [each.code for each in country().vocabulary["care-condition"].choices]

    assert all(not because(f"place.{condition}") for condition in conditions)


@given(PLACES, NEEDS)
def test_what_fits_is_the_same_without_the_reasons_of_the_rest(places, needs):
    assert fitting(places, needs, NOON) == rank(places, needs, NOON).ranked
