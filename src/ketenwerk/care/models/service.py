from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from ketenwerk.care.distances import middle_of
from ketenwerk.care.facts import Offer
from ketenwerk.country.data import country
from ketenwerk.foundation.records import Privacy, Record, RecordQuerySet
from ketenwerk.organisations.actor import Actor, Role


class ServiceQuerySet(RecordQuerySet["Service"]):
    def visible_to(self, actor: Actor) -> Self:
        """Its own for who gives places, and all of them for who looks for one. Addresses are not here at all."""
        if actor.has(Role.CARE_COORDINATOR, Role.CHAIN_DIRECTOR):
            return self.all()
        if not actor.has(Role.PLACEMENT_OFFICER):
            return self.none()
        return self.filter(organisation=actor.organisation)


class Service(Record):
    """Places of one kind at one organisation. Where it is, is not kept: the address can kill."""

    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "organisation_id": Privacy.INTERNAL,
        "name": Privacy.INTERNAL,
        "kind": Privacy.INTERNAL,
        "region": Privacy.INTERNAL,
        "age_groups": Privacy.INTERNAL,
        "sexes": Privacy.INTERNAL,
        "children": Privacy.INTERNAL,
        "wheelchair": Privacy.INTERNAL,
        "places": Privacy.INTERNAL,
        "free": Privacy.INTERNAL,
        "counted_at": Privacy.INTERNAL,
    }

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=32)
    region = models.CharField(max_length=64)
    age_groups = models.JSONField(default=list)
    sexes = models.JSONField(default=list)
    children = models.PositiveSmallIntegerField(default=0)
    wheelchair = models.BooleanField(default=False)
    places = models.PositiveIntegerField()
    free = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    objects = ServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="free_places_are_between_none_and_all",
                condition=Q(free__gte=0) & Q(free__lte=F("places")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def offer(self) -> Offer:
        return Offer(
            frozenset(self.age_groups),
            frozenset(self.sexes),
            self.children,
            self.wheelchair,
            kind=self.kind,
            region=self.region,
            point=middle_of(self.region, country()),
        )
