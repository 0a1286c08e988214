"""Who may do what with a report, and when."""

from datetime import date, datetime, timedelta

from ketenwerk.foundation.decision import YES, Decision, every, require, some
from ketenwerk.organisations.actor import SYSTEM, Actor, Role
from ketenwerk.reporting.handling.models import HandoverState
from ketenwerk.reporting.models import (
    REPORT_FLOW,
    Attachment,
    Opening,
    Original,
    Report,
    ReportState,
)

ASKING_LASTS = timedelta(hours=24)  # to open an original
AGREEING_LASTS = timedelta(hours=1)


def may_report(actor: Actor) -> Decision:
    """Everybody may tell what they saw, always."""
    del actor
    return YES


def may_keep_draft(actor: Actor) -> Decision:
    """Everybody may stop half-way and go on; the cookie or the code says whose draft it is."""
    del actor
    return YES


def may_use_mailbox(actor: Actor, report: Report) -> Decision:
    """Who has the code may, as long as the reporter did not wipe the mailbox."""
    del actor
    return require(that=bool(report.mailbox_private), otherwise="mailbox.wiped")


def may_read(actor: Actor, report: Report) -> Decision:
    """The intake of the organisation it was sent to, and nobody else."""
    return every(
        actor.is_from(report.receiver_id),
        actor.holds(Role.INTAKE, region=report.region),
    )


def may_answer(actor: Actor, report: Report) -> Decision:
    return may_read(actor, report)


def may_take(actor: Actor, report: Report) -> Decision:
    """What nobody has taken, or what a colleague has: who is ill or away must not be waited for."""
    colleague = report.state == ReportState.TAKEN and report.owner_user != actor.user_id
    return every(
        may_read(actor, report),
        some(
            require(that=colleague, otherwise="workflow.no-such-move"),
            REPORT_FLOW.may_move(report.state, ReportState.TAKEN),
        ),
    )


def may_take_up(actor: Actor, report: Report) -> Decision:
    """Turn it into a signal, as long as nobody was asked to take it over."""
    return every(
        may_read(actor, report),
        REPORT_FLOW.may_move(report.state, ReportState.TAKEN_UP),
        nobody_is_asked(report),
    )


def nobody_is_asked(report: Report) -> Decision:
    """While somebody thinks about taking it over, it is not brought to an end."""
    asked = report.handovers.filter(state=HandoverState.ASKED).exists()
    return require(that=not asked, otherwise="handover.waiting")


def may_reopen(actor: Actor, report: Report, *, today: date) -> Decision:
    """Who has the code, until the day on which the text is forgotten."""
    kept = report.keep_until is None or today <= report.keep_until
    return every(
        may_use_mailbox(actor, report),
        require(that=kept, otherwise="mailbox.too-late"),
        REPORT_FLOW.may_move(report.state, ReportState.NEW),
    )


def may_mark_dealt_with(actor: Actor, report: Report) -> Decision:
    """Follows by itself from the end of the signal or the case it led to."""
    return every(
        require(that=actor == SYSTEM, otherwise="role.system-only"),
        REPORT_FLOW.may_move(report.state, ReportState.DEALT_WITH),
    )


def may_forget(actor: Actor) -> Decision:
    return require(that=actor == SYSTEM, otherwise="role.system-only")


def may_attach(actor: Actor, report: Report) -> Decision:
    """Who has the code may, as long as the mailbox is there."""
    return may_use_mailbox(actor, report)


def may_read_attachment(actor: Actor, attachment: Attachment) -> Decision:
    return may_read(actor, attachment.report)


def may_ask_original(actor: Actor, original: Original) -> Decision:
    """Whoever may read the report may ask; it takes somebody else to agree."""
    return may_read(actor, original.attachment.report)


def may_agree(actor: Actor, opening: Opening, *, at: datetime) -> Decision:
    """Somebody else of the same intake, to a request of the last day, once."""
    recent = _within(opening.asked_at, at, ASKING_LASTS)
    return every(
        may_read(actor, opening.original.attachment.report),
        require(that=opening.asked_by != actor.user_id, otherwise="original.same-person"),
        require(that=not opening.agreed_by, otherwise="original.agreed-already"),
        require(that=recent, otherwise="original.asked-too-long-ago"),
    )


def may_open_original(actor: Actor, opening: Opening, *, at: datetime) -> Decision:
    """Who asked, within the hour after somebody agreed, once."""
    recent = _within(opening.agreed_at, at, AGREEING_LASTS)
    return every(
        may_read(actor, opening.original.attachment.report),
        require(that=opening.asked_by == actor.user_id, otherwise="original.not-who-asked"),
        require(that=bool(opening.agreed_by), otherwise="original.nobody-agreed"),
        require(that=opening.opened_at is None, otherwise="original.opened-already"),
        require(that=recent, otherwise="original.agreed-too-long-ago"),
    )


def _within(since: datetime | None, at: datetime, lasts: timedelta) -> bool:
    return since is not None and since <= at <= since + lasts
