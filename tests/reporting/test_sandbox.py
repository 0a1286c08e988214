"""The walls around the process that opens a strange file."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from ketenwerk.commands import install
from ketenwerk.reporting.attachments import limits, pipeline, sandbox
from ketenwerk.reporting.attachments.kinds import NotTaken
from ketenwerk.reporting.attachments.pipeline import Shop, made_anew
from ketenwerk.reporting.attachments.sandbox import BUBBLEWRAP, LIMITS, TookTooLong
from tests.reporting.samples import document, paper, saved
from tests.reporting.test_rebuild import bomb

ROOM = 50 * limits.MIB
REBUILD = "from ketenwerk.reporting.attachments.rebuild import limit_myself; limit_myself()\n"
LOOK_AROUND = """
import os, socket, sys
found = []
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=2)
    found.append("network")
except OSError:
    pass
found += [path for path in sys.argv[2:] if os.path.exists(path)]
found += [str(pid) for pid in (os.listdir("/proc") if os.path.exists("/proc") else []) if pid.isdigit()]
found += [name for name in os.environ if name not in {"PATH", "LC_ALL", "PYTHONPATH", "PWD", "LC_CTYPE"}]
for folder in ("/", "/usr", "/home", "/var/tmp"):
    try:
        open(os.path.join(folder, "written"), "w")
        found.append(folder)
    except OSError:
        pass
print(",".join(found), end="")
"""
both_walls = pytest.mark.parametrize("walls", [BUBBLEWRAP, LIMITS])


@pytest.fixture
def turns(tmp_path) -> Path:
    path = tmp_path / "turns"
    path.touch()
    return path


def run(program: str, *arguments: str, walls: str, patience: float = 30) -> sandbox.Ended:
    return sandbox.run(
        ["-c", textwrap.dedent(program), *arguments], b"invented", walls=walls, patience=patience
    )


def test_bubblewrap_gives_walls_here():
    """Where the tests run it is installed; what follows is about those walls."""
    assert sandbox.walls() == BUBBLEWRAP


def test_where_it_is_not_there_the_limits_remain(monkeypatch):
    monkeypatch.setattr(sandbox.shutil, "which", lambda _: None)
    sandbox.walls.cache_clear()

    assert sandbox.walls() == LIMITS
    assert "limits alone" in " ".join(install.about_files())
    sandbox.walls.cache_clear()


def test_where_it_may_not_work_the_limits_remain(monkeypatch, tmp_path):
    refuses = tmp_path / "bwrap"
    refuses.write_text("#!/bin/sh\nexit 1\n")
    refuses.chmod(0o755)
    monkeypatch.setitem(sandbox.BARE, "PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    sandbox.walls.cache_clear()

    assert sandbox.walls() == LIMITS
    sandbox.walls.cache_clear()


def test_a_busy_machine_is_no_reason_to_do_without_them(monkeypatch):
    def slow(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("bwrap", 1)

    sandbox.walls.cache_clear()
    with monkeypatch.context() as busy:
        busy.setattr(sandbox.subprocess, "run", slow)
        with pytest.raises(TookTooLong):
            sandbox.walls()

    assert sandbox.walls() == BUBBLEWRAP


def test_behind_the_walls_there_is_no_network_no_data_and_nobody_else(
    tmp_path, settings, listening_port
):
    secret = tmp_path / "secret"
    secret.write_text("invented")
    with listening_port() as port:
        ended = run(LOOK_AROUND, str(port), str(secret), str(settings.KEY_FILE), walls=BUBBLEWRAP)

    assert (ended.code, ended.output) == (0, b"")


def test_without_the_walls_all_of_that_would_be_there(tmp_path, settings, listening_port):
    """Proof that the test above can fail; and what an installation without bubblewrap must know."""
    secret = tmp_path / "secret"
    secret.write_text("invented")
    with listening_port() as port:
        ended = run(LOOK_AROUND, str(port), str(secret), walls=LIMITS)

    assert b"network" in ended.output
    assert str(secret).encode() in ended.output


@pytest.fixture
def listening_port():
    """A port at which somebody listens."""

    @contextmanager
    def listening():
        with socket.create_server(("127.0.0.1", 0)) as server:
            yield server.getsockname()[1]

    return listening


@both_walls
def test_what_never_ends_is_ended(walls):
    with pytest.raises(TookTooLong):
        run("while True: pass", walls=walls, patience=0.5)


@both_walls
def test_what_takes_too_much_time_of_the_machine_is_ended(walls, monkeypatch):
    program = REBUILD.replace(
        "; limit",
        "; import resource; from ketenwerk.reporting.attachments import limits; limits.CPU_SECONDS = 1; limit",
    )

    ended = run(f"{program}while True: pass", walls=walls)

    assert ended.code in {
        -signal.SIGKILL,
        -signal.SIGXCPU,
        128 + signal.SIGKILL,
        128 + signal.SIGXCPU,
    }


@both_walls
def test_what_takes_too_much_memory_gets_none(walls):
    ended = run(f"{REBUILD}x = bytearray({limits.MEMORY})", walls=walls)

    assert ended.code == 1  # MemoryError


@both_walls
def test_what_writes_too_much_is_cut_off(walls):
    program = f"""{REBUILD}
