"""The last lines of a run: what ran, what failed, what did not run and why."""

from collections.abc import Iterator, Mapping, Sequence

from tools.outcomes import Outcome, Result, counts, is_accepted

STATES = ("passed", "failed", "skipped")


def summary(
    results: Sequence[Result], elsewhere: Mapping[str, str], accepted: Mapping[str, str]
) -> Iterator[str]:
    """A table per suite and folder, the failures, what did not run, and one line of totals.

    `elsewhere` gives the folders that run on SQLite only, `accepted` the tests that may be
    skipped; both with the reason.
    """
    yield "\n=== What ran"
    yield f"{'':12}{'':16}" + "".join(f"{state:>9}" for state in STATES)
    for result in results:
        yield from _rows(result)
    yield from _section("Failed", _failures(results))
    yield from _section("Did not run", _not_run(results, elsewhere, accepted))
    yield ""
    yield closing_line(results)


def closing_line(results: Sequence[Result]) -> str:
    """The totals of all suites; a suite that broke off is one failure more."""
    total = counts(outcome for result in results for outcome in result.outcomes)
    failed = total["failed"] + sum(1 for result in results if result.broken)
    return f"{total['passed']} passed, {failed} failed, {total['skipped']} skipped"


def passes(results: Sequence[Result], accepted: Mapping[str, str] | None) -> bool:
    """Whether nothing failed and, where accepted skips are given, nothing else was skipped."""
    outcomes = [outcome for result in results for outcome in result.outcomes]
    failed = any(result.broken for result in results) or counts(outcomes)["failed"]
    unlisted = accepted is not None and any(
        outcome.state == "skipped" and not is_accepted(outcome, accepted) for outcome in outcomes
    )
    return not failed and not unlisted


def _rows(result: Result) -> Iterator[str]:
    for folder in result.suite.folders:
        found = counts(outcome for outcome in result.outcomes if outcome.folder == folder)
        numbers = "".join(f"{found[state]:>9}" for state in STATES)
        yield f"{result.suite.name:12}{folder:16}{numbers}"


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = sorted(set(lines))
    if found:
        yield f"\n=== {title}"
        yield from found


def _failures(results: Sequence[Result]) -> Iterator[str]:
    for result in results:
        if result.broken:
            yield f"{result.suite.name}: {result.broken}"
        for outcome in result.outcomes:
            if outcome.state == "failed":
                yield f"{result.suite.name}: {outcome.address}"


def _not_run(
    results: Sequence[Result], elsewhere: Mapping[str, str], accepted: Mapping[str, str]
) -> Iterator[str]:
    for folder, reason in elsewhere.items():
        yield f"PostgreSQL: tests/{folder} ({reason})"
    for result in results:
        for outcome in result.outcomes:
            if outcome.state == "skipped":
                yield f"{result.suite.name}: {outcome.address} ({_why(outcome, accepted)})"


def _why(skipped: Outcome, accepted: Mapping[str, str]) -> str:
    listed = "" if is_accepted(skipped, accepted) else "; not listed in tests/skips.toml"
    return f"{skipped.reason or 'no reason given'}{listed}"
