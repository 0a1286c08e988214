"""What several actions write. Only they call this, after they have asked and before they record."""

from datetime import date, datetime

from django.utils import timezone

from ketenwerk.country.data import country
from ketenwerk.foundation.problems import NotFound
from ketenwerk.keys.fields import SealedRecord
from ketenwerk.reporting.mailbox import Ticket
from ketenwerk.reporting.models import Message, Report, ReportState


def mailbox_of(ticket: Ticket) -> Report:
    report = Report.objects.filter(handle=ticket.handle).first()
    if report is None:
        raise NotFound("mailbox.no-such-code")
    return report


def add_message(report: Report, body: str, *, from_reporter: bool, at: datetime) -> None:
    """One message more, and whose turn it is."""
    Message.objects.create(
        report=report,
        number=report.messages.count() + 1,
        from_reporter=from_reporter,
        written_on=timezone.localdate(at),
        body=body,
    )
    report.unanswered = from_reporter
    report.save(update_fields=["unanswered"])


def give_days(report: Report, day: date) -> None:
    """From this day on: when it must have been looked at, and when it must have been decided on."""
    report.look_by = country().due_on("report-first-look", day, region=report.region)
    report.answer_by = country().due_on("report-answer", day, region=report.region)


def end(report: Report, *, at: datetime) -> None:
    """It was dealt with today, and its term begins to run."""
    report.state, report.closed_on = ReportState.DEALT_WITH, timezone.localdate(at)
    report.keep_until = country().kept_until("report-closed", report.closed_on)
    report.unanswered = False
    report.save(
        update_fields=[
            "state",
            "closed_on",
            "keep_until",
            "unanswered",
            "closed_as",
            "duplicate_of",
            "owner_user",
        ]
    )


def texts_of(report: Report) -> list[SealedRecord]:
    """Everything sealed that goes with the report, and the report itself; whatever house added it."""
    found: list[SealedRecord] = [report]
    for relation in report._meta.related_objects:
        if issubclass(relation.related_model, SealedRecord) and relation.related_model != Report:
            about = relation.related_model._default_manager
            found += about.filter(**{relation.field.name: report})
    return found


def travelling(report: Report) -> list[SealedRecord]:
    """What another organisation may read when it takes the report over: what was told, the messages and the files.

    An original stays where it is: it is sealed to two people of the organisation that was trusted with it.
    """
    return [report, *report.messages.all(), *report.attachments.all()]
