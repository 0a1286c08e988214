"""What anybody may know of services: those that are shown, and of shelters their kind and region alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from ketenwerk.care.hsds import terms
from ketenwerk.care.models import HelpPoint, Service
from ketenwerk.country.data import country
from ketenwerk.country.words import choices, region_name, service_kind_name
from ketenwerk.foundation.problems import NotFound
from ketenwerk.organisations import queries as partners
from ketenwerk.organisations.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a list is narrowed to; everything that is given must hold."""

    search: str = ""
    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    organization_id: UUID | None = None
    modified_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """Services first, then help points: two tables as one list. An offset costs no reading of what is skipped."""

    services: QuerySet[Service]
    points: QuerySet[HelpPoint]

    def count(self) -> int:
        return self.services.count() + self.points.count()

    def part(self, start: int, end: int) -> list[Service | HelpPoint]:
        services = list(self.services[start:end])
        ahead = start + len(services)
        if ahead >= end:
            return [*services]
        before = self.services.count()
        points = self.points[max(0, ahead - before) : end - before]
        return [*services, *points]

    def whole(self) -> Iterator[Service | HelpPoint]:
        yield from self.services.iterator()
        yield from self.points.iterator()


def services(asked: Asked) -> Listed:
    return Listed(_services(asked), _points(asked))


def points_with_a_place(asked: Asked) -> QuerySet[HelpPoint]:
    """Help points that are somewhere; of a service no place is known here."""
    return _points(asked).exclude(municipality="")


def service_by_id(wanted: UUID) -> Service | HelpPoint:
    found = _services(Asked()).filter(id=wanted).first()
    point = _points(Asked()).filter(id=wanted).first()
    if found is None and point is None:
        raise NotFound("hsds.not-found")
    return found or point  # type: ignore[return-value]  # one of the two is there


def point_by_id(wanted: UUID) -> HelpPoint:
    found = points_with_a_place(Asked()).filter(id=wanted).first()
    if found is None:
        raise NotFound("hsds.not-found")
    return found


def organisations(asked: Asked) -> QuerySet[Organisation]:
    """Those of which something is shown that has their name on it: never those that only keep shelters."""
    asked_of_services = Asked(
        taxonomy_term_id=asked.taxonomy_term_id, taxonomy_id=asked.taxonomy_id
    )
    mine = {"organisation": OuterRef("pk")}
    named = _services(asked_of_services).filter(kind__in=_named_kinds(), **mine)
    points = _points(asked_of_services).filter(**mine)
    found = partners.organisations().filter(Exists(named) | Exists(points))
    return found.filter(name__icontains=asked.search) if asked.search else found


def organisation_by_id(wanted: UUID) -> Organisation:
    found = organisations(Asked()).filter(id=wanted).first()
    if found is None:
        raise NotFound("hsds.not-found")
    return found


def services_of(organisation: Organisation) -> list[Service | HelpPoint]:
    return list(services(Asked(organization_id=organisation.id)).whole())


def _services(asked: Asked) -> QuerySet[Service]:
    found = Service.objects.shown().select_related("organisation").order_by("id")
    if asked.organization_id:
        found = found.filter(organisation=asked.organization_id, kind__in=_named_kinds())
    if asked.taxonomy_id and asked.taxonomy_id != terms.taxonomy_id(terms.SERVICE):
        found = found.none()
    if asked.taxonomy_term_id:
        found = found.filter(kind=terms.code_of(asked.taxonomy_term_id, terms.SERVICE))
    if asked.modified_after:
        since = asked.modified_after
        found = found.filter(Q(counted_at__gte=since) | Q(changed_at__gte=since))
    return found.filter(_said(asked.search)) if asked.search else found


def _said(search: str) -> Q:
    """Only what is shown is searched: a hidden name that is found is a name told."""
    text = search.casefold()
    kinds = [
        code for code in country().service_kinds if text in service_kind_name(code).casefold()
    ]
    regions = [code for code in country().regions if text in region_name(code).casefold()]
    named = Q(name__icontains=search) | Q(organisation__name__icontains=search)
    return Q(kind__in=kinds) | Q(region__in=regions) | Q(kind__in=_named_kinds()) & named


def _points(asked: Asked) -> QuerySet[HelpPoint]:
    found = HelpPoint.objects.shown().select_related("organisation").order_by("id")
    if asked.organization_id:
        found = found.filter(organisation=asked.organization_id)
    if asked.taxonomy_id and asked.taxonomy_id != terms.taxonomy_id(terms.HELP):
        found = found.none()
    if asked.taxonomy_term_id:
        found = found.filter(kind=terms.code_of(asked.taxonomy_term_id, terms.HELP))
    if asked.modified_after:
        found = found.filter(checked_on__gte=timezone.localdate(asked.modified_after))
    if asked.search:
        text = asked.search.casefold()
        kinds = [code for code, name in choices(terms.HELP) if text in name.casefold()]
        named = Q(name__icontains=asked.search) | Q(organisation__name__icontains=asked.search)
        found = found.filter(named | Q(kind__in=kinds))
    return found


def _named_kinds() -> list[str]:
    """Where nobody stays, a service and its organisation are shown by their names."""
    return [kind.code for kind in country().service_kinds.values() if not kind.stay]
