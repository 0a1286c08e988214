"""Several colleagues do one thing with the same group of reports at the same moment.

`python -m tests.faults.groupers HOW_MANY REPORTS` prints what each of them was told, and what is so afterwards.
"""

import json
import multiprocessing
import sys
from collections import Counter
from typing import Any

import django

django.setup()

from django.db import connections  # noqa: E402 - models exist only now
from django.utils import timezone  # noqa: E402

from ketenwerk.audit.models import AuditEntry  # noqa: E402
from ketenwerk.organisations.actor import ANONYMOUS, Actor  # noqa: E402
from ketenwerk.reporting import actions as reporting  # noqa: E402
from ketenwerk.reporting.models import Message, Report  # noqa: E402
from ketenwerk.reporting.receipt import Stretched  # noqa: E402
from ketenwerk.reporting.together import actions, queries  # noqa: E402
from ketenwerk.reporting.together.rules import Deed, Kind  # noqa: E402
from tests.faults.inside import actor  # noqa: E402

STORY = "Invented: someone never leaves the house alone."
TOGETHER = 60  # seconds the slowest may take to be ready

fork = multiprocessing.get_context("fork")


def main(how_many: int, reports: int) -> dict[str, Any]:
    intake, at = actor("ina-inkijk"), timezone.now()
    for number in range(reports):
        answers = reporting.Answers("bystander", STORY, municipality="GM0344")
        code = Stretched(f"group {number}", b"s" * 32)
        reporting._keep_report(ANONYMOUS, answers, "code", code, at=at)
    found = queries.chosen(
        intake, [str(key) for key in Report.objects.values_list("pk", flat=True)]
    )
    seen = {str(each.pk): queries.stand(each) for each in found}
    people = [Actor(f"colleague {n}", intake.organisation, intake.grants) for n in range(how_many)]
    told = _all_at_once(people, found, seen)
    sent = Counter(Message.objects.values_list("report", flat=True))
    return {
        "told": told,
        "messages": sorted(sent.values()),
        "states": sorted(Report.objects.values_list("state", flat=True)),
        "lines": AuditEntry.objects.filter(act="report.done-together").count(),
    }


def _all_at_once(people: list[Actor], found: list[Report], seen: dict[str, str]) -> list[str]:
    """Half of them answer, half of them close; each begins at another end of the list."""
    connections.close_all()
    start, said = fork.Barrier(len(people)), fork.SimpleQueue()
    doers = [
        fork.Process(target=_do, args=(who, number, found, seen, start, said))
        for number, who in enumerate(people)
    ]
    for doer in doers:
        doer.start()
    answers = [said.get() for _ in doers]
    for doer in doers:
        doer.join()
    return [each for answer in answers for each in answer]


def _do(
    who: Actor, number: int, found: list[Report], seen: dict[str, str], start: Any, said: Any
) -> None:
    closes = Deed(kind=Kind.CLOSE, block="no-leads", reason="no-leads")
    deed = closes if number % 2 else Deed(kind=Kind.ANSWER, block="received")
    mine = found if number % 4 < 2 else found[::-1]
    try:
        Report.objects.count()
        start.wait(TOGETHER)
        done = actions.do_together(who, mine, deed, seen=seen, at=timezone.now())
        said.put([each.done.reason or deed.kind.value for each in done])
    except Exception as error:  # noqa: BLE001 - the test shows it
        said.put([repr(error)])
    finally:
        connections.close_all()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
