"""What is done with a case, its tracks and its tasks."""

import pytest
from django.db import IntegrityError, transaction

from ketenwerk.casework import actions, queries
from ketenwerk.casework.actions import TrackPlan
from ketenwerk.casework.models import Case, Task, Track
from ketenwerk.foundation.problems import NotFound, Refused
from ketenwerk.organisations.actor import ANONYMOUS
from ketenwerk.reporting import actions as reporting
from ketenwerk.signals.models import Signal
from tests.casework import deeds
from tests.casework.deeds import Deed
from tests.casework.steps import opened, soon


@pytest.fixture
def task(case, director, police, noon):
    return actions.add_task(
        director,
        case,
        organisation=police.organisation,
        instruction="Look at the van",
        due_on=soon(noon),
        at=noon,
    )


DEEDS = {
    "open": Deed(
        lambda actor, find, at: opened(actor, find("signal"), find("cast"), at=at),
        *("director", "intake", "role.missing"),
        acts=("signal.read", "signal.decided", "case.opened"),
    ),
    "read": Deed(
        lambda actor, find, at: actions.read_case(actor, find("case"), at=at),
        *("director", "coordinator", "role.missing"),
        acts=("case.read",),
        changes=False,
    ),
    "see": Deed(
        lambda actor, find, at: actions.see_case(actor, find("case"), at=at),
        *("police", "shelter", "organisation.other"),
        acts=("case.seen",),
        changes=False,
    ),
    "add-task": Deed(
        lambda actor, find, at: actions.add_task(
            actor,
            find("case"),
            organisation=find("police").organisation,
            instruction="Look",
            due_on=soon(at),
            at=at,
        ),
        *("director", "coordinator", "role.missing"),
        acts=("task.given",),
    ),
    "read-task": Deed(
        lambda actor, find, at: actions.read_task(actor, find("task"), at=at),
        *("police", "coordinator", "organisation.other"),
        acts=("task.read",),
        changes=False,
    ),
    "finish-task": Deed(
        lambda actor, find, at: actions.finish_task(actor, find("task"), at=at),
        *("police", "director", "organisation.other"),
        acts=("task.done",),
    ),
    "next-step": Deed(
        lambda actor, find, at: actions.set_next_step(
            actor, find("care"), next_step="care-plan", on=soon(at), at=at
        ),
        *("coordinator", "director", "organisation.other"),
        acts=("track.next-step-set",),
    ),
    "close-track": Deed(
        lambda actor, find, at: actions.close_track(
            actor, find("criminal"), outcome="no-leads", at=at
        ),
        *("police", "director", "organisation.other"),
        acts=("track.closed",),
    ),
    "close-case": Deed(
        lambda actor, find, at: actions.close_case(actor, find("finished"), at=at),
        *("director", "coordinator", "role.missing"),
        acts=("report.dealt-with", "case.closed"),
    ),
}
NEEDED = {
    "open": ["signal"],
    "read-task": ["task"],
    "finish-task": ["task"],
    "close-case": ["finished"],
}


@pytest.fixture
def finished(case, care, criminal, coordinator, police, noon):
    """A case of which every track is closed."""
    actions.close_track(coordinator, care, outcome="declined", at=noon)
    actions.close_track(police, criminal, outcome="no-leads", at=noon)
    return case


@pytest.fixture(params=DEEDS)
def deed(cast, request):
    for name in NEEDED.get(request.param, ["care", "criminal"]):
        request.getfixturevalue(name)
    return DEEDS[request.param]


@pytest.fixture
def do(deed, noon, request):
    return lambda actor: deed.do(actor, request.getfixturevalue, noon)


def test_every_deed_is_done_and_on_the_trail(deed, do, request):
    deeds.is_done_and_on_the_trail(deed, request.getfixturevalue(deed.by), do)


def test_a_refusal_changes_nothing_and_is_on_the_trail(deed, do, request):
    actor = request.getfixturevalue(deed.not_by)
    deeds.is_refused_on_the_trail_and_changes_nothing(deed, actor, do)


def test_every_deed_is_undone_when_it_fails(deed, do, request, monkeypatch):
    actor = request.getfixturevalue(deed.by)
    deeds.is_undone_when_it_fails(actor, do, monkeypatch, actions)


def test_a_case_starts_with_whole_tracks_and_decides_its_signal(case, care, criminal):
    assert [track.next_step for track in (care, criminal)] == ["first-contact", "informative-talk"]
    signal = Signal.objects.get()
    assert (signal.state, signal.decision) == ("decided", "open-case")


@pytest.mark.parametrize(
    ("days", "why"), [(-1, "track.step-in-the-past"), (15, "track.step-too-far")]
)
def test_a_case_does_not_start_with_a_step_that_is_not_soon(
    signal, director, police, noon, days, why
):
    plan = TrackPlan("criminal", police.organisation, "investigation", soon(noon, days))

    with pytest.raises(Refused, match=why):
        actions.open_case(director, signal, plans=[plan], reason="Needed", at=noon)

    assert not Case.objects.exists()
    assert Signal.objects.get().state == "open"


def test_a_signal_leads_to_one_case(case, signal, director, cast, noon):
    with pytest.raises(Refused, match=r"workflow\.no-such-move"):
        opened(director, signal, cast, at=noon)

    assert Case.objects.count() == 1


def test_the_reporter_hears_at_the_end_of_the_case(receipt, finished, director, noon):
    ticket = reporting.enter_mailbox(ANONYMOUS, receipt.code, at=noon)
    assert reporting.read_mailbox(ANONYMOUS, ticket, at=noon).state == "taken-up"

    actions.close_case(director, finished, at=noon)

    assert reporting.read_mailbox(ANONYMOUS, ticket, at=noon).state == "dealt-with"


def test_a_case_with_an_open_track_does_not_close(case, care, criminal, director, noon):
    with pytest.raises(Refused, match=r"case\.tracks-open"):
        actions.close_case(director, case, at=noon)


@pytest.mark.parametrize(
    "wrong",
    [
        {"next_step": ""},
        {"next_step_on": None},
        {"outcome": "declined"},
        {"state": "closed"},
        {"responsible": None},
    ],
)
def test_the_database_itself_keeps_an_open_track_whole(care, inside, wrong):
    with pytest.raises(IntegrityError), transaction.atomic(), inside():
        Track.objects.filter(pk=care.pk).update(**wrong)


def test_the_police_see_the_case_and_their_track_but_no_care(case, care, criminal, police):
    assert queries.case_by_id(police, case.id) == case
    assert list(queries.tracks_of(police, case)) == [criminal]
    with pytest.raises(NotFound, match=r"track\.not-found"):
        queries.track_by_id(police, care.id)


@pytest.mark.parametrize("person", ["stranger", "shelter", "intake"])
def test_who_is_not_involved_finds_nothing(case, care, task, person, request):
    actor = request.getfixturevalue(person)

    for find, what, why in (
        (queries.case_by_id, case, "case"),
        (queries.track_by_id, care, "track"),
        (queries.task_by_id, task, "task"),
    ):
        with pytest.raises(NotFound, match=rf"{why}\.not-found"):
            find(actor, what.id)


def test_a_task_waits_with_who_has_it_until_it_is_done(task, police, director, noon):
    assert list(queries.own_tasks(police)) == [task]

    actions.finish_task(police, task, at=noon)

    assert not queries.own_tasks(police).exists()
    assert Task.objects.get().done_at == noon
