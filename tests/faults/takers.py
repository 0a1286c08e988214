"""Many shelters' officers accept the last place at the same moment, each in a process of its own.

`python -m tests.faults.takers HOW_MANY` prints what each of them was answered, and what is so afterwards.
"""

import json
import multiprocessing
import sys
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.db import connections  # noqa: E402 - models exist only now
from django.utils import timezone  # noqa: E402

from ketenwerk.audit.models import AuditEntry  # noqa: E402
from ketenwerk.care.facts import Needs  # noqa: E402
from ketenwerk.care.models import Referral, Service  # noqa: E402
from ketenwerk.care.referring.actions import Asking  # noqa: E402
from ketenwerk.casework.models import Case, Track  # noqa: E402
from ketenwerk.casework.placing import actions  # noqa: E402
from ketenwerk.foundation.problems import Problem  # noqa: E402
from ketenwerk.foundation.records import acting  # noqa: E402
from ketenwerk.organisations.actor import Actor  # noqa: E402
from tests.faults.inside import actor  # noqa: E402

LAST_PLACE = "De Linde, vrouwenopvang (verzonnen)"
NEEDS = Needs("23-plus", "woman")
TOGETHER = 60  # seconds the slowest may take to be ready

fork = multiprocessing.get_context("fork")


def main(how_many: int) -> dict[str, Any]:
    service = Service.objects.get(name=LAST_PLACE)
    coordinator, shelter = actor("zora-zorgzaam"), actor("linda-linde")
    asked = [_ask(coordinator, service, number).pk for number in range(how_many)]
    answers = _all_at_once(shelter, asked)
    service.refresh_from_db()
    next_steps = Track.objects.filter(next_step="handover", next_step_on__isnull=False)
    return {
        "answers": answers,
        "free": service.free,
        "held": Referral.objects.filter(state="held").count(),
        "to_hand_over": next_steps.count(),
        "accepted": AuditEntry.objects.filter(act="referral.accepted").count(),
        "with_sender": Track.objects.filter(responsible_id=coordinator.organisation).count(),
    }


def _ask(coordinator: Actor, service: Service, number: int) -> Referral:
    at = timezone.now()
    with acting(coordinator.organisation):
        case = Case.objects.create(
            label=f"L-{number}",
            region="care-utrecht",
            director_id=coordinator.organisation,
            form="UNK",
            summary="Invented: needs a place tonight.",
            opened_at=at,
        )
        track = Track.objects.create(
            case=case,
            kind="care",
            region=case.region,
            responsible_id=coordinator.organisation,
            next_step="first-contact",
            next_step_on=timezone.localdate(at) + timedelta(days=1),
            opened_at=at,
        )
    search = actions.ask_for_places(coordinator, track, [service], Asking(NEEDS), at=at)
    return search.referrals.get()


def _all_at_once(shelter: Actor, asked: list[Any]) -> list[str]:
    """Every process stands ready with an open connection before the first one may go."""
    connections.close_all()
    start, said = fork.Barrier(len(asked)), fork.SimpleQueue()
    takers = [fork.Process(target=_take, args=(shelter, key, start, said)) for key in asked]
    for taker in takers:
        taker.start()
    answers = [said.get() for _ in takers]
    for taker in takers:
        taker.join()
    return answers


def _take(shelter: Actor, referral_id: Any, start: Any, said: Any) -> None:
    try:
        referral = Referral.objects.get(pk=referral_id)
        start.wait(TOGETHER)
        actions.accept_place(shelter, referral, at=timezone.now())
        said.put("accepted")
    except Problem as problem:
        said.put(problem.code)
    except Exception as error:  # noqa: BLE001 - the test shows it
        said.put(repr(error))
    finally:
        connections.close_all()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]))))
