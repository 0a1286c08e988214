"""What is due once a day. Nothing here decides; it calls what each house says must happen by itself."""

import sys

from django.utils import timezone

from ketenwerk.accounts.sessions import forget_ended_sessions
from ketenwerk.audit import chain
from ketenwerk.care.directory import tasks as directory
from ketenwerk.care.planning import tasks as planning
from ketenwerk.reporting import tasks


def run(arguments: list[str]) -> int:
    del arguments
    now = timezone.now()
    forgotten = tasks.forget_expired(at=now)
    tasks.forget_sketches(at=now)
    tasks.forget_drafts(at=now)
    tasks.close_to_senders(at=now)
    directory.ask_again(at=now)
    planning.forget_days(at=now)
    forget_ended_sessions()
    chain.seal(at=now)
    sys.stdout.write(f"{forgotten} reports forgotten; the trail is closed up to now\n")
    return 0
