"""Who may do what with a signal."""

from uuid import UUID

import pytest

from ketenwerk.organisations.actor import EVERYWHERE, Actor, Role
from ketenwerk.signals import rules
from ketenwerk.signals.models import Signal, SignalState

OWNER, DIRECTING, OTHER = (str(UUID(int=number)) for number in range(1, 4))
HERE, THERE = "care-utrecht", "care-groningen"
OPEN, DECIDED = SignalState.OPEN, SignalState.DECIDED


def actor(role: Role, region: str, organisation: str) -> Actor:
    return Actor("u", organisation, frozenset({(role, region)}))


def signal(state: SignalState = OPEN) -> Signal:
    return Signal(owner_id=OWNER, director_id=DIRECTING, region=HERE, state=state)


@pytest.mark.parametrize(
    ("role", "region", "answer"),
    [
        (Role.INTAKE, HERE, ""),
        (Role.INTAKE, EVERYWHERE, ""),
        (Role.INTAKE, THERE, "role.missing"),
        (Role.CHAIN_DIRECTOR, HERE, "role.missing"),
        (Role.CASE_WORKER, HERE, "role.missing"),
    ],
)
def test_may_raise(role, region, answer):
    assert rules.may_raise(actor(role, region, OWNER), HERE).reason == answer


@pytest.mark.parametrize(
    ("role", "region", "organisation", "answer"),
    [
        (Role.INTAKE, HERE, OWNER, ""),
        (Role.INTAKE, THERE, OWNER, "role.missing"),
        (Role.INTAKE, HERE, OTHER, "role.missing"),
        (Role.CASE_WORKER, HERE, OWNER, "role.missing"),
        (Role.CHAIN_DIRECTOR, HERE, DIRECTING, ""),
        (Role.CHAIN_DIRECTOR, EVERYWHERE, OTHER, ""),
        (Role.CHAIN_DIRECTOR, THERE, DIRECTING, "role.missing"),
        (Role.PRIVACY_OFFICER, HERE, DIRECTING, "role.missing"),
    ],
)
def test_may_read(role, region, organisation, answer):
    assert rules.may_read(actor(role, region, organisation), signal()).reason == answer


@pytest.mark.parametrize(
    ("role", "region", "organisation", "state", "answer"),
    [
        (Role.INTAKE, HERE, OWNER, OPEN, ""),
        (Role.INTAKE, HERE, OWNER, DECIDED, "workflow.no-such-move"),
        (Role.INTAKE, HERE, OTHER, OPEN, "organisation.other"),
        (Role.INTAKE, THERE, OWNER, OPEN, "role.missing"),
        (Role.CHAIN_DIRECTOR, HERE, OWNER, OPEN, "role.missing"),
        (Role.CHAIN_DIRECTOR, HERE, DIRECTING, OPEN, "organisation.other"),
    ],
)
def test_may_decide(role, region, organisation, state, answer):
    assert rules.may_decide(actor(role, region, organisation), signal(state)).reason == answer


@pytest.mark.parametrize(
    ("role", "region", "state", "answer"),
    [
        (Role.CHAIN_DIRECTOR, HERE, OPEN, ""),
        (Role.CHAIN_DIRECTOR, HERE, DECIDED, "workflow.no-such-move"),
        (Role.CHAIN_DIRECTOR, THERE, OPEN, "role.missing"),
        (Role.INTAKE, HERE, OPEN, "role.missing"),
        (Role.CARE_COORDINATOR, HERE, OPEN, "role.missing"),
    ],
)
def test_may_open_case(role, region, state, answer):
    assert rules.may_open_case(actor(role, region, DIRECTING), signal(state)).reason == answer


@pytest.mark.parametrize(("reason", "answer"), [("Because", ""), ("", "signal.reason-missing")])
def test_a_decision_needs_a_reason(reason, answer):
    assert rules.reason_is_given(reason).reason == answer
