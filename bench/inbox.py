"""The intake's inbox with 100,000 reports in the database, against 1,000."""

from bench.installations import NO_SERVER, both
from bench.load import Client, by_turns
from bench.region import cookies, copied
from bench.result import AT_MOST, Result, Target
from tests.faults.installation import Installation

FEW, MANY = 1_000, 100_000
PERSON = "ina-inkijk"
LISTS = {
    "nobody has taken": "",
    "all, newest on top": "?state=all",
    "all, oldest on top": "?state=all&sort=oldest",
    "dealt with": "?state=dealt-with",
    "one municipality": "?state=all&municipality=GM0344",
    "one municipality, nobody has taken": "?municipality=GM0344",
    "one region": "?state=all&region=care-utrecht",
    "one form": "?state=all&form=LAB",
    "how soon": "?state=all&urgency=now",
    "one month": "?state=all&since=2025-01-01&until=2025-01-31",
    "the reporter wrote": "?state=all&wrote=on",
    "late": "?late=on",
}
TARGET = Target(AT_MOST, 1.5)


def run(*, quick: bool) -> Result:
    result, times = Result(), 20 if quick else 80
    with both() as installations:
        if len(installations) == 1:
            result.notes.append(f"inbox {NO_SERVER}")
        for one in installations:
            _measure(one, result, times)
    return result


def _measure(one: Installation, result: Result, times: int) -> None:
    with copied(one, "few") as few, copied(one, "many") as many:
        for copy, reports in ((few, FEW), (many, MANY)):
            copy.run("bench.populate", "0", "0", str(reports))
        with few.server() as first, many.server() as second:
            for name, asked in LISTS.items():
                path = f"/en/intake/{asked}"
                small, large = by_turns(
                    Client(first.port, path, cookies(few, PERSON)),
                    Client(second.port, path, cookies(many, PERSON)),
                    times=times,
                )
                ratio = large.middle / small.middle
                result.ratio(f"inbox, {name}: {MANY:,} / {FEW:,}, {one.kind}", ratio, TARGET)
                milliseconds = large.middle * 1000
                result.figure(f"inbox, {name}, {MANY:,}, {one.kind}", milliseconds, "ms")
