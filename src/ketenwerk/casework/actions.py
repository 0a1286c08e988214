"""Everything that is done with a case, its tracks and its tasks."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from ketenwerk.audit.trail import action, allow, record
from ketenwerk.care import actions as care
from ketenwerk.care import queries as places
from ketenwerk.care.facts import Needs
from ketenwerk.care.models import Referral, Service
from ketenwerk.casework import rules
from ketenwerk.casework.models import Case, Placement, State, Task, Track
from ketenwerk.country.data import country
from ketenwerk.foundation.decision import every
from ketenwerk.foundation.labels import new_label
from ketenwerk.foundation.problems import Conflict
from ketenwerk.organisations.actor import Actor
from ketenwerk.signals import actions as signals
from ketenwerk.signals.models import Signal

FIND_PLACE = "find-place"
INTAKE_TALK = "intake-talk"


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
def ask_for_place(
    actor: Actor, track: Track, service: Service, *, needs: Needs, note: str, at: datetime
) -> Referral:
    """Ask one service for a place for this track. The asker stays responsible until it is accepted."""
    track = track.refreshed()
    allow(rules.may_ask_for_place(actor, track))
    if any(places.live_referral(actor, placement.id) for placement in track.placements.all()):
        raise Conflict("referral.already-asked")
    placement = Placement.objects.create(track=track, asked_at=at)
    referral = care.ask_for_place(
        actor, service, reference=placement.id, needs=needs, note=note, at=at
    )
    _next(track, FIND_PLACE, referral.answer_by)
    record("track.place-asked", track, service=str(service.id))
    return referral


@action
def accept_place(actor: Actor, referral: Referral, *, at: datetime) -> Track:
    """Take the person in. Only now, and in the same moment, responsibility moves to who accepts."""
    track = _track_of(
        referral
    )  # locked first, here and everywhere, so that no two wait for each other
    allow(rules.is_open(track))
    referral = care.accept_place(actor, referral, at=at)
    sender = track.responsible_id
    track.responsible_id = referral.receiver_id
    _next(track, INTAKE_TALK, country().due_on("placement-intake", timezone.localdate(at)))
    record("track.handed-over", track, sender=str(sender), receiver=str(referral.receiver_id))
    return track


@action
def refuse_place(actor: Actor, referral: Referral, *, refusal: str, at: datetime) -> Track:
    """Say no. The track stays with the sender, whose next step is to look further today."""
    track = _track_of(referral)
    allow(rules.is_open(track))
    care.refuse_place(actor, referral, refusal=refusal, at=at)
    _next(track, FIND_PLACE, timezone.localdate(at))
    record("track.place-refused", track, refusal=refusal)
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


def _track_of(referral: Referral) -> Track:
    placement = Placement.objects.select_related("track").filter(id=referral.reference).first()
    if placement is None:
        raise Conflict("referral.without-track")
    return placement.track.refreshed()


def _next(track: Track, step: str, on: date) -> None:
    track.next_step, track.next_step_on = step, on
    track.save(update_fields=["responsible", "next_step", "next_step_on"])


def _let_go_of_places(actor: Actor, track: Track, *, at: datetime) -> None:
    """End the stay that the track led to, and withdraw a request that waits."""
    for placement in track.placements.all():
        live = places.live_referral(actor, placement.id)
        if live is None:
            continue
        if live.is_accepted:
            care.end_stay(actor, live, at=at)
        else:
            care.withdraw_referral(actor, live, at=at)
