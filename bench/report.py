"""Telling, sealed and durable, and opening the mailbox with the receipt: one after the other and at once."""

from bench.installations import both
from bench.load import Times, at_once
from bench.result import AT_MOST, Result, Target
from tests.faults.installation import Installation
from tests.faults.telling import Form, Tally, fill_in, opens

PEOPLE = (1, 8, 24)
REPORTS = "reporting_report"
NONE = Target(AT_MOST, 0)


def run(*, quick: bool) -> Result:
    result = Result()
    with both() as installations:
        for one in installations:
            _measure(one, result, 24 if quick else 96)
    return result


def _measure(one: Installation, result: Result, how_many: int) -> None:
    hashing = float(one.run("bench.inside", "argon", "20"))
    filled_in: dict[int, Times] = {}
    sent: dict[int, Times] = {}
    opened: dict[int, Times] = {}
    tally = Tally()
    with one.server() as server:
        for people in PEOPLE:
            stories = [f"Invented {people}-{n}" for n in range(how_many)]
            filled_in[people], forms = at_once(
                lambda story: fill_in(server.port, story), stories, people=people
            )
            sent[people], codes = at_once(
                lambda form: _told(form, server.port, tally), forms, people=people
            )
            opened[people], _ = at_once(
                lambda code: opens(server.port, code), codes, people=people
            )
        lost = how_many * len(PEOPLE) - one.count(REPORTS)
    told = {"all pages filled in": filled_in, "report sent": sent, "mailbox opened": opened}
    _tell(one.kind, result, hashing=hashing, told=told)
    result.figure(f"reports lost of {how_many * len(PEOPLE)} sent, {one.kind}", lost, "", NONE)


def _told(form: Form, port: int, tally: Tally) -> str:
    tally.send(form, port)
    return tally.codes[form.story]


def _tell(
    kind: str,
    result: Result,
    *,
    hashing: float,
    told: dict[str, dict[int, Times]],
) -> None:
    sent = told["report sent"]
    result.ratio(f"share of Argon2id in sending one report, {kind}", hashing / sent[1].middle)
    at_once_better = sent[24].per_second / sent[1].per_second
    result.ratio(f"24 at once / one by one: reports/s, {kind}", at_once_better)
    result.figure(f"Argon2id alone, {kind}", hashing * 1000, "ms")
    for what, found in told.items():
        for people, times in found.items():
            result.figure(f"{what}, {people} at once, {kind}", times.per_second, "requests/s")
            result.figure(f"{what}, {people} at once, {kind}: p95", times.p95 * 1000, "ms")
