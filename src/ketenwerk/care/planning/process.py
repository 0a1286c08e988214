"""The solver in a process of its own: it may take all of a processor, and it ends in time."""

import json
import os
import subprocess
import sys
from typing import Any

# What ends it is counted in steps (`solver.STEPS`, some seconds). These are for a machine that is very busy.
SECONDS, PATIENCE = 20.0, 40.0  # for the solver, and for the whole process
PROGRAM = ("-s", "-P", "-B", "-m", "ketenwerk.care.planning.solver")


class TookTooLong(Exception):
    """It had to be ended."""


def solved(
    numbers: dict[str, Any], *, patience: float = PATIENCE
) -> tuple[list[int | None], bool]:
    """The place of every unit by number, and whether there is nothing better. Raises TookTooLong."""
    bare = {"PATH": os.defpath, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and numbers as its input
            [sys.executable, *PROGRAM],
            input=json.dumps(numbers),
            capture_output=True,
            check=True,
            encoding="utf-8",
            env=bare,
            timeout=patience,
        )
    except subprocess.TimeoutExpired as error:
        raise TookTooLong from error
    answer = json.loads(done.stdout)
    return answer["into"], answer["best"]
