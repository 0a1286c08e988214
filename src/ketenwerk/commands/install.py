"""Prepare this installation: databases, key file, translations and static files. Safe to run again."""

import sys

from django.core.management import call_command

from ketenwerk.commands.translations import compile_all
from ketenwerk.keys import start
from ketenwerk.keys.root import RootKeyError


def run(arguments: list[str]) -> int:
    """Exit code 1, with what to do, when the keys are not those of this installation."""
    del arguments
    try:
        prepare()
    except RootKeyError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def prepare() -> None:
    """Raises RootKeyError when the key file is missing over existing data, or is another one."""
    for database in ("keys", "default"):
        call_command("migrate", database=database, verbosity=0, interactive=False)
    start.prepare()
    compile_all()
    call_command("collectstatic", verbosity=0, interactive=False)
