"""Everything that is done with an action day. A plan proposes; nobody is asked for a place by any of this."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from ketenwerk.audit.trail import action, allow, record
from ketenwerk.care.facts import Needs
from ketenwerk.care.models import ActionDay, FoundPerson, Service
from ketenwerk.care.planning import rules
from ketenwerk.care.planning.day import MOST_PEOPLE, Plan
from ketenwerk.foundation.labels import new_label
from ketenwerk.foundation.problems import Conflict, Invalid
from ketenwerk.organisations.actor import Actor


@dataclass(frozen=True, slots=True)
class Alike:
    """So many people with the same needs. `together`: the letter of their group; `apart`: numbers of others."""

    needs: Needs
    number: int = 1
    together: str = ""
    apart: frozenset[str] = frozenset()


@action
def open_day(actor: Actor, *, region: str, at: datetime) -> ActionDay:
    allow(rules.may_plan(actor))
    day = ActionDay.objects.create(
        organisation_id=actor.organisation, label=new_label("A"), region=region, opened_at=at
    )
    record("day.opened", day, region=region)
    return day


@action
def add_people(actor: Actor, day: ActionDay, alike: Alike, *, at: datetime) -> list[FoundPerson]:
    """Add people by number, never by name. A plan that was made is for fewer people, and stays until the next."""
    del at
    day = day.refreshed()
    allow(rules.may_change(actor, day))
    groups = dict(day.people.order_by("label").values_list("label", "together"))
    labels = list(groups)
    if alike.number < 1 or len(labels) + alike.number > MOST_PEOPLE:
        raise Invalid("day.too-many")
    if not alike.apart <= set(labels):
        raise Invalid("day.nobody-of-that-number")
    if alike.together and alike.together in {groups[label] for label in alike.apart}:
        raise Invalid("day.together-and-apart")
    first = int(labels[-1]) + 1 if labels else 1
    people = FoundPerson.objects.bulk_create(
        FoundPerson(
            day=day,
            label=f"{number:03}",
            needs=alike.needs.facts(),
            together=alike.together,
            apart=sorted(alike.apart),
        )
        for number in range(first, first + alike.number)
    )
    record("day.people-added", day, number=alike.number)
    return people


@action
def remove_person(actor: Actor, person: FoundPerson, *, at: datetime) -> None:
    del at
    day = person.day.refreshed()
    allow(rules.may_change(actor, day))
    _forget_in_plan(day, person.label)
    record("day.person-removed", day, number=person.label)
    person.delete()


@action
def keep_plan(actor: Actor, day: ActionDay, plan: Plan, *, at: datetime) -> ActionDay:
    """Keep what was proposed, to be looked at and accepted."""
    day = day.refreshed()
    allow(rules.may_change(actor, day))
    day.plan, day.planned_at = asdict(plan), at
    day.save(update_fields=["plan", "planned_at"])
    record("day.planned", day, placed=len(plan.proposals), unplaced=len(plan.unplaced))
    return day


@action
def accept_proposals(
    actor: Actor, day: ActionDay, labels: Iterable[str], *, at: datetime
) -> ActionDay:
    """A person says: so be it, for these people. From now on no plan moves them."""
    del at
    day = day.refreshed()
    allow(rules.may_change(actor, day))
    proposed = {each["label"]: each["place"] for each in day.plan.get("proposals", ())}
    wanted = sorted(set(labels))
    if not wanted or not set(wanted) <= proposed.keys():
        raise Conflict("day.no-such-proposal")
    for label in wanted:
        day.people.filter(label=label).update(settled=proposed[label])
        record("day.proposal-accepted", day, number=label, service=str(proposed[label]))
    return day


@action
def let_fall(actor: Actor, day: ActionDay, service: Service, *, at: datetime) -> ActionDay:
    """A place cannot be had after all: whoever was to go there waits for the next plan."""
    del at
    day = day.refreshed()
    allow(rules.may_change(actor, day))
    key = str(service.pk)
    day.people.filter(settled=service).update(settled=None)
    for each in [one["label"] for one in day.plan.get("proposals", ()) if one["place"] == key]:
        _forget_in_plan(day, each)
    day.fallen = sorted({*day.fallen, key})
    day.save(update_fields=["fallen"])
    record("day.place-fell-away", day, service=key)
    return day


@action
def close_day(actor: Actor, day: ActionDay, *, at: datetime) -> ActionDay:
    """Everybody has been dealt with: forget the people, keep that there was such a day."""
    day = day.refreshed()
    allow(rules.may_change(actor, day))
    _forget_people(day, at=at)
    record("day.closed", day)
    return day


@action
def forget_day(actor: Actor, day: ActionDay, *, at: datetime) -> None:
    """The term has passed."""
    allow(rules.may_forget(actor))
    _forget_people(day.refreshed(), at=at)
    record("day.forgotten", day)


def _forget_people(day: ActionDay, *, at: datetime) -> None:
    day.people.all().delete()
    day.plan, day.closed_at = {}, day.closed_at or at
    day.save(update_fields=["plan", "closed_at"])


def _forget_in_plan(day: ActionDay, label: str) -> None:
    """Without this person; what was proposed to others stays."""
    for part in ("proposals", "unplaced"):
        kept = [each for each in day.plan.get(part, ()) if each["label"] != label]
        if part in day.plan:
            day.plan = {**day.plan, part: kept}
    day.save(update_fields=["plan"])
