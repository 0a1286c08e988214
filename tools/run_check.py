"""Everything that can be judged without running the program; all of it runs, whatever fails."""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

from tools.prepare import GETTEXT, NODE, prepare, prepare_frontend
from tools.tracked import ROOT

SCRIPTS = Path(sysconfig.get_path("scripts"))
PYTHON = sys.executable
CHECKS: Mapping[str, tuple[str, ...]] = {
    "lint": ("ruff", "check", "--quiet"),
    "layout": ("ruff", "format", "--check", "--quiet"),
    "types": ("mypy", "--no-error-summary"),
    "import contracts": ("lint-imports", "--no-cache", "--no-logo"),
    "reference is up to date": (PYTHON, "-m", "ketenwerk", "docs", "--check"),
    "licence of every file": ("reuse", "lint", "--lines"),
    "locks": (PYTHON, "-m", "tools.check_locks"),
    "files": (PYTHON, "-m", "tools.check_files"),
    "translations": (PYTHON, "-m", "tools.check_translations"),
    "style sheets are up to date": ("node", "frontend/build.mjs", "--check"),
    "publiccode.yml": (
        "check-jsonschema",
        "-q",
        "--schemafile",
        "tools/publiccode.schema.json",
        "publiccode.yml",
    ),
}


def run(command: tuple[str, ...], root: Path = ROOT) -> tuple[bool, str]:
    """Whether the command is content, and what it said."""
    program = shutil.which(command[0], path=f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        return False, f"{command[0]} is not installed."
    done = subprocess.run(
        [program, *command[1:]],
        check=False,
        cwd=root,
        env=os.environ | {"KETENWERK_MODE": "test", "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode == 0, done.stdout.strip()


def main(checks: Mapping[str, tuple[str, ...]] = CHECKS) -> int:
    """Run every check, show what the failing ones said, and answer how many failed."""
    failed = [name for name, command in checks.items() if not _shown(name, command)]
    print(f"\n{len(checks) - len(failed)} ok, {len(failed)} failed")
    return len(failed)


def _shown(name: str, command: tuple[str, ...]) -> bool:
    print(f"{name:30}", end="", flush=True)
    content, said = run(command)
    print("ok" if content else f"FAILED\n\n{said}\n", flush=True)
    return content


if __name__ == "__main__":
    prepare([GETTEXT, NODE])
    prepare_frontend()
    sys.exit(bool(main()))
