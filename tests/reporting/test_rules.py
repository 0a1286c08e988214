import uuid
from datetime import date, timedelta

import pytest

from ketenwerk.organisations.actor import ANONYMOUS, EVERYWHERE, SYSTEM, Actor, Role
from ketenwerk.reporting import rules
from ketenwerk.reporting.models import Report, ReportState

TODAY = date(2026, 11, 23)
MINE, OTHER = uuid.uuid4(), uuid.uuid4()
NEW, TAKEN, DONE = ReportState.NEW, ReportState.TAKEN, ReportState.DEALT_WITH
UP = ReportState.TAKEN_UP
NO_MOVE = "workflow.no-such-move"


def report(state: str = NEW, mailbox: bytes = b"locked", owner: str = "") -> Report:
    return Report(
        receiver_id=MINE, region="here", state=state, mailbox_private=mailbox, owner_user=owner
    )


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
@pytest.mark.parametrize(
    "rule", [rules.may_read, rules.may_answer, rules.may_take, rules.may_take_up]
)
@pytest.mark.django_db
def test_a_report_is_for_the_intake_of_who_received_it(rule, who, answer):
    assert rule(who, report()).reason == answer


@pytest.mark.parametrize(
    ("state", "owner", "answer"),
    [
        (NEW, "", ""),
        (TAKEN, "a colleague", ""),
        (TAKEN, "somebody", NO_MOVE),
        (UP, "a colleague", NO_MOVE),
        (DONE, "a colleague", NO_MOVE),
    ],
)
def test_may_take(state, owner, answer):
    assert rules.may_take(INTAKE, report(state, owner=owner)).reason == answer


@pytest.mark.parametrize(
    ("state", "answer"), [(NEW, ""), (TAKEN, ""), (UP, NO_MOVE), (DONE, NO_MOVE)]
)
@pytest.mark.django_db
def test_may_take_up(state, answer):
    assert rules.may_take_up(INTAKE, report(state)).reason == answer
    assert rules.nobody_is_asked(report(state))


@pytest.mark.parametrize(
    ("state", "mailbox", "days_left", "answer"),
    [
        (DONE, b"locked", 1, ""),
        (DONE, b"locked", 0, ""),
        (DONE, b"locked", -1, "mailbox.too-late"),
        (DONE, b"", 1, "mailbox.wiped"),
        (NEW, b"locked", 1, NO_MOVE),
        (TAKEN, b"locked", 1, NO_MOVE),
        (UP, b"locked", 1, NO_MOVE),
    ],
)
def test_may_reopen(state, mailbox, days_left, answer):
    closed = report(state, mailbox)
    closed.keep_until = TODAY + timedelta(days=days_left)

    assert rules.may_reopen(ANONYMOUS, closed, today=TODAY).reason == answer


@pytest.mark.parametrize("state", [NEW, TAKEN, UP, DONE])
@pytest.mark.parametrize("rule", [rules.may_read, rules.may_answer])
def test_a_report_can_be_read_and_answered_in_every_state(rule, state):
    assert rule(INTAKE, report(state))


@pytest.mark.parametrize(
    ("who", "state", "answer"),
    [
        (SYSTEM, NEW, ""),
        (SYSTEM, TAKEN, ""),
        (SYSTEM, UP, ""),
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


@pytest.mark.parametrize("who", [ANONYMOUS, INTAKE, SYSTEM, actor(OTHER)])
def test_may_keep_draft_is_yes_for_everybody(who):
    assert rules.may_keep_draft(who)


@pytest.mark.parametrize(("mailbox", "answer"), [(b"locked", ""), (b"", "mailbox.wiped")])
@pytest.mark.parametrize("who", [ANONYMOUS, INTAKE])
def test_may_use_mailbox(who, mailbox, answer):
    assert rules.may_use_mailbox(who, report(mailbox=mailbox)).reason == answer
