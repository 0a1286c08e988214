"""What happens by itself and cannot wait for tomorrow: answers, held places and counts that are out of time."""

import sys

from django.utils import timezone

from ketenwerk.care.directory import tasks as directory
from ketenwerk.casework.placing import clock


def run(arguments: list[str]) -> int:
    del arguments
    now = timezone.now()
    done, asked = clock.run(at=now), directory.ask_again(at=now)
    sys.stdout.write(
        f"{done.out_of_time} requests were out of time; {done.climbed} searches climbed; "
        f"{asked} places were asked to count again\n"
    )
    return 0
