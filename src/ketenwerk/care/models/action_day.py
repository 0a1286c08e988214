from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from ketenwerk.care.facts import Needs
from ketenwerk.foundation.records import Privacy, Record, RecordQuerySet
from ketenwerk.organisations.actor import Actor, Role


class ActionDayQuerySet(RecordQuerySet["ActionDay"]):
    def visible_to(self, actor: Actor) -> Self:
        """Its own for the organisation that looks for the places."""
        if not actor.has(Role.CARE_COORDINATOR, Role.CHAIN_DIRECTOR):
            return self.none()
        return self.filter(organisation=actor.organisation)


class ActionDay(Record):
    """Many people found at once, and who could go where. `plan` is the last proposal, empty before there is one.

    `fallen` are services that fell away; they are in no plan any more. When it is closed its people are forgotten.
    """

    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "organisation_id": Privacy.INTERNAL,
        "label": Privacy.INTERNAL,
        "region": Privacy.INTERNAL,
        "opened_at": Privacy.INTERNAL,
        "closed_at": Privacy.INTERNAL,
        "plan": Privacy.PERSONAL,
        "planned_at": Privacy.INTERNAL,
        "fallen": Privacy.INTERNAL,
    }

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    label = models.CharField(max_length=16, unique=True)
    region = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    plan = models.JSONField(default=dict)
    planned_at = models.DateTimeField(null=True)
    fallen = models.JSONField(default=list)

    objects = ActionDayQuerySet.as_manager()

    def __str__(self) -> str:
        return self.label

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class FoundPerson(Record):
    """Somebody by a number, with what they need. `settled` is the place that a person accepted for them.

    `together` names a group that stays together, `apart` the numbers of those they must not meet.
    """

    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "day_id": Privacy.INTERNAL,
        "label": Privacy.PERSONAL,
        "needs": Privacy.PERSONAL,
        "together": Privacy.PERSONAL,
        "apart": Privacy.PERSONAL,
        "settled_id": Privacy.PERSONAL,
    }

    day = models.ForeignKey(ActionDay, on_delete=models.PROTECT, related_name="people")
    label = models.CharField(max_length=8)
    needs = models.JSONField()
    together = models.CharField(max_length=1, blank=True)
    apart = models.JSONField(default=list)
    settled = models.ForeignKey(
        "care.Service", on_delete=models.PROTECT, related_name="+", null=True
    )

    objects = RecordQuerySet["FoundPerson"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_person_of_a_number", fields=["day", "label"]),
            models.CheckConstraint(name="a_person_has_a_number", condition=~Q(label="")),
        ]

    def __str__(self) -> str:
        return self.label

    def wanted(self) -> Needs:
        return Needs.from_facts(self.needs)