import os
piece = bytes(1024 * 1024)
for _ in range({limits.RESULT // limits.MIB + 8}):
    os.write(1, piece)
"""
    ended = run(program, walls=walls)

    assert ended.code != 0
    assert len(ended.output) <= limits.RESULT


def test_what_it_had_started_ends_with_it(tmp_path):
    program = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
os.write(1, str(child.pid).encode())
while True: pass
"""
    source = textwrap.dedent(program)
    with pytest.raises(TookTooLong):
        sandbox.run(["-c", source], b"", walls=LIMITS, patience=2)

    sleeping = subprocess.run(["pgrep", "-f", "time.sleep(600)"], capture_output=True, check=False)
    assert sleeping.stdout == b""


@both_walls
@pytest.mark.parametrize(
    ("data", "begins"),
    [
        (saved("JPEG"), b"\xff\xd8\xff"),
        (saved("PNG"), b"\xff\xd8\xff"),
        (saved("WEBP"), b"\xff\xd8\xff"),
        (document(paper()), b"%PDF-1.4"),
        (b"Invented.", b"Invented."),
    ],
    ids=["jpeg", "png", "webp", "pdf", "text"],
)
def test_every_kind_is_made_anew_behind_them(walls, data, begins, turns):
    _, made = made_anew(data, Shop(ROOM, "", walls, turns))

    assert made.startswith(begins)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"x" * (limits.MIB + 1), "long-text"),
        (b"\xff\xd8\xff and nothing", "broken"),
        (b"%PDF-1.7 and nothing", "broken"),
        (bomb(30_000, 30_000), "pixels"),
    ],
    ids=["empty", "text", "jpeg", "pdf", "bomb"],
)
def test_what_cannot_be_made_anew_says_why(data, code, turns):
    with pytest.raises(NotTaken) as refused:
        made_anew(data, Shop(ROOM, "", sandbox.walls(), turns))

    assert refused.value.code == code


def test_a_file_over_the_limit_is_not_looked_at(turns, monkeypatch):
    monkeypatch.setattr(pipeline, "kind_of", pytest.fail)

    with pytest.raises(NotTaken, match="large"):
        made_anew(b"x" * 101, Shop(100, "", LIMITS, turns))


def test_a_bomb_costs_little_memory(turns):
    """109 kB that would be 900 megapixels."""
    program = """
import os, re
from pathlib import Path
from ketenwerk.reporting.attachments import rebuild
code = rebuild.main("png")
most = re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())[1]
os.write(1, f"{code} {most}".encode())
"""
    data = bomb(30_000, 30_000)
    ended = sandbox.run(["-c", textwrap.dedent(program)], data, walls=LIMITS)

    code, kilobytes = ended.output.split()
    assert len(data) < 150_000
    assert int(code) != 0
    assert int(kilobytes) < 200_000


def test_one_file_at_a_time(turns, monkeypatch):
    monkeypatch.setattr(pipeline, "TURN", 0.0)
    with turns.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(NotTaken, match="busy"):
            made_anew(b"Invented.", Shop(ROOM, "", LIMITS, turns))
    made_anew(b"Invented.", Shop(ROOM, "", LIMITS, turns))


def test_killing_the_server_while_it_works_leaves_nothing(tmp_path):
    """Neither a process nor a file (security.md T89, the short form)."""
    seconds = 100_000 + os.getpid()  # by which its process is known from that of another run
    word = f"canary-{os.getpid()}"
    program = f"""
import sys
from ketenwerk.reporting.attachments import sandbox
sandbox.run(["-c", f"import time; time.sleep({{{seconds}}})"], b"{word}" * 1000, walls={sandbox.walls()!r})
"""
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    server = subprocess.Popen([sys.executable, "-c", program], env=environment)
    wait_until(lambda: asleep(seconds))
    server.kill()
    server.wait()

    wait_until(lambda: not asleep(seconds))
    assert list(tmp_path.rglob("*")) == []
    assert holding(word, Path("/tmp")) == holding(word, Path("/dev/shm")) == []


def holding(word: str, folder: Path) -> list[Path]:
    """The files that lie in a folder for passing things, and hold the word."""
    found = []
    for path in folder.iterdir():
        with suppress(OSError):  # what another process is just taking away
            if path.is_file() and word.encode() in path.read_bytes():
                found.append(path)
    return found


def asleep(seconds: int) -> bool:
    found = subprocess.run(
        ["pgrep", "-f", f"time.sleep.{seconds}"], capture_output=True, check=False
    )
    return bool(found.stdout.strip())


def wait_until(true) -> None:
    ends = time.monotonic() + 20
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.05)
