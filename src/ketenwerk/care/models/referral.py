from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from ketenwerk.care.facts import Needs
from ketenwerk.care.models.place_request import PlaceRequest
from ketenwerk.care.models.service import Service
from ketenwerk.care.states import LIVE, WAITING, ReferralState
from ketenwerk.foundation.records import Privacy, RecordQuerySet
from ketenwerk.keys.fields import SealedRecord, SealedTextField
from ketenwerk.keys.service import Holder
from ketenwerk.organisations.actor import Actor, Role


class ReferralQuerySet(RecordQuerySet["Referral"]):
    def visible_to(self, actor: Actor) -> Self:
        """Who asked, and who was asked; not who has only been put in line."""
        if not actor.has(Role.CARE_COORDINATOR, Role.PLACEMENT_OFFICER):
            return self.none()
        asked = Q(receiver=actor.organisation) & ~Q(state=ReferralState.IN_LINE)
        return self.filter(Q(sender=actor.organisation) | asked)


class Referral(SealedRecord):
    """What one service was asked in a search for a place, and what it answered.

    `answer_by` is when the answer is due, `held_until` when somebody must have arrived. Responsibility moves when
    `arrived_at` (said by who takes in) and `confirmed_at` (said by who sends, for the person) both stand.
    """

    purpose = "care"
    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "request_id": Privacy.PERSONAL,
        "reference": Privacy.PERSONAL,
        "service_id": Privacy.INTERNAL,
        "sender_id": Privacy.INTERNAL,
        "receiver_id": Privacy.INTERNAL,
        "position": Privacy.INTERNAL,
        "needs": Privacy.PERSONAL,
        "note": Privacy.SPECIAL,
        "question": Privacy.SPECIAL,
        "addition": Privacy.SPECIAL,
        "state": Privacy.INTERNAL,
        "asked_at": Privacy.INTERNAL,
        "answer_by": Privacy.INTERNAL,
        "answered_at": Privacy.INTERNAL,
        "refusal": Privacy.INTERNAL,
        "why_over": Privacy.INTERNAL,
        "intake_on": Privacy.INTERNAL,
        "held_until": Privacy.INTERNAL,
        "arrived_at": Privacy.INTERNAL,
        "confirmed_at": Privacy.INTERNAL,
    }

    request = models.ForeignKey(PlaceRequest, on_delete=models.PROTECT, related_name="referrals")
    reference = models.UUIDField()
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="referrals")
    sender = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    receiver = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)
    needs = models.JSONField()
    note = SealedTextField(blank=True)
    question = SealedTextField(blank=True)
    addition = SealedTextField(blank=True)
    state = models.CharField(max_length=16, choices=ReferralState, default=ReferralState.IN_LINE)
    asked_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=32, blank=True)
    why_over = models.CharField(max_length=32, blank=True)
    intake_on = models.DateField(null=True)
    held_until = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                name="referrals_of_a_receiver", fields=["receiver", "state", "answer_by", "id"]
            ),
            models.Index(name="referrals_with_a_clock", fields=["state", "answer_by"]),
            models.Index(name="referrals_that_are_held", fields=["state", "held_until"]),
            models.Index(name="referrals_of_a_reference", fields=["reference"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="a_service_is_asked_once_at_a_time_in_a_request",
                fields=["request", "service"],
                condition=Q(state__in=[str(state) for state in LIVE]),
            ),
            models.UniqueConstraint(
                name="one_place_is_taken_per_request",
                fields=["request"],
                condition=Q(state__in=["held", "accepted"]),
            ),
            models.CheckConstraint(
                name="a_refusal_has_a_reason",
                condition=~Q(state=ReferralState.REFUSED) | ~Q(refusal=""),
            ),
            models.CheckConstraint(
                name="who_is_asked_knows_by_when_to_answer",
                condition=~Q(state__in=["asked", "more-information", "intake-first"])
                | Q(answer_by__isnull=False, asked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_held_place_is_held_until_a_moment",
                condition=~Q(state="held") | Q(held_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"referral {self.id}"

    def holders(self) -> Iterable[Holder]:
        return [Holder(str(code), self.purpose) for code in {self.sender_id, self.receiver_id}]

    @property
    def is_accepted(self) -> bool:
        return self.state == ReferralState.ACCEPTED

    @property
    def waits(self) -> bool:
        return self.state in WAITING

    def wanted(self) -> Needs:
        return Needs.from_facts(self.needs)
