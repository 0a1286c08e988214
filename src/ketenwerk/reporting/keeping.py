"""What several actions write. Only they call this, after they have asked and before they record."""

from datetime import date, datetime

from django.utils import timezone

from ketenwerk.country.data import country
from ketenwerk.keys.fields import SealedRecord, open_also_to, open_as
from ketenwerk.reporting.models import (
    Message,
    Opening,
    Original,
    Report,
    ReportState,
    two_people_of,
)


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
    """What another organisation may read when it takes the report over.

    What was told, the messages, the files, and who asked for their originals and why.
    """
    asked = Opening.objects.filter(original__attachment__report=report)
    return [report, *report.messages.all(), *report.attachments.all(), *asked]


def let_two_others_open(report: Report, *, of: object) -> None:
    """The originals go along: from now on two people of the organisation `of` can open them."""
    for original in Original.objects.filter(attachment__report=report):
        open_as(original, original.two_people())
        open_also_to(original, two_people_of(of))
