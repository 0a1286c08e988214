"""One answer to every "may I?": yes, or no with a reason."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decision:
    """`reason` is a code that finds the words in the reader's language; empty when the answer is yes."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Decision(True)


def no(reason: str) -> Decision:
    return Decision(False, reason)


def require(*, that: bool, otherwise: str) -> Decision:
    return YES if that else no(otherwise)


def every(*decisions: Decision) -> Decision:
    """Yes when all are yes; otherwise the first no."""
    return next((decision for decision in decisions if not decision), YES)


def some(*decisions: Decision) -> Decision:
    """Yes when any is yes; otherwise the last no. Of nothing: no."""
    return next((decision for decision in decisions if decision), (no("nothing"), *decisions)[-1])
