"""Asks ClamAV's `clamd` whether a file holds something known to be harmful (its INSTREAM command, clamd(8))."""

import socket
import struct
from contextlib import closing

PIECE = 1024 * 1024
PATIENCE = 30  # seconds for every step
ANSWER_AT_MOST = 4096
CLEAN, FOUND = b"stream: OK", b" FOUND"


class CannotCheck(Exception):
    """The scanner did not give a clear answer: nothing that it should have seen may go on."""


def is_harmful(data: bytes, *, clamd: str, patience: float = PATIENCE) -> bool:
    """`clamd` is `unix:/path` or `host:port`. Raises CannotCheck for every answer but yes and no."""
    try:
        answer = _ask(data, clamd, patience)
    except OSError as error:
        raise CannotCheck from error
    if answer == CLEAN:
        return False
    if answer.endswith(FOUND):
        return True
    raise CannotCheck


def _ask(data: bytes, clamd: str, patience: float) -> bytes:
    with closing(_connected(clamd, patience)) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), PIECE):
            piece = data[start : start + PIECE]
            line.sendall(struct.pack("!I", len(piece)) + piece)
        line.sendall(struct.pack("!I", 0))
        return _answer(line)


def _connected(clamd: str, patience: float) -> socket.socket:
    if clamd.startswith("unix:"):
        return _connected_here(clamd.removeprefix("unix:"), patience)
    host, _, port = clamd.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=patience)


def _connected_here(path: str, patience: float) -> socket.socket:
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(patience)
    try:
        line.connect(path)
    except OSError:
        line.close()
        raise
    return line


def _answer(line: socket.socket) -> bytes:
    said = b""
    while not said.endswith(b"\0") and len(said) < ANSWER_AT_MOST:
        more = line.recv(ANSWER_AT_MOST)
        if not more:
            break
        said += more
    return said.rstrip(b"\0\n")
