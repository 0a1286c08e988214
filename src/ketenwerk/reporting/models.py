import uuid
from collections.abc import Iterable
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q

from ketenwerk.foundation.records import Privacy, Record, RecordQuerySet
from ketenwerk.foundation.workflow import Workflow
from ketenwerk.keys.fields import SealedBytesField, SealedRecord, SealedTextField, shred
from ketenwerk.keys.service import Holder
from ketenwerk.organisations.actor import Actor, Role
from ketenwerk.reporting import mailbox
from ketenwerk.reporting.handling.models import (  # noqa: F401 - Django looks for models here alone
    Bundle,
    Handover,
    Note,
    Sketch,
    Verdict,
)

S = TypeVar("S", bound=SealedRecord)


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


def _found_by(column: str) -> list[models.Index]:
    """So that the inbox finds a page of it without reading the rest, of all reports and of those in one state."""
    return [
        models.Index(
            name=f"reports_by_{column}", fields=["receiver", column, "received_on", "id"]
        ),
        models.Index(
            name=f"states_by_{column}", fields=["receiver", "state", column, "look_by", "id"]
        ),
    ]


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
            models.Index(
                name="reports_of_a_state_by_day", fields=["receiver", "state", "received_on", "id"]
            ),
            models.Index(name="reports_by_day", fields=["receiver", "received_on", "id"]),
            models.Index(name="reports_of_a_person", fields=["receiver", "owner_user", "look_by"]),
            models.Index(
                name="reports_of_a_person_by_day",
                fields=["receiver", "owner_user", "received_on", "id"],
            ),
            models.Index(
                name="reports_unanswered",
                fields=["receiver", "received_on", "id"],
                condition=Q(unanswered=True),
            ),
            *(index for each in FILTERS for index in _found_by(each)),
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


class FileQuerySet(RecordQuerySet[S]):
    def forget(self) -> None:
        """Make them unreadable in every copy, and let the room they take go."""
        found = self.only("pk")
        for each in found:
            shred(each)
        found.delete()


class AttachmentQuerySet(FileQuerySet["Attachment"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the reports that were sent to the actor's organisation, for its intake. Without what is in them."""
        reports = Report.objects.visible_to(actor)
        return self.filter(report__in=reports).select_related("report").defer("content")


class Attachment(SealedRecord):
    """A file that was sent with a report, made anew: pixels or letters, and nothing else of what it was.

    `size` is the room it takes, rounded up; `mark` tells whether the same file was sent with this report before.
    """

    class Kind(models.TextChoices):
        PICTURE = "picture"
        DOCUMENT = "document"
        TEXT = "text"

    purpose = "reports"
    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "report_id": Privacy.INTERNAL,
        "number": Privacy.INTERNAL,
        "kind": Privacy.PERSONAL,
        "size": Privacy.INTERNAL,
        "sent_on": Privacy.PERSONAL,
        "mark": Privacy.PERSONAL,
        "content": Privacy.SPECIAL,
    }

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="attachments")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=Kind)
    size = models.PositiveIntegerField()
    sent_on = models.DateField()
    mark = models.CharField(max_length=64)
    content = SealedBytesField()

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="attachments_of_a_report_are_numbered", fields=["report", "number"]
            ),
            models.UniqueConstraint(
                name="a_file_is_kept_once_with_a_report", fields=["report", "mark"]
            ),
        ]

    def __str__(self) -> str:
        return f"attachment {self.number} of {self.report}"

    def holders(self) -> Iterable[Holder]:
        return [Holder(str(self.report.receiver_id), self.purpose)]


def two_people_of(organisation: object) -> str:
    """The name of the holder that opens the originals of an organisation."""
    return f"two:{organisation}"


class Original(SealedRecord):
    """The file as it was sent, because the reporter asked to keep it: it may show who that is.

    Sealed apart, to no organisation: only the action that has seen two people agree names its holder.
    """

    purpose = "originals"
    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "attachment_id": Privacy.INTERNAL,
        "extension": Privacy.INTERNAL,
        "size": Privacy.INTERNAL,
        "content": Privacy.SPECIAL,
    }

    attachment = models.OneToOneField(
        Attachment, on_delete=models.PROTECT, related_name="original"
    )
    extension = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    content = SealedBytesField()

    objects = FileQuerySet["Original"].as_manager()

    def __str__(self) -> str:
        return f"original {self.id}"

    def two_people(self) -> str:
        return two_people_of(self.attachment.report.receiver_id)

    def holders(self) -> Iterable[Holder]:
        return [Holder(self.two_people(), self.purpose)]


class OpeningQuerySet(FileQuerySet["Opening"]):
    def visible_to(self, actor: Actor) -> Self:
        reports = Report.objects.visible_to(actor)
        found = self.filter(original__attachment__report__in=reports)
        related = found.select_related("original__attachment__report")
        return related.defer("original__content", "original__attachment__content")


class Opening(SealedRecord):
    """One request to open one original: who asks and why, who agrees, and that it was opened, once."""

    purpose = "reports"
    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "original_id": Privacy.INTERNAL,
        "asked_by": Privacy.PERSONAL,
        "asked_at": Privacy.INTERNAL,
        "reason": Privacy.SPECIAL,
        "agreed_by": Privacy.PERSONAL,
        "agreed_at": Privacy.INTERNAL,
        "opened_at": Privacy.INTERNAL,
    }

    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="openings")
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    reason = SealedTextField()
    agreed_by = models.CharField(max_length=64, blank=True)
    agreed_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="who_agrees_to_an_opening_is_somebody_else",
                condition=~Q(agreed_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="an_opening_is_agreed_to_when_somebody_agreed",
                condition=Q(agreed_by="", agreed_at=None)
                | (~Q(agreed_by="") & Q(agreed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="what_is_opened_was_agreed_to",
                condition=Q(opened_at=None) | Q(agreed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"opening {self.id}"

    def holders(self) -> Iterable[Holder]:
        return [Holder(str(self.original.attachment.report.receiver_id), self.purpose)]


class Draft(Record):
    """What somebody typed and did not send yet. Only the visitor's cookie opens it, or the code they asked for.

    Nothing in it names a report, and no report names it.
    """

    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "locator": Privacy.PERSONAL,
        "content": Privacy.PERSONAL,
        "code_locator": Privacy.PERSONAL,
        "code_opens": Privacy.PERSONAL,
        "keep_until": Privacy.INTERNAL,
    }

    locator = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()  # locked with the key in the visitor's cookie
    code_locator = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - none is no code
    code_opens = models.BinaryField()  # what the cookie holds, locked with the code; empty without
    keep_until = models.DateField(db_index=True)

    objects = RecordQuerySet["Draft"].as_manager()

    def __str__(self) -> str:
        return f"draft {self.id}"
