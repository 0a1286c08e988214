"""How cases, tracks and tasks look in a list: what, where, whose, next step, day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from ketenwerk.casework.models import Case, State, Task, Track
from ketenwerk.country.words import form_name, region_name, word
from ketenwerk.foundation.cards import Card, days_late
from ketenwerk.organisations.actor import Actor


def case_cards(actor: Actor, cases: Iterable[Case], *, today: date) -> list[Card]:
    """An open case shows, of the tracks the actor may see, the one whose day is nearest."""
    found = list(cases)
    seen = Track.objects.visible_to(actor).select_related("responsible")
    prefetch_related_objects(found, Prefetch("tracks", queryset=seen))
    return [_case_card(case, today=today) for case in found]


def _case_card(case: Case, *, today: date) -> Card:
    nearest = _nearest(case)
    step_on = nearest.next_step_on if nearest else None
    return Card(
        kind="case",
        what=f"{case.label} · {form_name(case.form)}",
        url=reverse("casework:show", args=[case.id]),
        where=region_name(case.region),
        whose=nearest.responsible.name if nearest else case.director.name,
        next_step=f"{track_name(nearest)}: {step_name(nearest)}" if nearest else "",
        day=step_on,
        late_days=days_late(step_on, today=today),
        status=state_word(case),
        shape=_shape(case),
    )


def track_card(track: Track, *, today: date) -> Card:
    return Card(
        kind="track",
        what=track_name(track),
        url=reverse("casework:track", args=[track.id]),
        where=region_name(track.region),
        whose=track.responsible.name,
        next_step=step_name(track),
        day=track.next_step_on,
        late_days=days_late(track.next_step_on, today=today),
        status=outcome_name(track) or state_word(track),
        shape=_shape(track),
    )


def task_card(task: Task, *, today: date) -> Card:
    waiting = task.done_at is None
    return Card(
        kind="task",
        what=_("Task for %(organisation)s") % {"organisation": task.organisation},
        url=reverse("casework:task", args=[task.id]),
        whose=task.organisation.name,
        day=task.due_on if waiting else None,
        late_days=days_late(task.due_on, today=today) if waiting else 0,
        status=_("To do") if waiting else _("Done"),
        shape="open" if waiting else "done",
    )


def case_facts(case: Case) -> list[tuple[str, object]]:
    return [
        (_("Who directs it"), case.director.name),
        (_("Region"), region_name(case.region)),
        (_("Form"), form_name(case.form)),
    ]


def track_name(track: Track) -> str:
    return word("track-kind", track.kind)


def step_name(track: Track) -> str:
    return word("next-step", track.next_step)


def outcome_name(track: Track) -> str:
    return word(f"track-outcome-{track.kind}", track.outcome)


def state_word(record: Case | Track) -> str:
    return _("Open") if record.state == State.OPEN else _("Closed")


def _shape(record: Case | Track) -> str:
    return "busy" if record.state == State.OPEN else "done"


def _nearest(case: Case) -> Track | None:
    """Of tracks that were read with the case, the open one with the nearest day."""
    waiting = [(track.next_step_on, track.kind, track) for track in case.tracks.all()]
    dated = [(day, kind, track) for day, kind, track in waiting if day is not None]
    return min(dated, key=lambda each: each[:2])[2] if dated else None
