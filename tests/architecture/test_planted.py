"""Mistakes made on purpose in a copy of the program, each caught by a tool that everybody runs."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ketenwerk.foundation.records import OutsideAction
from ketenwerk.organisations.doors import public
from ketenwerk.organisations.models import Organisation
from tests.architecture import code

BIN = Path(sys.executable).parent
NO_PAGES = shutil.ignore_patterns("templates", "static", "locale", "__pycache__", "*.pyc")


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """The program's text, with the settings of the tools."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copytree(code.SOURCE, folder / "src" / "ketenwerk", ignore=NO_PAGES)
    shutil.copy(code.ROOT / "pyproject.toml", folder)
    return folder


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(folder / "src"), "COLUMNS": "200"}
    return subprocess.run(
        [BIN / words[0], *words[1:]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def plant(copy):
    """Adds a line to a module of the copy, and takes it away again."""
    before: dict[Path, str | None] = {}

    def add(module: str, line: str) -> Path:
        path = (copy / "src" / "ketenwerk" / module.replace(".", "/")).with_suffix(".py")
        before[path] = path.read_text(encoding="utf-8") if path.exists() else None
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{before[path] or ''}\n{line}\n", encoding="utf-8")
        return path

    yield add
    for path, text in before.items():
        if text is not None:
            path.write_text(text, encoding="utf-8")
        else:
            shutil.rmtree(path.parent)


def judged(folder: Path) -> subprocess.CompletedProcess[str]:
    return run(folder, "lint-imports", "--no-cache")


def test_the_picture_holds(copy):
    answer = judged(copy)

    assert answer.returncode == 0, answer.stdout
    assert "0 broken" in answer.stdout


@pytest.mark.parametrize(
    ("module", "line", "said"),
    [
        (
            "reporting.queries",
            "from ketenwerk.care import matching",
            "ketenwerk.reporting is not allowed to import ketenwerk.care",
        ),
        (
            "reporting.receipt",
            "from ketenwerk.casework import terms",
            "ketenwerk.reporting is not allowed to import ketenwerk.casework",
        ),
        (
            "foundation.text",
            "from ketenwerk.country import data",
            "ketenwerk.foundation is not allowed to import ketenwerk.country",
        ),
        (
            "signals.views",
            "from ketenwerk.signals.models import Signal",
            "ketenwerk.signals.views is not allowed to import ketenwerk.signals.models",
        ),
        (
            "reporting.desk",
            "from ketenwerk.reporting.models import Report",
            "ketenwerk.reporting.desk is not allowed to import ketenwerk.reporting.models",
        ),
        (
            "casework.rules",
            "from ketenwerk.casework import actions",
            "ketenwerk.casework.rules is not allowed to import ketenwerk.casework.actions",
        ),
        ("utils.__init__", '"""A house outside the picture."""', "ketenwerk.utils"),
    ],
)
def test_an_import_against_the_picture_is_caught(copy, plant, module, line, said):
    plant(module, line)

    answer = judged(copy)
    assert answer.returncode != 0
    assert said in " ".join(answer.stdout.split())


BANNED = {
    "care.views": "from django.db.models.signals import post_save",
    "care.rules": "from django.dispatch import receiver",
    "signals.views": "from ketenwerk.foundation.records import acting",
    "web.views": "from ketenwerk.settings import DEBUG",
    "casework.views": "from django.contrib import admin",
    "reporting.views": "import logging",
}
IGNORED = {
    "signals.rules": "def may_shout(actor: Actor, signal: Signal) -> bool:\n    return signal.pk > 0",
    "care.queries": "def all_of_them(actor: Actor) -> object:\n    return Service.objects.all()",
}


def complaints(copy: Path, rule: str) -> set[str]:
    answer = run(copy, "ruff", "check", "--no-cache", "--select", rule, "--output-format=json")
    found = json.loads(answer.stdout)
    root = copy / "src" / "ketenwerk"
    return {code.module(Path(each["filename"]), root.resolve()) for each in found}


@pytest.mark.parametrize(("rule", "mistakes"), [("TID251", BANNED), ("ARG001", IGNORED)])
def test_what_is_banned_or_forgotten_is_caught(copy, plant, rule, mistakes):
    """Signals, admin, logging, opening the door of actions; an actor that nobody asked about."""
    assert complaints(copy, rule) == set()
    for module, line in mistakes.items():
        plant(module, line)

    assert complaints(copy, rule) == set(mistakes)


@pytest.mark.django_db(databases=["default", "keys"])
def test_a_view_that_saves_a_record_itself_is_caught(rf):
    @public
    def careless(request):
        Organisation.objects.create(code="new", name="New", kind="ngo")

    with pytest.raises(OutsideAction, match="save Organisation"):
        careless(rf.post("/"))
    assert not Organisation.objects.filter(code="new").exists()
