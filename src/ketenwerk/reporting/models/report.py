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
from ketenwerk.reporting.handling.models import Bundle


class ReportState(models.TextChoices):
    NEW = "new"
    TAKEN = "taken"  # on somebody's name
    TAKEN_UP = "taken-up"  # as a signal, which has a day and an owner of its own
    DEALT_WITH = "dealt-with"


REPORT_FLOW = Workflow(
    {
        ReportState.NEW: frozenset(
            {ReportState.TAKEN, ReportState.TAKEN_UP, ReportState.DEALT_WITH}
        ),
        ReportState.TAKEN: frozenset({ReportState.TAKEN_UP, ReportState.DEALT_WITH}),
        ReportState.TAKEN_UP: frozenset({ReportState.DEALT_WITH}),
        ReportState.DEALT_WITH: frozenset({ReportState.NEW}),  # the reporter asked for it
    }
)


FILTERS = ("municipality", "region", "form", "urgency")


def _index(name: str, *fields: str) -> models.Index:
    """For one filter of the inbox in one order, so that a page is found without reading the rest."""
    return models.Index(name=name, fields=["receiver", *fields, "id"])


class ReportQuerySet(RecordQuerySet["Report"]):
    def visible_to(self, actor: Actor) -> Self:
        """What was sent to the actor's organisation, for its intake."""
        return self.filter(receiver=actor.organisation) if actor.has(Role.INTAKE) else self.none()


class Report(SealedRecord):
    """What somebody told, sealed to the organisation that receives it. Of who told it, nothing is known.

    `handle` is the only name another house may keep of a report; it leads to the mailbox, not to a person.
    `look_by` is its next day: first to be looked at, from then on (`answer_by`) to be decided on. The reporter wrote
    since our last answer when it is `unanswered`; another organisation took it over on `moved_on`.
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
        "answer_by": Privacy.INTERNAL,
        "keeps_out": Privacy.PERSONAL,
        "language": Privacy.PERSONAL,
        "owner_user": Privacy.PERSONAL,
        "unanswered": Privacy.INTERNAL,
        "moved_on": Privacy.INTERNAL,
        "reopened_on": Privacy.PERSONAL,
        "bundle_id": Privacy.PERSONAL,
        "closed_as": Privacy.INTERNAL,
        "duplicate_of_id": Privacy.PERSONAL,
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
    answer_by = models.DateField()
    keeps_out = models.JSONField(default=list)  # organisations that the reporter left out
    language = models.CharField(max_length=8, blank=True)  # in which the pages were read
    owner_user = models.CharField(max_length=64, blank=True)
    unanswered = models.BooleanField(default=False)
    moved_on = models.DateField(null=True)
    reopened_on = models.DateField(null=True)
    bundle = models.ForeignKey(Bundle, null=True, on_delete=models.PROTECT, related_name="reports")
    closed_as = models.CharField(max_length=32, blank=True)
    duplicate_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
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
            models.Index(name="reports_of_a_state", fields=["receiver", "state", "look_by", "id"]),
            models.Index(name="reports_of_a_person", fields=["receiver", "owner_user", "look_by"]),
            models.Index(
                name="reports_unanswered",
                fields=["receiver", "received_on", "id"],
                condition=Q(unanswered=True),
            ),
            _index("reports_by_day", "received_on"),
            _index("reports_of_a_state_by_day", "state", "received_on"),
            _index("reports_of_a_person_by_day", "owner_user", "received_on"),
            *(_index(f"reports_by_{each}", each, "received_on") for each in FILTERS),
            *(_index(f"states_by_{each}", "state", each, "look_by") for each in FILTERS),
            models.Index(name="reports_of_a_region", fields=["region", "state", "look_by"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_report_is_dealt_with_exactly_when_it_has_a_closing_day",
                condition=Q(state=ReportState.DEALT_WITH, closed_on__isnull=False)
                | (~Q(state=ReportState.DEALT_WITH) & Q(closed_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_report_that_is_taken_is_on_somebodys_name",
                condition=~Q(state=ReportState.TAKEN) | ~Q(owner_user=""),
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.id}"

    def holders(self) -> Iterable[Holder]:
        return [Holder(str(self.receiver_id), self.purpose)]

    def mailbox(self) -> Holder:
        return mailbox.holder(self.handle, bytes(self.mailbox_public))
