"""The way of a file, in this order: size, kind, virus scanner, made anew. What falls out on the way is kept nowhere."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ketenwerk.reporting.attachments import sandbox, virus
from ketenwerk.reporting.attachments.kinds import Kind, NotTaken, kind_of
from ketenwerk.reporting.attachments.rebuild import WHY

REBUILD = "ketenwerk.reporting.attachments.rebuild"
TURN = 5.0  # seconds to wait for one's turn
STEP = 0.05


@dataclass(frozen=True, slots=True)
class Shop:
    """Where files are made anew. `clamd` is empty when there is no scanner; `turns` any file, to lock."""

    largest: int  # bytes
    clamd: str
    walls: str
    turns: Path


def made_anew(data: bytes, shop: Shop) -> tuple[Kind, bytes]:
    """What the file is, and the new file. Raises NotTaken."""
    if not data:
        raise NotTaken("empty")
    if len(data) > shop.largest:
        raise NotTaken("large")
    kind = kind_of(data)
    with _turn(shop.turns):
        _scan(data, shop.clamd)
        return kind, _rebuilt(kind, data, shop.walls)


def _scan(data: bytes, clamd: str) -> None:
    if not clamd:
        return
    try:
        harmful = virus.is_harmful(data, clamd=clamd)
    except virus.CannotCheck as error:
        raise NotTaken("unchecked") from error
    if harmful:
        raise NotTaken("virus")


def _rebuilt(kind: Kind, data: bytes, walls: str) -> bytes:
    try:
        ended = sandbox.run(["-m", REBUILD, kind], data, walls=walls)
    except sandbox.TookTooLong as error:
        raise NotTaken("heavy") from error
    if ended.code == 0 and ended.output:
        return ended.output
    raise NotTaken(WHY.get(ended.code, "heavy"))


@contextmanager
def _turn(turns: Path) -> Iterator[None]:
    """One file at a time on this machine, so that files cannot take it from those who report. Raises NotTaken."""
    with turns.open("rb") as lock:
        ends = time.monotonic() + TURN
        while not _took(lock.fileno()):
            if time.monotonic() > ends:
                raise NotTaken("busy")
            time.sleep(STEP)
        yield


def _took(handle: int) -> bool:
    """The lock goes with the file's closing, however the process ends."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
