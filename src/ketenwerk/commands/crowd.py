"""Everything the invented people lived through in the past months, made anew through the actions of every house."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.conf import settings
from django.db import transaction
from django.db.models import Model

from ketenwerk.audit import chain
from ketenwerk.audit.trail import action, allow, record
from ketenwerk.care.models import Referral
from ketenwerk.casework.models import Case, Task, Track
from ketenwerk.commands.cast import Cast
from ketenwerk.commands.handled import told_by_many
from ketenwerk.commands.lives import CASE, UNDECIDED, UNREAD, Plan, reported
from ketenwerk.commands.placing import (
    count_places,
    counted,
    found_at_once,
    looked_for_today,
)
from ketenwerk.commands.stage import Stage
from ketenwerk.foundation.decision import Decision, every, require
from ketenwerk.organisations.actor import SYSTEM, Actor
from ketenwerk.reporting.models import Report
from ketenwerk.signals.models import Signal

MONTHS = timedelta(days=200)
NATIONAL = ""  # the reporter does not say where

# How many reports end so, and between how many and how many days ago they came in. What ends in a case came in
# early enough for the decision to have fallen by now; the last cases may still be on their way.
ENDINGS = (
    (UNREAD, 7, 0.9, 0),
    (UNREAD, 3, 9, 5),
    (UNDECIDED, 8, 5, 2.5),
    (UNDECIDED, 5, 24, 11),
    ("advice-given", 5, 195, 14),
    ("passed-on", 3, 195, 14),
    ("no-further-action", 5, 195, 14),
    ("not-trafficking", 4, 195, 14),
    (CASE, 46, 195, 70),
    (CASE, 38, 70, 25),
    (CASE, 36, 25, 14),
    (CASE, 4, 9, 5),
)
NATIONAL_ENDINGS = ((UNREAD, 3, 6, 0),)
# What the intake does with reports that do not become a signal: see commands.handled.
HANDLED_ENDINGS = (
    ("taken", 7, 2.9, 1.1),
    ("taken", 4, 19, 12),
    ("offered", 4, 2.9, 1.1),
    ("offer-refused", 2, 8, 5),
    ("moved", 4, 12, 5),
    ("no-leads", 6, 160, 10),
    ("elsewhere", 4, 160, 10),
    ("empty", 3, 160, 10),
    ("asked", 1, 160, 10),
    ("reopened", 3, 12, 8),
)
TOLD_BY_MANY = (6.9, 4.1)  # between so many days ago several people told the same

Tally = dict[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each there are: by region, form, state and what more tells them apart."""

    reports: Tally
    signals: Tally
    cases: Tally
    tracks: Tally
    tasks: Tally
    referrals: Tally

    @property
    def totals(self) -> dict[str, int]:
        return {name: sum(getattr(self, name).values()) for name in self.__slots__}


def load_crowd(cast: Cast, *, today: datetime, seed: int = 2026) -> Counts:
    """Let the cast live through the months before `today`. The same seed and day tell the same story.

    Takes about ten seconds: every receipt is stretched as for a real reporter. All of it is kept, or nothing.
    """
    stage = Stage(cast, today, Random(seed))  # noqa: S311 - a story, not a secret
    with transaction.atomic("default"), transaction.atomic("keys"):
        live_through(SYSTEM, stage, at=today)
        chain.seal(at=today)
    return counts()


@action
def live_through(actor: Actor, stage: Stage, *, at: datetime) -> None:
    """One act around all others, so that the trail says where they come from. Raises Refused in production."""
    allow(may_invent(actor))
    for plan in plans(stage):
        stage.start(reported(stage, plan), punctual=True)
    stage.start(told_by_many(stage, stage.ago(*TOLD_BY_MANY)), punctual=True)
    for service in stage.cast.services.values():
        stage.start(counted(stage, service, at - MONTHS), punctual=True)
    stage.run()
    for service in stage.cast.services.values():
        count_places(stage, service, at=at)
    looked_for_today(stage, at=at)
    found_at_once(stage, at)
    record("demo.loaded", next(iter(stage.cast.organisations.values())))


def may_invent(actor: Actor) -> Decision:
    """Invented people live only where nothing is real."""
    return every(
        require(that=actor == SYSTEM, otherwise="role.system-only"),
        require(that=settings.ENVIRONMENT.trying_out, otherwise="demo.off"),
    )


def plans(stage: Stage) -> Iterator[Plan]:
    """Every report there will be, over the regions in turn."""
    for number, (ending, earliest, latest) in enumerate(_each((*ENDINGS, *HANDLED_ENDINGS))):
        region = stage.desks.regions[number % len(stage.desks.regions)]
        yield Plan(stage.ago(earliest, latest), region, ending)
    for ending, earliest, latest in _each(NATIONAL_ENDINGS):
        yield Plan(stage.ago(earliest, latest), NATIONAL, ending)


def counts() -> Counts:
    """What stands in the database now."""
    return Counts(
        reports=_tally(Report, "region", "form", "reporter", "urgency", "state"),
        signals=_tally(Signal, "region", "form", "state", "decision"),
        cases=_tally(Case, "region", "form", "state"),
        tracks=_tally(Track, "region", "kind", "responsible__code", "state", "outcome"),
        tasks=_tally(Task, "organisation__code", "due_on", "done_at"),
        referrals=_tally(Referral, "service__name", "state", "refusal"),
    )


def _each(
    endings: tuple[tuple[str, int, float, float], ...],
) -> Iterator[tuple[str, float, float]]:
    for ending, how_many, earliest, latest in endings:
        for _ in range(how_many):
            yield ending, earliest, latest


def _tally(model: type[Model], *fields: str) -> Tally:
    return dict(Counter(model._default_manager.values_list(*fields)))
