"""Telling, sealed and durable, and opening the mailbox with the receipt: one after the other and many at once."""

from dataclasses import dataclass

from bench.installations import both
from bench.load import Times, at_once, cpu_of
from bench.result import AT_LEAST, AT_MOST, Result, Target
from tests.faults.installation import Installation, Server
from tests.faults.telling import Form, Tally, fill_in, opens

HOW_MANY = {1: 200, 8: 900, 64: 900}  # reports, by how many people tell at the same time
QUICK = {1: 12, 8: 24, 64: 64}
OPENED = 64  # mailboxes, of those
REPORTS = "reporting_report"
UNASKED, UNHASHED = "bench.unasked:application", "bench.unhashed:application"
NONE, WANTED = Target(AT_MOST, 0), Target(AT_LEAST, 50)
TOGETHER = 8  # people, for what was promised


@dataclass(frozen=True, slots=True)
class Told:
    """`filled_in`: all pages but the last. `cpu` is what sending one report cost the server, in seconds."""

    filled_in: Times
    sent: Times
    opened: Times
    cpu: float

    @property
    def whole(self) -> float:
        """Reports a second, from the first page to the receipt."""
        return len(self.sent.each) / (self.filled_in.together + self.sent.together)


def run(*, quick: bool) -> Result:
    result, how_many = Result(), QUICK if quick else HOW_MANY
    with both() as installations:
        for one in installations:
            _measure(one, result, how_many)
    return result


def _measure(one: Installation, result: Result, how_many: dict[int, int]) -> None:
    hashing, tally = float(one.run("bench.inside", "argon", "20")), Tally()
    with one.server(UNASKED) as server:
        told = {
            people: _tell(server, tally, people, number) for people, number in how_many.items()
        }
    lost = sum(how_many.values()) - min(one.count(REPORTS), len(set(tally.codes.values())))
    with one.server(UNHASHED) as server:
        bare = _tell(server, Tally(), TOGETHER, how_many[TOGETHER], opened=0)
    _print_sending(one.kind, result, hashing, told, bare)
    _print_others(one.kind, result, told)
    result.figure(f"reports lost of {sum(how_many.values()):,} sent, {one.kind}", lost, "", NONE)


def _tell(server: Server, tally: Tally, people: int, how_many: int, opened: int = OPENED) -> Told:
    """So many reports by so many people. Raises ValueError when a mailbox that was given out does not open."""
    stories = [f"Invented {people}-{number}" for number in range(how_many)]
    filled_in, forms = at_once(lambda story: fill_in(server.port, story), stories, people=people)
    before = cpu_of(server)
    sent, codes = at_once(lambda form: _sent(form, server.port, tally), forms, people=people)
    cpu = (cpu_of(server) - before) / how_many
    some = codes[:: max(1, how_many // opened)] if opened else []
    times, found = at_once(lambda code: opens(server.port, code), some, people=people)
    if not all(found):
        raise ValueError(f"{found.count(False)} of {len(found)} mailboxes do not open")
    return Told(filled_in, sent, times, cpu)


def _sent(form: Form, port: int, tally: Tally) -> str:
    tally.send(form, port)
    return tally.codes[form.story]


def _print_sending(
    kind: str, result: Result, hashing: float, told: dict[int, Told], bare: Told
) -> None:
    result.ratio(f"share of Argon2id in sending one report, {kind}", hashing / told[1].sent.middle)
    more = told[TOGETHER].sent.per_second / told[1].sent.per_second
    result.ratio(f"{TOGETHER} at once / one by one: reports/s, {kind}", more)
    result.figure(f"Argon2id alone, {kind}", hashing * 1000, "ms")
    alone = f"{TOGETHER} at once without Argon2id, {kind}"
    result.figure(f"report sent, {alone}", bare.sent.per_second, "reports/s", WANTED)
    result.figure(f"report sent, {alone}: processor", bare.cpu * 1000, "ms")
    result.figure(f"all pages and sending, {alone}", bare.whole, "reports/s", WANTED)


def _print_others(kind: str, result: Result, told: dict[int, Told]) -> None:
    for people, found in told.items():
        how = f"{people} at once, {kind}"
        result.figure(f"all pages and sending, {how}", found.whole, "reports/s")
        result.figure(f"report sent, {how}", found.sent.per_second, "reports/s")
        result.figure(f"report sent, {how}: p95", found.sent.p95 * 1000, "ms")
        result.figure(f"report sent, {how}: processor", found.cpu * 1000, "ms")
        result.figure(f"mailbox opened, {how}: p95", found.opened.p95 * 1000, "ms")
