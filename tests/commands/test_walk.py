"""The walk is a test: every step through the actions, and every promise checked on what it leaves."""

import os
import subprocess
import sys

import pytest

from ketenwerk.commands import walk as command
from ketenwerk.commands.promises import PROMISES
from ketenwerk.commands.story import STEPS, Story
from ketenwerk.commands.walk import BEGIN, walk


@pytest.fixture
def story(cast) -> Story:
    return Story(cast, at=BEGIN)


def test_every_step_is_told_and_every_promise_holds(story):
    said = []

    wrong = walk(story, said.append)

    assert wrong == 0, "\n".join(said)
    assert sum(line.startswith("holds") for line in said) == len(PROMISES)
    assert sum("FAILED" in line for line in said) == 0
    assert sum(". " in line and line.startswith("\n") for line in said) == len(STEPS)


def test_a_promise_that_is_broken_is_counted_and_named(story, monkeypatch):
    def nobody_is_late(_: Story) -> bool:
        """Nobody is ever late."""
        return False

    monkeypatch.setattr(command, "PROMISES", (nobody_is_late,))
    said = []

    assert walk(story, said.append) == 1
    assert "BROKEN  Nobody is ever late." in said


def test_a_step_that_fails_is_counted_and_the_walk_goes_on(story, monkeypatch):
    def stumble(_: Story) -> str:
        raise LookupError("no such place")

    monkeypatch.setattr(command, "STEPS", (stumble, *STEPS))
    said = []

    assert walk(story, said.append) == 1
    assert any("FAILED: LookupError: no such place" in line for line in said)


def test_the_command_leaves_nothing_behind_and_answers_with_its_exit_code(tmp_path):
    environment = os.environ | {"KETENWERK_DATA_DIR": str(tmp_path / "var")}

    done = subprocess.run(
        [sys.executable, "-m", "ketenwerk", "walk"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(STEPS)} steps, {len(PROMISES)} promises, 0 not kept" in done.stdout
    assert not (tmp_path / "var").exists()
