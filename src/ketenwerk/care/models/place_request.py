from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from ketenwerk.care.facts import Needs
from ketenwerk.care.states import SEARCHING, Level, RequestState
from ketenwerk.foundation.records import Privacy, Record, RecordQuerySet
from ketenwerk.organisations.actor import EVERYWHERE, Actor, Role


class PlaceRequestQuerySet(RecordQuerySet["PlaceRequest"]):
    def visible_to(self, actor: Actor) -> Self:
        """Who asks; the region's director once it has climbed; the national desk once it has climbed further."""
        if not actor.has(Role.CARE_COORDINATOR, Role.CHAIN_DIRECTOR):
            return self.none()
        mine = Q(sender=actor.organisation)
        directed = Q(region__in=actor.regions(Role.CHAIN_DIRECTOR), level__gte=Level.DIRECTOR)
        found = mine | directed
        if EVERYWHERE in actor.regions(Role.CARE_COORDINATOR):
            found |= Q(level__gte=Level.NATIONAL)
        return self.filter(found)


class PlaceRequest(Record):
    """The search for one place, at one or several services. `reference` is opaque: whose it is, only casework knows.

    `needs` is all that goes to somebody who has not accepted. While the search lasts it has a level and a day
    on which it climbs.
    """

    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "reference": Privacy.PERSONAL,
        "sender_id": Privacy.INTERNAL,
        "region": Privacy.INTERNAL,
        "needs": Privacy.PERSONAL,
        "asked_at": Privacy.INTERNAL,
        "state": Privacy.INTERNAL,
        "level": Privacy.INTERNAL,
        "climbs_on": Privacy.INTERNAL,
        "closed_at": Privacy.INTERNAL,
    }

    reference = models.UUIDField()
    sender = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    region = models.CharField(max_length=64)
    needs = models.JSONField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=RequestState, default=RequestState.OPEN)
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.COORDINATOR)
    climbs_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = PlaceRequestQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                name="place_requests_of_a_sender", fields=["sender", "state", "climbs_on"]
            ),
            models.Index(name="place_requests_that_climb", fields=["state", "climbs_on"]),
            models.Index(name="place_requests_of_a_region", fields=["region", "state", "level"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_live_place_request_per_reference",
                fields=["reference"],
                condition=Q(state__in=["open", "placed", "exhausted"]),
            ),
            models.CheckConstraint(
                name="a_search_for_a_place_has_a_day_on_which_it_climbs",
                condition=Q(state__in=["open", "exhausted"], climbs_on__isnull=False)
                | Q(state__in=["placed", "withdrawn", "ended"], climbs_on__isnull=True),
            ),
            models.CheckConstraint(
                name="a_place_request_is_over_exactly_when_it_has_a_closing_time",
                condition=Q(state__in=["withdrawn", "ended"], closed_at__isnull=False)
                | Q(state__in=["open", "placed", "exhausted"], closed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.id}"

    @property
    def is_searching(self) -> bool:
        return self.state in SEARCHING

    def wanted(self) -> Needs:
        return Needs.from_facts(self.needs)
