"""Reading the program as text: which module imports what, and which words stand in it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "ketenwerk"


@dataclass(frozen=True)
class Import:
    """`importer` takes `name` from the module `source`; all without `ketenwerk.`."""

    importer: str
    source: str
    name: str

    @property
    def house(self) -> str:
        return self.source.split(".")[0]

    @property
    def room(self) -> str:
        return self.source.split(".")[1] if "." in self.source else self.name

    def __str__(self) -> str:
        return f"{self.importer} imports {self.source}.{self.name}"


def files(root: Path = SOURCE) -> list[Path]:
    return sorted(path for path in root.rglob("*.py") if "migrations" not in path.parts)


def module(path: Path, root: Path = SOURCE) -> str:
    return ".".join(path.relative_to(root).with_suffix("").parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(root: Path = SOURCE) -> Iterator[Import]:
    """What modules of ours take from modules of ours, in whichever of Python's ways."""
    for path in files(root):
        for node in ast.walk(tree(path)):
            yield from _imports(module(path, root), node)


def _imports(importer: str, node: ast.AST) -> Iterator[Import]:
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ketenwerk"):
        source = (node.module or "").removeprefix("ketenwerk").removeprefix(".")
        yield from (Import(importer, source or each.name, each.name) for each in node.names)
    if isinstance(node, ast.Import):
        ours = [each.name for each in node.names if each.name.startswith("ketenwerk.")]
        yield from (Import(importer, name.removeprefix("ketenwerk."), "*") for name in ours)


def outside_annotations(path: Path) -> set[str]:
    """Names that are used for more than saying what type something has."""
    annotations: set[ast.AST] = set()
    for node in ast.walk(tree(path)):
        for said in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(said, ast.AST):
                annotations.update(ast.walk(said))
    return {
        node.id
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Name) and node not in annotations
    }


def strings(path: Path) -> Iterator[str]:
    """Every text that stands in a module, its docstrings too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call, by the last part of the name that is called."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield str(name), node


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    yield from (node for node in tree(path).body if isinstance(node, ast.FunctionDef))
