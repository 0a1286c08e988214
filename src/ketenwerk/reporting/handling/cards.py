"""How reports that are being handled look in lists: never what was told."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ketenwerk.country.data import Choices
from ketenwerk.country.words import form_name, place_name, region_name, word
from ketenwerk.foundation.cards import Card, days_late
from ketenwerk.reporting.cards import report_card
from ketenwerk.reporting.handling.models import Handover
from ketenwerk.reporting.models import Report, ReportState

DAY = "j F Y"
SHAPES = {
    ReportState.NEW: "open",
    ReportState.TAKEN: "busy",
    ReportState.TAKEN_UP: "waiting",
    ReportState.DEALT_WITH: "done",
}
WAITING = (ReportState.NEW, ReportState.TAKEN)
Row = list[object]


def columns() -> list[dict[str, object]]:
    labels = (_("Report"), _("Where"), _("How soon"), _("Where it stands"), _("Who has it"))
    return [{"label": label} for label in (*labels, _("At the latest"))]


def row(report: Report, *, people: Mapping[str, str], today: date) -> Row:
    return [
        {"text": name_of(report), "url": reverse("reporting:show", args=[report.id])},
        place_name(report.municipality, report.region),
        word("urgency", report.urgency),
        {"status": state_word(report), "shape": SHAPES[ReportState(report.state)]},
        people.get(report.owner_user, ""),
        _next_day(report, today=today),
    ]


def name_of(report: Report) -> str:
    """What kind, and from which day."""
    day = date_format(report.received_on, DAY)
    return _("%(form)s, %(day)s") % {"form": form_name(report.form), "day": day}


def state_word(report: Report) -> str:
    words = {
        ReportState.NEW: _("Opened again") if report.reopened_on else _("New"),
        ReportState.TAKEN: _("Taken"),
        ReportState.TAKEN_UP: _("Is a signal"),
        ReportState.DEALT_WITH: word("report-closing", report.closed_as) or _("Dealt with"),
    }
    marks = [words[ReportState(report.state)]]
    marks += [_("the reporter wrote")] if report.unanswered else []
    marks += [_("in a group")] if report.bundle_id else []
    return " · ".join(marks)


def choices_of(reports: Iterable[Report], *, people: Mapping[str, str]) -> Choices:
    """To tick or to choose from: what, where, where it stands and with whom."""
    found = []
    for report in reports:
        place = place_name(report.municipality, report.region)
        parts = [name_of(report), place, state_word(report), people.get(report.owner_user, "")]
        found.append((str(report.id), " · ".join(part for part in parts if part)))
    return found


def taken_card(report: Report, *, today: date) -> Card:
    """One the reader took."""
    card = report_card(report, today=today)
    return Card(
        kind=card.kind,
        what=name_of(report),
        url=card.url,
        where=card.where,
        next_step=_("Decide and answer"),
        day=report.look_by,
        late_days=card.late_days,
        status=state_word(report),
        shape="busy",
    )


def handover_card(handover: Handover, *, today: date) -> Card:
    """A report that is offered to the reader."""
    report = handover.report
    return Card(
        kind="report",
        what=name_of(report),
        url=reverse("reporting:handover", args=[handover.id]),
        where=region_name(report.region),
        whose=handover.sender.name,
        next_step=_("Take it over or say why not"),
        day=handover.answer_by,
        late_days=days_late(handover.answer_by, today=today),
        status=word("urgency", report.urgency),
        shape="waiting",
    )


def _next_day(report: Report, *, today: date) -> object:
    if report.state not in WAITING:
        return ""
    late = days_late(report.look_by, today=today)
    return {"late": late} if late else date_format(report.look_by, DAY)
