from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from ketenwerk.foundation.records import Privacy, Record, RecordQuerySet
from ketenwerk.organisations.actor import Role


class Organisation(Record):
    """A partner in the chain. What kinds there are stands in countries/<code>/organisation-kinds.toml."""

    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "code": Privacy.INTERNAL,
        "name": Privacy.INTERNAL,
        "kind": Privacy.INTERNAL,
        "receives_reports": Privacy.INTERNAL,
    }

    code = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=32)
    receives_reports = models.BooleanField(default=False)

    objects = RecordQuerySet["Organisation"].as_manager()

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class Coverage(Record):
    """An organisation works for a region; the code is one of countries/<code>/regions.toml."""

    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "organisation_id": Privacy.INTERNAL,
        "region": Privacy.INTERNAL,
    }

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="coverages"
    )
    region = models.CharField(max_length=64, db_index=True)

    objects = RecordQuerySet["Coverage"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="an_organisation_covers_a_region_once", fields=["organisation", "region"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} for {self.region}"


class PeriodQuerySet(RecordQuerySet["Membership"]):
    def on(self, day: date) -> Self:
        """Those whose period holds this day; the last day counts."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))


class Membership(Record):
    """Somebody works for an organisation, in a role, for a period; in one region or in all it covers."""

    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "user_id": Privacy.PERSONAL,
        "organisation_id": Privacy.PERSONAL,
        "role": Privacy.PERSONAL,
        "region": Privacy.PERSONAL,
        "starts_on": Privacy.PERSONAL,
        "ends_on": Privacy.PERSONAL,
    }

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=32, choices=[(role.value, role.name) for role in Role])
    region = models.CharField(max_length=64, blank=True)  # set for regional roles
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_membership_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="a_regional_role_names_its_region",
                condition=~Q(role__in=[Role.CHAIN_DIRECTOR.value, Role.CARE_COORDINATOR.value])
                | ~Q(region=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.role} at {self.organisation}"
