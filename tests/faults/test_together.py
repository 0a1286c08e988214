"""A group of reports, and colleagues who all do something with it at the same moment."""

import json
from collections import Counter


def test_each_report_is_done_by_one_however_many_try_at_once(installation, times, tell):
    people, reports = installation.connections(wanted=times(4, 16)), times(6, 40)

    found = json.loads(installation.run("tests.faults.groupers", str(people), str(reports)))
    told = Counter(found["told"])
    tell(f"group, {installation.kind}: {people} people, {reports} reports: {told}")

    assert told["answer"] + told["close"] == reports == found["lines"]
    assert told["together.changed"] == (people - 1) * reports
    assert found["messages"] == [1] * reports
    assert found["states"] == sorted(["taken"] * told["answer"] + ["dealt-with"] * told["close"])
