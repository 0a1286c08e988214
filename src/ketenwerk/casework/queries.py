"""Everything that can be seen of cases, tracks and tasks."""

from collections.abc import Mapping
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from ketenwerk.casework import rules
from ketenwerk.casework.models import Case, Placement, State, Task, Track
from ketenwerk.casework.terms import Level, lateness
from ketenwerk.foundation.problems import NotFound, Refused
from ketenwerk.organisations.actor import Actor


def open_cases(actor: Actor) -> QuerySet[Case]:
    """Cases that still need work, longest open first."""
    found = Case.objects.visible_to(actor).filter(state=State.OPEN)
    return found.select_related("director").order_by("opened_at", "id")


def closed_cases(actor: Actor) -> QuerySet[Case]:
    found = Case.objects.visible_to(actor).filter(state=State.CLOSED)
    return found.order_by("-closed_at", "id")


def case_by_id(actor: Actor, case_id: UUID) -> Case:
    found = Case.objects.visible_to(actor).select_related("director").filter(id=case_id).first()
    if found is None:
        raise NotFound("case.not-found")
    return found


def case_of_signal(actor: Actor, signal_id: UUID) -> Case | None:
    return Case.objects.visible_to(actor).filter(signal=signal_id).first()


def tracks_of(actor: Actor, case: Case) -> QuerySet[Track]:
    """The tracks of a case the actor may see, in the order they were opened."""
    found = Track.objects.visible_to(actor).filter(case=case).select_related("responsible")
    return found.order_by("opened_at", "kind", "id")


def track_by_id(actor: Actor, track_id: UUID) -> Track:
    found = Track.objects.visible_to(actor).select_related("case", "responsible")
    track = found.filter(id=track_id).first()
    if track is None:
        raise NotFound("track.not-found")
    return track


def own_tracks(actor: Actor) -> QuerySet[Track]:
    """Open tracks the actor's organisation is responsible for, the nearest day first."""
    found = _open_tracks(actor).filter(responsible=actor.organisation_id)
    return found.select_related("case").order_by("next_step_on", "id")


def open_tracks_in_region(actor: Actor, region: str) -> QuerySet[Track]:
    found = _open_tracks(actor).filter(region=region).select_related("case", "responsible")
    return found.order_by("next_step_on", "id")


def counts_in_region(actor: Actor, region: str, *, today: date) -> Mapping[str, int]:
    """How many tracks are open (`open`), and how many of them have a next step that is late (`late`)."""
    found = _open_tracks(actor).filter(region=region)
    return found.aggregate(open=Count("id"), late=Count("id", filter=Q(next_step_on__lt=today)))


def climbed_to_the_nation(actor: Actor, *, today: date) -> list[Track]:
    """Open tracks everywhere that are late for so long that the national desk looks at them."""
    decision = rules.may_see_what_climbed(actor)
    if not decision:
        raise Refused(decision.reason)
    late = _open_tracks(actor).filter(next_step_on__lt=today).select_related("case", "responsible")
    return [
        track
        for track in late.order_by("next_step_on", "id")
        if track.next_step_on and lateness(track.next_step_on, today=today).level is Level.NATIONAL
    ]


def tasks_of(actor: Actor, case: Case) -> QuerySet[Task]:
    found = Task.objects.visible_to(actor).filter(case=case).select_related("organisation")
    return found.order_by("done_at", "due_on", "id")


def own_tasks(actor: Actor) -> QuerySet[Task]:
    """What the actor's organisation still has to do, the nearest day first."""
    found = Task.objects.visible_to(actor).filter(organisation=actor.organisation_id, done_at=None)
    return found.select_related("case").order_by("due_on", "id")


def task_by_id(actor: Actor, task_id: UUID) -> Task:
    found = Task.objects.visible_to(actor).select_related("case", "organisation")
    task = found.filter(id=task_id).first()
    if task is None:
        raise NotFound("task.not-found")
    return task


def placements_of(actor: Actor, track: Track) -> QuerySet[Placement]:
    """The requests for a place made for a track the actor may see, the newest first."""
    visible = Track.objects.visible_to(actor).filter(pk=track.pk)
    return Placement.objects.filter(track__in=visible).order_by("-asked_at", "id")


def _open_tracks(actor: Actor) -> QuerySet[Track]:
    return Track.objects.visible_to(actor).filter(state=State.OPEN)


def open_tracks_by_kind(actor: Actor, region: str) -> dict[str, int]:
    """How many tracks are open in the region, by kind."""
    found = _open_tracks(actor).filter(region=region).order_by("kind")
    return dict(found.values_list("kind").annotate(Count("id")))


def late_tracks_in_region(actor: Actor, region: str, *, today: date) -> QuerySet[Track]:
    """Open tracks with a next step that is late, the longest late first."""
    return open_tracks_in_region(actor, region).filter(next_step_on__lt=today)


def counts_by_region(since: date, before: date) -> dict[str, int]:
    """How many cases were opened from `since` until the day before `before`. For the public figures."""
    return _counts("region", since, before)


def counts_by_form(since: date, before: date) -> dict[str, int]:
    return _counts("form", since, before)


def _counts(field: str, since: date, before: date) -> dict[str, int]:
    days = [timezone.make_aware(datetime.combine(day, time())) for day in (since, before)]
    found = Case.objects.filter(opened_at__gte=days[0], opened_at__lt=days[1])
    return dict(found.order_by().values_list(field).annotate(Count("id")))
