"""The command as one types it: in a process of its own, on databases of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

import psycopg
import pytest

from ketenwerk.keys.envelope import new_key
from ketenwerk.organisations.actor import Role

SOURCE = Path(__file__).parents[2] / "src"
NAMES = ("DATABASE_URL", "KEYS_DATABASE_URL")
# The whole crowd has tests of its own; here four reports are enough.
SHORT = """
import sys, django
django.setup()
from ketenwerk.commands import crowd, demo
crowd.ENDINGS = (("advice-given", 4, 30, 20),)
sys.exit(demo.run(sys.argv[1:]))
"""
MAKE_REAL = """
import django
django.setup()
from ketenwerk.foundation.records import acting
from ketenwerk.organisations.models import Organisation
with acting():
    Organisation.objects.create(code="not-invented", name="x", kind="police")
"""
UNMAKE_REAL = MAKE_REAL.replace(
    'create(code="not-invented", name="x", kind="police")', 'filter(code="not-invented").delete()'
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The environment of a new demo: on the kind of database this test run is for."""
    kept = {key: value for key, value in os.environ.items() if not _is_ours(key)}
    ours = {
        "DJANGO_SETTINGS_MODULE": "ketenwerk.settings",
        "KETENWERK_DATA_DIR": str(tmp_path_factory.mktemp("demo")),
        "KETENWERK_MODE": "demo",
        "PYTHONPATH": str(SOURCE),
    }
    with _databases() as addresses:
        yield kept | ours | addresses


@pytest.fixture(scope="module")
def first(place):
    """What the first start says."""
    done = demo(place)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def started(place, first):
    return place


@pytest.fixture
def key_path(started):
    """The key file of the demo, put back afterwards."""
    path = Path(started["KETENWERK_DATA_DIR"]) / "keys" / "root.key"
    kept = path.read_bytes()
    yield path
    path.touch(mode=0o600)
    path.write_bytes(kept)


def test_a_first_start_invents_people_and_names_one_of_every_role(first):
    assert "Invented: 49 reports, 4 signals, 0 cases" in first
    assert "http://127.0.0.1:8000/nl/try/" in first
    assert "Ina Inkijk, Meldpunt De Waterkant (verzonnen)" in first
    assert first.count("(verzonnen)") == len(Role)


def test_a_second_start_keeps_everything_and_a_reset_begins_again(started):
    assert "Invented" not in demo(started).stdout
    assert "Invented: 49 reports" in demo(started, "--reset").stdout


def test_another_key_file_stops_the_start_with_what_to_do(started, key_path):
    key_path.write_text(new_key().hex())

    assert_refused(demo(started), "is not the key file of this installation")


def test_a_missing_key_file_is_never_made_anew_over_data(started, key_path):
    key_path.unlink()

    assert_refused(demo(started), "No key file at")
    assert not key_path.exists()


def test_a_database_with_a_real_organisation_is_not_touched(started):
    python(started, MAKE_REAL)

    assert_refused(demo(started), "not invented")
    assert_refused(demo(started, "--reset"), "not invented")
    assert python(started, UNMAKE_REAL).returncode == 0


def test_a_key_store_of_others_is_not_touched(started, tmp_path):
    main, keys = NAMES
    store = Path(started["KETENWERK_DATA_DIR"]) / "keys" / "grants.sqlite3"
    with _databases() as empty:
        mixed = started | {main: empty.get(main, f"sqlite:///{tmp_path / 'new.sqlite3'}")}
        mixed[keys] = started.get(keys, f"sqlite:///{store}")

        assert_refused(demo(mixed, "--reset"), "not the demo's")


def test_only_the_mode_demo_starts_it(place):
    assert_refused(demo(place | {"KETENWERK_MODE": "test"}), "in mode demo only")


def test_a_database_that_does_not_answer_is_said_in_one_line(place):
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        server = f"postgres://nobody@127.0.0.1:{free.getsockname()[1]}"
    nowhere = {name: f"{server}/{name.lower()}" for name in NAMES}

    assert_refused(demo(place | nowhere), "connection failed")


def test_a_port_in_use_is_said_in_one_line(place):
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]

        assert_refused(python(place, SHORT, "--port", str(port)), f"Port {port}")


def test_it_serves_until_it_is_stopped(started):
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    command, there = [sys.executable, "-c", SHORT], started | {"PORT": str(port)}
    with subprocess.Popen(command, env=there, stdout=subprocess.PIPE) as server:
        try:
            page = _opened(f"http://127.0.0.1:{port}/nl/try/")
        finally:
            server.send_signal(signal.SIGTERM)
        said = server.communicate(timeout=30)[0].decode()

    assert "Ina Inkijk" in page
    assert f"http://127.0.0.1:{port}/" in said


def demo(place, *options):
    return python(place, SHORT, "--no-serve", *options)


def python(place, program, *arguments):
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(
        command, env=place, capture_output=True, text=True, check=False, timeout=300
    )


def assert_refused(done, why):
    assert done.returncode == 1
    assert why in done.stderr
    assert done.stderr.count("\n") == 1


def _opened(address):
    """The page, as soon as the server answers; three minutes is the longest it may take."""
    opener, until = build_opener(ProxyHandler({})), time.monotonic() + 180
    while True:
        try:
            with opener.open(address, timeout=10) as answer:
                return answer.read().decode()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _is_ours(name):
    return name.startswith("KETENWERK_") or name in {*NAMES, "PORT"}


@contextmanager
def _databases():
    """Two new databases on the server of this test run, gone afterwards; none when it is embedded."""
    server = os.environ.get(NAMES[0], "")
    if not server.startswith("postgres"):
        yield {}
        return
    names = [f"demo_{new_key().hex()[:12]}" for _ in NAMES]
    with psycopg.connect(server, autocommit=True) as connection:
        for name in names:
            connection.execute(f"CREATE DATABASE {name}")
        yield {
            key: urlsplit(server)._replace(path=f"/{name}").geturl()
            for key, name in zip(NAMES, names, strict=True)
        }
        for name in names:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
