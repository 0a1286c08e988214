from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from ketenwerk.foundation.records import Privacy, Record, RecordQuerySet
from ketenwerk.organisations.actor import EVERYWHERE, Actor, Role


class UnmetNeedQuerySet(RecordQuerySet["UnmetNeed"]):
    def visible_to(self, actor: Actor) -> Self:
        """Who looks for places in the region, and its director."""
        regions = actor.regions(Role.CARE_COORDINATOR, Role.CHAIN_DIRECTOR)
        return self.all() if EVERYWHERE in regions else self.filter(region__in=regions)


class UnmetNeed(Record):
    """How often in a month a place was looked for and not found, by what was missing. About nobody: only numbers.

    `reason` is a code of the list "place-reason"; `kind` is the kind that was looked for, empty when any would do.
    """

    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "region": Privacy.INTERNAL,
        "kind": Privacy.INTERNAL,
        "reason": Privacy.INTERNAL,
        "month": Privacy.INTERNAL,
        "number": Privacy.INTERNAL,
    }

    region = models.CharField(max_length=64)
    kind = models.CharField(max_length=32, blank=True)
    reason = models.CharField(max_length=32)
    month = models.DateField()
    number = models.PositiveIntegerField(default=0)

    objects = UnmetNeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_number_of_a_need_in_a_month",
                fields=["region", "month", "kind", "reason"],
            ),
            models.CheckConstraint(
                name="a_need_is_counted_by_the_first_of_the_month", condition=Q(month__day=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} in {self.region}, {self.month:%Y-%m}"
