"""What must hold for every action: done, refused, on the trail, undone when it fails."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from ketenwerk.audit.models import AuditEntry
from ketenwerk.foundation.problems import Refused
from tests.casework.steps import kept


@dataclass(frozen=True)
class Deed:
    """`do` is the action with everything but the actor; the names are of fixtures."""

    do: Callable[..., Any]
    by: str
    not_by: str
    why_not: str
    acts: tuple[str, ...]
    changes: bool = True


def is_done_and_on_the_trail(deed: Deed, actor, do) -> None:
    before, entries = kept(), AuditEntry.objects.count()

    do(actor)

    assert (kept() != before) is deed.changes
    new = list(AuditEntry.objects.order_by("id")[entries:])
    assert tuple(entry.act for entry in new) == deed.acts
    assert {entry.outcome for entry in new} == {"done"}


def is_refused_on_the_trail_and_changes_nothing(deed: Deed, actor, do) -> None:
    before, entries = kept(), AuditEntry.objects.count()

    with pytest.raises(Refused) as problem:
        do(actor)

    assert problem.value.code == deed.why_not
    assert kept() == before
    [entry] = AuditEntry.objects.order_by("id")[entries:]
    assert (entry.outcome, entry.facts) == ("refused", {"why": deed.why_not})
    assert entry.actor == actor.user_id


def is_undone_when_it_fails(actor, do, monkeypatch, module) -> None:
    def fail(*_, **__):
        raise OSError("the disk is full")

    before, entries = kept(), AuditEntry.objects.count()
    monkeypatch.setattr(module, "record", fail)

    with pytest.raises(OSError, match="disk is full"):
        do(actor)

    assert kept() == before
    assert AuditEntry.objects.count() == entries
