"""Everything that is done with a report and its mailbox."""

from dataclasses import astuple, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from ketenwerk.audit.trail import action, allow, record
from ketenwerk.foundation.problems import NotFound
from ketenwerk.keys import envelope
from ketenwerk.keys.fields import open_with, shred
from ketenwerk.organisations.actor import Actor
from ketenwerk.reporting import keeping, mailbox, queries, rules
from ketenwerk.reporting.handling.models import Sketch
from ketenwerk.reporting.mailbox import Ticket
from ketenwerk.reporting.models import (
    Attachment,
    Message,
    Opening,
    Original,
    Report,
    ReportState,
)
from ketenwerk.reporting.receipt import Stretched, code_for, stretch
from ketenwerk.reporting.sketch import marks_of


@dataclass(frozen=True, slots=True)
class Answers:
    """What a reporter fills in. Codes come from countries/<code>/; an empty one means not known.

    `language` is the one in which the reporter reads the pages.
    """

    reporter: str
    story: str
    municipality: str = ""
    form: str = "UNK"
    urgency: str = "unknown"
    language: str = ""


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
    """What the reporter sees: where it stands and what was answered, never what was sent.

    `look_by` is the day by which somebody looks; `moved` says that another organisation took it over.
    """

    state: str
    replies: list[Reply]
    look_by: date
    moved: bool = False
    reopened: bool = False
    asks_whether_it_helped: bool = False


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
            _keep_sketch(report, answers.story)
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
    report = keeping.mailbox_of(ticket)
    allow(rules.may_use_mailbox(actor, report))
    replies = list(report.messages.filter(from_reporter=False).order_by("number"))
    for reply in replies:
        open_with(reply, report.mailbox(), ticket.private)
    record("mailbox.read", report)
    said = getattr(report, "verdict", None)
    return Mailbox(
        state=report.state,
        replies=[_reply(reply) for reply in replies],
        look_by=report.look_by,
        moved=report.moved_on is not None,
        reopened=report.reopened_on is not None,
        asks_whether_it_helped=said is None or said.about != report.closed_on,
    )


@action
def write_from_mailbox(actor: Actor, ticket: Ticket, body: str, *, at: datetime) -> None:
    """Send the receiver something more. The reporter does not see it again. What was closed is open again."""
    report = keeping.mailbox_of(ticket).refreshed()
    allow(rules.may_use_mailbox(actor, report))
    keeping.add_message(report, body, from_reporter=True, at=at)
    if report.state == ReportState.DEALT_WITH:
        _reopen(actor, report, at=at)
    record("mailbox.written", report)


@action
def wipe_mailbox(actor: Actor, ticket: Ticket, *, at: datetime) -> None:
    """Close the mailbox for good. The report itself stays with its receiver."""
    del at
    report = keeping.mailbox_of(ticket).refreshed()
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
    """Leave a message in the reporter's mailbox. Who answers what nobody has taken, takes it."""
    report = report.refreshed()
    allow(rules.may_answer(actor, report))
    keeping.add_message(report, body, from_reporter=False, at=at)
    if report.state == ReportState.NEW:
        _take(report, actor)
    record("report.answered", report)


@action
def take_report(actor: Actor, report: Report, *, at: datetime) -> Report:
    """Take it on one's own name, from nobody or from a colleague; the mailbox says that somebody looks at it."""
    del at
    report = report.refreshed()
    allow(rules.may_take(actor, report))
    before = report.owner_user or "nobody"
    _take(report, actor)
    record("report.taken", report, before=before)
    return report


@action
def take_up_report(actor: Actor, report: Report, *, at: datetime) -> Report:
    """It becomes a signal; the mailbox says that it was taken up."""
    del at
    report = report.refreshed()
    allow(rules.may_take_up(actor, report))
    report.state, report.owner_user = ReportState.TAKEN_UP, actor.user_id
    report.save(update_fields=["state", "owner_user"])
    record("report.taken-up", report)
    return report


@action
def mark_dealt_with(actor: Actor, handle: UUID, *, at: datetime) -> None:
    """The mailbox says that it was dealt with, without detail."""
    report = Report.objects.select_for_update().filter(handle=handle).first()
    if report is None:
        raise NotFound("report.not-found")
    allow(rules.may_mark_dealt_with(actor, report))
    keeping.end(report, at=at)
    record("report.dealt-with", report)


@action
def forget_report(actor: Actor, report: Report, *, at: datetime) -> None:
    """Its term has passed: make every text unreadable in every copy, and close the mailbox."""
    allow(rules.may_forget(actor))
    report = report.refreshed()
    _forget_files(report)
    for text in keeping.texts_of(report):
        shred(text)
    Sketch.objects.filter(report=report).delete()
    if (
        report.bundle
        and not report.bundle.reports.filter(forgotten_on=None).exclude(pk=report.pk).exists()
    ):
        shred(report.bundle)
    report.mailbox_private, report.forgotten_on = b"", timezone.localdate(at)
    report.save(update_fields=["mailbox_private", "forgotten_on"])
    record("report.forgotten", report)


def _forget_files(report: Report) -> None:
    Opening.objects.filter(original__attachment__report=report).forget()
    Original.objects.filter(attachment__report=report).forget()
    Attachment.objects.filter(report=report).forget()


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
        language=answers.language,
        locator=stretched.locator,
        mailbox_public=pair.public,
    )
    keeping.give_days(report, day)
    report.mailbox_private = mailbox.lock(pair.private, stretched.secret, report.handle)
    return report


def _keep_sketch(report: Report, text: str) -> None:
    Sketch.objects.bulk_create(
        Sketch(report=report, mark=mark, made_on=report.received_on) for mark in marks_of(text)
    )


def _take(report: Report, actor: Actor) -> None:
    """It was looked at: the next day is that of the answer."""
    report.state, report.owner_user = ReportState.TAKEN, actor.user_id
    report.look_by = report.answer_by
    report.save(update_fields=["state", "owner_user", "look_by"])


def _reopen(actor: Actor, report: Report, *, at: datetime) -> None:
    """Somebody must look again, whoever had it before."""
    day = timezone.localdate(at)
    allow(rules.may_reopen(actor, report, today=day))
    report.state, report.owner_user, report.reopened_on = ReportState.NEW, "", day
    report.closed_on, report.keep_until = None, None
    report.closed_as, report.duplicate_of = "", None
    keeping.give_days(report, day)
    report.save(
        update_fields=[
            "state",
            "owner_user",
            "reopened_on",
            "closed_on",
            "keep_until",
            "closed_as",
            "duplicate_of",
            "look_by",
            "answer_by",
        ]
    )
    record("report.reopened", report)


def _reply(message: Message) -> Reply:
    return Reply(message.number, message.from_reporter, message.written_on, str(message.body))
