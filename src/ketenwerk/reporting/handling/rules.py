"""Who may do what while a report is handled, and when."""

from datetime import date

from ketenwerk.foundation.decision import Decision, every, require, some
from ketenwerk.organisations import queries as organisations
from ketenwerk.organisations.actor import EVERYWHERE, SYSTEM, Actor, Role
from ketenwerk.organisations.models import Organisation
from ketenwerk.reporting.handling.models import HANDOVER_FLOW, Handover, HandoverState, Verdict
from ketenwerk.reporting.models import REPORT_FLOW, Report, ReportState
from ketenwerk.reporting.rules import may_read, may_use_mailbox, nobody_is_asked

DUPLICATE = "duplicate"
OPEN = (ReportState.NEW, ReportState.TAKEN)


def may_ask_to_take_over(actor: Actor, report: Report) -> Decision:
    """Whoever has the report may offer it to one other at a time, before it is a signal or closed."""
    return every(
        may_read(actor, report),
        require(that=report.state in OPEN, otherwise="workflow.no-such-move"),
        nobody_is_asked(report),
    )


def may_hand_over(actor: Actor, report: Report, to: Organisation) -> Decision:
    """To another that receives reports for the region, unless the reporter left it out."""
    candidates = organisations.intakes_of(report.region)
    return every(
        may_ask_to_take_over(actor, report),
        require(that=to.pk != report.receiver_id, otherwise="handover.same"),
        require(
            that=to.receives_reports and candidates.filter(pk=to.pk).exists(),
            otherwise="handover.no-receiver",
        ),
        require(that=str(to.pk) not in report.keeps_out, otherwise="handover.left-out"),
    )


def may_hand_to_colleague(actor: Actor, report: Report, person: str, *, today: date) -> Decision:
    """To somebody of the same intake, who is not the one that has it."""
    known = organisations.colleagues(report.receiver_id, Role.INTAKE, on=today)
    return every(
        may_ask_to_take_over(actor, report),
        require(that=person in known, otherwise="handover.no-colleague"),
        require(that=person not in (report.owner_user, actor.user_id), otherwise="handover.same"),
    )


def may_read_handover(actor: Actor, handover: Handover) -> Decision:
    """Why it is offered, and why it was refused: for the intake of both."""
    return every(
        some(actor.is_from(handover.sender_id), actor.is_from(handover.receiver_id)),
        actor.holds(Role.INTAKE, region=handover.report.region),
    )


def may_accept(actor: Actor, handover: Handover) -> Decision:
    return _may_answer(actor, handover, HandoverState.ACCEPTED)


def may_refuse(actor: Actor, handover: Handover) -> Decision:
    return _may_answer(actor, handover, HandoverState.REFUSED)


def may_withdraw(actor: Actor, handover: Handover) -> Decision:
    return every(
        actor.is_from(handover.sender_id),
        actor.holds(Role.INTAKE, region=handover.report.region),
        HANDOVER_FLOW.may_move(handover.state, HandoverState.WITHDRAWN),
    )


def may_open_to(actor: Actor, handover: Handover) -> Decision:
    """By itself, on behalf of who offered it, in the moment in which the other accepts."""
    return every(
        require(that=actor.user_id == SYSTEM.user_id, otherwise="role.system-only"),
        actor.is_from(handover.sender_id),
        require(that=handover.state == HandoverState.ACCEPTED, otherwise="workflow.no-such-move"),
    )


def may_close_to_senders(actor: Actor, report: Report) -> Decision:
    return every(
        require(that=actor.user_id == SYSTEM.user_id, otherwise="role.system-only"),
        require(that=report.moved_on is not None, otherwise="workflow.no-such-move"),
    )


def may_see_inbox(actor: Actor) -> Decision:
    """What came in is for the intake; whose reports are in it, each query says."""
    return require(that=actor.has(Role.INTAKE), otherwise="role.missing")


def may_note(actor: Actor, report: Report) -> Decision:
    """Notes are between colleagues of the intake that has the report."""
    return may_read(actor, report)


def may_group(actor: Actor, reports: list[Report]) -> Decision:
    """Two or more of the actor's own."""
    return every(
        require(that=len(reports) > 1, otherwise="group.too-few"),
        *(may_read(actor, report) for report in reports),
    )


def may_take_out(actor: Actor, report: Report) -> Decision:
    return every(
        may_read(actor, report),
        require(that=report.bundle_id is not None, otherwise="group.none"),
    )


def may_close(actor: Actor, report: Report) -> Decision:
    """What is a signal is closed by its decision; what was offered to another is first taken back."""
    return every(
        may_read(actor, report),
        require(that=report.state in OPEN, otherwise="workflow.no-such-move"),
        REPORT_FLOW.may_move(report.state, ReportState.DEALT_WITH),
        nobody_is_asked(report),
    )


def closing_is_explained(
    report: Report, *, reason: str, message: str, of: Report | None
) -> Decision:
    """Always with a message, and a duplicate names what it repeats: another report of the same organisation."""
    repeats = of is not None and of.pk != report.pk and of.receiver_id == report.receiver_id
    return every(
        require(that=bool(message.strip()), otherwise="report.message-missing"),
        require(that=repeats is (reason == DUPLICATE), otherwise="report.duplicate-of-nothing"),
    )


def may_say_whether_it_helped(actor: Actor, report: Report, said: Verdict | None) -> Decision:
    """Once after every closing."""
    return every(
        may_use_mailbox(actor, report),
        require(that=report.state == ReportState.DEALT_WITH, otherwise="mailbox.not-closed"),
        require(
            that=said is None or said.about != report.closed_on, otherwise="mailbox.said-already"
        ),
    )


def may_see_lateness(actor: Actor, region: str) -> Decision:
    """How much waits too long, and with whom: for who directs the chain there."""
    return actor.holds(Role.CHAIN_DIRECTOR, region=region)


def may_see_what_climbed(actor: Actor) -> Decision:
    """What is late everywhere is for the national desk."""
    return require(
        that=EVERYWHERE in actor.regions(Role.CARE_COORDINATOR), otherwise="role.missing"
    )


def may_forget_sketches(actor: Actor) -> Decision:
    return require(that=actor.user_id == SYSTEM.user_id, otherwise="role.system-only")


def _may_answer(actor: Actor, handover: Handover, answer: HandoverState) -> Decision:
    """The one who was asked: the colleague by name, or anybody of the other intake."""
    mine = handover.to_user in ("", actor.user_id)
    return every(
        actor.is_from(handover.receiver_id),
        actor.holds(Role.INTAKE, region=handover.report.region),
        require(that=mine, otherwise="handover.other-person"),
        HANDOVER_FLOW.may_move(handover.state, answer),
    )
