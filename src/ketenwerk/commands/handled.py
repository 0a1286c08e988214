"""What the intake does with reports that do not become a signal, each as a life of its own."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from ketenwerk.commands.stage import Life, Stage
from ketenwerk.country.data import country
from ketenwerk.organisations.actor import ANONYMOUS, Actor, Role
from ketenwerk.reporting import actions as reporting
from ketenwerk.reporting import queries as reports
from ketenwerk.reporting.actions import Answers, Receipt
from ketenwerk.reporting.handling import actions, blocks, queries
from ketenwerk.reporting.handling.models import Handover
from ketenwerk.reporting.models import Report

Handling = Callable[[Stage, Actor, Receipt, Report, datetime], Life]
NATIONAL_DESK = "landelijk-bureau"
NOTED, SAYS_WHETHER_IT_HELPED = 0.6, 0.7


def taken(stage: Stage, intake: Actor, receipt: Receipt, report: Report, at: datetime) -> Life:
    """On somebody's name, with a first answer, and not decided yet."""
    del receipt
    at = stage.later(at, 0, 1)
    yield at
    _take(stage, intake, report, at)


def offered(stage: Stage, intake: Actor, receipt: Receipt, report: Report, at: datetime) -> Life:
    """Another intake was asked to take it over, and has not answered yet."""
    del receipt
    at = stage.later(at, 0, 1)
    yield at
    _take(stage, intake, report, at)
    _offer(stage, intake, report, at)


def offer_refused(
    stage: Stage, intake: Actor, receipt: Receipt, report: Report, at: datetime
) -> Life:
    del receipt
    at = stage.later(at, 0, 1)
    yield at
    _take(stage, intake, report, at)
    handover = _offer(stage, intake, report, at)
    at = stage.later(at, 1, 1)
    yield at
    asked = stage.desks.of(handover.receiver_id)
    reason = stage.stories.text("intake", "refusal")
    actions.refuse_handover(asked, handover, reason=reason, at=at)


def moved(stage: Stage, intake: Actor, receipt: Receipt, report: Report, at: datetime) -> Life:
    """Another intake took it over, and wrote so to the reporter."""
    del receipt
    at = stage.later(at, 0, 1)
    yield at
    _take(stage, intake, report, at)
    handover = _offer(stage, intake, report, at)
    at = stage.later(at, 1, 1)
    yield at
    asked = stage.desks.of(handover.receiver_id)
    report = actions.accept_handover(asked, handover, at=at)
    text = blocks.filled("passed-on", blocks.known(report.language)).text
    reporting.answer_report(asked, report, text, at=at)


def closed_with(reason: str) -> Handling:
    def closed(
        stage: Stage, intake: Actor, receipt: Receipt, report: Report, at: datetime
    ) -> Life:
        at = stage.later(at, 0, 1)
        yield at
        _take(stage, intake, report, at)
        at = stage.later(at, 1, 3)
        yield at
        _close(intake, report, reason, at)
        if stage.chance(SAYS_WHETHER_IT_HELPED):
            stage.start(said(stage, receipt, at))

    return closed


def reopened(stage: Stage, intake: Actor, receipt: Receipt, report: Report, at: datetime) -> Life:
    """Closed, and opened again by the reporter: something is still wrong."""
    at = stage.later(at, 0, 1)
    yield at
    _close(intake, report, "no-leads", at)
    at = stage.later(at, 2, 3)
    yield at
    ticket = reporting.enter_mailbox(ANONYMOUS, receipt.code, at=at)
    wrong = stage.stories.text("intake", "wrong")
    reporting.write_from_mailbox(ANONYMOUS, ticket, wrong, at=at)


def said(stage: Stage, receipt: Receipt, at: datetime) -> Life:
    """The reporter reads that it was closed, and says whether it helped."""
    at = stage.later(at, 1, 5)
    yield at
    ticket = reporting.enter_mailbox(ANONYMOUS, receipt.code, at=at)
    reporting.read_mailbox(ANONYMOUS, ticket, at=at)
    answers = [code for code, _ in country().choices("helped", country().languages[0])]
    text = stage.stories.text("intake", "verdict") if stage.chance(NOTED) else ""
    actions.say_whether_it_helped(ANONYMOUS, ticket, stage.dice.choice(answers), text=text, at=at)


def told_by_many(stage: Stage, at: datetime) -> Life:
    """Neighbours tell nearly the same in nearly the same words; the intake puts three of them together."""
    yield at
    intake = stage.desks.first(Role.INTAKE)
    region = min(intake.regions(Role.INTAKE))
    place = stage.dice.choice(country().municipalities_of(region, timezone.localdate(at))).code
    told = stage.stories.every("intake", "told")
    first, *_others = [_tell(stage, intake, place, text, at) for text in told]
    at = stage.later(at, 0, 1)
    yield at
    alike = list(queries.look_alikes(intake, first))
    reason = stage.stories.text("intake", "group")
    actions.group_reports(intake, [first, *alike[:2]], reason=reason, at=at)


def _tell(stage: Stage, intake: Actor, place: str, text: str, at: datetime) -> Report:
    language = country().languages[0]
    answers = Answers("bystander", text, municipality=place, form="LAB", language=language)
    before = set(reports.inbox(intake).values_list("id", flat=True))
    nonce = f"{stage.dice.getrandbits(128):032x}"
    reporting.submit_report(ANONYMOUS, answers, nonce=nonce, at=at)
    return reports.inbox(intake).exclude(id__in=before).get()


def _take(stage: Stage, intake: Actor, report: Report, at: datetime) -> None:
    reporting.take_report(intake, report, at=at)
    text = blocks.filled("received", blocks.known(report.language)).text
    reporting.answer_report(intake, report, text, at=at)
    if stage.chance(NOTED):
        actions.write_note(intake, report, stage.stories.text("intake", "note"), at=at)


def _offer(stage: Stage, intake: Actor, report: Report, at: datetime) -> Handover:
    """To the national desk, or where that is the one that has it, to the first of the others."""
    others = queries.other_receivers(intake, report)
    receiver = next((each for each in others if each.code == NATIONAL_DESK), others[0])
    reason = stage.stories.text("intake", "offer")
    return actions.hand_over(intake, report, receiver, reason=reason, at=at)


def _close(intake: Actor, report: Report, reason: str, at: datetime) -> None:
    language = blocks.known(report.language)
    text = blocks.filled(blocks.closing(reason), language).text
    actions.close_report(intake, report, reason=reason, message=text, at=at)


HANDLED: dict[str, Handling] = {
    "taken": taken,
    "offered": offered,
    "offer-refused": offer_refused,
    "moved": moved,
    "reopened": reopened,
    **{reason: closed_with(reason) for reason in ("no-leads", "elsewhere", "empty", "asked")},
}
