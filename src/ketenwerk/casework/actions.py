"""Everything that is done with a case, its tracks and its tasks."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from ketenwerk.audit.trail import action, allow, record
from ketenwerk.care.referring import actions as care
from ketenwerk.care.states import ReferralState
from ketenwerk.casework import rules
from ketenwerk.casework.models import Case, State, Task, Track
from ketenwerk.casework.placing import course
from ketenwerk.foundation.decision import every
from ketenwerk.foundation.labels import new_label
from ketenwerk.organisations.actor import Actor
from ketenwerk.signals import actions as signals
from ketenwerk.signals.models import Signal


@dataclass(frozen=True, slots=True)
class TrackPlan:
    """How a track starts: its kind, who is responsible, and the next step with its day."""

    kind: str
    responsible: UUID
    next_step: str
    next_step_on: date


@action
def open_case(
    actor: Actor, signal: Signal, *, plans: list[TrackPlan], reason: str, at: datetime
) -> Case:
    """Open a case from a signal, with its tracks. The signal is decided by it."""
    today = timezone.localdate(at)
    soon = [rules.step_is_soon(plan.next_step_on, today=today) for plan in plans]
    allow(every(rules.may_open(actor, signal.region), *soon))
    summary = signals.read_signal(actor, signal, at=at)
    signals.turn_into_case(actor, signal, reason=reason, at=at)
    case = Case.objects.create(
        label=new_label("C"),
        region=signal.region,
        director_id=actor.organisation,
        signal=signal,
        form=signal.form,
        summary=summary,
        opened_at=at,
    )
    for plan in plans:
        _open_track(case, plan, at=at)
    record("case.opened", case, tracks=len(plans))
    return case


@action
def read_case(actor: Actor, case: Case, *, at: datetime) -> str:
    """Unseal the summary. Reading a person's file is itself an act, so it is on the trail."""
    del at
    allow(rules.may_read(actor, case))
    record("case.read", case)
    return str(case.summary)


@action
def see_case(actor: Actor, case: Case, *, at: datetime) -> None:
    """Look at the course of a case: its tracks and days, without its content."""
    del at
    allow(rules.may_see(actor, case))
    record("case.seen", case)


@action
def add_task(
    actor: Actor, case: Case, *, organisation: UUID, instruction: str, due_on: date, at: datetime
) -> Task:
    """Give an organisation something to do for the case."""
    soon = rules.step_is_soon(due_on, today=timezone.localdate(at))
    allow(every(rules.may_add_task(actor, case.refreshed()), soon))
    task = Task.objects.create(
        case=case,
        organisation_id=organisation,
        given_by_id=actor.organisation,
        instruction=instruction,
        due_on=due_on,
        given_at=at,
    )
    record("task.given", task, organisation=str(organisation))
    return task


@action
def read_task(actor: Actor, task: Task, *, at: datetime) -> str:
    """Unseal what is to be done."""
    del at
    allow(rules.may_read_task(actor, task))
    record("task.read", task)
    return str(task.instruction)


@action
def finish_task(actor: Actor, task: Task, *, at: datetime) -> Task:
    task = task.refreshed()
    allow(rules.may_finish_task(actor, task))
    task.done_at = at
    task.save(update_fields=["done_at"])
    record("task.done", task)
    return task


@action
def set_next_step(actor: Actor, track: Track, *, next_step: str, on: date, at: datetime) -> Track:
    """Say what comes next and when: at most one term ahead."""
    track = track.refreshed()
    allow(rules.may_set_next_step(actor, track, on=on, today=timezone.localdate(at)))
    track.next_step, track.next_step_on = next_step, on
    track.save(update_fields=["next_step", "next_step_on"])
    record("track.next-step-set", track, step=next_step, on=on.isoformat())
    return track


@action
def close_track(actor: Actor, track: Track, *, outcome: str, at: datetime) -> Track:
    """Close the track with its outcome. A place that was given is free again."""
    track = track.refreshed()
    allow(rules.may_close_track(actor, track))
    _let_go_of_places(actor, track, at=at)
    track.state, track.outcome, track.closed_at = State.CLOSED, outcome, at
    track.next_step, track.next_step_on = "", None
    track.save(update_fields=["state", "outcome", "closed_at", "next_step", "next_step_on"])
    record("track.closed", track, outcome=outcome)
    return track


@action
def close_case(actor: Actor, case: Case, *, at: datetime) -> Case:
    """Close the case for good. The reporter's mailbox says that it was dealt with."""
    case = case.refreshed()
    allow(rules.may_close(actor, case))
    case.state, case.closed_at = State.CLOSED, at
    case.save(update_fields=["state", "closed_at"])
    if case.signal is not None:
        signals.tell_dealt_with(case.signal, at=at)
    record("case.closed", case)
    return case


def _open_track(case: Case, plan: TrackPlan, *, at: datetime) -> None:
    Track.objects.create(
        case=case,
        region=case.region,
        kind=plan.kind,
        responsible_id=plan.responsible,
        next_step=plan.next_step,
        next_step_on=plan.next_step_on,
        opened_at=at,
    )


def _let_go_of_places(actor: Actor, track: Track, *, at: datetime) -> None:
    """End the stay that the track led to, and stop a search that goes on."""
    search = course.search_of(track)
    if search is None:
        return
    stay = search.referrals.filter(state=ReferralState.ACCEPTED).first()
    if stay is not None:
        care.end_stay(actor, stay, at=at)
    else:
        care.stop_search(actor, search, at=at)
