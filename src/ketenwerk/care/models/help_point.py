from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from ketenwerk.care.finding import OpenHours, Reach
from ketenwerk.country.entries import Opening
from ketenwerk.foundation.records import Privacy, Record, RecordQuerySet


class HelpPointQuerySet(RecordQuerySet["HelpPoint"]):
    def shown(self) -> Self:
        """What anybody may see."""
        return self.filter(public=True)


class HelpPoint(Record):
    """Where anybody may call or walk in, once the organisation has said so. Never a place where people stay.

    A secret shelter is a `Service`, which has no address: no mistake with `public` can show one. Empty `sexes` or
    `age_groups`: for everybody. `open` holds rows as in report-channels.toml; empty: not known.
    """

    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "organisation_id": Privacy.INTERNAL,
        "name": Privacy.INTERNAL,
        "kind": Privacy.INTERNAL,
        "public": Privacy.INTERNAL,
        "municipality": Privacy.INTERNAL,
        "address": Privacy.INTERNAL,
        "phone": Privacy.INTERNAL,
        "languages": Privacy.INTERNAL,
        "sexes": Privacy.INTERNAL,
        "age_groups": Privacy.INTERNAL,
        "wheelchair": Privacy.INTERNAL,
        "open": Privacy.INTERNAL,
        "on_holidays": Privacy.INTERNAL,
        "cost": Privacy.INTERNAL,
        "message": Privacy.INTERNAL,
        "checked_on": Privacy.INTERNAL,
    }

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=32)
    public = models.BooleanField(default=False)
    municipality = models.CharField(max_length=16, blank=True)
    address = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    languages = models.JSONField(default=list)
    sexes = models.JSONField(default=list)
    age_groups = models.JSONField(default=list)
    wheelchair = models.BooleanField(default=False)
    open = models.JSONField(default=list)
    on_holidays = models.CharField(max_length=8, default="unknown")
    cost = models.CharField(max_length=32)
    message = models.CharField(max_length=32)
    checked_on = models.DateField()

    objects = HelpPointQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_help_point_that_is_shown_can_be_reached",
                condition=Q(public=False) | ~Q(phone="") | ~Q(address=""),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def reach(self) -> Reach:
        return Reach(
            languages=frozenset(self.languages),
            sexes=frozenset(self.sexes),
            age_groups=frozenset(self.age_groups),
            wheelchair=self.wheelchair,
        )

    def hours(self) -> OpenHours:
        rows = (Opening(**{**row, "days": tuple(row["days"])}) for row in self.open)
        return OpenHours(tuple(rows), self.on_holidays)
