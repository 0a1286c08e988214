"""Everything the intake does with a report besides reading it, and what a reporter says of it afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from ketenwerk.audit.trail import action, allow, record
from ketenwerk.country.data import country
from ketenwerk.foundation.decision import every
from ketenwerk.foundation.problems import Conflict, NotFound
from ketenwerk.keys.fields import open_also_to, shred
from ketenwerk.organisations.actor import SYSTEM, Actor
from ketenwerk.organisations.models import Organisation
from ketenwerk.reporting import keeping, queries
from ketenwerk.reporting.handling import rules
from ketenwerk.reporting.handling.models import (
    Bundle,
    Handover,
    HandoverState,
    Note,
    Sketch,
    Verdict,
)
from ketenwerk.reporting.mailbox import Ticket
from ketenwerk.reporting.models import Report, ReportState


@dataclass(frozen=True, slots=True)
class Remark:
    """One note as its reader sees it."""

    author: str
    written_at: datetime
    body: str


@action
def hand_over(
    actor: Actor, report: Report, to: Organisation, *, reason: str, at: datetime
) -> Handover:
    """Ask another intake to take it over. Until it says yes the report stays here, and closed to the other."""
    report = report.refreshed()
    allow(rules.may_hand_over(actor, report, to))
    handover = _ask(actor, report, receiver=to.pk, person="", reason=reason, at=at)
    record("report.offered", report, to=str(to.pk))
    return handover


@action
def hand_to_colleague(
    actor: Actor, report: Report, person: str, *, reason: str, at: datetime
) -> Handover:
    """Ask a colleague to take it on their name."""
    report = report.refreshed()
    allow(rules.may_hand_to_colleague(actor, report, person, today=timezone.localdate(at)))
    receiver = report.receiver_id
    handover = _ask(actor, report, receiver=receiver, person=person, reason=reason, at=at)
    record("report.offered", report, to=str(receiver), person=person)
    return handover


@action
def read_handover(actor: Actor, handover: Handover, *, at: datetime) -> tuple[str, str]:
    """Unseal why it was offered, and what was answered."""
    del at
    allow(rules.may_read_handover(actor, handover))
    record("handover.read", handover)
    return str(handover.reason), str(handover.answer)


@action
def accept_handover(actor: Actor, handover: Handover, *, at: datetime) -> Report:
    """Take it over. In this moment, and not before, the report moves: it opens to the one and closes to the other."""
    report = handover.report.refreshed()
    handover = handover.refreshed()
    allow(rules.may_accept(actor, handover))
    _answer(handover, HandoverState.ACCEPTED, at=at)
    if handover.sender_id != handover.receiver_id:
        behalf = Actor(SYSTEM.user_id, str(handover.sender_id))
        open_to_receiver(behalf, handover, at=at)
        _move(report, handover, at=at)
    report.state, report.owner_user = ReportState.TAKEN, actor.user_id
    report.look_by = report.answer_by
    report.save(update_fields=["state", "owner_user", "look_by"])
    record("report.taken-over", report, before=str(handover.sender_id))
    return report


@action
def open_to_receiver(actor: Actor, handover: Handover, *, at: datetime) -> None:
    """The sender's standing order, carried out when the other accepts: notes and groups stay behind."""
    del at
    allow(rules.may_open_to(actor, handover))
    for text in keeping.travelling(handover.report):
        open_also_to(text, handover.receiver_id)
    keeping.let_two_others_open(handover.report, of=handover.receiver_id)
    record("report.opened-to", handover, to=str(handover.receiver_id))


@action
def close_to_senders(actor: Actor, report: Report, *, at: datetime) -> None:
    """When the key store did not hear in time that it moved: take back what who had it before can open still."""
    del at
    report = report.refreshed()
    allow(rules.may_close_to_senders(actor, report))
    keeping.close_to_others(report)
    record("report.closed-to-senders", report)


@action
def refuse_handover(actor: Actor, handover: Handover, *, reason: str, at: datetime) -> Handover:
    """Say no, and why. The report stays where it is."""
    handover = handover.refreshed()
    allow(rules.may_refuse(actor, handover))
    handover.answer = reason
    _answer(handover, HandoverState.REFUSED, at=at)
    record("handover.refused", handover)
    return handover


@action
def withdraw_handover(actor: Actor, handover: Handover, *, at: datetime) -> Handover:
    """Take the request back."""
    handover = handover.refreshed()
    allow(rules.may_withdraw(actor, handover))
    _answer(handover, HandoverState.WITHDRAWN, at=at)
    record("handover.withdrawn", handover)
    return handover


@action
def write_note(actor: Actor, report: Report, body: str, *, at: datetime) -> Note:
    """For colleagues alone: the reporter never sees it, and it does not go along to another organisation."""
    allow(rules.may_note(actor, report))
    note = Note.objects.create(
        report=report,
        organisation_id=actor.organisation,
        author=actor.user_id,
        written_at=at,
        body=body,
    )
    record("report.noted", report)
    return note


