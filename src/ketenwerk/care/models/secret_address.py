from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from ketenwerk.care.models.service import Service
from ketenwerk.foundation.records import Privacy, RecordQuerySet
from ketenwerk.keys.fields import SealedRecord, SealedTextField
from ketenwerk.keys.service import Holder
from ketenwerk.organisations.actor import Actor, Role


class SecretAddress(SealedRecord):
    """Where a shelter is, because it insists that it is kept here: an address can kill.

    Sealed to no organisation, not even to the shelter: only the action that has seen two people agree names its holder.
    """

    purpose = "whereabouts"
    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "service_id": Privacy.INTERNAL,
        "text": Privacy.SPECIAL,
        "kept_at": Privacy.INTERNAL,
    }

    service = models.OneToOneField(Service, on_delete=models.PROTECT, related_name="secret")
    text = SealedTextField()
    kept_at = models.DateTimeField()

    objects = RecordQuerySet["SecretAddress"].as_manager()

    def __str__(self) -> str:
        return f"whereabouts {self.id}"

    def two_people(self) -> str:
        return f"where:{self.service.organisation_id}"

    def holders(self) -> Iterable[Holder]:
        return [Holder(self.two_people(), self.purpose)]


class RevealQuerySet(RecordQuerySet["Reveal"]):
    def visible_to(self, actor: Actor) -> Self:
        """Who asked, and the shelter that is asked about: it sees all of them."""
        if not actor.has(Role.CARE_COORDINATOR, Role.PLACEMENT_OFFICER):
            return self.none()
        mine = Q(asked_for=actor.organisation_id)
        ours = Q(address__service__organisation=actor.organisation_id)
        return self.filter(mine | ours)


class Reveal(SealedRecord):
    """One request to be told one address: who asks and why, who of the shelter agrees, and that it was told, once."""

    purpose = "care"
    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "address_id": Privacy.INTERNAL,
        "asked_by": Privacy.PERSONAL,
        "asked_for_id": Privacy.INTERNAL,
        "asked_at": Privacy.INTERNAL,
        "reason": Privacy.SPECIAL,
        "agreed_by": Privacy.PERSONAL,
        "agreed_at": Privacy.INTERNAL,
        "told_at": Privacy.INTERNAL,
    }

    address = models.ForeignKey(SecretAddress, on_delete=models.PROTECT, related_name="reveals")
    asked_by = models.CharField(max_length=64)
    asked_for = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    reason = SealedTextField()
    agreed_by = models.CharField(max_length=64, blank=True)
    agreed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    objects = RevealQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="who_agrees_to_a_reveal_is_somebody_else",
                condition=~Q(agreed_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="a_reveal_is_agreed_to_when_somebody_agreed",
                condition=Q(agreed_by="", agreed_at=None)
                | (~Q(agreed_by="") & Q(agreed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="what_is_told_was_agreed_to",
                condition=Q(told_at=None) | Q(agreed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"reveal {self.id}"

    def holders(self) -> Iterable[Holder]:
        codes = {self.asked_for_id, self.address.service.organisation_id}
        return [Holder(str(code), self.purpose) for code in codes]
