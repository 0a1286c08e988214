"""Services, help points and organisations in the words of HSDS 3.1. What is not said is left out.

Of a service where people stay: its kind, its region and the road to it. No name, no organisation, no number, no place.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

from ketenwerk.care.cards import place_card
from ketenwerk.care.help_cards import help_card
from ketenwerk.care.hsds import terms
from ketenwerk.care.hsds.terms import made_id
from ketenwerk.care.models import HelpPoint, Service
from ketenwerk.country.data import country
from ketenwerk.country.entries import Opening
from ketenwerk.country.words import (
    municipality_name,
    region_name,
    service_kind_name,
    word,
    words,
)
from ketenwerk.organisations.models import Organisation

Shape = dict[str, Any]
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def service(found: Service | HelpPoint, *, full: bool) -> Shape:
    """`full` with everything that belongs to it, otherwise with what there is one of."""
    if isinstance(found, HelpPoint):
        return _point(found, full=full)
    return _service(found, full=full)


def minimal(found: Service | HelpPoint) -> Shape:
    return {"id": str(found.id), "modified_date": _modified(found)}


def organisation(found: Organisation) -> Shape:
    return {
        "id": str(found.id),
        "name": found.name,
        "description": words(country().organisation_kinds[found.kind].name),
    }


def at_location(point: HelpPoint, *, full: bool) -> Shape:
    """A help point at its place. The standard nests the service; its schema allows more than it names."""
    shape: Shape = {
        "id": str(point.id),
        "service_id": str(point.id),
        "location_id": str(point.id),
        "location": _location(point),
    }
    if full:
        shape |= {"schedules": _schedules(point), "phones": _phones(point)}
        shape["service"] = _point(point, full=False)
    return shape


def term(found: terms.Term) -> Shape:
    return {
        "id": str(found.id),
        "code": found.code,
        "name": found.name,
        "description": found.description,
        "taxonomy": found.taxonomy,
        "taxonomy_id": str(terms.taxonomy_id(found.taxonomy)),
    }


def taxonomy(found: terms.Taxonomy) -> Shape:
    return {"id": str(found.id), "name": found.name, "description": found.description}


def _service(found: Service, *, full: bool) -> Shape:
    kind = country().service_kind(found.kind)
    name = service_kind_name(found.kind)
    shape: Shape = {
        "id": str(found.id),
        "name": f"{name}, {region_name(found.region)}" if kind.stay else found.name,
        "alternate_name": name,
        "description": words(kind.for_whom),
        "status": "active",
        "application_process": words(kind.intake),
        "eligibility_description": place_card(found).takes,
        "last_modified": _modified(found),
    }
    if not kind.stay:
        shape |= {"organization_id": str(found.organisation_id)}
        shape |= {"organization": organisation(found.organisation)}
    if not full:
        return shape
    shape |= {
        "service_areas": [_area(found)],
        "funding": [_of(found, "funding", source=words(kind.paid_by))],
        "languages": _languages(found, found.admission.get("languages", ())),
        "attributes": [_attribute(found, terms.SERVICE)],
    }
    return shape if kind.stay else shape | {"capacities": [_capacity(found)]}


def _point(found: HelpPoint, *, full: bool) -> Shape:
    card = help_card(found, at=_midnight(found), near=None)
    shape: Shape = {
        "id": str(found.id),
        "organization_id": str(found.organisation_id),
        "organization": organisation(found.organisation),
        "name": found.name,
        "description": card.kind,
        "status": "active",
        "fees_description": card.cost,
        "eligibility_description": card.takes,
        "assured_date": found.checked_on.isoformat(),
        "last_modified": _modified(found),
    }
    if not full:
        return shape
    shape |= {
        "phones": _phones(found),
        "schedules": _schedules(found),
        "languages": _languages(found, found.languages),
        "attributes": [_attribute(found, terms.HELP)],
    }
    if found.municipality:
        shape["service_at_locations"] = [at_location(found, full=False)]
    return shape


def _location(point: HelpPoint) -> Shape:
    shape: Shape = {
        "id": str(point.id),
        "location_type": "physical" if point.address else "virtual",
        "name": point.name,
        "organization_id": str(point.organisation_id),
    }
    if not point.address:
        return shape
    municipality = country().municipality(point.municipality)
    address = {
        "id": str(made_id(point.id, "address")),
        "location_id": str(point.id),
        "address_1": point.address,
        "city": municipality_name(point.municipality),
        "state_province": region_name(municipality.regions["care"]),
        "postal_code": "",
        "country": country().code.upper(),
        "address_type": "physical",
    }
    return shape | {"addresses": [address]}


def _schedules(point: HelpPoint) -> list[Shape]:
    return [
        _of(
            point,
            "schedule",
            number,
            freq="WEEKLY",
            byday=",".join(WEEKDAYS[day - 1] for day in row.days),
            opens_at=row.opens,
            closes_at=row.closes,
        )
        for number, row in enumerate(_openings(point))
    ]


def _openings(point: HelpPoint) -> Iterator[Opening]:
    yield from point.hours().open


def _phones(point: HelpPoint) -> list[Shape]:
    if not point.phone:
        return []
    message = word("leaving-a-message", point.message)
    return [_of(point, "phone", number=point.phone, type="voice", description=message)]


def _languages(found: Service | HelpPoint, codes: Any) -> list[Shape]:
    return [_of(found, "language", code, code=code) for code in codes]


def _capacity(found: Service) -> Shape:
    unit = {"id": str(made_id("unit", "place")), "name": "place"}
    return _of(
        found,
        "capacity",
        unit=unit,
        unit_id=unit["id"],
        available=found.free,
        maximum=found.places,
        updated=found.counted_at.astimezone(UTC).isoformat(),
    )


def _area(found: Service) -> Shape:
    return _of(found, "area", name=region_name(found.region), extent_type="text")


def _attribute(found: Service | HelpPoint, taxonomy: str) -> Shape:
    wanted = terms.term_id(taxonomy, found.kind)
    named = next(each for each in terms.terms() if each.id == wanted)
    return {
        "id": str(made_id(found.id, "attribute")),
        "link_id": str(found.id),
        "link_entity": "service",
        "taxonomy_term_id": str(wanted),
        "taxonomy_term": term(named),
    }


def _of(found: Service | HelpPoint, *kind: object, **facts: object) -> Shape:
    """Something that belongs to a service, with an id of its own that stays the same."""
    return {"id": str(made_id(found.id, *kind)), "service_id": str(found.id), **facts}


def _modified(found: Service | HelpPoint) -> str:
    if isinstance(found, HelpPoint):
        return _midnight(found).isoformat()
    return max(found.counted_at, found.changed_at or found.counted_at).astimezone(UTC).isoformat()


def _midnight(point: HelpPoint) -> datetime:
    return datetime.combine(point.checked_on, time(), tzinfo=UTC)
