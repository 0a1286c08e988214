"""Between the web server and the program: what is read, what is left out, and how a request is described."""

import asyncio
from types import SimpleNamespace

import pytest

from ketenwerk.foundation import serving
from ketenwerk.foundation.serving import FULL, SLOW, UNREAD, Served, environ_of


def scope(method="POST", path="/x/", **headers):
    named = [(name.replace("__", "-"), value) for name, value in headers.items()]
    return SimpleNamespace(
        method=method,
        path=path,
        query_string="q=a%20b",
        client="203.0.113.7:1234",
        server="127.0.0.1:80",
        scheme="http",
        http_version="1.1",
        authority=None,
        headers=SimpleNamespace(items=lambda: named),
    )


class Protocol:
    """Sends these chunks, and then nothing, as a line that stays open does."""

    def __init__(self, *chunks, ends=True):
        self.chunks, self.ends, self.said = chunks, ends, None

    async def __aiter__(self):
        for chunk in self.chunks:
            yield chunk
        if not self.ends:
            await asyncio.sleep(60)

    def response_bytes(self, *said):
        self.said = said

    def response_empty(self, status, headers):
        self.said = (status, headers, None)


class Program:
    """Remembers what it was asked, and says what it read."""

    def __init__(self):
        self.asked = None

    def __call__(self, environ, start):
        self.asked = environ
        start("200 OK", [("X-Said", "so")])
        return [b"read ", str(len(environ["wsgi.input"].read())).encode()]


@pytest.fixture
def program():
    return Program()


def ask(program, scope, protocol):
    served = Served(program, at_most=lambda _: 1000, lane=lambda path: path)
    asyncio.run(served(scope, protocol))
    assert served.held == 0
    return protocol.said


def test_a_body_that_comes_in_parts_is_there_whole(program):
    said = ask(program, scope(content__length="6"), Protocol(b"abc", b"def"))

    assert said == (200, [("X-Said", "so")], b"read 6")
    assert not program.asked[UNREAD]


@pytest.mark.parametrize("size", ["1001", "9" * 30, "-1", "abc", "²"])
def test_what_the_address_does_not_take_is_not_read(program, size):
    assert ask(program, scope(content__length=size), Protocol(b"x" * 5000))[2] == b"read 0"
    assert program.asked["CONTENT_LENGTH"] == size


def test_what_comes_too_slowly_is_given_up(program, monkeypatch):
    monkeypatch.setattr(serving, "PATIENCE", 0.01)

    ask(program, scope(content__length="6"), Protocol(b"abc", ends=False))

    assert program.asked[UNREAD] == SLOW


def test_what_there_is_no_room_for_is_given_up(program, monkeypatch):
    monkeypatch.setattr(serving, "ROOM", 5)

    ask(program, scope(content__length="6"), Protocol(b"abc", b"def"))

    assert program.asked[UNREAD] == FULL


def test_who_left_half_way_is_not_answered_by_the_program(program):
    assert ask(program, scope(content__length="6"), Protocol(b"abc"))[0] == 400
    assert program.asked is None


def test_a_header_cannot_pose_as_another():
    made = environ_of(scope(x_forwarded_proto="https", x__a="1", cookie="a=1"))

    assert "HTTP_X_FORWARDED_PROTO" not in made
    assert (made["HTTP_X_A"], made["HTTP_COOKIE"]) == ("1", "a=1")
    assert (made["REMOTE_ADDR"], made["QUERY_STRING"]) == ("203.0.113.7", "q=a%20b")


def test_letters_of_any_script_reach_the_program_as_bytes():
    path = environ_of(scope(path="/zoë/"))["PATH_INFO"]

    assert path.encode("latin-1").decode() == "/zoë/"


@pytest.mark.parametrize("value", ["2", "a;b", "é"])
def test_a_header_that_comes_twice_is_one(value):
    twice = scope()
    twice.headers = SimpleNamespace(items=lambda: [("x-a", "1"), ("x-a", value)])

    assert environ_of(twice)["HTTP_X_A"] == f"1,{value}"


def test_a_program_that_breaks_is_a_broken_page_and_the_lane_goes_on(program):
    def broken(environ, start):
        raise ValueError("nothing of this is told")

    served = Served(broken, at_most=lambda _: 0, lane=lambda _: "")
    with pytest.raises(ValueError, match="nothing of this"):
        asyncio.run(served(scope(), Protocol()))
    served.program = program
    said = Protocol()
    asyncio.run(served(scope(), said))
    assert said.said[0] == 200
