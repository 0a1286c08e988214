"""What is timed inside an installation, without a server: `python -m bench.inside <what>`, answers as JSON."""

import json
import random
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from statistics import median

import django

django.setup()

from django.db import transaction  # noqa: E402 - models exist only now
from django.utils import timezone  # noqa: E402

from ketenwerk.care.actions import count_places  # noqa: E402
from ketenwerk.care.models import Service  # noqa: E402
from ketenwerk.foundation.problems import NotFound  # noqa: E402
from ketenwerk.foundation.records import acting  # noqa: E402, TID251 - raw rows, for measuring
from ketenwerk.organisations.actor import ANONYMOUS  # noqa: E402
from ketenwerk.reporting.actions import Answers, enter, submit_report  # noqa: E402
from ketenwerk.reporting.receipt import stretch  # noqa: E402
from tests.faults.inside import actor  # noqa: E402

ROUNDS = 5


def action(times: str) -> dict[str, float]:
    """One action that saves one record, and the same record saved without it; seconds, each durable."""
    shelter, at = actor("linda-linde"), timezone.now()
    service = Service.objects.filter(organisation_id=shelter.organisation)[0]

    def plain() -> None:
        with transaction.atomic(), acting():
            service.save(update_fields=["places", "free", "counted_at"])

    def acted() -> None:
        count_places(shelter, service, places=service.places, free=service.free, at=at)

    found: dict[str, list[float]] = {"plain": [], "action": []}
    for _ in range(ROUNDS):
        found["plain"].append(_each(plain, int(times)))
        found["action"].append(_each(acted, int(times)))
    return {name: median(taken) for name, taken in found.items()}


def argon(times: str) -> float:
    """Seconds to stretch one receipt code."""
    return _each(lambda: stretch("1" * 24), int(times))


def receipts(times: str) -> dict[str, list[float]]:
    """Seconds to enter with a right code and with a wrong one, in any order."""
    told = submit_report(
        ANONYMOUS, Answers("bystander", "Invented."), nonce="x", at=timezone.now()
    )
    turns = ["right", "wrong"] * int(times)
    random.shuffle(turns)
    found: dict[str, list[float]] = {"right": [], "wrong": []}
    for which in turns:
        code = told.code if which == "right" else f"{random.randrange(10**24):024d}"
        start = time.perf_counter()
        with suppress(NotFound):
            enter(ANONYMOUS, code, at=timezone.now())
        found[which].append(time.perf_counter() - start)
    return found


def _each(do: Callable[[], object], times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        do()
    return (time.perf_counter() - start) / times


WHAT: dict[str, Callable[[str], object]] = {one.__name__: one for one in (action, argon, receipts)}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(WHAT[sys.argv[1]](sys.argv[2])))
