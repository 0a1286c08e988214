"""The invented organisations and people of countries/<code>/demo/, put into the database."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from ketenwerk.accounts.models import User
from ketenwerk.care.models import HelpPoint, Service
from ketenwerk.foundation.records import acting
from ketenwerk.organisations.actor import Actor
from ketenwerk.organisations.models import Coverage, Membership, Organisation
from ketenwerk.organisations.queries import actor_for

Row = Mapping[str, Any]  # one entry of a file
EARLIEST = date(2020, 1, 1)


@dataclass(slots=True)
class Cast:
    """Everybody by their code in the files."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)

    def actor(self, person: str, *, on: date) -> Actor:
        return actor_for(self.people[person], on=on)


def load_cast(*, at: datetime) -> Cast:
    """Create all organisations, people and services. Raises KeyError for a code that is not in the files."""
    cast = Cast()
    with acting():
        cast.organisations = _organisations(rows("organisations"))
        for row in rows("people"):
            cast.people[row["code"]] = User.objects.create_user(row["email"], row["name"])
        Membership.objects.bulk_create(_memberships(rows("people"), cast))
        cast.services = {row["code"]: _service(row, cast, at) for row in rows("services")}
        Service.objects.bulk_create(cast.services.values())
        HelpPoint.objects.bulk_create(_help_point(row, cast, at) for row in rows("help-points"))
    return cast


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The entries of one file of countries/<code>/demo/."""
    found = tomllib.loads(demo_file(name).read_text(encoding="utf-8"))
    return tuple({**found.get("every", {}), **row} for row in found["entry"])


def demo_file(name: str) -> Path:
    return Path(settings.COUNTRIES_DIR) / settings.COUNTRY / "demo" / f"{name}.toml"


def _organisations(entries: Iterable[Row]) -> dict[str, Organisation]:
    made = {
        row["code"]: Organisation(
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            receives_reports=row.get("receives_reports", False),
        )
        for row in entries
    }
    Organisation.objects.bulk_create(made.values())
    Coverage.objects.bulk_create(
        Coverage(organisation=made[row["code"]], region=region)
        for row in entries
        for region in row["regions"]
    )
    return made


def _memberships(entries: Iterable[Row], cast: Cast) -> Iterator[Membership]:
    for row in entries:
        for role in row["roles"]:
            yield Membership(
                user=cast.people[row["code"]],
                organisation=cast.organisations[row["organisation"]],
                role=role["role"],
                region=role.get("region", ""),
                starts_on=role.get("starts_on", EARLIEST),
                ends_on=role.get("ends_on"),
            )


def _service(row: Row, cast: Cast, at: datetime) -> Service:
    return Service(
        organisation=cast.organisations[row["organisation"]],
        name=row["name"],
        kind=row["kind"],
        region=row["region"],
        age_groups=row["age_groups"],
        sexes=row["sexes"],
        children=row.get("children", 0),
        wheelchair=row.get("wheelchair", False),
        places=row["places"],
        free=row["free"],
        counted_at=at,
    )


def _help_point(row: Row, cast: Cast, at: datetime) -> HelpPoint:
    known = {name: value for name, value in row.items() if name in HelpPoint.privacy}
    return HelpPoint(
        organisation=cast.organisations[row["organisation"]],
        checked_on=at.date() - timedelta(days=row["days_since_checked"]),
        **known,
    )
