"""What the tests need beside Python: found here, installed through apt, or named in one line."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.postgres import server_programs
from tools.tracked import ROOT


@dataclass(frozen=True)
class Need:
    """Something of the machine: its name, Debian's packages, and how to see that it is there."""

    name: str
    packages: tuple[str, ...]
    present: Callable[[], bool]


def _programs(*names: str) -> Callable[[], bool]:
    return lambda: all(shutil.which(name) for name in names)


POSTGRESQL = Need("PostgreSQL 15 or newer", ("postgresql",), lambda: server_programs() is not None)
# Without a window: the same engine for a third of the work.
CHROMIUM = Need("Chromium", ("chromium-headless-shell",), _programs("chromium-headless-shell"))
FIREFOX = Need("Firefox ESR", ("firefox-esr",), _programs("firefox-esr"))
GETTEXT = Need("gettext", ("gettext",), _programs("xgettext", "msgmerge", "msgfmt"))
NODE = Need("Node.js with npm", ("nodejs", "npm"), _programs("node", "npm"))
POPPLER = Need("pdftoppm", ("poppler-utils",), _programs("pdftoppm"))
BUBBLEWRAP = Need("bubblewrap", ("bubblewrap",), _programs("bwrap"))
EXIFTOOL = Need("exiftool", ("libimage-exiftool-perl",), _programs("exiftool"))
QPDF = Need("qpdf", ("qpdf",), _programs("qpdf"))
FOR_TESTS = (POSTGRESQL, CHROMIUM, FIREFOX, GETTEXT, NODE, POPPLER, BUBBLEWRAP, EXIFTOOL, QPDF)


def prepare(needs: Sequence[Need]) -> None:
    """See to it that all of this is here, or stop with one line that says what to install."""
    missing = [need for need in needs if not need.present()]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        _install(missing)
        missing = [need for need in missing if not need.present()]
    if missing:
        sys.exit(refusal(missing))


def refusal(missing: Iterable[Need]) -> str:
    """One line: what is not here, and the command that brings it."""
    missing = list(missing)
    names = ", ".join(need.name for need in missing)
    packages = " ".join(package for need in missing for package in need.packages)
    return f"Missing: {names}. Install with: sudo apt-get install {packages}"


def _install(missing: Sequence[Need]) -> None:
    packages = [package for need in missing for package in need.packages]
    print(f"Installing {' '.join(packages)} ...", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "-qq", *command],
            check=False,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode:
            sys.exit(f"apt-get {command[0]} failed:\n{done.stdout[-2000:]}")


def prepare_frontend(folder: Path = ROOT / "frontend") -> None:
    """Install the front-end tools (axe-core, html-validate, puppeteer-core) when their lock has changed."""
    lock, installed = folder / "package-lock.json", folder / "node_modules" / ".package-lock.json"
    if not lock.exists():
        return
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=folder, check=True)
