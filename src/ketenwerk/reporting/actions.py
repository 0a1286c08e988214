"""Everything that is done with a report and its mailbox."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from ketenwerk.audit.trail import action, allow, record
from ketenwerk.foundation.problems import NotFound
from ketenwerk.keys import envelope
from ketenwerk.keys.fields import open_with, shred
from ketenwerk.organisations.actor import Actor
from ketenwerk.reporting import drafting, flow, keeping, mailbox, queries, routing, rules, told
from ketenwerk.reporting.draft import Draft
from ketenwerk.reporting.draft import Ticket as DraftTicket
from ketenwerk.reporting.handling.models import Sketch
from ketenwerk.reporting.mailbox import Ticket
from ketenwerk.reporting.models import Attachment, Message, Opening, Original, Report, ReportState
from ketenwerk.reporting.models import Draft as Kept
from ketenwerk.reporting.receipt import Stretched, code_for, stretch
from ketenwerk.reporting.sketch import marks_of
from ketenwerk.reporting.told import Told

NOW = "now"
COLUMNS = (
    "municipality",
    "form",
    "urgency",
)  # what lies open of a report, for its receiver's list


@dataclass(frozen=True, slots=True)
class Answers:
    """What a reporter fills in. Codes come from countries/<code>/; an empty one means not known.

    `given` holds every answer on the road, the story too, by the code of its question. Organisations in
    `keeps_out` must not get it. `language` is the one in which the reporter reads the pages.
    """

    reporter: str
    story: str
    municipality: str = ""
    form: str = "UNK"
    urgency: str = "unknown"
    language: str = ""
    given: Mapping[str, Sequence[str]] = field(default_factory=dict)
    keeps_out: tuple[str, ...] = ()

    @property
    def facts(self) -> dict[str, str]:
        """What the rules for routing go by."""
        known = {
            name: getattr(self, name) for name in ("reporter", "municipality", "form", "urgency")
        }
        return {name: said for name, said in known.items() if said} | flow.facts(self.given)

    @classmethod
    def of(cls, draft: Draft, *, language: str = "") -> Self:
        """What counts of a draft."""
        facts = flow.facts(draft.answers)
        wanted = {name: facts[name] for name in COLUMNS if name in facts}
        return cls(
            facts.get("reporter", ""),
            facts.get("story", ""),
            **wanted,
            language=language,
            given=flow.standing(draft.answers),
            keeps_out=draft.keeps_out,
        )


@dataclass(frozen=True, slots=True)
class Receipt:
    """The code, shown once, and who received the report; `urgent` when somebody is in danger now."""

    code: str
    receiver: str
    urgent: bool = False


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

    Raises NotFound("report.no-receiver") when no organisation receives such a report.
    The slow hash is made before the transaction begins, so that nobody waits for it.
    """
    code = code_for(nonce, repr(asdict(answers)))
    return _keep_report(actor, answers, code, stretch(code), at=at)


def submit_draft(
    actor: Actor, ticket: DraftTicket, draft: Draft, *, language: str, words: str, at: datetime
) -> Receipt:
    """The same for what was answered page by page, in a language. `words` is that of a code in words, or empty."""
    draft = draft if draft.fixed else replace(draft, words=words)
    code = drafting.code_of(draft, words=words)
    made = (code, stretch(code))
    answers = Answers.of(draft, language=language)
    return _keep_report(actor, answers, *made, draft=(ticket, draft), at=at)


def enter_mailbox(actor: Actor, code: str, *, at: datetime) -> Ticket:
    """Exchange the code for a ticket. Raises NotFound for a code that opens nothing, after the same work."""
    return _open_mailbox(actor, stretch(code), at=at)


def enter(actor: Actor, code: str, *, at: datetime) -> Ticket | DraftTicket:
    """The same, for a code that may lead to a mailbox or back to a draft."""
    stretched = stretch(code)
    kept = Kept.objects.filter(code_locator=stretched.locator).first()
    if kept and not Report.objects.filter(locator=stretched.locator).exists():
        return drafting.resume_draft(actor, kept, stretched, at=at)
    return _open_mailbox(actor, stretched, at=at)


@action
def _keep_report(
    actor: Actor,
    answers: Answers,
    code: str,
    stretched: Stretched,
    *,
    draft: tuple[DraftTicket, Draft] | None = None,
    at: datetime,
) -> Receipt:
    allow(rules.may_report(actor))
    way = queries.way_for(answers.facts, answers.keeps_out, on=timezone.localdate(at))
    if way is None:
        raise NotFound("report.no-receiver")
    report = _new_report(answers, stretched, at=at, receiver=way.receiver)
    try:
        with transaction.atomic():
            report.save()
            _keep_sketch(report, answers.story)
    except IntegrityError:  # this very form is here already
        report = Report.objects.select_related("receiver").get(locator=stretched.locator)
    if draft:
        drafting.mark_sent(actor, *draft, at=at)
    record("report.received", report, region=report.region)
    return Receipt(code, report.receiver.name, report.urgency == NOW)


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
    report = queries.mailbox_report(ticket.handle)
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
    report = queries.mailbox_report(ticket.handle).refreshed()
    allow(rules.may_use_mailbox(actor, report))
    keeping.add_message(report, body, from_reporter=True, at=at)
    if report.state == ReportState.DEALT_WITH:
        _reopen(actor, report, at=at)
    record("mailbox.written", report)


@action
def wipe_mailbox(actor: Actor, ticket: Ticket, *, at: datetime) -> None:
    """Close the mailbox for good. The report itself stays with its receiver."""
    del at
    report = queries.mailbox_report(ticket.handle).refreshed()
    allow(rules.may_use_mailbox(actor, report))
    report.mailbox_private = b""
    report.save(update_fields=["mailbox_private"])
    record("mailbox.wiped", report)


@action
def read_report(actor: Actor, report: Report, *, at: datetime) -> Told:
    """Unseal what was told: the story, and the answers in order."""
    del at
    allow(rules.may_read(actor, report))
    record("report.read", report)
    return told.read(str(report.story))


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


def _new_report(
    answers: Answers, stretched: Stretched, *, at: datetime, receiver: routing.Receiver
) -> Report:
    pair, day = envelope.new_pair(), timezone.localdate(at)
    report = Report(
        region=queries.region_of(answers.municipality, on=day) or min(receiver.regions),
        municipality=answers.municipality,
        receiver_id=receiver.id,
        reporter=answers.reporter,
        form=answers.form,
        urgency=answers.urgency,
        story=told.write(answers.story, answers.given),
        received_on=day,
        language=answers.language,
        keeps_out=list(answers.keeps_out),
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
