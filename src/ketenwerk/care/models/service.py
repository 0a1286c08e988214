from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from ketenwerk.care.ageing import confidence
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

    def shown(self) -> Self:
        """What anybody may know of: its kind, its region and the road to it."""
        return self.filter(public=True)

    def stale(self, at: datetime) -> Self:
        """Whose count is not to be trusted any more."""
        stale = Q()
        for kind in country().service_kinds.values():
            before = at - timedelta(hours=kind.stale_hours)
            stale |= Q(kind=kind.code, counted_at__lte=before)
        return self.filter(stale)

    def to_ask_again(self, at: datetime) -> Self:
        """Those of them that were not asked for a new one since."""
        asked = Q(asked_again_at__isnull=False, asked_again_at__gte=F("counted_at"))
        return self.stale(at).exclude(asked)


class Service(Record):
    """Places of one kind at one organisation. Where it is, is not kept: the address can kill.

    `admission` holds what else an Offer says, as JSON: what is not in it was not said. `public` says that anybody may
    know that it exists, with its kind, region and road to it. `asked_again_at`: when a new count was asked for.
    """

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
        "admission": Privacy.INTERNAL,
        "public": Privacy.INTERNAL,
        "asked_again_at": Privacy.INTERNAL,
        "changed_at": Privacy.INTERNAL,
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
    admission = models.JSONField(default=dict)
    public = models.BooleanField(default=False)
    asked_again_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="services_of_a_region", fields=["region", "kind"])]
        constraints = [
            models.CheckConstraint(
                name="free_places_are_between_none_and_all",
                condition=Q(free__gte=0) & Q(free__lte=F("places")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def offer(self) -> Offer:
        said = {
            "age_groups": self.age_groups,
            "sexes": self.sexes,
            "children": self.children,
            "wheelchair": self.wheelchair,
            "kind": self.kind,
            "region": self.region,
            "point": middle_of(self.region, country()),
        }
        return Offer.from_facts({**said, **self.admission})

    def confidence(self, at: datetime) -> float:
        """In the count: 1 just counted, 0 not to be trusted. How fast it fades depends on the kind."""
        kind = country().service_kind(self.kind)
        return confidence(
            self.counted_at, at=at, fresh_hours=kind.fresh_hours, stale_hours=kind.stale_hours
        )

    def is_asked_again(self) -> bool:
        """Whether somebody waits for a new count."""
        return self.asked_again_at is not None and self.asked_again_at >= self.counted_at
