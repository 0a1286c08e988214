from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from ketenwerk.care.finding import OpenHours, Reach
from ketenwerk.care.matching import Needs, Offer
from ketenwerk.country.entries import Opening
from ketenwerk.foundation.records import Privacy, Record, RecordQuerySet
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
            frozenset(self.age_groups), frozenset(self.sexes), self.children, self.wheelchair
        )


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
