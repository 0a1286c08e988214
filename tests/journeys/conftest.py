"""One real server with the invented people, and browsers that fail the test when a page misbehaves."""

import fcntl
import os
import shutil
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.faults.installation import Installation
from tests.journeys.inspection import put_axe
from tests.journeys.people import VISITOR, sign_in_as
from tests.journeys.reader import Reader
from tests.journeys.visits import Visits
from tests.journeys.walk import SCHEMES, Walk

QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


@pytest.fixture(scope="session")
def installation(tmp_path_factory, worker_id) -> Installation:
    """With the whole crowd; made once in a run, and copied for every process of it."""
    own = tmp_path_factory.mktemp("journeys") / "data"
    together = tmp_path_factory.getbasetemp()
    folder = (together if worker_id == "master" else together.parent) / "crowd"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.with_suffix(".ready").exists():
            _prepare(Installation(folder))
            folder.with_suffix(".ready").touch()
    return Installation(folder).copy(own)


def _prepare(installation: Installation) -> None:
    (installation.folder / "keys").mkdir(parents=True, mode=0o700)
    installation.run("ketenwerk", "demo", "--no-serve")
    put_axe(installation.folder / "static")


@pytest.fixture(scope="session")
def site(installation, elsewhere) -> Iterator[str]:
    """The address of the server. Under a name: a passkey belongs to a name, never to a bare address."""
    with installation.server(KETENWERK_LEAVE_TO=elsewhere) as server:
        yield f"http://localhost:{server.port}"


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[str]:
    """An ordinary page of somebody else, to leave to."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Weather)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/weather"
    server.shutdown()
    server.server_close()


class _Weather(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        page = b"<!DOCTYPE html><title>The weather</title><link rel=icon href=data:,><h1>Rain</h1>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: Any) -> None:
        """Nobody needs to know."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for each file; the tests of other folders cannot run beside a running loop."""
    own = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell"), args=[*QUIET, *own]
        )
        yield chromium
        chromium.close()


Newcomer = Callable[..., Reader]


@pytest.fixture
def newcomer(browser, site, elsewhere) -> Iterator[Newcomer]:
    """Anybody with a browser of their own: `newcomer(language="nl", scripts=False, screen=PHONE, scheme="dark")`."""
    visits = Visits(browser, site, elsewhere)
    yield visits.begin
    faults = visits.end()
    assert not faults, "\n".join(faults)


@pytest.fixture
def member(newcomer) -> Newcomer:
    """One of the invented people, signed in: `member("kees-ketting", language="nl")`."""

    def sign_in(person: str, **how: Any) -> Reader:
        reader = newcomer(**how)
        sign_in_as(reader, person)
        return reader

    return sign_in


@pytest.fixture(scope="module")
def walk_of(browser, site, elsewhere) -> Callable[[str, str], Walk]:
    """Where somebody comes in a language; walked once for all tests of a file."""
    walks: dict[tuple[str, str], Walk] = {}
    narrowed: set[str] = set()
    outlines: defaultdict[str, set[str]] = defaultdict(set)  # each language has its colours

    def walked(person: str, language: str) -> Walk:
        visits = Visits(browser, site, elsewhere)
        reader = visits.begin(language=language, scheme=SCHEMES[language])
        if person != VISITOR:
            sign_in_as(reader, person)
        policies = {"public", "own"} if person == VISITOR else {"signed-in"}
        who = f"{person} ({language})"
        walk = Walk(reader, who, policies, narrowed, outlines[language]).go()
        walk.faults += visits.end()
        return walk

    def once(person: str, language: str) -> Walk:
        if (person, language) not in walks:
            walks[person, language] = walked(person, language)
        return walks[person, language]

    return once
