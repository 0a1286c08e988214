"""A PostgreSQL of its own for one run of the tests: made, started, stopped and thrown away."""

import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

OLDEST = 15
OWNER = "ketenwerk"
DATABASES = ("ketenwerk", "ketenwerk_keys")
DEBIAN = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Cluster:
    """A running server on this machine; everybody here may come in."""

    port: int

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgres://{OWNER}@127.0.0.1:{self.port}/{database}"

    def environment(self) -> dict[str, str]:
        """The variables that make Ketenwerk use it, the keys apart from the rest."""
        main, keys = DATABASES
        return {"DATABASE_URL": self.url(main), "KEYS_DATABASE_URL": self.url(keys)}


def server_programs() -> Path | None:
    """The folder of the newest server programs of this machine that are new enough."""
    found = [*DEBIAN.glob("*/bin/initdb"), *map(Path, filter(None, [shutil.which("initdb")]))]
    folders = {path.resolve().parent for path in found}
    known = [(version, folder) for folder in folders if (version := _version(folder)) >= OLDEST]
    return max(known)[1] if known else None


def _version(folder: Path) -> int:
    said = subprocess.run(
        [folder / "postgres", "--version"], check=False, capture_output=True, text=True
    )
    found = re.search(r"(\d+)", said.stdout)
    return int(found[1]) if found else 0


@contextmanager
def throw_away_cluster(folder: str | None = None) -> Iterator[Cluster]:
    """A fresh cluster with two empty databases, made in `folder`; gone afterwards."""
    programs = server_programs()
    if programs is None:
        raise RuntimeError(f"There is no PostgreSQL {OLDEST} or newer here.")
    with tempfile.TemporaryDirectory(prefix="ketenwerk-postgres-", dir=folder) as name:
        home = Path(name)
        _give_away(home)
        port = _free_port()
        _make(programs, home)
        _start(programs, home, port)
        try:
            for database in DATABASES:
                _run(
                    programs / "createdb",
                    f"--host={home}",
                    f"--port={port}",
                    "-U",
                    OWNER,
                    database,
                )
            yield Cluster(port)
        finally:
            _run(programs / "pg_ctl", f"--pgdata={home}/data", "--mode=immediate", "stop")


def _make(programs: Path, folder: Path) -> None:
    where = [f"--pgdata={folder}/data", f"--username={OWNER}"]
    how = ["--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
    _run(programs / "initdb", *where, *how)


def _start(programs: Path, folder: Path, port: int) -> None:
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=240"
    where = [f"--pgdata={folder}/data", f"--log={folder}/log"]
    _run(programs / "pg_ctl", *where, f"--options={options}", "--wait", "start")


def _unprivileged() -> str | None:
    """Who runs the server when we are root, which PostgreSQL refuses to be."""
    if os.geteuid() != 0:
        return None
    return "postgres" if any(user.pw_name == "postgres" for user in pwd.getpwall()) else "nobody"


def _give_away(folder: Path) -> None:
    user = _unprivileged()
    if user:
        shutil.chown(folder, user)


def _run(program: Path, *arguments: str) -> None:
    user = _unprivileged()
    command = [*(["runuser", "-u", user, "--"] if user else []), str(program), *arguments]
    # A server that starts keeps what it is given, so its output goes to a file and not to a pipe.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(command, check=False, cwd="/", stdout=output, stderr=output)
        output.seek(0)
        if done.returncode:
            said = output.read().decode(errors="replace").strip()
            raise RuntimeError(f"{program.name} failed: {said}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
