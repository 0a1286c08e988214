"""What waits for somebody, by role: for the start page and for the counts in the navigation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import DateTimeField, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ketenwerk.care.referring import queries as care
from ketenwerk.care.referring.cards import referral_card, search_card
from ketenwerk.casework import queries as casework
from ketenwerk.casework import rules
from ketenwerk.casework.cards import task_card, track_card
from ketenwerk.casework.terms import Level, lateness
from ketenwerk.country.words import region_name
from ketenwerk.foundation.cards import Card, days_late
from ketenwerk.organisations import queries as organisations
from ketenwerk.organisations.actor import Actor, Role
from ketenwerk.reporting import filing
from ketenwerk.reporting import queries as reporting
from ketenwerk.reporting.cards import report_card
from ketenwerk.reporting.handling import queries as handling
from ketenwerk.reporting.handling.cards import handover_card, taken_card
from ketenwerk.signals import queries as signals
from ketenwerk.signals.cards import signal_card

CASE_ROLES = (Role.CHAIN_DIRECTOR, Role.CARE_COORDINATOR, Role.CASE_WORKER, Role.PLACEMENT_OFFICER)
Facts = dict[str, object]
FIRST = 6  # cards of one pile on the start page


@dataclass(frozen=True, slots=True)
class Pile:
    """Things of one kind that wait for the actor's organisation; `rows` begin with the first day, `due` is that day."""

    code: str
    title: str
    rows: QuerySet[Any]
    due: str
    card: Callable[..., Card]
    url: str = ""

    def cards(self, *, today: date) -> list[Card]:
        return [self.card(row, today=today) for row in self.rows[:FIRST]]

    def late(self, *, today: date) -> int:
        """`due` is a day or a moment: what is due today is not late."""
        due = self.rows.model._meta.get_field(self.due)
        lookup = "date__lt" if isinstance(due, DateTimeField) else "lt"
        return self.rows.filter(**{f"{self.due}__{lookup}": today}).count()


def piles(actor: Actor) -> Iterator[Pile]:
    if actor.has(Role.INTAKE):
        yield from _of_the_intake(actor)
    if actor.has(Role.PLACEMENT_OFFICER):
        asked = care.waiting_referrals(actor)
        yield Pile("referrals", _("Requests for a place"), asked, "answer_by", referral_card)
        held = care.expected(actor)
        yield Pile("expected", _("People who are to arrive"), held, "held_until", referral_card)
    if actor.has(Role.CARE_COORDINATOR, Role.CHAIN_DIRECTOR):
        yield from _of_searches(actor)
    if actor.has(*CASE_ROLES):
        yield from _of_cases(actor)


def _of_the_intake(actor: Actor) -> Iterator[Pile]:
    new = reporting.inbox(actor)
    yield Pile(
        "reports", _("New reports"), new, "look_by", report_card, reverse("reporting:inbox")
    )
    asked = handling.asked_of(actor)
    yield Pile("offered", _("Reports offered to us"), asked, "answer_by", handover_card)
    mine = handling.mine(actor)
    url = f"{reverse('reporting:inbox')}?state=taken&mine=on"
    yield Pile("mine", _("Reports on my name"), mine, "look_by", taken_card, url)
    owed = signals.owned_signals(actor).select_related("owner")
    url = reverse("signals:list")
    yield Pile("signals", _("Signals that need our decision"), owed, "decide_by", signal_card, url)


def _of_searches(actor: Actor) -> Iterator[Pile]:
    """Who looks for a place, and those of others that have climbed to the actor."""
    if actor.has(Role.CARE_COORDINATOR):
        mine = care.own_searches(actor)
        yield Pile("searches", _("Our searches for a place"), mine, "climbs_on", search_card)
    climbed = care.climbed_searches(actor)
    title = _("Searches for a place that have climbed to us")
    yield Pile("climbed-searches", title, climbed, "climbs_on", search_card)


def _of_cases(actor: Actor) -> Iterator[Pile]:
    url = reverse("casework:list")
    tracks = casework.own_tracks(actor).select_related("responsible")
    yield Pile(
        "tracks", _("Our tracks and their next step"), tracks, "next_step_on", track_card, url
    )
    tasks = casework.own_tasks(actor).select_related("organisation")
    yield Pile("tasks", _("Our tasks"), tasks, "due_on", task_card, url)


def awaited(actor: Actor, *, at: datetime) -> list[Facts]:
    """Originals that a colleague asks to open: whoever reads this may be the second person."""
    asked = reporting.openings_to_agree_to(actor, at=at)
    found = filing.read_awaited(actor, asked, at=at) if asked else []
    people = organisations.people(each.asked_by for each in found)
    return [
        {
            "number": each.attachment.number,
            "who": people.get(each.asked_by, ""),
            "reason": each.reason,
            "until": each.until,
            "url": reverse("reporting:original", args=[each.attachment.id]),
        }
        for each in found
    ]


def climbed(actor: Actor, *, today: date) -> list[Card] | None:
    """What is late for so long that the national desk looks at it; None for everybody else."""
    if not rules.may_see_what_climbed(actor):
        return None
    tracks = casework.climbed_to_the_nation(actor, today=today)
    return [
        *_late_reports(actor, today=today),
        *(track_card(track, today=today) for track in tracks),
    ]


def _late_reports(actor: Actor, *, today: date) -> Iterator[Card]:
    """One card for each organisation and region, with counts alone."""
    for pile in handling.late_anywhere(actor, before=today):
        if lateness(pile.oldest, today=today).level is not Level.NATIONAL:
            continue
        count = pile.unread + pile.undecided
        what = ngettext("%(count)d report waits", "%(count)d reports wait", count)
        yield Card(
            kind="report",
            what=what % {"count": count},
            where=region_name(pile.region),
            whose=pile.organisation,
            next_step=_("Ask why"),
            day=pile.oldest,
            late_days=days_late(pile.oldest, today=today),
        )
