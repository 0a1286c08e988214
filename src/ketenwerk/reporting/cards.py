"""How a report looks in a list: what kind it is and how soon it needs a look, never what was told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ketenwerk.country.speech import own_name
from ketenwerk.country.words import form_name, place_name, word
from ketenwerk.foundation.cards import Card, days_late
from ketenwerk.reporting.models import Attachment, Original, Report

EXTENSIONS = {"picture": "jpg", "document": "pdf", "text": "txt"}


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file in the list of the intake. `original` is where its original is asked for; empty when that was not kept."""

    name: str
    kind: str
    size: str
    sent_on: date
    url: str
    original: str


def report_card(report: Report, *, today: date) -> Card:
    return Card(
        kind="report",
        what=form_name(report.form),
        url=reverse("reporting:show", args=[report.id]),
        where=place_name(report.municipality, report.region),
        next_step=_("Read it and take it"),
        day=report.look_by,
        late_days=days_late(report.look_by, today=today),
        status=_("How soon: %(urgency)s") % {"urgency": word("urgency", report.urgency)},
        shape="waiting",
    )


def report_facts(report: Report) -> list[tuple[str, object]]:
    facts: list[tuple[str, object]] = [
        (_("How soon"), word("urgency", report.urgency)),
        (_("Who reports"), word("reporter-kind", report.reporter)),
        (_("Form"), form_name(report.form)),
        (_("Where"), place_name(report.municipality, report.region)),
    ]
    if report.language:
        facts.append((_("Language of the reporter"), own_name(report.language)))
    return facts


def offer_facts(report: Report) -> list[tuple[str, object]]:
    """What another intake sees before it takes the report over: enough to know whether it can."""
    facts: list[tuple[str, object]] = [
        (_("How soon"), word("urgency", report.urgency)),
        (_("Form"), form_name(report.form)),
        (_("Where"), place_name("", report.region)),
    ]
    if report.language:
        facts.append((_("Language of the reporter"), own_name(report.language)))
    return facts


def sent_files(attachments: Iterable[Attachment], *, today: date) -> list[str]:
    """What was sent, for who sent it: "Picture, sent today"."""
    return [
        _("%(kind)s, sent on %(day)s")
        % {"kind": _kind(each), "day": date_format(each.sent_on, "j F")}
        if each.sent_on != today
        else _("%(kind)s, sent today") % {"kind": _kind(each)}
        for each in attachments
    ]


def file_lines(attachments: Iterable[Attachment]) -> list[FileLine]:
    return [
        FileLine(
            name=file_name(each),
            kind=_kind(each),
            size=filesizeformat(each.size),
            sent_on=each.sent_on,
            url=reverse("reporting:attachment", args=[each.id]),
            original=reverse("reporting:original", args=[each.id])
            if hasattr(each, "original")
            else "",
        )
        for each in attachments
    ]


def file_name(attachment: Attachment) -> str:
    """A name of ours, in the language of the reader; the sender's is not known."""
    name = _("attachment-%(number)s") % {"number": attachment.number}
    return f"{name}.{EXTENSIONS[attachment.kind]}"


def original_name(original: Original) -> str:
    name = _("original-%(number)s") % {"number": original.attachment.number}
    return f"{name}.{original.extension}"


def _kind(attachment: Attachment) -> str:
    return {"picture": _("Picture"), "document": _("Document"), "text": _("Text")}[attachment.kind]
