"""Runs the whole suite on SQLite, then what touches a database on PostgreSQL, and says what ran.

`python -m tools.run_tests [--only FOLDER] [--strict-skips]`
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from types import FrameType

from tools.outcomes import Outcome, Result, Suite, accepted_skips, counts, read_report
from tools.postgres import throw_away_cluster
from tools.prepare import FOR_TESTS, POSTGRESQL, prepare, prepare_frontend
from tools.summary import passes, summary
from tools.tracked import ROOT

TESTS = ROOT / "tests"
SKIPS = TESTS / "skips.toml"
DATABASES = ("DATABASE_URL", "KEYS_DATABASE_URL")
MEMORY, ENOUGH = Path("/dev/shm"), 4 * 1024**3  # noqa: S108 - each run makes folders of its own there
NOT_ON_POSTGRESQL = {
    "architecture": "reads the code, not a database",
    "conformance": "compares what is sent, not what is kept",
    "countries": "reads files, not a database",
    "country": "reads files, not a database",
    "foundation": "keeps nothing",
    "journeys": "walks the pages once, on the embedded database",
    "tooling": "tests the tools of this repository",
}


def folders(root: Path = TESTS) -> tuple[str, ...]:
    """The folders below `tests` that hold tests, in order."""
    return tuple(sorted({path.relative_to(root).parts[0] for path in root.glob("*/**/test_*.py")}))


def chosen_folders(only: str | None, present: Sequence[str]) -> tuple[str, ...]:
    """All folders, or the one that was asked for; a name that is not there stops the run."""
    if only is None:
        return tuple(present)
    if only not in present:
        sys.exit(f"There is no tests/{only}. Choose one of: {', '.join(present)}.")
    return (only,)


def run(suite: Suite) -> Result:
    """Run one suite on all cores, showing pytest's own output as it comes."""
    print(f"\n=== {suite.name}: {', '.join(suite.folders)}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        paths = [f"tests/{name}" for name in suite.folders]
        command = [sys.executable, "-m", "pytest", *paths, "--quiet", "--numprocesses=auto"]
        command += ["--dist=loadgroup", "--no-loadscope-reorder", f"--junitxml={report}"]
        command += ["-p", "no:cacheprovider", *suite.options]
        done = subprocess.run(command, check=False, cwd=ROOT, env=_environment(suite))
        outcomes = tuple(read_report(report)) if report.exists() else ()
    return Result(suite, outcomes, _broken(done.returncode, outcomes))


def _environment(suite: Suite) -> dict[str, str]:
    outside = {name: value for name, value in os.environ.items() if name not in DATABASES}
    scratch = {"TMPDIR": folder} if (folder := in_memory()) else {}
    return {**outside, **scratch, **suite.environment}


def in_memory() -> str | None:
    """A folder that no disk slows down, where the machine has one that is large enough and runs programs."""
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK):
        return None
    found = os.statvfs(MEMORY)
    large = found.f_bavail * found.f_frsize >= ENOUGH
    return str(MEMORY) if large and not found.f_flag & os.ST_NOEXEC else None


def _broken(code: int, outcomes: Sequence[Outcome]) -> str:
    failed = counts(outcomes)["failed"]
    if (code == 0 and outcomes) or (code == 1 and failed):
        return ""
    return f"pytest ended with code {code} after {len(outcomes)} tests"


def results(chosen: tuple[str, ...]) -> Iterator[Result]:
    """The suites, one after the other."""
    yield run(Suite("SQLite", chosen))
    keeping = tuple(name for name in chosen if name not in NOT_ON_POSTGRESQL)
    if keeping:
        with _postgresql() as environment:
            yield run(Suite("PostgreSQL", keeping, environment, ("--that-keep-something",)))


def _postgresql() -> AbstractContextManager[Mapping[str, str]]:
    """The databases that the environment names, or else two that are thrown away."""
    given = {name: os.environ[name] for name in DATABASES if os.environ.get(name)}
    if len(given) == 1:
        sys.exit("DATABASE_URL and KEYS_DATABASE_URL are given together or not at all.")
    return nullcontext(given) if given else _own_cluster()


@contextmanager
def _own_cluster() -> Iterator[Mapping[str, str]]:
    prepare([POSTGRESQL])
    with throw_away_cluster(in_memory()) as cluster:
        yield cluster.environment()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    """A stopped run tidies up like one that ends by itself."""
    sys.exit("Stopped.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prepare, run, report; the code is 0 only when everything that had to pass did."""
    parser = argparse.ArgumentParser(prog="run_tests", description=__doc__)
    parser.add_argument("--only", metavar="FOLDER")
    parser.add_argument("--strict-skips", action="store_true")
    asked = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _leave)
    chosen = chosen_folders(asked.only, folders())
    accepted = accepted_skips(SKIPS)
    prepare(FOR_TESTS)
    prepare_frontend()
    done = list(results(chosen))
    elsewhere = {name: why for name, why in NOT_ON_POSTGRESQL.items() if name in chosen}
    print("\n".join(summary(done, elsewhere, accepted)), flush=True)
    return 0 if passes(done, accepted if asked.strict_skips else None) else 1


if __name__ == "__main__":
    sys.exit(main())
