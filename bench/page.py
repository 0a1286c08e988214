"""A public page of text against an empty Django view on the same server, in rounds that take turns."""

from statistics import median

from bench.installations import embedded
from bench.load import Rate, rate
from bench.result import AT_LEAST, Result, Target

TARGET = Target(AT_LEAST, 0.5)
PAGES = {"help page": "/en/help/", "safety page": "/en/safety/", "report form": "/en/contact/"}
PROMISED = "help page"
EMPTY, BARE = "empty view, same middleware", "empty view, bare Django"
PATHS = {**PAGES, EMPTY: "/empty/"}


def run(*, quick: bool) -> Result:
    rounds, seconds = (3, 0.8) if quick else (7, 1.5)
    found: dict[str, list[Rate]] = {name: [] for name in (*PATHS, BARE)}
    with (
        embedded() as one,
        one.server("bench.served:application") as ours,
        one.server("bench.bare:application") as bare,
    ):
        for _ in range(rounds):
            for name, path in PATHS.items():
                found[name].append(rate(ours, path, seconds=seconds))
            found[BARE].append(rate(bare, "/empty/", seconds=seconds))
    return _told(found)


def _told(found: dict[str, list[Rate]]) -> Result:
    """The median of the rounds; a ratio is taken within each round first."""
    result = Result()
    for page in PAGES:
        target = TARGET if page == PROMISED else None
        result.ratio(f"{page} / {EMPTY}: requests/s", _ratio(found, page, EMPTY), target)
    for page in PAGES:
        result.ratio(f"{page} / {BARE}: requests/s", _ratio(found, page, BARE))
    for name, rates in found.items():
        result.figure(f"{name}", median(one.per_second for one in rates), "requests/s")
        result.figure(f"{name}: processor", median(one.cpu for one in rates) * 1000, "ms/request")
    return result


def _ratio(found: dict[str, list[Rate]], page: str, empty: str) -> float:
    pairs = zip(found[page], found[empty], strict=True)
    return median(one.per_second / other.per_second for one, other in pairs)
