from collections.abc import Iterable
from typing import ClassVar

from django.db import models

from ketenwerk.foundation.records import Privacy, RecordQuerySet
from ketenwerk.keys.fields import SealedRecord, SealedTextField
from ketenwerk.keys.service import Holder
from ketenwerk.reporting.models.report import Report


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
