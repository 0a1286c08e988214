"""How a report looks in a list: what kind it is and how soon it needs a look, never what was told."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from ketenwerk.country.words import form_name, place_name, word
from ketenwerk.foundation.cards import Card, days_late
from ketenwerk.reporting.handling.blocks import own_name
from ketenwerk.reporting.models import Report


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
