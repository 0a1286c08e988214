"""Who receives a report: always somebody, with a reason, or nobody, and then it is said."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenwerk.country.data import country
from ketenwerk.reporting import queries, routing
from ketenwerk.reporting.routing import Receiver, chosen, ways

HERE, THERE, NATION = "care-utrecht", "care-groningen", "nl"


def receiver(name: str, kind: str, *regions: str) -> Receiver:
    found = frozenset(regions)
    return Receiver(uuid.uuid5(uuid.NAMESPACE_DNS, name), name, kind, found, NATION in found)


DESK = receiver("Desk here", "safety-house", HERE)
OTHER = receiver("Desk there", "safety-house", THERE)
YOUTH = receiver("Youth", "youth-care", NATION)
YOUTH_HERE = receiver("Youth here", "youth-care", HERE)
LABOUR = receiver("Inspectors", "labour-inspectorate", NATION)
NATIONAL = receiver("Nation", "national-registration", NATION)
EVERYBODY = [DESK, OTHER, YOUTH, YOUTH_HERE, LABOUR, NATIONAL]


@pytest.mark.parametrize(
    ("facts", "region", "expected"),
    [
        ({}, HERE, DESK),
        ({}, THERE, OTHER),
        ({}, "care-zeeland", NATIONAL),
        ({}, "", NATIONAL),
        ({"age": "child"}, HERE, YOUTH_HERE),
        ({"age": "child"}, THERE, YOUTH),
        ({"age": "child"}, "", YOUTH),
        ({"age": "adult"}, HERE, DESK),
        ({"form": "LAB"}, HERE, DESK),
        ({"form": "LAB", "case": "person"}, HERE, DESK),
        ({"form": "LAB", "case": "place"}, HERE, LABOUR),
        ({"form": "LAB", "case": "place"}, "", LABOUR),
        ({"form": "SEX", "case": "place"}, "", NATIONAL),
        ({"age": "child", "form": "LAB", "case": "place"}, THERE, YOUTH),
    ],
)
def test_who_receives_it(facts, region, expected):
    found = ways(country().routes, EVERYBODY, facts, region)

    assert chosen(found).receiver == expected


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "age": st.sampled_from(["child", "adult"]),
        "form": st.sampled_from(sorted(country().forms)),
        "case": st.sampled_from(["person", "place"]),
        "urgency": st.sampled_from(["now", "days", "not-urgent"]),
        "wish": st.sampled_from(["help", "report", "both", "heard"]),
        "reporter": st.sampled_from(["bystander", "professional", "self", "on-behalf"]),
    },
)
REGIONS = st.sampled_from(["", HERE, THERE, "care-zeeland"])
RECEIVERS = st.lists(st.sampled_from(EVERYBODY), unique=True)


@given(FACTS, REGIONS, RECEIVERS, st.sets(st.sampled_from([each.id for each in EVERYBODY])))
def test_it_reaches_who_fits_or_nobody_is_left(facts, region, receivers, without):
    found = ways(country().routes, receivers, facts, region)
    way = chosen(found, without=list(without))

    left = [each for each in found if each.receiver.id not in without]
    assert (way is None) is (left == [])
    if way:
        assert way.receiver.id not in without
        assert way.why["nl"]
        assert way.why["en"]
        assert region in way.receiver.regions or way.receiver.everywhere


@given(FACTS, REGIONS)
def test_with_a_national_desk_every_report_reaches_somebody(facts, region):
    assert chosen(ways(country().routes, [NATIONAL], facts, region)) is not None


@given(FACTS, REGIONS)
def test_nobody_stands_in_the_row_twice_and_no_stranger_in_it(facts, region):
    found = [way.receiver for way in ways(country().routes, EVERYBODY, facts, region)]

    assert len(set(found)) == len(found)
    assert all(region in each.regions or each.everywhere for each in found)


def test_with_the_invented_organisations_every_region_is_served(cast, noon):
    for municipality in country().municipalities:
        for age in ("child", "adult"):
            facts = {"municipality": municipality, "age": age}
            assert queries.ways_for(facts, on=noon.date()), municipality


def test_keeping_everybody_out_leaves_nobody():
    found = ways(country().routes, EVERYBODY, {}, HERE)

    assert routing.chosen(found, without=[way.receiver.id for way in found]) is None
