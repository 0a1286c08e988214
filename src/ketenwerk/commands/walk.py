"""`ketenwerk walk`: one report through the whole chain, by the actions the pages use, and what must always hold."""

import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from ketenwerk.commands.cast import load_cast
from ketenwerk.commands.install import DATABASES
from ketenwerk.commands.promises import NOT_YET, PROMISES
from ketenwerk.commands.story import STEPS, Story
from ketenwerk.keys import start
from ketenwerk.keys.root import root_key

BEGIN = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday


def run(arguments: list[str]) -> int:
    """Exit code 0 only when every step went as told and every promise was checked and holds."""
    del arguments
    with tempfile.TemporaryDirectory(prefix="ketenwerk-walk-") as folder:
        _on_scratch_databases(Path(folder))
        story = Story(load_cast(at=BEGIN), at=BEGIN)
        failed = _walk(story)
        for connection in connections.all():
            connection.close()
    sys.stdout.write("".join(f"not yet {promise}\n" for promise in NOT_YET))
    sys.stdout.write(f"\n{len(STEPS)} steps, {len(PROMISES)} promises, {failed} not kept\n")
    return 1 if failed else 0


def walk(story: Story, say: Callable[[str], object]) -> int:
    """Every step, then every promise; how many went wrong."""
    return sum(
        [
            *(_step(story, number, step, say) for number, step in enumerate(STEPS, 1)),
            *(_promise(story, promise, say) for promise in PROMISES),
        ]
    )


def _walk(story: Story) -> int:
    return walk(story, lambda line: sys.stdout.write(f"{line}\n"))


def _step(
    story: Story, number: int, step: Callable[[Story], str], say: Callable[[str], object]
) -> int:
    try:
        told, wrong = step(story), 0
    except Exception as error:  # noqa: BLE001 - the walk goes on, tells, and fails at its end
        told, wrong = f"FAILED: {type(error).__name__}: {error}", 1
    say(f"\n{story.at:%d %b %H:%M}  {number}. {told}")
    for line in story.new_lines():
        say(f"                 {line}")
    return wrong


def _promise(story: Story, promise: Callable[[Story], bool], say: Callable[[str], object]) -> int:
    try:
        kept = promise(story)
    except Exception as error:  # noqa: BLE001 - as above
        say(f"               {type(error).__name__}: {error}")
        kept = False
    say(f"{'holds ' if kept else 'BROKEN'}  {promise.__doc__}")
    return 0 if kept else 1


def _on_scratch_databases(folder: Path) -> None:
    """Leave the databases of the settings, whatever kind they are, for two new files."""
    settings.KEY_FILE = folder / "root.key"
    root_key.cache_clear()
    for name in DATABASES:
        connections[name].close()
        del connections[name]
    connections.settings = connections.configure_settings(
        {
            name: {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(folder / f"{name}.sqlite3"),
                "OPTIONS": settings.EMBEDDED_OPTIONS,
            }
            for name in DATABASES
        }
    )
    for name in DATABASES:
        call_command("migrate", database=name, verbosity=0, interactive=False)
    start.prepare()
