from collections.abc import Iterable
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q

from ketenwerk.foundation.records import Privacy, RecordQuerySet
from ketenwerk.keys.fields import SealedBytesField, SealedRecord, SealedTextField, shred
from ketenwerk.keys.service import Holder
from ketenwerk.organisations.actor import Actor
from ketenwerk.reporting.models.report import Report

S = TypeVar("S", bound=SealedRecord)


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
