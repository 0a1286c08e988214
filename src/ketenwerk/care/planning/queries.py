"""The action days, and the plan that could be made for one."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from ketenwerk.care import queries
from ketenwerk.care.matching import Place
from ketenwerk.care.models import ActionDay, FoundPerson, Service
from ketenwerk.care.planning.day import Day, Plan, Someone
from ketenwerk.care.planning.making import make_plan
from ketenwerk.care.planning.process import TookTooLong
from ketenwerk.foundation.problems import Conflict, NotFound
from ketenwerk.organisations.actor import Actor


def action_days(actor: Actor) -> QuerySet[ActionDay]:
    """Those of the actor's organisation, the newest first."""
    return ActionDay.objects.visible_to(actor).order_by("-opened_at", "id")


def day_by_id(actor: Actor, day_id: UUID) -> ActionDay:
    found = action_days(actor).filter(id=day_id).first()
    if found is None:
        raise NotFound("day.not-found")
    return found


def people_of(actor: Actor, day: ActionDay) -> QuerySet[FoundPerson]:
    visible = ActionDay.objects.visible_to(actor).filter(pk=day.pk)
    return FoundPerson.objects.filter(day__in=visible).order_by("label")


def person_by_id(actor: Actor, person_id: UUID) -> FoundPerson:
    visible = ActionDay.objects.visible_to(actor)
    people = FoundPerson.objects.filter(day__in=visible).select_related("day")
    found = people.filter(id=person_id).first()
    if found is None:
        raise NotFound("day.not-found")
    return found


def services_of(actor: Actor, day: ActionDay) -> Mapping[str, Service]:
    """What a plan may use: everything the actor sees but what fell away, by key."""
    found = queries.services(actor).exclude(pk__in=day.fallen)
    return {str(service.pk): service for service in found}


def plan_of(actor: Actor, day: ActionDay, *, at: datetime) -> Plan:
    """Who could go where now. Takes seconds, and keeps nothing."""
    places = tuple(
        Place(key, service.offer(), service.free, service.confidence(at))
        for key, service in services_of(actor, day).items()
    )
    people = tuple(map(_someone, people_of(actor, day)))
    try:
        return make_plan(Day(people, places), timezone.localtime(at))
    except TookTooLong as error:
        raise Conflict("day.took-too-long") from error


def days_with_people() -> QuerySet[ActionDay]:
    """Of all organisations: whose people are still known. For what happens by itself."""
    found = ActionDay.objects.filter(people__isnull=False).distinct()
    return found.order_by("opened_at", "id")


def _someone(person: FoundPerson) -> Someone:
    return Someone(
        person.label,
        person.wanted(),
        together=person.together,
        apart=frozenset(person.apart),
        settled=str(person.settled_id or ""),
    )
