"""Two ways for a disk to be full."""

import os
import resource
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.installation import Server

SIZE = 48  # MiB of the small disk
NO_MORE = 4096  # bytes: the databases are larger already, so every write to them fails
CHUNK = b"x" * 65536


@contextmanager
def own_disk(folder: Path) -> Iterator[None]:
    """A small disk at `folder`. Only root can make one."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def may_mount() -> bool:
    if os.geteuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as name:
        command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", name]
        if subprocess.run(command, check=False, capture_output=True).returncode:
            return False
        subprocess.run(["umount", name], check=True)
    return True


@contextmanager
def filled(server: Server, folder: Path) -> Iterator[None]:
    """Not one byte is left on the disk of the folder."""
    del server
    rest = folder / "rest"
    with pytest.raises(OSError, match="No space left"):
        _write_on_and_on(rest)
    yield
    rest.unlink()


def _write_on_and_on(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        while True:
            file.write(CHUNK)


@contextmanager
def limited(server: Server, folder: Path) -> Iterator[None]:
    """The processes of the server may make no file larger: what a quota does."""
    del folder
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in server.members()}
    for pid, (_soft, hard) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (NO_MORE, hard))
    yield
    for pid, limits in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)
