"""Everything that can be seen of reports."""

from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from ketenwerk.country.data import country
from ketenwerk.foundation.problems import NotFound
from ketenwerk.organisations.actor import Actor
from ketenwerk.organisations.models import Organisation
from ketenwerk.organisations.queries import receiver_of_reports
from ketenwerk.reporting.models import Report, ReportState

CARE = "care"


def inbox(actor: Actor) -> QuerySet[Report]:
    """Reports nobody has taken yet, the most urgent day first."""
    waiting = Report.objects.visible_to(actor).filter(state=ReportState.NEW)
    return waiting.order_by("look_by", "id")


def report_by_id(actor: Actor, report_id: UUID) -> Report:
    found = Report.objects.visible_to(actor).filter(id=report_id).first()
    if found is None:
        raise NotFound("report.not-found")
    return found


def report_by_handle(actor: Actor, handle: UUID) -> Report:
    found = Report.objects.visible_to(actor).filter(handle=handle).first()
    if found is None:
        raise NotFound("report.not-found")
    return found


def region_of(municipality: str, *, on: date) -> str:
    """The care region a municipality belongs to; empty when the place is not known."""
    return country().region_of(municipality, CARE, on).code if municipality else ""


def receiver_for(municipality: str, *, on: date) -> tuple[Organisation, str]:
    """Who gets a report from this place, and the region it counts for. Raises NotFound when nobody would."""
    region = region_of(municipality, on=on)
    found = receiver_of_reports(region)
    if found is None:
        raise NotFound("report.no-receiver")
    return found, region or found.coverages.order_by("region").values_list("region", flat=True)[0]


def expired(*, on: date) -> QuerySet[Report]:
    """Reports dealt with longer ago than their retention allows, whose text is still there."""
    return Report.objects.filter(keep_until__lt=on, forgotten_on=None).order_by("id")


def counts_by_region(since: date, before: date) -> dict[str, int]:
    """How many reports came in from `since` until the day before `before`. For the public figures."""
    return _counts("region", since, before)


def counts_by_form(since: date, before: date) -> dict[str, int]:
    return _counts("form", since, before)


def _counts(field: str, since: date, before: date) -> dict[str, int]:
    found = Report.objects.filter(received_on__gte=since, received_on__lt=before)
    return dict(found.order_by().values_list(field).annotate(Count("id")))
