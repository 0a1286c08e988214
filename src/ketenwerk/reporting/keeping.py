"""What several actions write. Only they call this, after they have asked and before they record."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from ketenwerk.country.data import country
from ketenwerk.keys.fields import (
    SealedRecord,
    leave_only,
    open_also_to,
    open_as,
    others_who_open,
)
from ketenwerk.reporting.handling.models import Verdict
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

    What was told, the messages, the files, who asked for their originals and why, and what the reporter said of it.
    """
    files = report.attachments.defer("content")
    asked = Opening.objects.filter(original__attachment__report=report)
    said = Verdict.objects.filter(report=report)
    return [report, *report.messages.all(), *files, *asked, *said]


def originals(report: Report) -> QuerySet[Original]:
    """Without what is in them."""
    found = Original.objects.filter(attachment__report=report)
    return found.select_related("attachment__report").defer("content", "attachment__content")


def let_two_others_open(report: Report, *, of: object) -> None:
    """The originals go along: from now on two people of the organisation `of` can open them."""
    for original in originals(report):
        open_as(original, original.two_people())
        open_also_to(original, two_people_of(of))


def close_to_others(report: Report) -> None:
    """Who has the report now, and its reporter, can open it; whoever had it before keeps nothing to open."""
    for text in [*travelling(report), *originals(report)]:
        leave_only(text, text.holders())


def is_open_to_others(report: Report) -> bool:
    """Whether somebody who had it before can open something of it still."""
    texts = [*travelling(report), *originals(report)]
    return any(others_who_open(text, text.holders()) for text in texts)


def forget_notes(report: Report, *, of: UUID) -> None:
    """What the colleagues of one organisation wrote about it. Closed as soon as what is done now is kept."""
    notes = report.notes.filter(organisation=of)
    for note in notes.defer("body"):
        leave_only(note, [])
    notes.delete()


def leave_group(report: Report) -> None:
    """It stands on its own. Of a group that nobody is left in, the reason is forgotten as well."""
    bundle, report.bundle = report.bundle, None
    report.save(update_fields=["bundle"])
    if bundle and not bundle.reports.exists():
        leave_only(bundle, [])
        bundle.delete()
