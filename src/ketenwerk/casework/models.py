from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from ketenwerk.foundation.records import Privacy, Record, RecordQuerySet
from ketenwerk.foundation.workflow import Workflow
from ketenwerk.keys.fields import SealedRecord, SealedTextField
from ketenwerk.keys.service import Holder
from ketenwerk.organisations.actor import EVERYWHERE, WORKING, Actor, Role


class State(models.TextChoices):
    OPEN = "open"
    CLOSED = "closed"


FLOW = Workflow({State.OPEN: frozenset({State.CLOSED}), State.CLOSED: frozenset()})
CASE_ROLES = (Role.CHAIN_DIRECTOR, Role.CARE_COORDINATOR)


class CaseQuerySet(RecordQuerySet["Case"]):
    def visible_to(self, actor: Actor) -> Self:
        """The region's director and care coordinator, and whoever has a track or a task in the case."""
        regions = actor.regions(*CASE_ROLES)
        if EVERYWHERE in regions:
            return self.all()
        if not actor.has(*WORKING):
            return self.none()
        tracks = Track._base_manager.filter(responsible=actor.organisation_id)
        tasks = Task._base_manager.filter(organisation=actor.organisation_id)
        mine = Q(pk__in=tracks.values("case")) | Q(pk__in=tasks.values("case"))
        return self.filter(mine | Q(region__in=regions))


class Case(SealedRecord):
    """One person's situation, directed by one organisation until every track is closed. It holds no name."""

    purpose = "cases"
    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "label": Privacy.PERSONAL,
        "region": Privacy.INTERNAL,
        "director_id": Privacy.INTERNAL,
        "signal_id": Privacy.PERSONAL,
        "form": Privacy.PERSONAL,
        "summary": Privacy.SPECIAL,
        "state": Privacy.INTERNAL,
        "opened_at": Privacy.INTERNAL,
        "closed_at": Privacy.INTERNAL,
    }

    label = models.CharField(max_length=16, unique=True)
    region = models.CharField(max_length=64)
    director = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    signal = models.OneToOneField(
        "signals.Signal", on_delete=models.PROTECT, related_name="+", null=True
    )
    form = models.CharField(max_length=8)
    summary = SealedTextField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                name="open_cases_of_a_region",
                fields=["region", "opened_at"],
                condition=Q(state="open"),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="a_case_is_closed_exactly_when_it_has_a_closing_time",
                condition=Q(state=State.CLOSED, closed_at__isnull=False)
                | Q(state=State.OPEN, closed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.label

    def holders(self) -> Iterable[Holder]:
        return [Holder(str(self.director_id), self.purpose)]


class TrackQuerySet(RecordQuerySet["Track"]):
    def visible_to(self, actor: Actor) -> Self:
        """The region's director and care coordinator, and who is responsible: the police see no care track."""
        regions = actor.regions(*CASE_ROLES)
        if EVERYWHERE in regions:
            return self.all()
        if not actor.has(*WORKING):
            return self.none()
        return self.filter(Q(responsible=actor.organisation_id) | Q(region__in=regions))


class Track(Record):
    """One side of a case: care, criminal, residence, administrative.

    While it is open it has exactly one responsible organisation and one next step with a day; the database
    itself refuses anything else.
    """

    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "case_id": Privacy.INTERNAL,
        "kind": Privacy.PERSONAL,
        "region": Privacy.INTERNAL,
        "responsible_id": Privacy.PERSONAL,
        "next_step": Privacy.PERSONAL,
        "next_step_on": Privacy.INTERNAL,
        "state": Privacy.INTERNAL,
        "outcome": Privacy.PERSONAL,
        "opened_at": Privacy.INTERNAL,
        "closed_at": Privacy.INTERNAL,
    }

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tracks")
    kind = models.CharField(max_length=16)
    region = models.CharField(
        max_length=64
    )  # the case's, so that a region's open tracks are found at once
    responsible = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    next_step = models.CharField(max_length=32, blank=True)
    next_step_on = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    outcome = models.CharField(max_length=32, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = TrackQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                name="open_tracks_of_a_region",
                fields=["region", "next_step_on"],
                condition=Q(state="open"),
            ),
            models.Index(
                name="open_tracks_of_an_organisation",
                fields=["responsible", "next_step_on"],
                condition=Q(state="open"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_open_track_of_a_kind_per_case",
                fields=["case", "kind"],
                condition=Q(state="open"),
            ),
            models.CheckConstraint(
                name="an_open_track_has_one_next_step_with_a_day_and_a_closed_one_an_outcome",
                condition=(
                    Q(state=State.OPEN, next_step_on__isnull=False, closed_at__isnull=True)
                    & ~Q(next_step="")
                    & Q(outcome="")
                )
                | (
                    Q(state=State.CLOSED, next_step_on__isnull=True, closed_at__isnull=False)
                    & Q(next_step="")
                    & ~Q(outcome="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} track of {self.case}"


class TaskQuerySet(RecordQuerySet["Task"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whose task it is, who gave it, and the region's director."""
        if not actor.has(*WORKING):
            return self.none()
        mine = Q(organisation=actor.organisation) | Q(given_by=actor.organisation)
        return self.filter(mine)


class Task(SealedRecord):
    """Something one organisation does for a case before a day."""

    purpose = "tasks"
    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "case_id": Privacy.INTERNAL,
        "organisation_id": Privacy.PERSONAL,
        "given_by_id": Privacy.INTERNAL,
        "instruction": Privacy.SPECIAL,
        "due_on": Privacy.INTERNAL,
        "given_at": Privacy.INTERNAL,
        "done_at": Privacy.INTERNAL,
    }

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    given_by = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    instruction = SealedTextField()
    due_on = models.DateField()
    given_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                name="tasks_waiting",
                fields=["organisation", "due_on"],
                condition=Q(done_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"task of {self.case}"

    def holders(self) -> Iterable[Holder]:
        return [
            Holder(str(code), self.purpose) for code in {self.organisation_id, self.given_by_id}
        ]


class Placement(Record):
    """Which track a request for a place belongs to. Its id is the reference that care knows, and all care knows."""

    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "track_id": Privacy.PERSONAL,
        "asked_at": Privacy.INTERNAL,
    }

    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="placements")
    asked_at = models.DateTimeField()

    objects = RecordQuerySet["Placement"].as_manager()

    def __str__(self) -> str:
        return f"placement {self.id}"
