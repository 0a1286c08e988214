"""`python -m bench [--only NAME] [--quick]`: measures, and prints a table. Nothing here is a test."""

import argparse
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from types import FrameType

from bench.result import Result, print_table

BENCHES = ("page", "report", "region", "inbox", "start", "action", "files", "receipt", "match")


def measured(name: str, *, quick: bool) -> Result:
    sys.stderr.write(f"measuring: {name}\n")
    found: Result = import_module(f"bench.{name}").run(quick=quick)
    return found


def _leave(_signal: int, _frame: FrameType | None) -> None:
    """One that is stopped tidies up like one that ends by itself."""
    sys.exit("Stopped.")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--only", choices=BENCHES, action="append")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    asked = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _leave)
    print_table([measured(name, quick=asked.quick) for name in asked.only or BENCHES])
    return 0


if __name__ == "__main__":
    sys.exit(main())
