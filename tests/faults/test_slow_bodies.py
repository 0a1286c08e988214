"""Who sends slowly, too much or nothing is cut off, and nobody else notices (security.md T01, T02)."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from http.client import HTTPConnection

HURRIED = "tests.faults.hurried:application"
FILES = "/en/answer/add/"
CODE = "/en/answer/"
MIB = 1024 * 1024
SLOWLY = 0.2  # seconds between two bytes


def head(path: str, size: int) -> bytes:
    lines = (f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Length: {size}")
    return "\r\n".join([*lines, "Content-Type: multipart/form-data; boundary=b", "", ""]).encode()


def trickle(port: int, path: str, size: int, seconds: float) -> tuple[bytes, float]:
    """Send one byte now and then; what the server said in the end, and after how long."""
    start, said = time.monotonic(), b""
    with socket.create_connection(("127.0.0.1", port), timeout=SLOWLY) as line:
        line.sendall(head(path, size))
        while time.monotonic() - start < seconds:
            with suppress(TimeoutError):
                if not (got := line.recv(65_536)):
                    break
                said += got
            with suppress(OSError):
                line.sendall(b"x")
    return said.partition(b"\r\n")[0], time.monotonic() - start


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=30)


def page_takes(port: int) -> float:
    start = time.monotonic()
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/en/safety/")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 200
    return time.monotonic() - start


def test_whoever_sends_slowly_is_cut_off_and_holds_nobody_else_up(installation, times, tell):
    how_many = times(40, 400)
    with installation.server(HURRIED) as server, ThreadPoolExecutor(how_many) as people:
        page_takes(server.port)
        slow = [
            people.submit(trickle, server.port, path, 100_000, 30)
            for path in [FILES, CODE] * (how_many // 2)
        ]
        pages = [page_takes(server.port) for _ in range(10)]
        still_sending = sum(not each.done() for each in slow)
        ends = [each.result() for each in slow]

    tell(f"{how_many} send slowly: a page took at most {max(pages):.3f} s")
    assert {said for said, _ in ends} == {b"HTTP/1.1 408 Request Timeout"}
    assert max(took for _, took in ends) < 25
    assert still_sending == how_many, "somebody had to be cut off before a page was answered"


def test_a_body_that_no_page_takes_is_not_read(installation):
    with installation.server(HURRIED) as server:
        said, took = trickle(server.port, FILES, 2 * 1024 * MIB, 30)

    assert said.startswith(b"HTTP/1.1 413 ")
    assert took < 5


def test_bodies_that_are_too_much_together_are_not_all_kept(installation):
    """More than there is room for is on its way in when one more comes."""
    with installation.server(HURRIED) as server, ExitStack() as open_lines:
        lines = [open_lines.enter_context(connect(server.port)) for _ in range(8)]
        for line in lines:
            line.sendall(head(FILES, 4 * MIB))
            with suppress(OSError):
                line.sendall(b"x" * (3 * MIB))
        ends = {line.recv(4096).partition(b"\r\n")[0] for line in lines}
        page_takes(server.port)

    assert b"HTTP/1.1 503 Service Unavailable" in ends


def test_who_says_ten_bytes_and_sends_more_is_taken_at_their_word(installation):
    with installation.server(HURRIED) as server, connect(server.port) as line:
        line.sendall(head(CODE, 10) + b"x" * 100_000)
        assert line.recv(4096).startswith(b"HTTP/1.1 403")  # no token against forgery in it
        page_takes(server.port)
