"""Everything that is done with a report and its mailbox."""

from dataclasses import astuple, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from ketenwerk.audit.trail import action, allow, record
from ketenwerk.country.data import country
from ketenwerk.foundation.problems import NotFound
from ketenwerk.keys import envelope
from ketenwerk.keys.fields import open_with, shred
from ketenwerk.organisations.actor import Actor
from ketenwerk.reporting import mailbox, queries, rules
from ketenwerk.reporting.mailbox import Ticket
from ketenwerk.reporting.models import Message, Report, ReportState
from ketenwerk.reporting.receipt import Stretched, code_for, stretch


@dataclass(frozen=True, slots=True)
class Answers:
    """What a reporter fills in. Codes come from countries/<code>/; an empty one means not known."""

    reporter: str
    story: str
    municipality: str = ""
    form: str = "UNK"
    urgency: str = "unknown"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The code, shown once, and who received the report."""

    code: str
    receiver: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message as its reader sees it."""

    number: int
    from_reporter: bool
    written_on: date
    body: str


@dataclass(frozen=True, slots=True)
class Mailbox:
    """What the reporter sees: where it stands and what was answered, never what was sent."""

    state: str
    replies: list[Reply]


def submit_report(actor: Actor, answers: Answers, *, nonce: str, at: datetime) -> Receipt:
    """Seal the report to its receiver and make its mailbox. The same form sent twice is kept once.

    Raises NotFound("report.no-receiver") when no organisation receives reports from this place.
    The slow hash is made before the transaction begins, so that nobody waits for it.
    """
    code = code_for(nonce, "|".join(astuple(answers)))
    return _keep_report(actor, answers, code, stretch(code), at=at)


def enter_mailbox(actor: Actor, code: str, *, at: datetime) -> Ticket:
    """Exchange the code for a ticket. Raises NotFound for a code that opens nothing, after the same work."""
    return _open_mailbox(actor, stretch(code), at=at)


@action
def _keep_report(
    actor: Actor, answers: Answers, code: str, stretched: Stretched, *, at: datetime
) -> Receipt:
    allow(rules.may_report(actor))
    receiver, region = queries.receiver_for(answers.municipality, on=timezone.localdate(at))
    report = _new_report(answers, stretched, at=at, region=region)
    report.receiver = receiver
    try:
        with transaction.atomic():
            report.save()
    except IntegrityError:  # this very form is here already
        report = Report.objects.get(locator=stretched.locator)
    record("report.received", report, region=region)
    return Receipt(code, receiver.name)


@action
def _open_mailbox(actor: Actor, stretched: Stretched, *, at: datetime) -> Ticket:
    del at
    report = Report.objects.filter(locator=stretched.locator).exclude(mailbox_private=b"").first()
    if report is None:
        raise NotFound("mailbox.no-such-code")
    allow(rules.may_use_mailbox(actor, report))
    private = mailbox.unlock(bytes(report.mailbox_private), stretched.secret, report.handle)
    record("mailbox.opened", report)
    return Ticket(report.handle, private)


@action
def read_mailbox(actor: Actor, ticket: Ticket, *, at: datetime) -> Mailbox:
    """Where it stands, and the answers of the receiver."""
    del at
    report = _mailbox_of(ticket)
    allow(rules.may_use_mailbox(actor, report))
    replies = list(report.messages.filter(from_reporter=False).order_by("number"))
    for reply in replies:
        open_with(reply, report.mailbox(), ticket.private)
    record("mailbox.read", report)
    return Mailbox(report.state, [_reply(reply) for reply in replies])


@action
def write_from_mailbox(actor: Actor, ticket: Ticket, body: str, *, at: datetime) -> None:
    """Send the receiver something more. The reporter does not see it again."""
    report = _mailbox_of(ticket).refreshed()
    allow(rules.may_use_mailbox(actor, report))
    _add_message(report, body, from_reporter=True, at=at)
    record("mailbox.written", report)


