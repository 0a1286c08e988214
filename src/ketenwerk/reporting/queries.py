"""Everything that can be seen of reports."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from ketenwerk.country.data import country
from ketenwerk.foundation.problems import NotFound
from ketenwerk.organisations.actor import Actor
from ketenwerk.organisations.queries import national_regions, receivers_of_reports
from ketenwerk.reporting import rules
from ketenwerk.reporting.models import (
    Attachment,
    Draft,
    Opening,
    Original,
    Report,
    ReportState,
)
from ketenwerk.reporting.routing import Receiver, Way, chosen, ways

CARE = "care"
UNREAD = ("content", "attachment__content")  # of an original, until somebody opens it


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


def receivers() -> list[Receiver]:
    """Who receives reports today, as the rules for routing see them."""
    nation = frozenset(national_regions())
    return [
        Receiver(each.id, each.name, each.kind, regions, bool(regions & nation))
        for each, regions in receivers_of_reports()
    ]


def ways_for(facts: Mapping[str, str], *, on: date) -> list[Way]:
    """Who could receive a report with these facts, the best first, each with a reason."""
    region = region_of(facts.get("municipality", ""), on=on)
    return ways(country().routes, receivers(), facts, region)


def way_for(facts: Mapping[str, str], without: Sequence[str], *, on: date) -> Way | None:
    """Who receives it; None when nobody would whom the reporter did not keep out."""
    return best_of(ways_for(facts, on=on), without)


def best_of(found: Sequence[Way], without: Sequence[str]) -> Way | None:
    """The best way that does not lead to one of these organisations."""
    return chosen(found, without=[UUID(each) for each in without])


def draft_content(locator: str) -> bytes:
    """What is kept of a draft, locked; empty when there is none."""
    found = Draft.objects.filter(locator=locator).values_list("content", flat=True)
    return next((bytes(content) for content in found), b"")


def expired_drafts(*, on: date) -> QuerySet[Draft]:
    return Draft.objects.filter(keep_until__lt=on).order_by("id")


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


def mailbox_report(handle: UUID) -> Report:
    """The report behind an open mailbox."""
    found = Report.objects.filter(handle=handle).first()
    if found is None:
        raise NotFound("mailbox.no-such-code")
    return found


def sent_with(handle: UUID) -> QuerySet[Attachment]:
    """The files that were sent with the report behind an open mailbox: how many and what kind, not what is in them."""
    return Attachment.objects.filter(report__handle=handle).defer("content").order_by("number")


def room_taken(report: Report) -> tuple[int, int]:
    """How many files were sent with a report, and how many bytes they take with their originals."""
    files = Attachment.objects.filter(report=report).aggregate(n=Count("id"), size=Sum("size"))
    kept = Original.objects.filter(attachment__report=report).aggregate(size=Sum("size"))
    return files["n"], (files["size"] or 0) + (kept["size"] or 0)


def attachments(actor: Actor, report: Report) -> QuerySet[Attachment]:
    """For the receiver, each with its original where that was kept."""
    found = Attachment.objects.visible_to(actor).filter(report=report)
    with_originals = found.select_related("report", "original").defer(
        "content", "original__content"
    )
    return with_originals.order_by("number")


def attachment_by_id(actor: Actor, attachment_id: UUID) -> Attachment:
    found = Attachment.objects.visible_to(actor).filter(id=attachment_id).first()
    if found is None:
        raise NotFound("attachment.not-found")
    return found


def original_of(actor: Actor, attachment_id: UUID) -> Original:
    mine = Attachment.objects.visible_to(actor).filter(id=attachment_id)
    found = Original.objects.filter(attachment__in=mine)
    original = found.select_related("attachment__report").defer(*UNREAD).first()
    if original is None:
        raise NotFound("attachment.not-found")
    return original


def opening_by_id(actor: Actor, opening_id: UUID) -> Opening:
    found = Opening.objects.visible_to(actor).filter(id=opening_id).first()
    if found is None:
        raise NotFound("attachment.not-found")
    return found


def openings_to_agree_to(actor: Actor, *, at: datetime) -> list[Opening]:
    """Requests for which the actor may be the second person now, the first to lapse on top."""
    asked = Opening.objects.visible_to(actor).filter(
        agreed_by="", asked_at__gte=at - rules.ASKING_LASTS
    )
    return [
        each for each in asked.order_by("asked_at", "id") if rules.may_agree(actor, each, at=at)
    ]


def openings_of(original: Original) -> list[Opening]:
    """Every request to open this original, the newest first."""
    found = list(original.openings.order_by("-asked_at", "id"))
    for opening in found:
        opening.original = original
    return found
