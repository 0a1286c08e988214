"""Where somebody can go, by role, with how much waits there. Only counted when a page shows it."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from ketenwerk.care.directory import queries as directory
from ketenwerk.care.help_points import rules as help_points
from ketenwerk.country.words import region_name
from ketenwerk.organisations import queries as organisations
from ketenwerk.organisations.actor import EVERYWHERE, Actor, Role
from ketenwerk.organisations.doors import actor_of
from ketenwerk.reporting import queries as reporting
from ketenwerk.signals import queries as signals
from ketenwerk.web.waiting import CASE_ROLES

Item = dict[str, object]
PLACE_ROLES = (Role.PLACEMENT_OFFICER, Role.CARE_COORDINATOR, Role.CHAIN_DIRECTOR)


def navigation(request: HttpRequest) -> dict[str, object]:
    """A context processor for the pages that extend web/work.html. Costs nothing on any other page."""
    return {
        "navigation": SimpleLazyObject(lambda: items(actor_of(request), here=request.path)),
        "signed_in_for": SimpleLazyObject(lambda: _organisation(actor_of(request))),
    }


def items(actor: Actor, *, here: str) -> list[Item]:
    """Nothing for who holds no role today."""
    found = list(_items(actor)) if actor.grants else []
    return [{**item, "current": here.startswith(str(item["url"]))} for item in found]


def _items(actor: Actor) -> Iterator[Item]:
    yield {"label": _("My work"), "url": reverse("web:work")}
    if actor.has(Role.INTAKE):
        count = reporting.inbox(actor).count()
        yield {"label": _("Intake"), "url": reverse("reporting:inbox"), "count": count}
    if actor.has(Role.INTAKE, Role.CHAIN_DIRECTOR):
        count = signals.open_signals(actor).count()
        yield {"label": _("Signals"), "url": reverse("signals:list"), "count": count}
    if actor.has(*CASE_ROLES):
        yield {"label": _("Cases"), "url": reverse("casework:list")}
    if actor.has(*PLACE_ROLES):
        asked = len(directory.awaited_counts(actor))
        yield {"label": _("Places"), "url": reverse("care:services"), "count": asked}
    if help_points.may_look(actor):
        yield {"label": _("Help points"), "url": reverse("care:help_points")}
    for region in sorted(directed(actor)):
        label = _("Region %(name)s") % {"name": region_name(region)}
        yield {"label": label, "url": reverse("web:region", args=[region])}


def directed(actor: Actor) -> frozenset[str]:
    """The regions whose chain the actor directs, each by its own code."""
    return actor.regions(Role.CHAIN_DIRECTOR) - {EVERYWHERE}


def _organisation(actor: Actor) -> str:
    return organisations.organisation(actor.organisation).name if actor.organisation else ""
