"""Which reports can be chosen from, and how each of them stands."""

from collections.abc import Iterable
from datetime import date
from hashlib import blake2b
from uuid import UUID

from django.db.models import Q

from ketenwerk.country.data import Choices
from ketenwerk.organisations import queries as organisations
from ketenwerk.organisations.actor import Actor, Role
from ketenwerk.reporting.handling import queries as handled
from ketenwerk.reporting.models import Report

MOST = 100  # in one go, and on one page


def open_together(actor: Actor, report: Report) -> list[Report]:
    """The report, those that look like it and those in its group, as far as something can still be done with them."""
    alike = handled.look_alikes(actor, report).order_by().values("pk")
    wanted = Q(pk=report.pk) | Q(pk__in=alike)
    if report.bundle_id:
        wanted |= Q(bundle=report.bundle_id)
    visible = Report.objects.visible_to(actor).filter(wanted, state__in=handled.WAITING)
    found = list(visible.order_by("received_on", "id")[: MOST + 1])
    first = [each for each in found if each.pk == report.pk]
    return [*first, *(each for each in found if each.pk != report.pk)][:MOST]


def chosen(actor: Actor, ids: Iterable[str]) -> list[Report]:
    """Those of the actor's own with one of these ids; what is no id is left out."""
    known = [each for each in ids if _is_id(each)][:MOST]
    return handled.reports_by_id(actor, known)


def stand(report: Report) -> str:
    """A mark that changes as soon as anybody does something with the report that others can see."""
    facts = (
        report.state,
        report.owner_user,
        report.receiver_id,
        report.messages.count(),
        report.handovers.filter(state="asked").count(),
    )
    return blake2b(repr(facts).encode(), digest_size=8).hexdigest()


def receivers(actor: Actor, reports: Iterable[Report]) -> Choices:
    """Other organisations that receive reports for the regions of these. Who was left out is seen for each report."""
    regions = sorted({report.region for report in reports})
    found = {each.pk: each.name for region in regions for each in organisations.intakes_of(region)}
    mine = actor.organisation_id
    return [(str(key), name) for key, name in found.items() if key != mine]


def colleagues(actor: Actor, *, today: date) -> dict[str, str]:
    """Everybody else of the intake: names by id."""
    organisation = actor.organisation_id
    if organisation is None:
        return {}
    found = organisations.colleagues(organisation, Role.INTAKE, on=today)
    return {person: name for person, name in found.items() if person != actor.user_id}


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