@action
def read_notes(actor: Actor, report: Report, *, at: datetime) -> list[Remark]:
    """Those of the actor's own organisation, the oldest first."""
    del at
    allow(rules.may_note(actor, report))
    record("report.notes-read", report)
    mine = report.notes.filter(organisation=actor.organisation_id).order_by("written_at", "id")
    return [Remark(note.author, note.written_at, str(note.body)) for note in mine]


@action
def group_reports(actor: Actor, reports: Sequence[Report], *, reason: str, at: datetime) -> Bundle:
    """Put them together, and say why. Nothing else changes: each keeps its own day, person and mailbox."""
    allow(rules.may_group(actor, list(reports)))
    bundle = Bundle.objects.create(
        organisation_id=actor.organisation,
        made_by=actor.user_id,
        made_on=timezone.localdate(at),
        reason=reason,
    )
    Report.objects.filter(pk__in=[each.pk for each in reports]).update(bundle=bundle)
    record("reports.grouped", bundle, reports=len(reports))
    return bundle


@action
def read_group(actor: Actor, report: Report, *, at: datetime) -> str:
    """Unseal why it was put together with others."""
    del at
    allow(rules.may_take_out(actor, report))
    record("reports.group-read", report)
    return str(report.bundle.reason) if report.bundle else ""


@action
def take_out_of_group(actor: Actor, report: Report, *, at: datetime) -> None:
    """It does not belong to the others after all."""
    del at
    report = report.refreshed()
    allow(rules.may_take_out(actor, report))
    keeping.leave_group(report)
    record("reports.ungrouped", report)


@action
def close_report(
    actor: Actor,
    report: Report,
    *,
    reason: str,
    message: str,
    of: Report | None = None,
    at: datetime,
) -> Report:
    """Bring it to an end without a signal, and tell the reporter. `of` is the one that a duplicate repeats."""
    report = report.refreshed()
    allow(
        every(
            rules.may_close(actor, report),
            rules.closing_is_explained(report, reason=reason, message=message, of=of),
        )
    )
    keeping.add_message(report, message, from_reporter=False, at=at)
    report.closed_as, report.duplicate_of = reason, of
    report.owner_user = report.owner_user or actor.user_id
    keeping.end(report, at=at)
    record("report.closed", report, reason=reason)
    return report


@action
def say_whether_it_helped(
    actor: Actor, ticket: Ticket, helped: str, *, text: str = "", at: datetime
) -> None:
    """From the mailbox, after the report was closed."""
    report = queries.mailbox_report(ticket.handle).refreshed()
    said = Verdict.objects.filter(report=report).first()
    allow(rules.may_say_whether_it_helped(actor, report, said))
    if said is not None:  # of an earlier closing: what was written then cannot be opened from here
        shred(said)
        said.delete()
    closed_on = report.closed_on or timezone.localdate(at)
    Verdict.objects.create(report=report, about=closed_on, helped=helped, text=text)
    record("mailbox.verdict", report)


@action
def read_verdict(actor: Actor, report: Report, *, at: datetime) -> tuple[str, str]:
    """Whether it helped and what was written about it; empty while nothing was said."""
    del at
    allow(rules.may_note(actor, report))
    record("report.verdict-read", report)
    said = Verdict.objects.filter(report=report).first()
    return (said.helped, str(said.text)) if said else ("", "")


@action
def forget_sketches(actor: Actor, *, made_on: date, at: datetime) -> None:
    """The marks of the reports of one day, when no others like them are coming in any more. Raises NotFound."""
    del at
    allow(rules.may_forget_sketches(actor))
    old = Sketch.objects.filter(made_on=made_on)
    first = old.first()
    if first is None:
        raise NotFound("report.not-found")
    record("sketches.forgotten", first)
    old.delete()


def _ask(
    actor: Actor, report: Report, *, receiver: UUID, person: str, reason: str, at: datetime
) -> Handover:
    day = timezone.localdate(at)
    handover = Handover(
        report=report,
        sender_id=report.receiver_id,
        receiver_id=receiver,
        asked_by=actor.user_id,
        to_user=person,
        reason=reason,
        asked_on=day,
        answer_by=country().due_on("report-handover", day, region=report.region),
    )
    try:
        with transaction.atomic():
            handover.save()
    except IntegrityError as error:
        raise Conflict("handover.waiting") from error
    return handover


def _move(report: Report, handover: Handover, *, at: datetime) -> None:
    """The fact that it was passed on stays with the sender, in the request; of what was told nothing does."""
    day = timezone.localdate(at)
    report.receiver_id, report.moved_on, report.duplicate_of = handover.receiver_id, day, None
    keeping.give_days(report, day)
    report.save(update_fields=["receiver", "moved_on", "duplicate_of", "look_by", "answer_by"])
    keeping.forget_notes(report, of=handover.sender_id)
    keeping.leave_group(report)
    keeping.close_to_others(report)
    record("report.closed-to", report, to=str(handover.sender_id))


def _answer(handover: Handover, state: HandoverState, *, at: datetime) -> None:
    handover.state, handover.answered_on = state, timezone.localdate(at)
    handover.save(update_fields=["state", "answered_on", "answer"])
