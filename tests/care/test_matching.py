"""Does this place fit these needs?"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenwerk.care.facts import Needs, Offer
from ketenwerk.care.matching import fits

OFFER = Offer(frozenset({"18-22", "23-plus"}), frozenset({"woman"}), children=2, wheelchair=False)
AGES, SEXES = ["under-18", "18-22", "23-plus", "unknown"], ["woman", "man", "x"]
NEEDS = st.builds(
    Needs, st.sampled_from(AGES), st.sampled_from(SEXES), st.integers(0, 5), st.booleans()
)
OFFERS = st.builds(
    Offer,
    st.frozensets(st.sampled_from(AGES)),
    st.frozensets(st.sampled_from(SEXES)),
    st.integers(0, 5),
    st.booleans(),
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
    assert fits(OFFER, needs).reason == answer


def test_an_accessible_place_also_takes_who_has_no_wheelchair():
    assert fits(replace(OFFER, wheelchair=True), Needs("23-plus", "woman"))


@given(OFFERS, NEEDS)
def test_who_needs_less_fits_wherever_who_needs_more_does(offer, needs):
    less = replace(needs, children=0, wheelchair=False)

    assert fits(offer, less) or not fits(offer, needs)
