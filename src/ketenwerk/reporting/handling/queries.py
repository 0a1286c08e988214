"""What can be seen of reports while they are handled: filtered lists, look-alikes, requests, what is late."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Min, Q, QuerySet

from ketenwerk.country.data import country
from ketenwerk.foundation.problems import NotFound, Refused
from ketenwerk.organisations import queries as organisations
from ketenwerk.organisations.actor import Actor, Role
from ketenwerk.organisations.models import Organisation
from ketenwerk.reporting.handling import rules
from ketenwerk.reporting.handling.models import Handover, HandoverState, Sketch, Verdict
from ketenwerk.reporting.models import Report, ReportState
from ketenwerk.reporting.sketch import ENOUGH

WAITING = (ReportState.NEW, ReportState.TAKEN)
LOOK_ALIKES = 1000  # at most shown and counted together
ROUNDS = 3  # how far the likeness is followed from one report to the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody looks for in the inbox; empty is everything."""

    state: str = ""
    urgency: str = ""
    form: str = ""
    municipality: str = ""
    region: str = ""
    since: date | None = None
    until: date | None = None
    late: bool = False
    mine: bool = False
    wrote: bool = False
    group: UUID | None = None


def reports(actor: Actor, wanted: Wanted, *, today: date) -> QuerySet[Report]:
    """The actor's own reports that fit, in no order yet."""
    exact = {
        name: value
        for name in ("state", "urgency", "form", "municipality", "region")
        if (value := getattr(wanted, name))
    }
    found = Report.objects.visible_to(actor).filter(**exact)
    if wanted.since:
        found = found.filter(received_on__gte=wanted.since)
    if wanted.until:
        found = found.filter(received_on__lte=wanted.until)
    for asked, condition in (
        (wanted.late, Q(state__in=WAITING, look_by__lt=today)),
        (wanted.mine, Q(owner_user=actor.user_id)),
        (wanted.wrote, Q(unanswered=True)),
        (wanted.group, Q(bundle=wanted.group)),
    ):
        found = found.filter(condition) if asked else found
    return found


def mine(actor: Actor) -> QuerySet[Report]:
    """What the actor took and has not finished, the first day first."""
    taken = Report.objects.visible_to(actor).filter(state=ReportState.TAKEN)
    return taken.filter(owner_user=actor.user_id).order_by("look_by", "id")


def asked_of(actor: Actor) -> QuerySet[Handover]:
    """Reports that are offered to the actor, or to anybody of the actor's intake."""
    found = Handover.objects.visible_to(actor).filter(
        state=HandoverState.ASKED, receiver=actor.organisation_id
    )
    found = found.filter(to_user__in=["", actor.user_id]).select_related("report", "sender")
    return found.order_by("answer_by", "id")


def handover_by_id(actor: Actor, handover_id: UUID) -> Handover:
    visible = Handover.objects.visible_to(actor).select_related("report", "sender", "receiver")
    found = visible.filter(id=handover_id).first()
    if found is None:
        raise NotFound("report.not-found")
    return found


def handovers_of(actor: Actor, report: Report) -> QuerySet[Handover]:
    """Of a report the actor may see, those its organisation had a part in, the newest first."""
    visible = Handover.objects.visible_to(actor).filter(report=report)
    return visible.select_related("sender", "receiver").order_by("-asked_on", "-id")


def other_receivers(actor: Actor, report: Report) -> list[Organisation]:
    """Who else could take it over."""
    everybody = organisations.intakes_of(report.region)
    return [each for each in everybody if rules.may_hand_over(actor, report, each)]


def colleagues(actor: Actor, report: Report, *, today: date) -> dict[str, str]:
    """Who else of the intake that has it could: names by id."""
    everybody = organisations.colleagues(report.receiver_id, Role.INTAKE, on=today)
    away = (report.owner_user, actor.user_id)
    return {person: name for person, name in everybody.items() if person not in away}


def look_alikes(actor: Actor, report: Report) -> QuerySet[Report]:
    """Reports of the actor's organisation whose text may be nearly the same, the newest first.

    Who resembles one that resembles this one belongs to it too; after a few rounds it stops.
    """
    visible = Report.objects.visible_to(actor)
    known, new = {report.pk}, {report.pk}
    for _ in range(ROUNDS):
        new = set(_alike(visible, new)[:LOOK_ALIKES]) - known if new else set()
        known |= new
    others = sorted(known - {report.pk})[:LOOK_ALIKES]
    return visible.filter(pk__in=others).order_by("-received_on", "id")


