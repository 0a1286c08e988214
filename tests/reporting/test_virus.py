"""The virus scanner: yes and no are answers, everything else is none (security.md T13)."""

import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ketenwerk.reporting.attachments import virus
from ketenwerk.reporting.attachments.kinds import NotTaken
from ketenwerk.reporting.attachments.pipeline import Shop, made_anew
from ketenwerk.reporting.attachments.sandbox import LIMITS
from ketenwerk.reporting.attachments.virus import CannotCheck, is_harmful

# Written in two parts, so that no scanner takes this file for what it is about.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SIGNATURE = f"Eicar-Test-Signature:0:*:{EICAR.hex()}\n"
CLAMD = shutil.which("clamd", path="/usr/sbin:/usr/bin:/usr/local/sbin")
SILENT = None


@contextmanager
def clamd_saying(answer: bytes | None, got: list[bytes] | None = None) -> Iterator[str]:
    """Listens like clamd, takes one stream apart, and says this; nothing at all when it is None."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        listener = threading.Thread(
            target=_serve, args=(server, answer, got if got is not None else [])
        )
        listener.start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
        listener.join(10)


def _serve(server: socket.socket, answer: bytes | None, got: list[bytes]) -> None:
    try:
        line, _ = server.accept()
    except OSError:
        return
    with line, line.makefile("rb") as sent:
        if sent.read(10) != b"zINSTREAM\0":
            return
        while size := struct.unpack("!I", sent.read(4))[0]:
            got.append(sent.read(size))
        if answer is None:
            sent.read(1)  # until the other side gives up
        else:
            line.sendall(answer)


@pytest.mark.parametrize(
    ("answer", "harmful"),
    [
        (b"stream: OK\0", False),
        (b"stream: Eicar-Test-Signature FOUND\0", True),
        (b"stream: Win.Test.EICAR_HDB-1 FOUND\n", True),
    ],
)
def test_yes_and_no(answer, harmful):
    with clamd_saying(answer) as clamd:
        assert is_harmful(b"invented", clamd=clamd) is harmful


@pytest.mark.parametrize(
    "answer",
    [
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"UNKNOWN COMMAND\0",
        b"stream: OK, perhaps\0",
        b"OK\0",
        b"",
        b"\0",
        b"x" * 10_000,
    ],
)
def test_anything_else_is_no_answer(answer):
    with clamd_saying(answer) as clamd, pytest.raises(CannotCheck):
        is_harmful(b"invented", clamd=clamd)


def test_silence_is_no_answer():
    with clamd_saying(SILENT) as clamd, pytest.raises(CannotCheck):
        is_harmful(b"invented", clamd=clamd, patience=0.2)


@pytest.mark.parametrize(
    "clamd", ["unix:/nowhere/clamd.ctl", "127.0.0.1:1", "no.such.host.invalid:3310"]
)
def test_a_scanner_that_is_not_there_is_no_answer(clamd):
    with pytest.raises(CannotCheck):
        is_harmful(b"invented", clamd=clamd, patience=2)


@pytest.mark.parametrize("size", [0, 1, virus.PIECE - 1, virus.PIECE, virus.PIECE * 2 + 7])
def test_the_whole_file_arrives_in_pieces(size):
    got: list[bytes] = []
    data = bytes(range(256)) * (size // 256 + 1)
    with clamd_saying(b"stream: OK\0", got) as clamd:
        is_harmful(data[:size], clamd=clamd)

    assert b"".join(got) == data[:size]
    assert all(len(piece) <= virus.PIECE for piece in got)


@pytest.mark.parametrize(
    ("answer", "code"),
    [(b"stream: Bad FOUND\0", "virus"), (b"no idea ERROR\0", "unchecked")],
)
def test_what_is_not_called_clean_is_not_opened(answer, code, tmp_path, monkeypatch):
    monkeypatch.setattr("ketenwerk.reporting.attachments.sandbox.run", pytest.fail)
    turns = tmp_path / "turns"
    turns.touch()
    with clamd_saying(answer) as clamd, pytest.raises(NotTaken) as refused:
        made_anew(b"Invented.", Shop(1000, clamd, LIMITS, turns))

    assert refused.value.code == code


def test_what_we_do_not_take_is_not_sent_to_the_scanner(tmp_path):
    with pytest.raises(NotTaken, match="packed"):
        made_anew(b"PK\x03\x04", Shop(1000, "unix:/nowhere", LIMITS, tmp_path / "turns"))


@pytest.fixture(scope="module")
def real_clamd(tmp_path_factory) -> Iterator[str]:
    """ClamAV's own daemon, that knows one signature."""
    if CLAMD is None:
        pytest.skip("ClamAV's clamd is not installed here")
    folder = tmp_path_factory.mktemp("clamd")
    (folder / "database").mkdir()
    (folder / "database" / "eicar.ndb").write_text(SIGNATURE)
    settings = {
        "LocalSocket": folder / "clamd.ctl",
        "DatabaseDirectory": folder / "database",
        "TemporaryDirectory": folder,
        "Foreground": "yes",
    }
    (folder / "clamd.conf").write_text(
        "".join(f"{key} {value}\n" for key, value in settings.items())
    )
    daemon = subprocess.Popen(
        [CLAMD, "--config-file", str(folder / "clamd.conf")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until_it_listens(folder / "clamd.ctl", daemon)
        yield f"unix:{folder / 'clamd.ctl'}"
    finally:
        daemon.terminate()
        daemon.wait(20)


def _until_it_listens(path: Path, daemon: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + 60
    while not path.exists():
        assert daemon.poll() is None, "clamd ended"
        assert time.monotonic() < ends, "clamd did not come up"
        time.sleep(0.1)


def test_the_real_scanner(real_clamd):
    cases = {
        EICAR: True,
        b"before " + EICAR + b" and after": True,
        bytes(3 * virus.PIECE) + EICAR: True,
        EICAR[:-1]: False,
        b"Invented.": False,
        b"": False,
    }
    assert {data: is_harmful(data, clamd=real_clamd) for data in cases} == cases
