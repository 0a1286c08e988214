"""Counting what was missing, so that a region can show what it lacks."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from ketenwerk.audit.trail import action, allow, record
from ketenwerk.care.facts import Needs
from ketenwerk.care.models import UnmetNeed
from ketenwerk.care.searching import rules
from ketenwerk.foundation.problems import Invalid
from ketenwerk.organisations.actor import Actor

REFUSED = "place.refused"  # there were places, and all of them said no


@action
def count_unmet(
    actor: Actor, needs: Needs, reasons: Iterable[str], *, region: str, at: datetime
) -> None:
    """Count that no place was found. `reasons` as `Found.missing()` gives them; at least one."""
    allow(rules.may_count_unmet(actor))
    month = timezone.localdate(at).replace(day=1)
    wanted = [
        (kind, reason.removeprefix("place."))
        for kind in sorted(needs.kinds) or [""]
        for reason in sorted(reasons)
    ]
    if not wanted:
        raise Invalid("need.nothing-missing")
    for kind, reason in wanted:
        counted, _ = UnmetNeed.objects.get_or_create(
            region=region, kind=kind, reason=reason, month=month
        )
        UnmetNeed.objects.filter(pk=counted.pk).update(number=F("number") + 1)
        record("need.unmet", counted, region=region, reason=reason, kind=kind)
