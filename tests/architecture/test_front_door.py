"""Who needs another house comes in by its front door."""

import shutil
from pathlib import Path

import pytest

from tests.architecture import code

BEHIND = {
    "models",
    "forms",
    "views",
    "desk",
    "papers",
    "uploads",
    "api",
    "tasks",
    "urls",
    "migrations",
}
COMPOSES = {"commands"}  # sets up, tries out and prints: no page reaches it


def by_the_window(root: Path = code.SOURCE) -> list[str]:
    """Imports of rooms behind the front door. A record may be named as a type, and as nothing else."""
    found = []
    for each in code.imports(root):
        house = each.importer.split(".")[0]
        if house in {each.house, *COMPOSES} or each.room not in BEHIND:
            continue
        path = (root / each.importer.replace(".", "/")).with_suffix(".py")
        if each.room != "models" or each.name in code.outside_annotations(path) | {"models", "*"}:
            found.append(str(each))
    return found


def test_every_house_is_entered_by_its_front_door():
    assert by_the_window() == []


def test_there_are_imports_to_look_at():
    houses = {(each.importer.split(".")[0], each.house) for each in code.imports()}

    assert {("signals", "reporting"), ("casework", "signals"), ("web", "casework")} <= houses


TYPED = "from ketenwerk.care.models import Service\ndef f(place: Service) -> list[Service]: ...\n"


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        (TYPED, False),
        (f"{TYPED}x = Service.objects.all()\n", True),
        (f"{TYPED}def g(): return Service(places=1)\n", True),
        (f"{TYPED}def g(a: Service): a.__class__ = Service\n", True),
        ("from ketenwerk.care import models\n", True),
        ("import ketenwerk.care.models\n", True),
        ("def f():\n    from ketenwerk.care.models import Service\n    Service.objects\n", True),
        ("from ketenwerk.care.forms import CountForm\n", True),
        ("from ketenwerk.care import views\n", True),
        ("from ketenwerk.care import actions, queries, rules\n", False),
        ("from ketenwerk.casework.models import Case\nCase.objects\n", False),
    ],
)
def test_who_climbs_in_is_seen(tmp_path, text, caught):
    root = tmp_path / "ketenwerk"
    shutil.copytree(
        code.SOURCE / "care", root / "care", ignore=shutil.ignore_patterns("templates")
    )
    (root / "casework").mkdir()
    (root / "casework" / "planted.py").write_text(text)

    assert bool(by_the_window(root)) is caught
