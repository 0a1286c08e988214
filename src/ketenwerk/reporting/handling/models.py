"""What goes with a report. No word of it is for another organisation than the one that wrote it, unless it says so."""

from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from ketenwerk.foundation.records import Privacy, Record, RecordQuerySet
from ketenwerk.foundation.workflow import Workflow
from ketenwerk.keys.fields import SealedRecord, SealedTextField
from ketenwerk.keys.service import Holder
from ketenwerk.organisations.actor import Actor, Role


class HandoverState(models.TextChoices):
    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


HANDOVER_FLOW = Workflow(
    {
        HandoverState.ASKED: frozenset(
            {HandoverState.ACCEPTED, HandoverState.REFUSED, HandoverState.WITHDRAWN}
        ),
        HandoverState.ACCEPTED: frozenset(),
        HandoverState.REFUSED: frozenset(),
        HandoverState.WITHDRAWN: frozenset(),
    }
)


class HandoverQuerySet(RecordQuerySet["Handover"]):
    def visible_to(self, actor: Actor) -> Self:
        """Who asked, and who was asked."""
        if not actor.has(Role.INTAKE):
            return self.none()
        return self.filter(Q(sender=actor.organisation) | Q(receiver=actor.organisation))


class Handover(SealedRecord):
    """One request to take a report over. Until it is accepted the report stays where it is, and unread.

    `to_user` names a colleague; then sender and receiver are the same organisation.
    """

    purpose = "reports"
    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "report_id": Privacy.PERSONAL,
        "sender_id": Privacy.INTERNAL,
        "receiver_id": Privacy.INTERNAL,
        "asked_by": Privacy.PERSONAL,
        "to_user": Privacy.PERSONAL,
        "reason": Privacy.SPECIAL,
        "asked_on": Privacy.INTERNAL,
        "answer_by": Privacy.INTERNAL,
        "state": Privacy.INTERNAL,
        "answer": Privacy.SPECIAL,
        "answered_on": Privacy.INTERNAL,
    }

    report = models.ForeignKey(
        "reporting.Report", on_delete=models.PROTECT, related_name="handovers"
    )
    sender = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    receiver = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    asked_by = models.CharField(max_length=64)
    to_user = models.CharField(max_length=64, blank=True)
    reason = SealedTextField()
    asked_on = models.DateField()
    answer_by = models.DateField()
    state = models.CharField(max_length=16, choices=HandoverState, default=HandoverState.ASKED)
    answer = SealedTextField(blank=True)
    answered_on = models.DateField(null=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                name="handovers_waiting",
                fields=["receiver", "answer_by"],
                condition=Q(state="asked"),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="a_report_is_offered_to_one_at_a_time",
                fields=["report"],
                condition=Q(state="asked"),
            ),
            models.CheckConstraint(
                name="a_handover_is_answered_exactly_when_it_has_a_day",
                condition=Q(state=HandoverState.ASKED, answered_on__isnull=True)
                | (~Q(state=HandoverState.ASKED) & Q(answered_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"handover {self.id}"

    def holders(self) -> Iterable[Holder]:
        return [Holder(str(code), self.purpose) for code in {self.sender_id, self.receiver_id}]


class Note(SealedRecord):
    """What the intake of one organisation writes for its own colleagues. It never goes along to another."""

    purpose = "reports"
    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "report_id": Privacy.INTERNAL,
        "organisation_id": Privacy.INTERNAL,
        "author": Privacy.PERSONAL,
        "written_at": Privacy.INTERNAL,
        "body": Privacy.SPECIAL,
    }

    report = models.ForeignKey("reporting.Report", on_delete=models.PROTECT, related_name="notes")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    author = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    body = SealedTextField()

    objects = RecordQuerySet["Note"].as_manager()

    def __str__(self) -> str:
        return f"note {self.id}"

    def holders(self) -> Iterable[Holder]:
        return [Holder(str(self.organisation_id), self.purpose)]


class Bundle(SealedRecord):
    """Reports of one organisation that a person put together, and why."""

    purpose = "reports"
    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "organisation_id": Privacy.INTERNAL,
        "made_by": Privacy.PERSONAL,
        "made_on": Privacy.INTERNAL,
        "reason": Privacy.SPECIAL,
    }

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    made_by = models.CharField(max_length=64)
    made_on = models.DateField()
    reason = SealedTextField()

    objects = RecordQuerySet["Bundle"].as_manager()

    def __str__(self) -> str:
        return f"group {self.id}"

    def holders(self) -> Iterable[Holder]:
        return [Holder(str(self.organisation_id), self.purpose)]


class Sketch(Record):
    """One of the keyed marks by which texts that resemble each other find each other (see reporting.sketch)."""

    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "report_id": Privacy.PERSONAL,
        "mark": Privacy.PERSONAL,
        "made_on": Privacy.PERSONAL,
    }

    report = models.ForeignKey(
        "reporting.Report", on_delete=models.PROTECT, related_name="sketches"
    )
    mark = models.CharField(max_length=16)
    made_on = models.DateField(db_index=True)

    objects = RecordQuerySet["Sketch"].as_manager()

    class Meta:
        verbose_name_plural = "sketches"
        indexes = [models.Index(name="sketches_with_a_mark", fields=["mark", "report"])]

    def __str__(self) -> str:
        return f"sketch of {self.report_id}"


class Verdict(SealedRecord):
    """Whether it helped, as the reporter said after the report was closed on `about`."""

    purpose = "reports"
    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "report_id": Privacy.PERSONAL,
        "about": Privacy.INTERNAL,
        "helped": Privacy.PERSONAL,
        "text": Privacy.SPECIAL,
    }

    report = models.OneToOneField(
        "reporting.Report", on_delete=models.PROTECT, related_name="verdict"
    )
    about = models.DateField()
    helped = models.CharField(max_length=16)
    text = SealedTextField(blank=True)

    objects = RecordQuerySet["Verdict"].as_manager()

    def __str__(self) -> str:
        return f"verdict on {self.report_id}"

    def holders(self) -> Iterable[Holder]:
        return [Holder(str(self.report.receiver_id), self.purpose)]
