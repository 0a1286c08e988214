"""Everything that can be seen of signals."""

from collections.abc import Mapping
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from ketenwerk.foundation.problems import NotFound
from ketenwerk.organisations.actor import Actor
from ketenwerk.signals.models import Signal, SignalState


def open_signals(actor: Actor) -> QuerySet[Signal]:
    """Signals that still need a decision, the first day first."""
    return _open(actor).order_by("decide_by", "id")


def owned_signals(actor: Actor) -> QuerySet[Signal]:
    """Those the actor's organisation owes an answer."""
    return open_signals(actor).filter(owner=actor.organisation_id)


def open_in_region(actor: Actor, region: str) -> QuerySet[Signal]:
    return open_signals(actor).filter(region=region).select_related("owner")


def counts_in_region(actor: Actor, region: str, *, today: date) -> Mapping[str, int]:
    """How many signals wait for a decision (`open`), and how many of them too long (`late`)."""
    found = _open(actor).filter(region=region)
    return found.aggregate(open=Count("id"), late=Count("id", filter=Q(decide_by__lt=today)))


def decided_signals(actor: Actor) -> QuerySet[Signal]:
    decided = Signal.objects.visible_to(actor).filter(state=SignalState.DECIDED)
    return decided.order_by("-decided_at", "id")


def signal_by_id(actor: Actor, signal_id: UUID) -> Signal:
    found = Signal.objects.visible_to(actor).select_related("owner").filter(id=signal_id).first()
    if found is None:
        raise NotFound("signal.not-found")
    return found


def _open(actor: Actor) -> QuerySet[Signal]:
    return Signal.objects.visible_to(actor).filter(state=SignalState.OPEN)


def counts_by_region(since: date, before: date) -> dict[str, int]:
    """How many signals were raised from `since` until the day before `before`. For the public figures."""
    return _counts("region", since, before)


def counts_by_form(since: date, before: date) -> dict[str, int]:
    return _counts("form", since, before)


def _counts(field: str, since: date, before: date) -> dict[str, int]:
    days = [timezone.make_aware(datetime.combine(day, time())) for day in (since, before)]
    found = Signal.objects.filter(raised_at__gte=days[0], raised_at__lt=days[1])
    return dict(found.order_by().values_list(field).annotate(Count("id")))
