"""What happens by itself and cannot wait for tomorrow: answers and held places that are out of time."""

import sys

from django.utils import timezone

from ketenwerk.casework.placing import clock


def run(arguments: list[str]) -> int:
    del arguments
    done = clock.run(at=timezone.now())
    sys.stdout.write(
        f"{done.out_of_time} requests were out of time; {done.climbed} searches climbed\n"
    )
    return 0
