"""What there is in a region, counted by the database: as many questions, however many services there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Sum
from django.utils import timezone

from ketenwerk.care.models import HelpPoint, Service
from ketenwerk.care.overview import rules
from ketenwerk.care.searching.queries import Unmet, unmet_needs
from ketenwerk.country.data import country
from ketenwerk.foundation.problems import NotFound, Refused
from ketenwerk.organisations.actor import Actor

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class OfKind:
    """All services of one kind in a region. `stale`: how many of them gave no count that can be trusted."""

    services: int
    places: int
    free: int
    oldest: datetime | None
    stale: int


@dataclass(frozen=True, slots=True)
class Overview:
    region: str
    at: datetime
    kinds: Mapping[str, OfKind]  # every kind of the country, in its order
    languages: frozenset[str]  # spoken somewhere in the region
    unmet: tuple[Unmet, ...]
    since: date

    @property
    def missing(self) -> tuple[str, ...]:
        """Kinds of which there is none."""
        return tuple(code for code, found in self.kinds.items() if not found.services)

    @property
    def full(self) -> tuple[str, ...]:
        """Kinds where people stay and nowhere a place is free."""
        kept = country().service_kinds
        here = ((code, found) for code, found in self.kinds.items() if kept[code].stay)
        return tuple(code for code, found in here if found.services and not found.free)


def overview(actor: Actor, region: str, *, at: datetime) -> Overview:
    """Raises Refused, or NotFound for a region that does not exist."""
    if not (may := rules.may_see_overview(actor)):
        raise Refused(may.reason)
    if region not in {each.code for each in country().regions_of_kind("care")}:
        raise NotFound("region.not-found")
    since = timezone.localdate(at) - A_YEAR
    return Overview(
        region=region,
        at=at,
        kinds=_kinds(actor, region, at),
        languages=_languages(actor, region),
        unmet=tuple(unmet_needs(actor, region, since=since)),
        since=since,
    )


def _kinds(actor: Actor, region: str, at: datetime) -> Mapping[str, OfKind]:
    here = Service.objects.visible_to(actor).filter(region=region).order_by()
    counted = here.values("kind").annotate(
        services=Count("id"), all=Sum("places"), empty=Sum("free"), oldest=Min("counted_at")
    )
    rows = {row["kind"]: row for row in counted}
    stale = dict(here.stale(at).values_list("kind").annotate(number=Count("id")))
    return {code: _of_kind(rows.get(code), stale.get(code, 0)) for code in country().service_kinds}


def _of_kind(row: Mapping[str, object] | None, stale: int) -> OfKind:
    if row is None:
        return OfKind(0, 0, 0, None, 0)
    services, places, free, oldest = (row[name] for name in ("services", "all", "empty", "oldest"))
    return OfKind(services, places, free, oldest, stale)  # type: ignore[arg-type]  # as counted above


def _languages(actor: Actor, region: str) -> frozenset[str]:
    """Distinct entries, of which there are few, and the help points of the region."""
    here = Service.objects.visible_to(actor).filter(region=region).order_by()
    said = {
        code
        for admission in here.exclude(admission={}).values_list("admission", flat=True).distinct()
        for code in admission.get("languages", ())
    }
    places = [
        each.code
        for each in country().municipalities.values()
        if each.regions.get("care") == region
    ]
    points = HelpPoint.objects.shown().filter(municipality__in=places)
    spoken = (code for codes in points.values_list("languages", flat=True) for code in codes)
    return frozenset(said) | frozenset(spoken)
