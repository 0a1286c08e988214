"""Who may do what with a report, and when."""

from ketenwerk.foundation.decision import YES, Decision, every, require
from ketenwerk.organisations.actor import SYSTEM, Actor, Role
from ketenwerk.reporting.models import REPORT_FLOW, Report, ReportState


def may_report(actor: Actor) -> Decision:
    """Everybody may tell what they saw, always."""
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
    return every(may_read(actor, report), REPORT_FLOW.may_move(report.state, ReportState.TAKEN))


def may_mark_dealt_with(actor: Actor, report: Report) -> Decision:
    """Follows by itself from the end of the signal or the case it led to."""
    return every(
        require(that=actor == SYSTEM, otherwise="role.system-only"),
        REPORT_FLOW.may_move(report.state, ReportState.DEALT_WITH),
    )


def may_forget(actor: Actor) -> Decision:
    return require(that=actor == SYSTEM, otherwise="role.system-only")
