"""The root key (L0): a file that only this program may read. Everything in the key store hangs on it."""

import os
import secrets
from functools import cache
from pathlib import Path

from django.conf import settings

from ketenwerk.keys.envelope import KEY_BYTES, derive, new_key

PRIVATE_MODE = 0o600
READABLE_BY_OTHERS = 0o077


class RootKeyError(RuntimeError):
    """The installation must not start: without the right root key nothing that is sealed can be opened."""


@cache
def root_key() -> bytes:
    """The 32 bytes of the key file. Raises RootKeyError with what to do."""
    return read(settings.KEY_FILE)


def derived(purpose: str) -> bytes:
    return derive(root_key(), f"root|{purpose}")


def read(path: Path) -> bytes:
    if not path.exists():
        raise RootKeyError(
            f"No key file at {path}. Put the installation's key file back there from its backup; "
            "on a new, empty installation `ketenwerk start` makes one."
        )
    if path.stat().st_mode & READABLE_BY_OTHERS:
        raise RootKeyError(f"Others may read the key file {path}: set its mode to 0600.")
    key = _decoded(_text(path))
    if key is None:
        raise RootKeyError(f"{path} is not a key file: it must hold 64 hexadecimal digits.")
    return key


def create(path: Path) -> None:
    """Make a new key file with mode 0600. Never over an existing one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_MODE)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(new_key().hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    _keep_name(path.parent)


def same(one: bytes, other: bytes) -> bool:
    return secrets.compare_digest(one, other)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError as error:
        raise RootKeyError(f"The key file {path} cannot be read: {error.strerror}.") from error


def _keep_name(folder: Path) -> None:
    """The file's name must outlive a power cut too, or the first sealed text would lose its key."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _decoded(text: str) -> bytes | None:
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        return None
    return key if len(key) == KEY_BYTES else None
