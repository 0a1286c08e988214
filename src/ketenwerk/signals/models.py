from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from ketenwerk.foundation.records import Privacy, RecordQuerySet
from ketenwerk.foundation.workflow import Workflow
from ketenwerk.keys.fields import SealedRecord, SealedTextField
from ketenwerk.keys.service import Holder
from ketenwerk.organisations.actor import EVERYWHERE, Actor, Role


class SignalState(models.TextChoices):
    OPEN = "open"
    DECIDED = "decided"


SIGNAL_FLOW = Workflow(
    {
        SignalState.OPEN: frozenset({SignalState.DECIDED}),
        SignalState.DECIDED: frozenset(),
    }
)


class SignalQuerySet(RecordQuerySet["Signal"]):
    def visible_to(self, actor: Actor) -> Self:
        """The owner's own for its intake, and all of a region for its chain director."""
        directed = actor.regions(Role.CHAIN_DIRECTOR)
        if EVERYWHERE in directed:
            return self.all()
        mine = Q(owner=actor.organisation) if actor.has(Role.INTAKE) else Q(pk__in=[])
        return self.filter(mine | Q(region__in=directed))


class Signal(SealedRecord):
    """Something that may point to trafficking, with the organisation that owes it an answer.

    `report` is the handle of an anonymous report, not a foreign key: it reaches a mailbox, never a person.
    """

    purpose = "signals"
    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "label": Privacy.INTERNAL,
        "region": Privacy.INTERNAL,
        "municipality": Privacy.PERSONAL,
        "owner_id": Privacy.INTERNAL,
        "owner_user": Privacy.PERSONAL,
        "director_id": Privacy.INTERNAL,
        "form": Privacy.PERSONAL,
        "urgency": Privacy.INTERNAL,
        "report": Privacy.PERSONAL,
        "summary": Privacy.SPECIAL,
        "state": Privacy.INTERNAL,
        "raised_at": Privacy.INTERNAL,
        "decide_by": Privacy.INTERNAL,
        "decision": Privacy.PERSONAL,
        "reason": Privacy.SPECIAL,
        "decided_at": Privacy.INTERNAL,
    }

    label = models.CharField(max_length=16, unique=True)
    region = models.CharField(max_length=64)
    municipality = models.CharField(max_length=8, blank=True)
    owner = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    owner_user = models.CharField(max_length=64)
    director = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    form = models.CharField(max_length=8)
    urgency = models.CharField(max_length=16)
    report = models.UUIDField(null=True)
    summary = SealedTextField()
    state = models.CharField(max_length=16, choices=SignalState, default=SignalState.OPEN)
    raised_at = models.DateTimeField()
    decide_by = models.DateField()
    decision = models.CharField(max_length=32, blank=True)
    reason = SealedTextField(blank=True)
    decided_at = models.DateTimeField(null=True)

    objects = SignalQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                name="signals_without_decision",
                fields=["region", "decide_by"],
                condition=Q(state="open"),
            ),
            models.Index(name="signals_of_a_report", fields=["report"]),
            models.Index(
                name="signals_owed_an_answer",
                fields=["owner", "decide_by"],
                condition=Q(state="open"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_signal_is_decided_exactly_when_it_has_a_decision_and_a_day",
                condition=(
                    Q(state=SignalState.DECIDED, decided_at__isnull=False)
                    & ~Q(decision="")
                    & ~Q(reason="")
                )
                | Q(state=SignalState.OPEN, decided_at__isnull=True, decision=""),
            ),
            models.UniqueConstraint(  # a report that was reopened may become a signal again
                name="a_report_is_one_open_signal_at_most",
                fields=["report"],
                condition=Q(state="open"),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def holders(self) -> Iterable[Holder]:
        """The owner, and the region's chain director, who sees that every signal gets an answer."""
        return [Holder(str(code), self.purpose) for code in {self.owner_id, self.director_id}]
