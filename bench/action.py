"""What an action costs: permission, audit entry and lock beside the bare saving of one record."""

import json

from bench.installations import both
from bench.result import Result


def run(*, quick: bool) -> Result:
    result = Result()
    with both() as installations:
        for one in installations:
            found = json.loads(one.run("bench.inside", "action", "20" if quick else "100"))
            result.ratio(
                f"one action with its audit entry / a plain save, {one.kind}",
                found["action"] / found["plain"],
            )
            result.figure(f"one action, {one.kind}", found["action"] * 1000, "ms")
            result.figure(f"one plain save, {one.kind}", found["plain"] * 1000, "ms")
    return result
