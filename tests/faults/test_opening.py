"""One original, many who agree and many windows that open it, all at the same moment (security.md T52)."""

import json
from collections import Counter


def test_one_agrees_and_one_opens_however_many_try_at_once(installation, times, tell):
    how_many = installation.connections(wanted=times(8, 100))

    found = json.loads(installation.run("tests.faults.openers", str(how_many)))
    tell(f"opening, {installation.kind}: {how_many} at once: {Counter(found['opened'])}")

    assert Counter(found["agreed"]) == {"agreed": 1, "original.agreed-already": how_many - 1}
    assert Counter(found["opened"]) == {"opened": 1, "original.opened-already": how_many - 1}
    assert found["lines"] == 1
