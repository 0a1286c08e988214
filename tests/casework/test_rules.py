"""Who may do what with a case, its tracks and its tasks. No rule here reads more than its row, but for two."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from ketenwerk.casework import actions, rules
from ketenwerk.casework.models import Case, State, Task, Track
from ketenwerk.organisations.actor import EVERYWHERE, Actor, Role
from tests.casework.steps import soon

DIRECTING, RESPONSIBLE, OTHER = (str(UUID(int=number)) for number in range(1, 4))
HERE, THERE = "care-utrecht", "care-groningen"
DIRECTOR, COORDINATOR, WORKER = Role.CHAIN_DIRECTOR, Role.CARE_COORDINATOR, Role.CASE_WORKER
OPEN, CLOSED = State.OPEN, State.CLOSED
TODAY = date(2026, 11, 23)
LAST = TODAY + timedelta(days=14)


def actor(role: Role, region: str = HERE, organisation: str = OTHER) -> Actor:
    return Actor("u", organisation, frozenset({(role, region)}))


def a_case(state: State = OPEN) -> Case:
    return Case(director_id=DIRECTING, region=HERE, state=state)


def a_track(kind: str = "care", state: State = OPEN) -> Track:
    return Track(responsible_id=RESPONSIBLE, region=HERE, kind=kind, state=state)


@pytest.mark.parametrize(
    ("role", "region", "answer"),
    [
        (DIRECTOR, HERE, ""),
        (DIRECTOR, EVERYWHERE, ""),
        (DIRECTOR, THERE, "role.missing"),
        (COORDINATOR, HERE, "role.missing"),
        (Role.INTAKE, HERE, "role.missing"),
    ],
)
@pytest.mark.parametrize("may", [rules.may_open, rules.may_see_region])
def test_the_director_opens_cases_and_sees_the_region(may, role, region, answer):
    assert may(actor(role, region), HERE).reason == answer


@pytest.mark.parametrize(
    ("role", "region", "organisation", "answer"),
    [
        (DIRECTOR, HERE, DIRECTING, ""),
        (DIRECTOR, HERE, OTHER, "organisation.other"),
        (DIRECTOR, THERE, DIRECTING, "role.missing"),
        (COORDINATOR, HERE, DIRECTING, "role.missing"),
        (Role.PRIVACY_OFFICER, HERE, DIRECTING, "role.missing"),
    ],
)
def test_only_who_directs_the_case_reads_it(role, region, organisation, answer):
    assert rules.may_read(actor(role, region, organisation), a_case()).reason == answer


@pytest.mark.parametrize(
    ("role", "region", "state", "answer"),
    [
        (DIRECTOR, HERE, OPEN, ""),
        (DIRECTOR, HERE, CLOSED, "case.closed"),
        (DIRECTOR, THERE, OPEN, "role.missing"),
        (WORKER, HERE, OPEN, "role.missing"),
    ],
)
def test_may_add_task(role, region, state, answer):
    assert rules.may_add_task(actor(role, region), a_case(state)).reason == answer


@pytest.mark.parametrize(
    ("organisation", "reads", "finishes", "done"),
    [
        (RESPONSIBLE, "", "", None),
        (RESPONSIBLE, "", "task.done-already", TODAY),
        (DIRECTING, "", "organisation.other", None),
        (OTHER, "organisation.other", "organisation.other", None),
        ("", "organisation.other", "organisation.other", None),
    ],
)
def test_a_task_is_read_by_both_sides_and_done_by_one(organisation, reads, finishes, done):
    task = Task(organisation_id=RESPONSIBLE, given_by_id=DIRECTING, done_at=done)
    worker = actor(WORKER, HERE, organisation)

    assert rules.may_read_task(worker, task).reason == reads
    assert rules.may_finish_task(worker, task).reason == finishes


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        (TODAY - timedelta(days=1), "track.step-in-the-past"),
        (TODAY, ""),
        (LAST, ""),
        (LAST + timedelta(days=1), "track.step-too-far"),
        (date.max, "track.step-too-far"),
    ],
)
def test_a_step_is_soon(on, answer):
    assert rules.step_is_soon(on, today=TODAY).reason == answer


@pytest.mark.parametrize(
    ("organisation", "state", "on", "answer"),
    [
        (RESPONSIBLE, OPEN, LAST, ""),
        (RESPONSIBLE, CLOSED, LAST, "track.closed"),
        (RESPONSIBLE, OPEN, LAST + timedelta(days=1), "track.step-too-far"),
        (OTHER, OPEN, LAST, "organisation.other"),
        (DIRECTING, OPEN, LAST, "organisation.other"),
    ],
)
def test_may_set_next_step(organisation, state, on, answer):
    worker = actor(WORKER, HERE, organisation)

    found = rules.may_set_next_step(worker, a_track(state=state), on=on, today=TODAY)

    assert found.reason == answer


@pytest.mark.parametrize(
    ("role", "region", "organisation", "kind", "state", "answer"),
    [
        (COORDINATOR, HERE, RESPONSIBLE, "care", OPEN, ""),
        (COORDINATOR, HERE, OTHER, "care", OPEN, "organisation.other"),
        (COORDINATOR, THERE, RESPONSIBLE, "care", OPEN, "role.missing"),
        (DIRECTOR, HERE, RESPONSIBLE, "care", OPEN, "role.missing"),
        (COORDINATOR, HERE, RESPONSIBLE, "care", CLOSED, "track.closed"),
        (COORDINATOR, HERE, RESPONSIBLE, "criminal", OPEN, "track.not-care"),
    ],
)
def test_may_ask_for_place(role, region, organisation, kind, state, answer):
    worker = actor(role, region, organisation)

    assert rules.may_ask_for_place(worker, a_track(kind, state)).reason == answer


@pytest.mark.parametrize(
    ("organisation", "state", "answer"),
    [
        (RESPONSIBLE, OPEN, ""),
        (RESPONSIBLE, CLOSED, "workflow.no-such-move"),
        (DIRECTING, OPEN, "organisation.other"),
    ],
)
def test_may_close_track(organisation, state, answer):
    worker = actor(WORKER, HERE, organisation)

    assert rules.may_close_track(worker, a_track(state=state)).reason == answer


@pytest.mark.parametrize(("state", "answer"), [(OPEN, ""), (CLOSED, "track.closed")])
def test_is_open(state, answer):
    assert rules.is_open(a_track(state=state)).reason == answer


@pytest.mark.parametrize(
    ("role", "region", "answer"),
    [
        (COORDINATOR, EVERYWHERE, ""),
        (COORDINATOR, HERE, "role.missing"),
        (DIRECTOR, EVERYWHERE, "role.missing"),
    ],
)
def test_what_is_late_everywhere_is_for_the_national_desk(role, region, answer):
    assert rules.may_see_what_climbed(actor(role, region)).reason == answer


@pytest.mark.parametrize(
    ("person", "answer"),
    [
        ("director", ""),
        ("coordinator", ""),
        ("national", ""),
        ("police", ""),
        ("shelter", "organisation.other"),
        ("intake", "organisation.other"),
        ("stranger", "organisation.other"),
    ],
)
def test_the_course_is_for_who_works_on_the_case(case, person, answer, request):
    assert rules.may_see(request.getfixturevalue(person), case).reason == answer


def test_who_has_a_task_sees_the_course(case, director, intake, noon):
    actions.add_task(
        director,
        case,
        organisation=intake.organisation,
        instruction="Ask the school",
        due_on=soon(noon),
        at=noon,
    )

    assert rules.may_see(intake, case)


def test_a_case_closes_only_when_nothing_is_open(
    case, care, criminal, director, coordinator, police, noon
):
    actions.add_task(
        director,
        case,
        organisation=police.organisation,
        instruction="Look",
        due_on=soon(noon),
        at=noon,
    )
    assert rules.may_close(director, case).reason == "case.tracks-open"
    actions.close_track(coordinator, care, outcome="declined", at=noon)
    assert rules.may_close(director, case).reason == "case.tracks-open"
    actions.close_track(police, criminal, outcome="no-leads", at=noon)
    assert rules.may_close(director, case).reason == "case.tasks-open"
    actions.finish_task(police, case.tasks.get(), at=noon)

    assert rules.may_close(director, case)
    assert rules.may_close(coordinator, case).reason == "role.missing"
    closed = actions.close_case(director, case, at=noon)
    assert rules.may_close(director, closed).reason == "workflow.no-such-move"
