"""`ketenwerk demo`: the whole chain with invented people, on this machine alone."""

import argparse
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from django.conf import settings
from django.db import OperationalError, connections, transaction
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone, translation

from ketenwerk.commands import install
from ketenwerk.commands.cast import load_cast, rows
from ketenwerk.commands.crowd import load_crowd
from ketenwerk.country.data import country
from ketenwerk.keys.models import KeyPair
from ketenwerk.keys.root import RootKeyError
from ketenwerk.organisations.models import Membership, Organisation
from ketenwerk.organisations.queries import people_to_try

HOST = "127.0.0.1"
PORT = "8000"
DOOR = ("--interface", "rsgi", "ketenwerk.rsgi:application")
DATABASES = ("default", "keys")


class CannotStart(Exception):
    """Why the demo does not start, and what to do."""


def run(argv: list[str]) -> int:
    """Prepare the demo, tell where it is, and become the web server. 1, with one line, when it cannot."""
    options = _options(argv)
    try:
        _check(options.port, serve=options.serve)
        _prepare(reset=options.reset)
    except (CannotStart, OperationalError, RootKeyError) as problem:
        sys.stderr.write(f"{' '.join(str(problem).split())}\n")
        return 1
    sys.stdout.writelines(f"{line}\n" for line in _welcome(options.port))
    sys.stdout.flush()
    return _serve(options.port) if options.serve else 0


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="ketenwerk demo", description=__doc__)
    parser.add_argument("--reset", action="store_true", help="forget what was done, start afresh")
    parser.add_argument("--port", type=int, default=os.environ.get("PORT") or PORT)
    parser.add_argument("--no-serve", dest="serve", action="store_false", help="prepare only")
    return parser.parse_args(argv)


def _check(port: int, *, serve: bool) -> None:
    """Before anything is touched: this is the demo, and there is room for it."""
    if settings.ENVIRONMENT.mode != "demo":
        raise CannotStart(
            f"KETENWERK_MODE is {settings.ENVIRONMENT.mode!r}: the demo starts in mode demo only."
        )
    if serve and not _is_free(port):
        raise CannotStart(f"Port {port} of {HOST} cannot be used. Choose another: PORT=8001.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            return False
    return True


def _prepare(*, reset: bool) -> None:
    """Databases, keys, translations, static files and people; the last only where there are none yet."""
    _only_invented()
    if reset:
        _forget()
    install.prepare()
    if not Organisation.objects.exists():
        _load()


def _only_invented() -> None:
    """The demo lets anybody in, and its reset destroys: neither may ever meet a real organisation."""
    ours = _known_organisations() if _has_table("default", Organisation) else {}
    if set(ours.values()) - {row["code"] for row in rows("organisations")}:
        raise CannotStart("This database holds organisations that are not invented. Not touched.")
    if _has_table("keys", KeyPair) and _holders() - set(ours):
        raise CannotStart("This key store holds keys that are not the demo's. Not touched.")


def _holders() -> set[str]:
    """The organisations that keys were made for; a way of working of one (`two:…`) counts as itself."""
    holders = KeyPair.objects.values_list("holder", flat=True)
    return {holder.rpartition(":")[2] for holder in holders}


def _known_organisations() -> dict[str, str]:
    """The code of every organisation by its id."""
    return {str(key): code for key, code in Organisation.objects.values_list("id", "code")}


def _has_table(alias: str, model: type[Model]) -> bool:
    path = _file(alias)
    if path is not None and not path.exists():
        return False
    return model._meta.db_table in connections[alias].introspection.table_names()


def _file(alias: str) -> Path | None:
    """Where an embedded database lies; None for one on a server."""
    wrapper = connections[alias]
    return Path(wrapper.settings_dict["NAME"]) if wrapper.vendor == "sqlite" else None


def _forget() -> None:
    """Empty both databases; the key file stays."""
    for alias in DATABASES:
        path = _file(alias)
        connections[alias].close()
        if path is None:
            _drop_tables(alias)
            continue
        for part in ("", "-wal", "-shm"):
            path.with_name(path.name + part).unlink(missing_ok=True)


def _drop_tables(alias: str) -> None:
    """The trail refuses to be emptied, so its tables go as a whole."""
    connection = connections[alias]
    quoted = [connection.ops.quote_name(name) for name in connection.introspection.table_names()]
    with transaction.atomic(alias), connection.cursor() as cursor:
        for name in quoted:
            cursor.execute(f"DROP TABLE {name} CASCADE")


def _load() -> None:
    sys.stdout.write("Inventing people and the months they worked; this takes a moment …\n")
    sys.stdout.flush()
    started, now = perf_counter(), timezone.now()
    with transaction.atomic("default"), transaction.atomic("keys"):
        counts = load_crowd(load_cast(at=now), today=now)
    told = ", ".join(f"{number} {name}" for name, number in counts.totals.items())
    sys.stdout.write(f"Invented: {told} ({perf_counter() - started:.0f} s)\n")


def _welcome(port: int) -> Iterator[str]:
    """The addresses, and one person of every role."""
    here = f"http://{HOST}:{port}"
    yield f"Ketenwerk   {here}/"
    yield f"Sign in as  {here}{_try_page()}  (everybody here is invented; no password)"
    for role, membership in _one_of_each().items():
        name = country().role_name(role, settings.LANGUAGE_CODE)
        yield f"  {name:<34}{membership.user}, {membership.organisation}"


def _try_page() -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return reverse("web:try")


def _one_of_each() -> dict[str, Membership]:
    """The first person of every role in the order of the files: as far as can be, of one region."""
    place = {row["email"]: number for number, row in enumerate(rows("people"))}
    everybody = [
        each for each in people_to_try(on=timezone.localdate()) if each.user.email in place
    ]
    everybody.sort(key=lambda membership: place[membership.user.email], reverse=True)
    first = {membership.role: membership for membership in everybody}
    return {role: first[role] for role in country().roles if role in first}


def _serve(port: int) -> int:
    """Become the web server, so that it gets every signal itself."""
    sys.stdout.write("Stop with Ctrl-C.\n")
    sys.stdout.flush()
    server = [sys.executable, "-m", "granian", *DOOR]
    where = ["--host", HOST, "--port", str(port), "--no-access-log"]
    how = ["--workers", "2", "--no-ws", "--log-level", "warning"]
    for alias in DATABASES:
        connections[alias].close()
    os.execv(sys.executable, [*server, *where, *how])  # noqa: S606 - our own program
