"""Everything that is done with a help point. A new one is hidden until somebody shows it on purpose."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils import timezone

from ketenwerk.audit.trail import action, allow, record
from ketenwerk.care.help_points import rules
from ketenwerk.care.help_points.openings import Row
from ketenwerk.care.models import HelpPoint
from ketenwerk.foundation.decision import YES, every
from ketenwerk.organisations.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an organisation says of one of its points. Codes come from countries/<code>/."""

    name: str
    kind: str
    municipality: str = ""
    address: str = ""
    phone: str = ""
    languages: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    age_groups: tuple[str, ...] = ()
    wheelchair: bool = False
    open: tuple[Row, ...] = ()
    on_holidays: str = "unknown"
    cost: str = "unknown"
    message: str = "unknown"

    def columns(self) -> dict[str, object]:
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
        }


@action
def add_help_point(actor: Actor, facts: Facts, *, at: datetime) -> HelpPoint:
    """For the own organisation; nobody else sees it yet."""
    allow(rules.may_add(actor))
    point = HelpPoint.objects.create(
        organisation_id=actor.organisation,
        public=False,
        checked_on=timezone.localdate(at),
        **facts.columns(),
    )
    record("help-point.added", point)
    return point


@action
def change_help_point(actor: Actor, point: HelpPoint, facts: Facts, *, at: datetime) -> HelpPoint:
    """Who changes it has looked at it. What is shown stays shown, and so must stay within reach."""
    point = point.refreshed()
    allow(rules.may_keep(actor, point))
    for name, value in facts.columns().items():
        setattr(point, name, value)
    allow(every(rules.may_keep(actor, point), rules.is_reachable(point) if point.public else YES))
    point.checked_on = timezone.localdate(at)
    point.save()
    record("help-point.changed", point)
    return point


@action
def check_help_point(actor: Actor, point: HelpPoint, *, at: datetime) -> HelpPoint:
    """Somebody looked today, and it is still right."""
    point = point.refreshed()
    allow(rules.may_keep(actor, point))
    point.checked_on = timezone.localdate(at)
    point.save(update_fields=["checked_on"])
    record("help-point.checked", point)
    return point


@action
def show_help_point(actor: Actor, point: HelpPoint, *, at: datetime) -> HelpPoint:
    """From now on everybody finds it. Who shows it has looked at it."""
    point = point.refreshed()
    allow(rules.may_show(actor, point))
    point.public, point.checked_on = True, timezone.localdate(at)
    point.save(update_fields=["public", "checked_on"])
    record("help-point.shown", point)
    return point


@action
def hide_help_point(actor: Actor, point: HelpPoint, *, at: datetime) -> HelpPoint:
    """No visitor finds it any more, as soon as the page of the last minute is over; it stays with the organisation."""
    del at
    point = point.refreshed()
    allow(rules.may_hide(actor, point))
    point.public = False
    point.save(update_fields=["public"])
    record("help-point.hidden", point)
    return point
