"""Needs and offers, there and back to what can be kept."""

import json

import pytest
from hypothesis import given

from ketenwerk.care.facts import Needs, Offer
from tests.care.facts import NEEDS, OFFERS


@given(NEEDS)
def test_needs_come_back_from_how_they_are_kept(needs):
    assert Needs.from_facts(json.loads(json.dumps(needs.facts()))) == needs


@given(OFFERS)
def test_an_offer_comes_back_from_how_it_is_kept(offer):
    assert Offer.from_facts(json.loads(json.dumps(offer.facts()))) == offer


def test_no_more_is_kept_than_was_said():
    assert Needs("23-plus", "woman").facts() == {
        "age_group": "23-plus",
        "sex": "woman",
        "children": 0,
        "wheelchair": False,
    }


def test_what_was_kept_before_there_were_more_questions_can_still_be_read():
    kept = {"age_group": "18-22", "sex": "man", "children": 1, "wheelchair": True}

    assert Needs.from_facts(kept) == Needs("18-22", "man", children=1, wheelchair=True)


def test_lists_are_kept_in_one_order():
    needs = Needs("23-plus", "woman", languages=frozenset({"ro", "bg", "en"}))

    assert needs.facts()["languages"] == ["bg", "en", "ro"]


@pytest.mark.parametrize(
    "kept", [{"age_group": "18-22"}, {"age_group": "18-22", "sex": "x", "name": "A"}]
)
def test_facts_that_are_missing_or_do_not_exist_are_refused(kept):
    with pytest.raises(TypeError):
        Needs.from_facts(kept)
