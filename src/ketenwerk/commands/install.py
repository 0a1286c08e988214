"""Prepare this installation: databases, key file, translations and static files. Safe to run again."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from ketenwerk.commands.translations import compile_all
from ketenwerk.keys import start
from ketenwerk.keys.root import RootKeyError
from ketenwerk.reporting.attachments import sandbox

DATABASES = ("keys", "default")


def run(arguments: list[str]) -> int:
    """Exit code 1, with what to do, when the keys are not those of this installation."""
    del arguments
    try:
        prepare()
    except RootKeyError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.writelines(f"{line}\n" for line in about_files())
    return 0


def prepare() -> None:
    """Raises RootKeyError when the key file is missing over existing data, or is another one."""
    for database in DATABASES:
        _make_folder(connections[database])
        call_command("migrate", database=database, verbosity=0, interactive=False)
    start.prepare()
    compile_all()
    call_command("collectstatic", verbosity=0, interactive=False)


def about_files() -> Iterator[str]:
    """What this machine can do with files that come with a report, and what it cannot."""
    if sandbox.walls() == sandbox.BUBBLEWRAP:
        yield "Files are made anew behind bubblewrap: no network, no data in sight."
    else:
        yield "Files are made anew with limits alone: install bubblewrap to keep them from the network and the data."
    if shutil.which("pdftoppm") is None:
        yield "PDF files are refused: install poppler-utils."
    if not settings.CLAMAV:
        yield "No virus scanner is asked: set KETENWERK_CLAMAV."


def _make_folder(connection: BaseDatabaseWrapper) -> None:
    """Where an embedded database will lie; only this program may look into it."""
    if connection.vendor == "sqlite":
        folder = Path(connection.settings_dict["NAME"]).parent
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
