"""`ketenwerk …`: what an administrator types. `ketenwerk help` lists it."""

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

TRYING_OUT = {
    "demo": "demo",
    "walk": "test",
    "docs": "test",
    "texts": "test",
    "form": "test",
    "translations": "test",
}

# name: (module with `run(arguments) -> exit code`, what it does)
COMMANDS = {
    "demo": ("demo", "start the whole chain with invented people"),
    "walk": ("walk", "walk one report through the whole chain and check what must always hold"),
    "start": ("install", "prepare the databases and the key file of this installation"),
    "daily": ("daily", "do what is due today: forget what has passed its term, close the trail"),
    "clock": ("clock", "do what is due this minute: answers and held places that are out of time"),
    "audit": ("trail", "audit verify: find any change to the trail; audit seal: close it now"),
    "country": ("country", "country check nl: check the files of a country"),
    "texts": ("texts", "how hard the pages of text are to read, the hardest first"),
    "form": ("form", "form nl form.pdf: the questions of a report on paper"),
    "docs": ("docs", "print the reference; docs --check: is it up to date?"),
    "translations": ("translations", "compile the translations"),
    "directory": (
        "directory",
        "directory import FILE: what an HSDS 3.1 file would change; --apply",
    ),
    "manage": ("manage", "Django's own commands"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    name, *rest = arguments if arguments is not None else sys.argv[1:] or ["help"]
    if name not in COMMANDS:
        sys.stdout.write(_help())
        return 0 if name in {"help", "--help", "-h"} else 2
    if name in TRYING_OUT:
        os.environ.setdefault("KETENWERK_MODE", TRYING_OUT[name])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ketenwerk.settings")
    return _run(COMMANDS[name][0])(rest)


def _run(module: str) -> Callable[[list[str]], int]:
    _stop_clearly_when_settings_are_wrong()
    run: Callable[[list[str]], int] = import_module(f"ketenwerk.commands.{module}").run
    return run


def _stop_clearly_when_settings_are_wrong() -> None:
    import django  # noqa: PLC0415 - only once the mode is known
    from pydantic import ValidationError  # noqa: PLC0415

    try:
        django.setup()
    except ValidationError as error:
        for problem in error.errors():
            sys.stderr.write(f"{problem['msg']}\n")
        raise SystemExit(1) from None


def _help() -> str:
    lines = [f"  {name:<13} {does}" for name, (_, does) in COMMANDS.items()]
    return "\n".join([f"usage: {Path(sys.argv[0]).name} COMMAND …", *lines, ""])


if __name__ == "__main__":
    raise SystemExit(main())
