"""A process for one file, with walls around it: no network, little to see, and an end.

With bubblewrap (`bwrap`) the process sees the programs and libraries it needs, no data, no other process and no
network. Where that is not present or not allowed, the limits that it sets itself remain (`rebuild`). What goes in
and comes out lies in memory files, never on a disk.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ketenwerk
from ketenwerk.reporting.attachments import limits

PACKAGE = Path(ketenwerk.__file__).parent
# Libraries and fonts; what a distribution does not have is left out.
SHOWN = ("/usr", "/lib", "/lib64", "/bin", "/etc/fonts", "/etc/ld.so.cache", "/etc/alternatives")
BARE = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "LC_ALL": "C.UTF-8",
    "PYTHONPATH": str(PACKAGE.parent),
}
BUBBLEWRAP, LIMITS = "bubblewrap", "limits"
PYTHON = (
    "-s",
    "-P",
    "-B",
)  # nothing from a home folder or where it stands; nothing written beside the code
TRIAL = 20  # seconds


class TookTooLong(Exception):
    """It had to be ended."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended: 0 is well, a negative number the signal that killed it; and what it wrote."""

    code: int
    output: bytes


@cache
def walls() -> str:
    """Which walls this machine gives: BUBBLEWRAP, or LIMITS alone. Tried once. Raises TookTooLong: try again."""
    if shutil.which("bwrap") is None:
        return LIMITS
    trial = [*_command(BUBBLEWRAP), sys.executable, *PYTHON, "-c", ""]
    try:
        done = subprocess.run(trial, check=False, capture_output=True, timeout=TRIAL, env=BARE)  # noqa: S603 - ours
    except subprocess.TimeoutExpired as error:  # a busy machine is no reason to do without walls
        raise TookTooLong from error
    return LIMITS if done.returncode else BUBBLEWRAP


def run(
    arguments: Sequence[str], data: bytes, *, walls: str, patience: float = limits.PATIENCE
) -> Ended:
    """Python with these arguments and `data` as its input. Raises TookTooLong."""
    source, result = _memory("source", data), _memory("result", b"")
    try:
        code = _wait(
            [*_command(walls), sys.executable, *PYTHON, *arguments], source, result, patience
        )
        return Ended(code, os.pread(result, os.fstat(result).st_size, 0))
    finally:
        os.close(source)
        os.close(result)


def _wait(command: Sequence[str], source: int, result: int, patience: float) -> int:
    process = subprocess.Popen(  # noqa: S603 - our own program, the file is its input
        command,
        stdin=source,
        stdout=result,
        stderr=subprocess.DEVNULL,
        env=BARE,
        cwd="/",
        start_new_session=True,
    )
    try:
        code = process.wait(patience)
    except subprocess.TimeoutExpired as error:
        _end(process)
        raise TookTooLong from error
    if code < 0:
        _end(process)  # what it had started does not outlive it
    return code


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _memory(name: str, data: bytes) -> int:
    handle = os.memfd_create(name)
    with os.fdopen(os.dup(handle), "wb") as file:
        file.write(data)
    os.lseek(handle, 0, os.SEEK_SET)
    return handle


def _command(walls: str) -> list[str]:
    """What stands before the program: nothing, or bubblewrap with the little that may be seen."""
    if walls == LIMITS:
        return []
    apart = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    seen = [part for place in _shown() for part in ("--ro-bind-try", place, place)]
    own = ["--dev", "/dev", "--tmpfs", "/tmp", "--chdir", "/"]  # noqa: S108 - in memory, gone with it
    return [*apart, *own, *seen, "--remount-ro", "/"]


def _shown() -> list[str]:
    """Python itself, its packages, our code (not its data), and the libraries of the system."""
    ours = (sys.prefix, sys.base_prefix, str(Path(sys.executable).resolve().parent), str(PACKAGE))
    real = (str(Path(place).resolve()) for place in ours)
    return list(dict.fromkeys([*SHOWN, *ours, *real]))
