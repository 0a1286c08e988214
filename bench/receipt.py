"""Whether the time of an answer tells a right code from a wrong one (security.md T34)."""

import json
from itertools import groupby
from statistics import NormalDist, median

from bench.installations import embedded
from bench.result import AT_LEAST, Result, Target

DISTINGUISHED = Target(AT_LEAST, 0.01)


def run(*, quick: bool) -> Result:
    result, times = Result(), 100 if quick else 2000
    with embedded() as one:
        found = json.loads(one.run("bench.inside", "receipts", str(times)))
    right, wrong = found["right"], found["wrong"]
    result.ratio("right code / wrong code: time", median(right) / median(wrong))
    p = mann_whitney(right, wrong)
    result.figure(f"chance that {times} right and {times} wrong are alike", p, "p", DISTINGUISHED)
    result.figure("right code", median(right) * 1000, "ms")
    result.figure("wrong code", median(wrong) * 1000, "ms")
    return result


def mann_whitney(one: list[float], other: list[float]) -> float:
    """Two-sided p of the rank sum test, by the normal approximation, with ties (Mann and Whitney 1947)."""
    marked = sorted([(time, True) for time in one] + [(time, False) for time in other])
    ranks, ties, before = 0.0, 0, 0
    for _, group in groupby(marked, key=lambda each: each[0]):
        same = list(group)
        ranks += sum(mine for _, mine in same) * (before + (len(same) + 1) / 2)
        ties += len(same) ** 3 - len(same)
        before += len(same)
    n, m, total = len(one), len(other), len(marked)
    u = ranks - n * (n + 1) / 2
    spread = (n * m / 12 * (total + 1 - ties / (total * (total - 1)))) ** 0.5
    return 2 * (1 - NormalDist().cdf(abs(u - n * m / 2) / spread))
