"""An installation of its own: databases, key file and real server processes, that a test may break."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from functools import cached_property
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]
SERVED = "ketenwerk.rsgi:application"
KEPT_FREE = 20  # connections of PostgreSQL, for others
PATIENCE = 30  # seconds a server may take to answer its first request
# Files in the data folder that tell `served` what to do.
DIE, FAIL_TO_COMMIT = "die", "fail-to-commit"
# As the demo serves it.
GRANIAN = ("granian", "--interface", "rsgi", "--no-ws", "--no-access-log", "--workers", "2")
# As any server for WSGI would: the programs of `served` answer and fail in ways of their own.
AS_WSGI = ("granian", "--interface", "wsgi", "--no-access-log", "--workers", "2")
AS_WSGI += ("--blocking-threads", "1")
DATABASES = ("DATABASE_URL", "KEYS_DATABASE_URL")


class ServerDown(RuntimeError):
    """The server ended, or said nothing, before its first answer. Carries what it printed."""


@dataclass(frozen=True, slots=True)
class Postgres:
    """Two databases with the same new name in front, on the server of `url`."""

    url: str
    name: str

    def address(self, which: str) -> str:
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{self.name}_{which}"))

    def environment(self) -> dict[str, str]:
        return {"DATABASE_URL": self.address("main"), "KEYS_DATABASE_URL": self.address("keys")}

    def create(self, *, like: "Postgres | None" = None) -> None:
        for which in ("main", "keys"):
            template = f' TEMPLATE "{like.name}_{which}"' if like else ""
            self.command(f'CREATE DATABASE "{self.name}_{which}"{template}')

    def drop(self) -> None:
        for which in ("main", "keys"):
            self.command(f'DROP DATABASE IF EXISTS "{self.name}_{which}" WITH (FORCE)')

    def command(self, statement: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement.encode())

    @contextmanager
    def closed(self, which: str) -> Iterator[None]:
        name = f"{self.name}_{which}"
        self.command(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        self.command(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        )
        yield
        self.command(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')

    def ask(self, which: str, question: str) -> int:
        with psycopg.connect(self.address(which)) as connection:
            row = connection.execute(question.encode()).fetchone()
        return int(row[0]) if row else 0


@dataclass(frozen=True)
class Installation:
    """One data folder, and the PostgreSQL databases that go with it when there are any."""

    folder: Path
    postgres: Postgres | None = None

    @cached_property
    def environment(self) -> dict[str, str]:
        outside = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("KETENWERK_") and name not in DATABASES
        }
        return {
            **outside,
            "KETENWERK_MODE": "demo",
            "KETENWERK_DATA_DIR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "ketenwerk.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            **(self.postgres.environment() if self.postgres else {}),
        }

    @property
    def kind(self) -> str:
        return "PostgreSQL" if self.postgres else "SQLite"

    def run(self, module: str, *arguments: str, said: str = "") -> str:
        """Run a module in this installation, with `said` on its input; what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            input=said,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=self.environment,
        )
        if done.returncode:
            raise RuntimeError(f"{module} {' '.join(arguments)} failed:\n{done.stderr}")
        return done.stdout

    def count(self, table: str) -> int:
        """How many rows a table of the main database holds, asked without the program."""
        question = f"SELECT count(*) FROM {table}"
        if self.postgres:
            return self.postgres.ask("main", question)
        with closing(sqlite3.connect(self.folder / "ketenwerk.sqlite3")) as connection:
            return int(connection.execute(question).fetchone()[0])

    def connections(self, *, wanted: int) -> int:
        """As many as wanted, or as many as the database has room for."""
        if self.postgres is None:
            return wanted
        question = "SELECT setting FROM pg_settings WHERE name = 'max_connections'"
        most = self.postgres.ask("main", question)
        return min(wanted, most - KEPT_FREE)

    @contextmanager
    def without_key_store(self) -> Iterator[None]:
        """Nobody new gets into the key store; whoever was in it is put out where that can be done."""
        if self.postgres:
            with self.postgres.closed("keys"):
                yield
            return
        store = self.folder / "keys" / "grants.sqlite3"
        aside = store.with_suffix(".aside")
        store.rename(aside)
        store.mkdir()  # otherwise SQLite would make a new file there
        yield
        store.rmdir()
        aside.rename(store)

    @contextmanager
    def told_to(self, what: str) -> Iterator[None]:
        """As long as this lasts, the fault is there."""
        (self.folder / what).touch()
        yield
        (self.folder / what).unlink()

    @contextmanager
    def server(self, application: str = SERVED, **settings: str) -> Iterator["Server"]:
        """A running server; whatever is left of it is killed at the end."""
        server = Server.started(self, application, settings)
        try:
            yield server
        finally:
            server.kill()

    def copy(self, folder: Path) -> "Installation":
        """The same, standing apart. Nobody may be using this one."""
        shutil.copytree(self.folder, folder)
        if self.postgres is None:
            return Installation(folder)
        own = Postgres(self.postgres.url, new_name())
        own.create(like=self.postgres)
        return Installation(folder, own)

    def remove(self) -> None:
        if self.postgres:
            self.postgres.drop()
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass
class Server:
    """A group of processes that serves on `port`, and that dies as one."""

    process: "subprocess.Popen[str]"
    port: int
    said: list[str] = field(default_factory=list)
    killed: bool = False

    @classmethod
    def started(
        cls, installation: Installation, application: str, settings: dict[str, str]
    ) -> "Server":
        """Start and wait for the first answer. Raises ServerDown when there is none."""
        port = free_port()
        how = AS_WSGI if application.startswith("tests.faults.served:") else GRANIAN
        process = subprocess.Popen(
            [sys.executable, "-m", *how, "--port", str(port), application],
            cwd=ROOT,
            env={**installation.environment, **settings},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        server = cls(process, port)
        threading.Thread(target=server.listen, daemon=True).start()
        try:
            server.wait_for_answer()
        except ServerDown:
            server.kill()
            raise
        return server

    def listen(self) -> None:
        """Remember what the server says. A pipe, because a file would stop with a full disk."""
        with self.process.stdout or nullcontext(list[str]()) as lines:
            self.said.extend(lines)

    def wait_for_answer(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            if _answers(self.port):
                return
            time.sleep(0.05)
        raise ServerDown("".join(self.said[-60:]))

    def members(self) -> list[int]:
        """Every process of the group."""
        found = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
        return [pid for pid in found if _group(pid) == self.process.pid]

    def kill(self) -> None:
        """SIGKILL to the whole group at once, as when the power goes. Once only: numbers are used again."""
        if self.killed:
            return
        self.killed = True
        with suppress(ProcessLookupError):  # it may have ended by itself
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def prepared(folder: Path, postgres: Postgres | None = None) -> Installation:
    """A new installation with the invented organisations and people, and nothing told yet."""
    installation = Installation(folder, postgres)
    (folder / "keys").mkdir(parents=True, mode=0o700)
    if postgres:
        postgres.create()
    installation.run("ketenwerk", "start")
    installation.run("tests.faults.inside", "cast")
    return installation


def new_name() -> str:
    return f"faults_{uuid.uuid4().hex[:12]}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _group(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return 0


def _answers(port: int) -> bool:
    connection: Any = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/static/nothing")
        return bool(connection.getresponse().status)
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
