"""How everything is done: allowed, whole, and on the trail; or not at all."""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from ketenwerk.audit import chain
from ketenwerk.audit.models import AuditEntry
from ketenwerk.audit.queries import subject_of
from ketenwerk.foundation.decision import Decision
from ketenwerk.foundation.problems import NotFound, Refused
from ketenwerk.foundation.records import acting
from ketenwerk.organisations.actor import ANONYMOUS, Actor

P = ParamSpec("P")
R = TypeVar("R")
Facts = Mapping[str, str | int]
CODE = re.compile(r"[A-Za-z0-9:._*-]{0,96}")


class ActionIncomplete(RuntimeError):
    """An action forgot to ask, to record itself or to take the time. A mistake in our code."""


@dataclass(slots=True)
class _Step:
    actor: Actor
    name: str
    at: datetime
    allowed: bool = False
    recorded: bool = False


_step: ContextVar[_Step | None] = ContextVar("step", default=None)


def action(
    function: Callable[Concatenate[Actor, P], R],
) -> Callable[Concatenate[Actor, P], R]:
    """Mark a function as the way something is done. It must call `allow` and `record` and take `at=`.

    What it writes is kept as a whole or not at all. A refusal is undone, and stands on the trail.
    """
    if "at" not in inspect.signature(function).parameters:
        raise ActionIncomplete(f"{function.__qualname__} does not take the time: at=")
    name = f"{function.__module__.removeprefix('ketenwerk.')}.{function.__name__}"

    @wraps(function)
    def run(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        outer, step = _step.get(), _Step(actor, name, _time(kwargs, name))
        token = _step.set(step)
        try:
            with transaction.atomic(), acting(actor.organisation):
                result = function(actor, *args, **kwargs)
                _check_complete(step)
        except (Refused, NotFound) as problem:
            if outer is None:
                refused(actor, name, why=problem.code, at=step.at, subject=_subject(args))
                problem.on_trail = True  # type: ignore[union-attr]
            raise
        finally:
            _step.reset(token)
        return result

    run.is_action = True  # type: ignore[attr-defined]
    return run


def allow(decision: Decision) -> None:
    """Go on when the answer is yes; otherwise raise Refused, which undoes the action."""
    _now().allowed = True
    if not decision:
        raise Refused(decision.reason)


def record(act: str, subject: Model, **facts: str | int) -> None:
    """Put this act on the trail. Facts are codes and numbers, never what somebody wrote."""
    step = _now()
    step.recorded = True
    _write(step, act, subject=subject_of(subject), facts=facts)


def refused(actor: Actor, act: str, *, why: str, at: datetime, subject: str = "") -> None:
    """Put on the trail that something was asked and not given."""
    step = _Step(actor, act, at)
    _write(step, act, subject=subject, facts={"why": why}, outcome=AuditEntry.Outcome.REFUSED)


def _subject(arguments: Sequence[object]) -> str:
    """What it was asked about: the first record among the arguments, as `record` would name it."""
    records = (each for each in arguments if isinstance(each, Model))
    return next((subject_of(each) for each in records), "")


def _now() -> _Step:
    step = _step.get()
    if step is None:
        raise ActionIncomplete("allow and record are for actions")
    return step


def _time(arguments: Mapping[str, object], name: str) -> datetime:
    at = arguments.get("at")
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise ActionIncomplete(f"{name} needs at= with a time zone")
    return at


def _check_complete(step: _Step) -> None:
    if not (step.allowed and step.recorded):
        missing = "allow" if not step.allowed else "record"
        raise ActionIncomplete(f"{step.name} did not call {missing}")


def _write(
    step: _Step,
    act: str,
    *,
    subject: str,
    facts: Facts,
    outcome: AuditEntry.Outcome = AuditEntry.Outcome.DONE,
) -> None:
    _check_facts(step, facts)
    entry = AuditEntry(
        at=_coarse(step.at) if step.actor == ANONYMOUS else step.at,
        actor=step.actor.user_id,
        organisation=step.actor.organisation,
        act=act,
        outcome=outcome,
        subject=subject,
        facts=dict(facts),
    )
    entry.seal = chain.seal_of(entry)
    entry.save()
    if chain.is_to_look(entry):
        # robust: the act is done and kept; that closing a batch fails is no answer to it
        transaction.on_commit(lambda: chain.seal_when_due(at=step.at), robust=True)


def _check_facts(step: _Step, facts: Facts) -> None:
    for name, value in facts.items():
        if not CODE.fullmatch(str(value)):
            raise ActionIncomplete(f"{step.name} put free text on the trail as {name!r}")


def _coarse(at: datetime) -> datetime:
    """The day alone, as people here count it: the hour of a visit is a trace of the visitor.

    In UTC a visit after midnight falls on another day than the report it left, which would tell its hour.
    """
    return datetime.combine(timezone.localdate(at), time(), tzinfo=UTC)
