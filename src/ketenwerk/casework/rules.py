"""Who may do what with a case, its tracks and its tasks, and when."""

from datetime import date

from ketenwerk.casework.models import FLOW, Case, State, Task, Track
from ketenwerk.country.data import country
from ketenwerk.foundation.decision import Decision, every, require, some
from ketenwerk.organisations.actor import EVERYWHERE, Actor, Role

STEP_TERM = "track-next-step"


def may_open(actor: Actor, region: str) -> Decision:
    return actor.holds(Role.CHAIN_DIRECTOR, region=region)


def may_read(actor: Actor, case: Case) -> Decision:
    """The summary is for the organisation that directs the case; the others have their own track and tasks."""
    return every(_directs(actor, case), actor.is_from(case.director_id))


def may_see(actor: Actor, case: Case) -> Decision:
    """The course of the case, without its content."""
    involved = case.tracks.filter(responsible=actor.organisation_id).exists() or (
        case.tasks.filter(organisation=actor.organisation_id).exists()
    )
    return some(
        _directs(actor, case),
        actor.holds(Role.CARE_COORDINATOR, region=case.region),
        require(that=involved, otherwise="organisation.other"),
    )


def may_close(actor: Actor, case: Case) -> Decision:
    """The chain director, when every track is closed and every task done."""
    return every(
        _directs(actor, case),
        FLOW.may_move(case.state, State.CLOSED),
        require(
            that=not case.tracks.filter(state=State.OPEN).exists(), otherwise="case.tracks-open"
        ),
        require(that=not case.tasks.filter(done_at=None).exists(), otherwise="case.tasks-open"),
    )


def may_add_task(actor: Actor, case: Case) -> Decision:
    return every(_directs(actor, case), _case_is_open(case))


def may_read_task(actor: Actor, task: Task) -> Decision:
    return some(actor.works_for(task.organisation_id), actor.works_for(task.given_by_id))


def may_finish_task(actor: Actor, task: Task) -> Decision:
    return every(
        actor.works_for(task.organisation_id),
        require(that=task.done_at is None, otherwise="task.done-already"),
    )


def may_set_next_step(actor: Actor, track: Track, *, on: date, today: date) -> Decision:
    """The responsible organisation, for a day that is not past and not further than the term allows."""
    return every(
        actor.works_for(track.responsible_id),
        is_open(track),
        step_is_soon(on, today=today),
    )


def step_is_soon(on: date, *, today: date) -> Decision:
    return every(
        require(that=on >= today, otherwise="track.step-in-the-past"),
        require(that=on <= country().due_on(STEP_TERM, today), otherwise="track.step-too-far"),
    )


def may_ask_for_place(actor: Actor, track: Track) -> Decision:
    """The care coordinator of the region, while their organisation is responsible for the care track."""
    return every(
        actor.is_from(track.responsible_id),
        actor.holds(Role.CARE_COORDINATOR, region=track.region),
        is_open(track),
        require(that=track.kind == "care", otherwise="track.not-care"),
    )


def is_open(track: Track) -> Decision:
    return require(that=track.state == State.OPEN, otherwise="track.closed")


def may_close_track(actor: Actor, track: Track) -> Decision:
    return every(actor.works_for(track.responsible_id), FLOW.may_move(track.state, State.CLOSED))


def may_see_region(actor: Actor, region: str) -> Decision:
    return actor.holds(Role.CHAIN_DIRECTOR, region=region)


def may_see_what_climbed(actor: Actor) -> Decision:
    """What is late everywhere is for the national desk."""
    return require(
        that=EVERYWHERE in actor.regions(Role.CARE_COORDINATOR), otherwise="role.missing"
    )


def _directs(actor: Actor, case: Case) -> Decision:
    return actor.holds(Role.CHAIN_DIRECTOR, region=case.region)


def _case_is_open(case: Case) -> Decision:
    return require(that=case.state == State.OPEN, otherwise="case.closed")
