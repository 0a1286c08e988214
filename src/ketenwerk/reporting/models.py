import uuid
from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from ketenwerk.foundation.records import Privacy, RecordQuerySet
from ketenwerk.foundation.workflow import Workflow
from ketenwerk.keys.fields import SealedRecord, SealedTextField
from ketenwerk.keys.service import Holder
from ketenwerk.organisations.actor import Actor, Role
from ketenwerk.reporting import mailbox


class ReportState(models.TextChoices):
    NEW = "new"
    TAKEN = "taken"
    DEALT_WITH = "dealt-with"


REPORT_FLOW = Workflow(
    {
        ReportState.NEW: frozenset({ReportState.TAKEN, ReportState.DEALT_WITH}),
        ReportState.TAKEN: frozenset({ReportState.DEALT_WITH}),
        ReportState.DEALT_WITH: frozenset(),
    }
)


class ReportQuerySet(RecordQuerySet["Report"]):
    def visible_to(self, actor: Actor) -> Self:
        """What was sent to the actor's organisation, for its intake."""
        return self.filter(receiver=actor.organisation) if actor.has(Role.INTAKE) else self.none()


class Report(SealedRecord):
    """What somebody told, sealed to the organisation that receives it. Of who told it, nothing is known.

    `handle` is the only name another house may keep of a report; it leads to the mailbox, not to a person.
    """

    purpose = "reports"
    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "handle": Privacy.INTERNAL,
        "region": Privacy.INTERNAL,
        "municipality": Privacy.PERSONAL,
        "receiver_id": Privacy.INTERNAL,
        "reporter": Privacy.PERSONAL,
        "form": Privacy.PERSONAL,
        "urgency": Privacy.INTERNAL,
        "received_on": Privacy.PERSONAL,
        "look_by": Privacy.INTERNAL,
        "state": Privacy.INTERNAL,
        "closed_on": Privacy.INTERNAL,
        "keep_until": Privacy.INTERNAL,
        "forgotten_on": Privacy.INTERNAL,
        "story": Privacy.SPECIAL,
        "locator": Privacy.PERSONAL,
        "mailbox_public": Privacy.INTERNAL,
        "mailbox_private": Privacy.PERSONAL,
    }

    handle = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.CharField(max_length=64)
    municipality = models.CharField(max_length=8, blank=True)
    receiver = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    reporter = models.CharField(max_length=32)
    form = models.CharField(max_length=8)
    urgency = models.CharField(max_length=16)
    received_on = (
        models.DateField()
    )  # the day alone: the hour of a visit is a trace of the visitor
    look_by = models.DateField()
    state = models.CharField(max_length=16, choices=ReportState, default=ReportState.NEW)
    closed_on = models.DateField(null=True)
    keep_until = models.DateField(null=True)
    forgotten_on = models.DateField(null=True)
    story = SealedTextField()
    locator = models.CharField(max_length=64, unique=True)
    mailbox_public = models.BinaryField()
    mailbox_private = (
        models.BinaryField()
    )  # locked with the code; empty when the reporter wiped it

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                name="reports_waiting",
                fields=["receiver", "look_by"],
                condition=Q(state="new"),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="a_report_is_dealt_with_exactly_when_it_has_a_closing_day",
                condition=Q(state=ReportState.DEALT_WITH, closed_on__isnull=False)
                | (~Q(state=ReportState.DEALT_WITH) & Q(closed_on__isnull=True)),
            )
        ]

    def __str__(self) -> str:
        return f"report {self.id}"

    def holders(self) -> Iterable[Holder]:
        return [Holder(str(self.receiver_id), self.purpose)]

    def mailbox(self) -> Holder:
        return mailbox.holder(self.handle, bytes(self.mailbox_public))


class Message(SealedRecord):
    """One message between the receiver and the reporter. What the reporter wrote is not shown to the reporter again."""

    purpose = "reports"
    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "report_id": Privacy.INTERNAL,
        "number": Privacy.INTERNAL,
        "from_reporter": Privacy.INTERNAL,
        "written_on": Privacy.PERSONAL,
        "body": Privacy.SPECIAL,
    }

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="messages")
    number = models.PositiveIntegerField()
    from_reporter = models.BooleanField()
    written_on = models.DateField()
    body = SealedTextField()

    objects = RecordQuerySet["Message"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="messages_of_a_report_are_numbered", fields=["report", "number"]
            )
        ]

    def __str__(self) -> str:
        return f"message {self.number} of {self.report}"

    def holders(self) -> Iterable[Holder]:
        receiver = Holder(str(self.report.receiver_id), self.purpose)
        return [receiver] if self.from_reporter else [receiver, self.report.mailbox()]
