"""From typing the command to the first page, and what the running server holds in memory."""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from bench.installations import embedded
from bench.load import BadAnswer, Client
from bench.result import AT_MOST, Result, Target
from tests.faults.installation import GRANIAN, ROOT, SERVED, Installation, Server, free_port

PAGES = ("/en/", "/en/contact/", "/en/help/")
PATIENCE = 60  # seconds
MIB = 1024
QUICKLY = Target(AT_MOST, 5)
SMALL = Target(AT_MOST, 300)


def run(*, quick: bool) -> Result:
    result = Result()
    with embedded() as one:
        demo = [sys.executable, "-m", "ketenwerk", "demo", "--port"]
        server = [sys.executable, "-m", *GRANIAN, SERVED, "--port"]
        rounds = 2 if quick else 5
        starts = [_start(one, server)[0] for _ in range(rounds)]
        result.figure("server process to its first page", median(starts), "s", QUICKLY)
        again = [_start(one, demo) for _ in range(rounds)]
        result.figure("the whole `make demo`, second run", median(one[0] for one in again), "s")
        result.figure("memory with two workers, PSS", again[-1][1]["Pss"], "MiB", SMALL)
        result.figure("memory with two workers, RSS", again[-1][1]["Rss"], "MiB")
        result.ratio("memory shared by the processes: PSS / RSS", _shared(again[-1][1]))
    return result


def _start(one: Installation, command: list[str]) -> tuple[float, dict[str, float]]:
    """Seconds to the first page, and MiB in memory after every kind of page was asked for."""
    port, start = free_port(), time.perf_counter()
    process = subprocess.Popen(
        [*command, str(port)],
        cwd=ROOT,
        env=one.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    server = Server(process, port)
    try:
        _first_page(server)
        took = time.perf_counter() - start
        for page in PAGES * 20:
            Client(port, page).ask()
        return took, {name: _memory(server, name) for name in ("Pss", "Rss")}
    finally:
        server.kill()


def _first_page(server: Server) -> None:
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until:
        try:
            Client(server.port, PAGES[0]).ask()
        except (OSError, BadAnswer):
            time.sleep(0.02)
        else:
            return
    raise RuntimeError("the server gave no page")


def _memory(server: Server, name: str) -> float:
    return sum(_of_process(pid, name) for pid in server.members()) / MIB


def _of_process(pid: int, name: str) -> int:
    """KiB."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    return 0


def _shared(memory: dict[str, float]) -> float:
    return memory["Pss"] / memory["Rss"]
