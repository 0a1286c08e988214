"""The program under a server of events: nobody gets a thread before all they send is there.

Whoever sends slowly waits in the loop, which costs next to nothing, and is cut off when it takes too long. Every lane
is one thread, so that what takes long stands in nobody's way but its own.
"""

import asyncio
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import Any
from urllib.parse import quote

PATIENCE = 20.0  # seconds that anybody gets to send what they have
SLOWEST = 1024  # bytes that buy one second more
LONGEST = 600.0  # seconds, however much is sent
ROOM = 256 * 1024 * 1024  # bytes on their way in, of all requests of this process together
UNREAD = "ketenwerk.unread"  # why the body is not there; the program finds the words
SLOW, FULL = "slow", "full"

Environ = dict[str, Any]
Program = Callable[..., Iterable[Any]]  # as PEP 3333 has it
Answer = tuple[int, list[tuple[str, str]], bytes]


@dataclass
class Served:
    """`at_most` says how many bytes an address takes, `lane` in which lane a request to it is answered."""

    program: Program
    at_most: Callable[[str], int]
    lane: Callable[[str], str]
    held: int = 0  # bytes on their way in now
    lanes: dict[str, ThreadPoolExecutor] = field(default_factory=dict)

    async def __call__(self, scope: Any, protocol: Any) -> None:
        environ = environ_of(scope)
        body = BytesIO()
        try:
            if not await self._receive(environ, protocol, body):
                protocol.response_empty(400, [])  # who asked is gone
                return
            lane = self.lane(scope.path) if scope.method == "POST" else ""
            loop = asyncio.get_running_loop()
            answer = partial(answer_of, self.program, environ)
            protocol.response_bytes(*await loop.run_in_executor(self._thread(lane), answer))
        finally:
            self.held -= body.getbuffer().nbytes

    async def _receive(self, environ: Environ, protocol: Any, body: BytesIO) -> bool:
        """Read what the program wants to read; False when it never came."""
        size = environ.get("CONTENT_LENGTH", "0")
        environ["wsgi.input"] = body
        if not size.isdecimal() or not 0 < int(size) <= self.at_most(environ["PATH_INFO"]):
            return True  # the program says what is wrong with it
        environ[UNREAD] = await self._read(protocol, body)
        whole = body.tell() == int(size)
        body.seek(0)
        return whole or bool(environ[UNREAD])

    async def _read(self, protocol: Any, body: BytesIO) -> str:
        """Why it was given up; empty when it was not."""
        start = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout_at(start + PATIENCE) as limit:
                async for chunk in protocol:
                    if self.held + len(chunk) > ROOM:
                        return FULL
                    self.held += body.write(chunk)
                    earned = PATIENCE + body.tell() / SLOWEST
                    limit.reschedule(start + min(earned, LONGEST))
        except TimeoutError:
            return SLOW
        return ""

    def _thread(self, lane: str) -> ThreadPoolExecutor:
        if lane not in self.lanes:
            self.lanes[lane] = ThreadPoolExecutor(1, thread_name_prefix=lane or "pages")
        return self.lanes[lane]


def environ_of(scope: Any) -> Environ:
    """The request as PEP 3333 describes it. A header with an underscore could pose as another: it is left out."""
    host, _, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": quote(scope.query_string, safe="%&=+;,/?:@!$'()*-._~[]"),
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    for name, value in scope.headers.items():
        if "_" not in name:
            _add(environ, name, value)
    return environ


def _add(environ: Environ, name: str, value: str) -> None:
    key = name.upper().replace("-", "_")
    if key not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
        key = f"HTTP_{key}"
    joint = "; " if key == "HTTP_COOKIE" else ","
    environ[key] = f"{environ[key]}{joint}{value}" if key in environ else value


def answer_of(program: Program, environ: Environ) -> Answer:
    """What the program says, whole."""
    said: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> None:
        said[:] = [int(status.partition(" ")[0]), headers]

    parts = program(environ, start)
    try:
        body = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    return said[0], said[1], body
