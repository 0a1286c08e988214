"""Many colleagues agree at the same moment to one request, and then many windows open the original at once.

`python -m tests.faults.openers HOW_MANY` prints what each of them was answered, and what is so afterwards.
"""

import json
import multiprocessing
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.db import connections  # noqa: E402 - models exist only now
from django.utils import timezone  # noqa: E402

from ketenwerk.audit.models import AuditEntry  # noqa: E402
from ketenwerk.foundation.problems import Problem  # noqa: E402
from ketenwerk.organisations.actor import ANONYMOUS, Actor  # noqa: E402
from ketenwerk.reporting import actions, filing, queries  # noqa: E402
from ketenwerk.reporting.attachments.kinds import Kind  # noqa: E402
from ketenwerk.reporting.models import Opening  # noqa: E402
from tests.faults.inside import actor  # noqa: E402

WHOLE = b"Invented: as it was sent."
TOGETHER = 60  # seconds the slowest may take to be ready

fork = multiprocessing.get_context("fork")


def main(how_many: int) -> dict[str, Any]:
    intake = actor("ina-inkijk")
    asked = _ask(intake).pk
    others = [Actor(f"colleague {n}", intake.organisation, intake.grants) for n in range(how_many)]
    agreed = _all_at_once([lambda who=who: _agree(who, asked) for who in others])
    opened = _all_at_once([lambda: _open(intake, asked)] * how_many)
    return {
        "agreed": agreed,
        "opened": opened,
        "lines": AuditEntry.objects.filter(act="original.opened").count(),
    }


def _ask(intake: Actor) -> Opening:
    at = timezone.now()
    answers = actions.Answers("bystander", "Invented.", municipality="GM0344")
    receipt = actions.submit_report(ANONYMOUS, answers, nonce="n" * 32, at=at)
    ticket = actions.enter_mailbox(ANONYMOUS, receipt.code, at=at)
    made = filing.Made(Kind.TEXT, WHOLE, mark="f" * 64, original=WHOLE)
    filing._keep_attachment(ANONYMOUS, ticket, made, at=at)
    report = queries.report_by_handle(intake, ticket.handle)
    original = queries.original_of(intake, queries.attachments(intake, report).get().id)
    return filing.ask_original(intake, original, "Invented.", at=at)


def _all_at_once(acts: list[Callable[[], str]]) -> list[str]:
    connections.close_all()
    start, said = fork.Barrier(len(acts)), fork.SimpleQueue()
    doers = [fork.Process(target=_do, args=(act, start, said)) for act in acts]
    for doer in doers:
        doer.start()
    answers = [said.get() for _ in doers]
    for doer in doers:
        doer.join()
    return answers


def _do(act: Callable[[], str], start: Any, said: Any) -> None:
    try:
        Opening.objects.count()
        start.wait(TOGETHER)
        said.put(act())
    except Problem as problem:
        said.put(problem.code)
    except Exception as error:  # noqa: BLE001 - the test shows it
        said.put(repr(error))
    finally:
        connections.close_all()


def _agree(who: Actor, asked: Any) -> str:
    filing.agree_to_opening(who, queries.opening_by_id(who, asked), at=timezone.now())
    return "agreed"


def _open(intake: Actor, asked: Any) -> str:
    opening = queries.opening_by_id(intake, asked)
    whole = filing.open_original(intake, opening, at=timezone.now()) == WHOLE
    return "opened" if whole else "something else"


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]))))
