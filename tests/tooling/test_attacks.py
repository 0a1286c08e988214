"""The table of attacks names every one of them, and only tests that there are."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "explanation" / "attacks-and-tests.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (T\d\d) \|(.+)\|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
ATTACKS = [f"T{number:02d}" for number in range(1, 35)]


def written_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}


def missing(page: str) -> list[str]:
    """What the page names and is not there."""
    named = NAMED.findall(page)
    return [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / "tests" / path).exists() or name not in written_in(ROOT / "tests" / path)
    ]


def test_every_attack_has_a_row_with_a_test():
    rows = ROW.findall(PAGE)

    assert [number for number, _ in rows] == ATTACKS
    assert [number for number, rest in rows if not NAMED.search(rest)] == []


def test_every_test_that_is_named_exists():
    assert missing(PAGE) == []


@pytest.mark.parametrize("name", ["nowhere/test_x.py::test_y", "tooling/test_attacks.py::test_y"])
def test_a_test_that_does_not_exist_is_noticed(name):
    assert missing(f"`{name}`") == [name]
