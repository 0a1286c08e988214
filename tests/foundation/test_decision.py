import dataclasses

import pytest

from ketenwerk.foundation.decision import YES, Decision, every, no, require, some

FIRST, SECOND = no("first"), no("second")


@pytest.mark.parametrize(
    ("decisions", "answer"),
    [
        ((), YES),
        ((YES,), YES),
        ((YES, YES), YES),
        ((FIRST,), FIRST),
        ((YES, FIRST), FIRST),
        ((FIRST, SECOND), FIRST),
        ((SECOND, YES, FIRST), SECOND),
    ],
)
def test_every_is_yes_when_all_are_and_otherwise_the_first_no(decisions, answer):
    assert every(*decisions) == answer


@pytest.mark.parametrize(
    ("decisions", "answer"),
    [
        ((), no("nothing")),
        ((YES,), YES),
        ((FIRST, YES), YES),
        ((YES, FIRST), YES),
        ((FIRST,), FIRST),
        ((FIRST, SECOND), SECOND),
    ],
)
def test_some_is_yes_when_any_is_and_otherwise_the_last_no(decisions, answer):
    assert some(*decisions) == answer


@pytest.mark.parametrize(("that", "answer"), [(True, YES), (False, FIRST)])
def test_what_is_required_and_missing_is_a_no_with_a_reason(that, answer):
    assert require(that=that, otherwise="first") == answer


def test_a_decision_is_as_true_as_its_answer():
    assert YES
    assert not no("first")


def test_a_yes_carries_no_reason():
    assert YES.reason == ""


def test_a_decision_cannot_be_turned_round():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Decision(False, "first").allowed = True
