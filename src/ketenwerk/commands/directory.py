"""`ketenwerk directory import FILE [--apply]`: what an HSDS 3.1 file would change; with --apply, change it."""

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from ketenwerk.care.directory import actions, importing, queries
from ketenwerk.organisations.actor import SYSTEM

SHOWN = 20  # faults


def run(arguments: list[str]) -> int:
    """1 when something in the file cannot be kept: then nothing of it is."""
    parser = argparse.ArgumentParser(prog="ketenwerk directory", description=__doc__)
    parser.add_argument("what", choices=["import"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--apply", action="store_true", help="change it; without this: only say")
    asked = parser.parse_args(arguments)
    try:
        found = importing.services_in(asked.file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, importing.NotHsds) as fault:
        sys.stderr.write(f"{asked.file}: {fault}\n")
        return 1
    read = importing.read(found, queries.known_here())
    if read.faults:
        return _refused(read.faults)
    change = queries.change_by(read.rows)
    if asked.apply:
        actions.import_services(SYSTEM, change, at=timezone.now())
    done = "changed" if asked.apply else "would change; nothing was written (--apply writes)"
    sys.stdout.write(
        f"{len(change.new)} new, {len(change.changed)} changed, {change.same} the same: {done}\n"
    )
    return 0


def _refused(faults: tuple[str, ...]) -> int:
    sys.stderr.writelines(f"{fault}\n" for fault in faults[:SHOWN])
    if len(faults) > SHOWN:
        sys.stderr.write(f"and {len(faults) - SHOWN} more\n")
    sys.stderr.write("Nothing was written.\n")
    return 1
