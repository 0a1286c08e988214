"""What is done with a case, its tracks and its tasks."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ketenwerk.care import actions as care_actions
from ketenwerk.care import queries as places
from ketenwerk.care.models import Referral, Service
from ketenwerk.casework import actions, queries
from ketenwerk.casework.actions import TrackPlan
from ketenwerk.casework.models import Case, Task, Track
from ketenwerk.foundation.problems import Conflict, NotFound, Refused
from ketenwerk.organisations.actor import ANONYMOUS
from ketenwerk.reporting import actions as reporting
from ketenwerk.signals.models import Signal
from tests.casework import deeds
from tests.casework.deeds import Deed
from tests.casework.steps import NEEDS, opened, soon


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
    "ask": Deed(
        lambda actor, find, at: actions.ask_for_place(
            actor, find("care"), find("service"), needs=NEEDS, note="", at=at
        ),
        *("coordinator", "national", "organisation.other"),
        acts=("referral.asked", "track.place-asked"),
    ),
    "accept": Deed(
        lambda actor, find, at: actions.accept_place(actor, find("referral"), at=at),
        *("shelter", "coordinator", "organisation.other"),
        acts=("referral.accepted", "track.handed-over"),
    ),
    "refuse": Deed(
        lambda actor, find, at: actions.refuse_place(
            actor, find("referral"), refusal="safety", at=at
        ),
        *("shelter", "coordinator", "organisation.other"),
        acts=("referral.refused", "track.place-refused"),
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
    "ask": ["care", "service"],
    "accept": ["referral"],
    "refuse": ["referral"],
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


def test_responsibility_moves_only_when_the_place_accepts(
    care, referral, coordinator, shelter, noon
):
    assert Track.objects.get(pk=care.pk).responsible_id == coordinator.organisation_id

    track = actions.accept_place(shelter, referral, at=noon)

    assert str(track.responsible_id) == shelter.organisation
    assert (track.next_step, track.next_step_on) == (
        "intake-talk",
        noon.date() + timedelta(days=1),
    )


def test_a_refusal_leaves_the_track_with_the_sender_who_looks_further_today(
    care, referral, coordinator, shelter, noon
):
    track = actions.refuse_place(shelter, referral, refusal="safety", at=noon)

    assert track.responsible_id == coordinator.organisation_id
    assert (track.next_step, track.next_step_on) == ("find-place", noon.date())


def test_the_last_place_goes_to_one_case_and_the_other_stays_with_its_sender(
    care, referral, service, coordinator, shelter, noon
):
    other = care_actions.ask_for_place(
        coordinator, service, reference=care.pk, needs=NEEDS, note="", at=noon
    )
    care_actions.accept_place(shelter, other, at=noon)

    with pytest.raises(Conflict, match=r"place\.full"):
        actions.accept_place(shelter, referral, at=noon)

    assert Track.objects.get(pk=care.pk).responsible_id == coordinator.organisation_id
    assert Service.objects.get(pk=service.pk).free == 0


def test_a_track_asks_one_place_at_a_time(care, referral, cast, coordinator, noon):
    second = cast.services["wilg-breed"]

    with pytest.raises(Conflict, match=r"referral\.already-asked"):
        actions.ask_for_place(coordinator, care, second, needs=NEEDS, note="", at=noon)

    assert Referral.objects.count() == 1


def test_closing_the_track_ends_the_stay_and_frees_the_place(care, referral, shelter, noon):
    actions.accept_place(shelter, referral, at=noon)

    track = actions.close_track(shelter, care, outcome="independent", at=noon)

    assert (track.state, track.next_step, track.next_step_on) == ("closed", "", None)
    assert Service.objects.get(pk=referral.service_id).free == 1
    assert Referral.objects.get().state == "ended"


def test_closing_the_track_takes_a_request_back_that_waits(care, referral, coordinator, noon):
    actions.close_track(coordinator, care, outcome="declined", at=noon)

    assert Referral.objects.get().state == "withdrawn"
    assert Service.objects.get(pk=referral.service_id).free == 1


def test_a_closed_track_takes_no_place(care, referral, coordinator, shelter, noon):
    actions.close_track(coordinator, care, outcome="declined", at=noon)

    with pytest.raises(Refused, match=r"track\.closed"):
        actions.accept_place(shelter, referral, at=noon)


def test_a_request_without_a_case_is_not_answered_here(service, coordinator, shelter, noon, care):
    loose = care_actions.ask_for_place(
        coordinator, service, reference=care.case_id, needs=NEEDS, note="", at=noon
    )

    with pytest.raises(Conflict, match=r"referral\.without-track"):
        actions.accept_place(shelter, loose, at=noon)


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


def test_own_tracks_follow_responsibility(care, referral, coordinator, shelter, noon):
    assert care in queries.own_tracks(coordinator)

    actions.accept_place(shelter, referral, at=noon)

    assert care not in queries.own_tracks(coordinator)
    assert care in queries.own_tracks(shelter)
    assert places.live_referral(shelter, referral.reference) == referral