@action
def wipe_mailbox(actor: Actor, ticket: Ticket, *, at: datetime) -> None:
    """Close the mailbox for good. The report itself stays with its receiver."""
    del at
    report = _mailbox_of(ticket).refreshed()
    allow(rules.may_use_mailbox(actor, report))
    report.mailbox_private = b""
    report.save(update_fields=["mailbox_private"])
    record("mailbox.wiped", report)


@action
def read_report(actor: Actor, report: Report, *, at: datetime) -> str:
    """Unseal what was told."""
    del at
    allow(rules.may_read(actor, report))
    record("report.read", report)
    return str(report.story)


@action
def read_messages(actor: Actor, report: Report, *, at: datetime) -> list[Reply]:
    """The messages to and from the reporter, for the receiver."""
    del at
    allow(rules.may_read(actor, report))
    record("report.messages-read", report)
    return [_reply(message) for message in report.messages.order_by("number")]


@action
def answer_report(actor: Actor, report: Report, body: str, *, at: datetime) -> None:
    """Leave a message in the reporter's mailbox."""
    report = report.refreshed()
    allow(rules.may_answer(actor, report))
    _add_message(report, body, from_reporter=False, at=at)
    record("report.answered", report)


@action
def take_report(actor: Actor, report: Report, *, at: datetime) -> Report:
    """Mark that somebody works on it; the mailbox says so."""
    del at
    report = report.refreshed()
    allow(rules.may_take(actor, report))
    report.state = ReportState.TAKEN
    report.save(update_fields=["state"])
    record("report.taken", report)
    return report


@action
def mark_dealt_with(actor: Actor, handle: UUID, *, at: datetime) -> None:
    """The mailbox says that it was dealt with, without detail."""
    report = Report.objects.select_for_update().filter(handle=handle).first()
    if report is None:
        raise NotFound("report.not-found")
    allow(rules.may_mark_dealt_with(actor, report))
    report.state, report.closed_on = ReportState.DEALT_WITH, timezone.localdate(at)
    report.keep_until = country().kept_until("report-closed", report.closed_on)
    report.save(update_fields=["state", "closed_on", "keep_until"])
    record("report.dealt-with", report)


@action
def forget_report(actor: Actor, report: Report, *, at: datetime) -> None:
    """Its term has passed: make every text unreadable in every copy, and close the mailbox."""
    allow(rules.may_forget(actor))
    report = report.refreshed()
    for message in report.messages.all():
        shred(message)
    shred(report)
    report.mailbox_private, report.forgotten_on = b"", timezone.localdate(at)
    report.save(update_fields=["mailbox_private", "forgotten_on"])
    record("report.forgotten", report)


def _new_report(answers: Answers, stretched: Stretched, *, at: datetime, region: str) -> Report:
    pair, day = envelope.new_pair(), timezone.localdate(at)
    report = Report(
        region=region,
        municipality=answers.municipality,
        reporter=answers.reporter,
        form=answers.form,
        urgency=answers.urgency,
        story=answers.story,
        received_on=day,
        look_by=country().due_on("report-first-look", day),
        locator=stretched.locator,
        mailbox_public=pair.public,
    )
    report.mailbox_private = mailbox.lock(pair.private, stretched.secret, report.handle)
    return report


def _mailbox_of(ticket: Ticket) -> Report:
    report = Report.objects.filter(handle=ticket.handle).first()
    if report is None:
        raise NotFound("mailbox.no-such-code")
    return report


def _add_message(report: Report, body: str, *, from_reporter: bool, at: datetime) -> None:
    Message.objects.create(
        report=report,
        number=report.messages.count() + 1,
        from_reporter=from_reporter,
        written_on=timezone.localdate(at),
        body=body,
    )


def _reply(message: Message) -> Reply:
    return Reply(message.number, message.from_reporter, message.written_on, str(message.body))
