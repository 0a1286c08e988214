from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from ketenwerk.care.facts import Needs
from ketenwerk.care.models.service import Service
from ketenwerk.foundation.records import Privacy, RecordQuerySet
from ketenwerk.foundation.workflow import Workflow
from ketenwerk.keys.fields import SealedRecord, SealedTextField
from ketenwerk.keys.service import Holder
from ketenwerk.organisations.actor import Actor, Role


class ReferralState(models.TextChoices):
    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


REFERRAL_FLOW = Workflow(
    {
        ReferralState.ASKED: frozenset(
            {ReferralState.ACCEPTED, ReferralState.REFUSED, ReferralState.WITHDRAWN}
        ),
        ReferralState.ACCEPTED: frozenset({ReferralState.ENDED}),
        ReferralState.REFUSED: frozenset(),
        ReferralState.WITHDRAWN: frozenset(),
        ReferralState.ENDED: frozenset(),
    }
)
LIVE = (ReferralState.ASKED, ReferralState.ACCEPTED)


class ReferralQuerySet(RecordQuerySet["Referral"]):
    def visible_to(self, actor: Actor) -> Self:
        """Who asked and who was asked."""
        if not actor.has(Role.CARE_COORDINATOR, Role.PLACEMENT_OFFICER):
            return self.none()
        return self.filter(Q(sender=actor.organisation) | Q(receiver=actor.organisation))


class Referral(SealedRecord):
    """One request for a place. `reference` is opaque: whose it is, only casework knows."""

    purpose = "care"
    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "reference": Privacy.PERSONAL,
        "service_id": Privacy.INTERNAL,
        "sender_id": Privacy.INTERNAL,
        "receiver_id": Privacy.INTERNAL,
        "needs": Privacy.PERSONAL,
        "note": Privacy.SPECIAL,
        "state": Privacy.INTERNAL,
        "asked_at": Privacy.INTERNAL,
        "answer_by": Privacy.INTERNAL,
        "answered_at": Privacy.INTERNAL,
        "refusal": Privacy.INTERNAL,
    }

    reference = models.UUIDField()
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="referrals")
    sender = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    receiver = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    needs = models.JSONField()
    note = SealedTextField(blank=True)
    state = models.CharField(max_length=16, choices=ReferralState, default=ReferralState.ASKED)
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    answered_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=32, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                name="referrals_waiting",
                fields=["receiver", "answer_by"],
                condition=Q(state="asked"),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_live_referral_per_reference",
                fields=["reference"],
                condition=Q(state__in=["asked", "accepted"]),
            ),
            models.CheckConstraint(
                name="a_refusal_has_a_reason",
                condition=~Q(state=ReferralState.REFUSED) | ~Q(refusal=""),
            ),
        ]

    def __str__(self) -> str:
        return f"referral {self.id}"

    def holders(self) -> Iterable[Holder]:
        return [Holder(str(code), self.purpose) for code in {self.sender_id, self.receiver_id}]

    @property
    def is_accepted(self) -> bool:
        return self.state == ReferralState.ACCEPTED

    def wanted(self) -> Needs:
        return Needs.from_facts(self.needs)
