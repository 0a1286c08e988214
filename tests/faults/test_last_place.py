"""One place is left, and everybody accepts at the same moment."""

import json
from collections import Counter


def test_the_last_place_is_given_once_however_many_accept_at_once(installation, times, tell):
    how_many = installation.connections(wanted=times(24, 200))

    found = json.loads(installation.run("tests.faults.takers", str(how_many)))
    tell(f"last place, {installation.kind}: {how_many} at once: {Counter(found['answers'])}")

    assert Counter(found["answers"]) == {"accepted": 1, "place.full": how_many - 1}
    assert found["free"] == 0
    assert found["held"] == found["to_hand_over"] == found["accepted"] == 1
    assert found["with_sender"] == how_many
