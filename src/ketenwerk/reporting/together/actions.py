"""One thing done with several reports, one after the other.

Each is whole by itself and on the trail by itself: what fails for one changes nothing for the others. What somebody
else did with a report after it was checked is never done over.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.utils import timezone

from ketenwerk.audit.trail import action, allow, record
from ketenwerk.foundation.decision import YES, Decision, no
from ketenwerk.foundation.problems import Conflict, Problem
from ketenwerk.organisations.actor import Actor
from ketenwerk.reporting.actions import answer_report, take_report
from ketenwerk.reporting.handling.actions import close_report, hand_over, hand_to_colleague
from ketenwerk.reporting.models import Report
from ketenwerk.reporting.rules import may_read
from ketenwerk.reporting.together import queries, rules
from ketenwerk.reporting.together.rules import Deed, Kind


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether it was done with this report, or why not."""

    report: Report
    done: Decision


def do_together(
    actor: Actor, reports: Sequence[Report], deed: Deed, *, seen: Mapping[str, str], at: datetime
) -> list[Outcome]:
    """`seen` is how each stood when it was checked, by its id. Never raises a Problem: the outcome tells it."""
    go = str(uuid4())
    return [_try(actor, report, deed, seen.get(str(report.pk), ""), go, at) for report in reports]


def _try(actor: Actor, report: Report, deed: Deed, seen: str, go: str, at: datetime) -> Outcome:
    try:
        do_with_one(actor, report, deed, seen=seen, go=go, at=at)
    except Problem as problem:
        return Outcome(report, no(problem.code))
    return Outcome(report, YES)


@action
def do_with_one(
    actor: Actor, report: Report, deed: Deed, *, seen: str, go: str, at: datetime
) -> None:
    """One of a number that were done in one go. Raises Conflict when it no longer stands as it was seen."""
    report = report.refreshed()
    allow(may_read(actor, report))
    if queries.stand(report) != seen:
        raise Conflict("together.changed")
    allow(rules.may_do(actor, report, deed, today=timezone.localdate(at)))
    DO[deed.kind](actor, report, deed, at)
    record("report.done-together", report, deed=deed.kind, go=go)


def _take(actor: Actor, report: Report, deed: Deed, at: datetime) -> None:
    del deed
    take_report(actor, report, at=at)


def _answer(actor: Actor, report: Report, deed: Deed, at: datetime) -> None:
    answer_report(actor, report, deed.message(report), at=at)


def _hand_over(actor: Actor, report: Report, deed: Deed, at: datetime) -> None:
    if deed.to is not None:
        hand_over(actor, report, deed.to, reason=deed.why, at=at)
    else:
        hand_to_colleague(actor, report, deed.person, reason=deed.why, at=at)


def _close(actor: Actor, report: Report, deed: Deed, at: datetime) -> None:
    message = deed.message(report)
    close_report(actor, report, reason=deed.reason, message=message, of=deed.of, at=at)


DO: Mapping[Kind, Callable[[Actor, Report, Deed, datetime], None]] = {
    Kind.TAKE: _take,
    Kind.ANSWER: _answer,
    Kind.HAND_OVER: _hand_over,
    Kind.CLOSE: _close,
}
