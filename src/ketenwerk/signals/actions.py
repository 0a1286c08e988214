"""Everything that is done with a signal."""

from datetime import datetime

from django.utils import timezone

from ketenwerk.audit.trail import action, allow, record
from ketenwerk.country.data import country
from ketenwerk.foundation.decision import every
from ketenwerk.foundation.labels import new_label
from ketenwerk.foundation.problems import Conflict
from ketenwerk.organisations.actor import SYSTEM, Actor
from ketenwerk.organisations.queries import directing_organisation
from ketenwerk.reporting import actions as reporting
from ketenwerk.reporting import queries as reports
from ketenwerk.reporting.models import Report
from ketenwerk.signals import rules
from ketenwerk.signals.models import Signal, SignalState

OPEN_CASE = "open-case"


@action
def raise_signal(actor: Actor, report: Report, *, at: datetime) -> Signal:
    """Take a report over as a signal, with the actor's organisation as its owner.

    Where nobody directs the chain, as with a report from an unknown place, the owner alone watches over it.
    """
    allow(rules.may_raise(actor, report.region))
    told = reporting.read_report(actor, report, at=at)
    reporting.take_up_report(actor, report, at=at)
    day = timezone.localdate(at)
    director = directing_organisation(report.region, on=day)
    signal = Signal.objects.create(
        label=new_label("S"),
        region=report.region,
        municipality=report.municipality,
        owner_id=actor.organisation,
        owner_user=actor.user_id,
        director_id=director.id if director else actor.organisation,
        form=report.form,
        urgency=report.urgency,
        report=report.handle,
        summary=told.text,
        raised_at=at,
        decide_by=country().due_on("signal-decision", day),
    )
    record("signal.raised", signal, region=signal.region)
    return signal


@action
def read_signal(actor: Actor, signal: Signal, *, at: datetime) -> str:
    """Unseal what is known."""
    del at
    allow(rules.may_read(actor, signal))
    record("signal.read", signal)
    return str(signal.summary)


@action
def read_reason(actor: Actor, signal: Signal, *, at: datetime) -> str:
    """Unseal why it was decided so; empty while it is open."""
    del at
    allow(rules.may_read(actor, signal))
    record("signal.reason-read", signal)
    return str(signal.reason)


@action
def answer_reporter(actor: Actor, signal: Signal, body: str, *, at: datetime) -> None:
    """Write to the reporter's mailbox."""
    allow(rules.may_read(actor, signal))
    if signal.report is None:
        raise Conflict("signal.no-reporter")
    reporting.answer_report(actor, reports.report_by_handle(actor, signal.report), body, at=at)
    record("signal.answered", signal)


@action
def read_conversation(actor: Actor, signal: Signal, *, at: datetime) -> list[reporting.Reply]:
    """The messages to and from the reporter; empty for a signal without one."""
    allow(rules.may_read(actor, signal))
    record("signal.conversation-read", signal)
    if signal.report is None or not actor.is_from(signal.owner_id):
        return []
    return reporting.read_messages(actor, reports.report_by_handle(actor, signal.report), at=at)


@action
def decide_signal(
    actor: Actor, signal: Signal, *, decision: str, reason: str, at: datetime
) -> Signal:
    """Decide what becomes of it. The reporter's mailbox says that it was dealt with."""
    signal = signal.refreshed()
    allow(every(rules.may_decide(actor, signal), rules.reason_is_given(reason)))
    _decide(signal, decision=decision, reason=reason, at=at)
    tell_dealt_with(signal, at=at)
    record("signal.decided", signal, decision=decision)
    return signal


@action
def turn_into_case(actor: Actor, signal: Signal, *, reason: str, at: datetime) -> Signal:
    """Decide that a case is opened. The reporter hears when the case is closed."""
    signal = signal.refreshed()
    allow(every(rules.may_open_case(actor, signal), rules.reason_is_given(reason)))
    _decide(signal, decision=OPEN_CASE, reason=reason, at=at)
    record("signal.decided", signal, decision=OPEN_CASE)
    return signal


def tell_dealt_with(signal: Signal, *, at: datetime) -> None:
    """The reporter's mailbox says that it was dealt with, without detail."""
    if signal.report is not None:
        reporting.mark_dealt_with(SYSTEM, signal.report, at=at)


def _decide(signal: Signal, *, decision: str, reason: str, at: datetime) -> None:
    signal.state, signal.decided_at = SignalState.DECIDED, at
    signal.decision, signal.reason = decision, reason
    signal.save(update_fields=["state", "decided_at", "decision", "reason"])
