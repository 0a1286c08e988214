"""What may be done with one of several reports: the same as with that report alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ketenwerk.foundation.decision import Decision, every, require
from ketenwerk.organisations.actor import Actor
from ketenwerk.organisations.models import Organisation
from ketenwerk.reporting.handling import blocks, rules
from ketenwerk.reporting.models import Report
from ketenwerk.reporting.rules import may_answer, may_take


class Kind(StrEnum):
    TAKE = "take"
    ANSWER = "answer"
    HAND_OVER = "hand-over"
    CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What is to be done with each of them.

    Who reported reads `block` in their own language, and `words` as they stand. `to` or `person` is asked to take
    them over, because of `why`. They are closed with `reason`; duplicates repeat `of`.
    """

    kind: Kind
    block: str = ""
    words: str = ""
    to: Organisation | None = None
    person: str = ""
    why: str = ""
    reason: str = ""
    of: Report | None = None

    def message(self, report: Report) -> str:
        """What this reporter reads."""
        language = blocks.known(report.language)
        text = blocks.filled(self.block, language).text if self.block else ""
        return "\n\n".join(part for part in (text, self.words.strip()) if part)


def may_do(actor: Actor, report: Report, deed: Deed, *, today: date) -> Decision:
    return RULES[deed.kind](actor, report, deed, today)


def _take(actor: Actor, report: Report, deed: Deed, today: date) -> Decision:
    del deed, today
    return may_take(actor, report)


def _answer(actor: Actor, report: Report, deed: Deed, today: date) -> Decision:
    """Also one that a colleague has; not what was closed, or is a signal, in the meantime."""
    del today
    return every(
        may_answer(actor, report),
        require(that=report.state in rules.OPEN, otherwise="workflow.no-such-move"),
        require(that=bool(deed.message(report)), otherwise="report.message-missing"),
    )


def _hand_over(actor: Actor, report: Report, deed: Deed, today: date) -> Decision:
    if deed.to is not None:
        return rules.may_hand_over(actor, report, deed.to)
    return rules.may_hand_to_colleague(actor, report, deed.person, today=today)


def _close(actor: Actor, report: Report, deed: Deed, today: date) -> Decision:
    del today
    explained = rules.closing_is_explained(
        report, reason=deed.reason, message=deed.message(report), of=deed.of
    )
    return every(rules.may_close(actor, report), explained)


RULES: dict[Kind, Callable[[Actor, Report, Deed, date], Decision]] = {
    Kind.TAKE: _take,
    Kind.ANSWER: _answer,
    Kind.HAND_OVER: _hand_over,
    Kind.CLOSE: _close,
}
