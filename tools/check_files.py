"""No file names the machine or the registry it was made with, and none of the code is too long."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.tracked import ROOT, lines, tracked_files

LONGEST = 400
MACHINE = re.compile(r"(?:^|[^A-Za-z0-9_.-])/(?:work|farm|home|root|Users)/[a-z]")
REGISTRY = re.compile(
    r"https?://[a-z.-]*(?:pypi|npm|debian|pythonhost)[a-z]*\.[a-z]+"
    r'|index-url https?:|"resolved": *"http'
)
MISTAKES = {"a path of one machine": MACHINE, "an address of a package registry": REGISTRY}


def addresses(path: Path, root: Path = ROOT) -> Iterator[str]:
    """Where the file says something that is true on one machine only."""
    for number, line in lines(path):
        for mistake, pattern in MISTAKES.items():
            if pattern.search(line):
                yield f"{path.relative_to(root)}:{number}: {mistake}"


def too_long(path: Path, root: Path = ROOT) -> Iterator[str]:
    """Whether a file of code holds more than one can keep in mind."""
    length = sum(1 for _ in lines(path))
    if path.suffix == ".py" and "migrations" not in path.parts and length > LONGEST:
        yield f"{path.relative_to(root)}: {length} lines, at most {LONGEST}"


def mistakes(root: Path = ROOT) -> list[str]:
    """All of these, in the order of the files."""
    return [
        mistake
        for path in tracked_files(root)
        for mistake in (*addresses(path, root), *too_long(path, root))
    ]


if __name__ == "__main__":
    found = mistakes()
    print("\n".join(found))
    sys.exit(bool(found))
