"""Asks a server for pages and takes the time. Its own cost is kept small: bare sockets, kept open."""

import os
import signal
import socket
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from typing import TypeVar

from tests.faults.installation import Server

A = TypeVar("A")
B = TypeVar("B")
END = b"\r\n\r\n"
TICKS = os.sysconf("SC_CLK_TCK")
fork = get_context("fork")


class BadAnswer(RuntimeError):
    """The page was not answered with 200, so its time means nothing."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`per_second` as the clients saw it; `cpu` is what one request cost the server, in seconds of processor."""

    per_second: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Times:
    """Many times of one thing, in seconds, and how long all of them together took."""

    each: list[float]
    together: float

    @property
    def middle(self) -> float:
        return median(self.each)

    @property
    def p95(self) -> float:
        return quantiles(self.each, n=20)[-1]

    @property
    def per_second(self) -> float:
        return len(self.each) / self.together


class Client:
    """One open connection that asks for one page again and again. Raises BadAnswer unless it gets 200."""

    def __init__(self, port: int, path: str, cookies: dict[str, str] | None = None) -> None:
        sent = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
        self.request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {sent}\r\n\r\n".encode()
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self) -> int:
        """The length of the page."""
        self.socket.sendall(self.request)
        said = self.socket.recv(65536)
        while END not in said:
            said += self._more()
        head, _, body = said.partition(END)
        if not head.startswith(b"HTTP/1.1 200"):
            raise BadAnswer(f"{self.request.split()[1]!r}: {head.splitlines()[0]!r}")
        length = _length(head)
        got = len(body)
        while got < length:
            got += len(self._more())
        return length

    def _more(self) -> bytes:
        said = self.socket.recv(65536)
        if not said:
            raise BadAnswer("the connection was closed")
        return said


def rate(server: Server, path: str, *, seconds: float, clients: int = 2) -> Rate:
    """How many requests for a page the server answers, to clients that never wait in between."""
    before = cpu_of(server)
    with ProcessPoolExecutor(clients, mp_context=fork, initializer=_end_when_told) as pool:
        asked = [pool.submit(_count, server.port, path, seconds) for _ in range(clients)]
        counts = [one.result() for one in asked]
    return Rate(sum(counts) / seconds, (cpu_of(server) - before) / sum(counts))


def by_turns(one: Client, other: Client, *, times: int) -> tuple[Times, Times]:
    """Two pages, each asked again and again, by turns; the first few are not counted."""
    found: tuple[list[float], list[float]] = ([], [])
    for number in range(-5, times):
        for client, taken in zip((one, other), found, strict=True):
            start = time.perf_counter()
            client.ask()
            if number >= 0:
                taken.append(time.perf_counter() - start)
    return Times(found[0], sum(found[0])), Times(found[1], sum(found[1]))


def at_once(do: Callable[[A], B], things: Iterable[A], *, people: int) -> tuple[Times, list[B]]:
    """Do something with each thing, so many at the same time; the times and what came of it."""

    def timed(thing: A) -> tuple[float, B]:
        start = time.perf_counter()
        came = do(thing)
        return time.perf_counter() - start, came

    start = time.perf_counter()
    with ThreadPoolExecutor(people) as pool:
        done = list(pool.map(timed, things))
    together = time.perf_counter() - start
    return Times([took for took, _ in done], together), [came for _, came in done]


def cpu_of(server: Server) -> float:
    """Seconds of processor that the processes of the server have used."""
    total = 0
    for pid in server.members():
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def _end_when_told() -> None:
    """What the benchmark does when it is stopped is not for its helpers."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _count(port: int, path: str, seconds: float) -> int:
    client, until, done = Client(port, path), time.perf_counter() + seconds, 0
    while time.perf_counter() < until:
        client.ask()
        done += 1
    return done


def _length(head: bytes) -> int:
    for line in head.lower().splitlines():
        name, _, value = line.partition(b":")
        if name == b"content-length":
            return int(value)
    raise BadAnswer("the answer does not say how long it is")
