import uuid

import pytest

from ketenwerk.organisations.actor import ANONYMOUS, EVERYWHERE, SYSTEM, Actor, Role
from ketenwerk.reporting import rules
from ketenwerk.reporting.models import Report, ReportState

MINE, OTHER = uuid.uuid4(), uuid.uuid4()
NEW, TAKEN, DONE = ReportState.NEW, ReportState.TAKEN, ReportState.DEALT_WITH
NO_MOVE = "workflow.no-such-move"


def report(state: str = NEW, mailbox: bytes = b"locked") -> Report:
    return Report(receiver_id=MINE, region="here", state=state, mailbox_private=mailbox)


def actor(organisation: uuid.UUID, *grants: tuple[Role, str]) -> Actor:
    return Actor("somebody", str(organisation), frozenset(grants))


INTAKE = actor(MINE, (Role.INTAKE, "here"))
PEOPLE = [
    (INTAKE, ""),
    (actor(MINE, (Role.INTAKE, EVERYWHERE)), ""),
    (actor(MINE, (Role.INTAKE, "there")), "role.missing"),
    (actor(MINE, (Role.CHAIN_DIRECTOR, "here")), "role.missing"),
    (actor(MINE, (Role.PRIVACY_OFFICER, "here")), "role.missing"),
    (actor(MINE), "role.missing"),
    (actor(OTHER, (Role.INTAKE, "here")), "organisation.other"),
    (actor(OTHER, (Role.INTAKE, EVERYWHERE)), "organisation.other"),
    (ANONYMOUS, "organisation.other"),
    (SYSTEM, "organisation.other"),
]


@pytest.mark.parametrize(("who", "answer"), PEOPLE)
@pytest.mark.parametrize("rule", [rules.may_read, rules.may_answer, rules.may_take])
def test_a_report_is_for_the_intake_of_who_received_it(rule, who, answer):
    assert rule(who, report()).reason == answer


@pytest.mark.parametrize(("state", "answer"), [(NEW, ""), (TAKEN, NO_MOVE), (DONE, NO_MOVE)])
def test_may_take(state, answer):
    assert rules.may_take(INTAKE, report(state)).reason == answer


@pytest.mark.parametrize("state", [NEW, TAKEN, DONE])
@pytest.mark.parametrize("rule", [rules.may_read, rules.may_answer])
def test_a_report_can_be_read_and_answered_in_every_state(rule, state):
    assert rule(INTAKE, report(state))


@pytest.mark.parametrize(
    ("who", "state", "answer"),
    [
        (SYSTEM, NEW, ""),
        (SYSTEM, TAKEN, ""),
        (SYSTEM, DONE, NO_MOVE),
        (INTAKE, NEW, "role.system-only"),
        (ANONYMOUS, NEW, "role.system-only"),
    ],
)
def test_may_mark_dealt_with(who, state, answer):
    assert rules.may_mark_dealt_with(who, report(state)).reason == answer


@pytest.mark.parametrize(
    ("who", "answer"),
    [(SYSTEM, ""), (INTAKE, "role.system-only"), (ANONYMOUS, "role.system-only")],
)
def test_may_forget(who, answer):
    assert rules.may_forget(who).reason == answer


@pytest.mark.parametrize("who", [ANONYMOUS, INTAKE, SYSTEM, actor(OTHER)])
def test_may_report_is_yes_for_everybody(who):
    assert rules.may_report(who)


@pytest.mark.parametrize(("mailbox", "answer"), [(b"locked", ""), (b"", "mailbox.wiped")])
@pytest.mark.parametrize("who", [ANONYMOUS, INTAKE])
def test_may_use_mailbox(who, mailbox, answer):
    assert rules.may_use_mailbox(who, report(mailbox=mailbox)).reason == answer