def _alike(visible: QuerySet[Report], reports: Iterable[UUID]) -> QuerySet[Sketch, UUID]:
    """Those that share enough marks with any of these, that may be seen."""
    marks = Sketch.objects.filter(report__in=list(reports)[:LOOK_ALIKES]).values("mark")
    found = Sketch.objects.filter(mark__in=marks, report__in=visible).order_by()
    alike = found.values("report").annotate(marks=Count("mark")).filter(marks__gte=ENOUGH)
    return alike.values_list("report", flat=True)


def reports_by_id(actor: Actor, ids: Iterable[str]) -> list[Report]:
    """Those among the actor's own that have one of these ids, in the order of their days."""
    wanted = [UUID(each) for each in ids]
    return list(
        Report.objects.visible_to(actor).filter(pk__in=wanted).order_by("received_on", "id")
    )


def sketched_days(*, on: date) -> list[date]:
    """The days of reports whose marks have passed their term."""
    days = Sketch.objects.order_by().values_list("made_on", flat=True).distinct()
    return sorted(day for day in days if country().kept_until("report-sketch", day) < on)


def moved_since(day: date) -> QuerySet[Report]:
    """Those another organisation took over on this day or later, whose text is still there."""
    return Report.objects.filter(moved_on__gte=day, forgotten_on=None).order_by("id")


@dataclass(slots=True)
class Overdue:
    """What waits too long with one organisation in one region: counts and days, never content."""

    region: str
    organisation: str
    oldest: date
    unread: int = 0
    undecided: int = 0
    days: Counter[date] = field(default_factory=Counter)


def late_in_region(actor: Actor, region: str, *, today: date) -> list[Overdue]:
    """For who directs the chain there. The longest late first."""
    decision = rules.may_see_lateness(actor, region)
    if not decision:
        raise Refused(decision.reason)
    return _overdue(Report.objects.filter(region=region), before=today)


def late_anywhere(actor: Actor, *, before: date) -> list[Overdue]:
    """For the national desk: what should have been done before this day."""
    decision = rules.may_see_what_climbed(actor)
    if not decision:
        raise Refused(decision.reason)
    return _overdue(Report.objects.all(), before=before)


def _overdue(found: QuerySet[Report], *, before: date) -> list[Overdue]:
    late = found.filter(state__in=WAITING, look_by__lt=before).order_by()
    counted = late.values_list("region", "receiver__name", "state", "look_by").annotate(
        Count("id")
    )
    piles: dict[tuple[str, str], Overdue] = {}
    for region, organisation, state, day, number in counted:
        pile = piles.setdefault((region, organisation), Overdue(region, organisation, day))
        pile.oldest = min(pile.oldest, day)
        pile.days[day] += number
        if state == ReportState.NEW:
            pile.unread += number
        else:
            pile.undecided += number
    return sorted(piles.values(), key=lambda pile: (pile.oldest, pile.region, pile.organisation))


def helped_by_answer(since: date, before: date) -> dict[str, int]:
    """What reporters said of reports closed from `since` until the day before `before`. For the public figures."""
    found = Verdict.objects.filter(about__gte=since, about__lt=before).order_by()
    return dict(found.values_list("helped").annotate(Count("id")))


def closed_without_a_word(since: date, before: date) -> int:
    """How many were closed in that time of which the reporter did not say whether it helped."""
    closed = Report.objects.filter(closed_on__gte=since, closed_on__lt=before)
    return closed.exclude(verdict__about=F("closed_on")).count()


def days_to_first_answer(since: date, before: date) -> list[int | None]:
    """Of every report that came in in that time; None where nobody had answered before its end."""
    answered = Q(messages__from_reporter=False, messages__written_on__lt=before)
    received = Report.objects.filter(received_on__gte=since, received_on__lt=before).order_by()
    found = received.annotate(first=Min("messages__written_on", filter=answered))
    days = found.values_list("received_on", "first")
    return [(first - day).days if first else None for day, first in days.iterator()]
