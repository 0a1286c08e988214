"""The locks say the same as pyproject.toml, pin every package by hash, and name no host."""

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.tracked import ROOT


@dataclass(frozen=True)
class Locked:
    """One package of a lock: its pinned version, its hashes, and whether we asked for it."""

    version: str
    hashes: int
    asked_for: bool


def read_lock(text: str) -> dict[str, Locked]:
    """The packages of a compiled requirements file, by canonical name."""
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    return dict(_entry(entry) for entry in entries)


def _entry(text: str) -> tuple[str, Locked]:
    pinned = Requirement(text.splitlines()[0].removesuffix("\\").strip())
    (version,) = (one.version for one in pinned.specifier)
    found = Locked(version, text.count("--hash=sha256:"), asked_for="ketenwerk (pyproject" in text)
    return canonicalize_name(pinned.name), found


def disagreements(asked: Iterable[Requirement], lock: dict[str, Locked]) -> Iterator[str]:
    """Where the lock differs from what was asked for, in both directions."""
    wanted = {canonicalize_name(requirement.name): requirement for requirement in asked}
    for wish, requirement in wanted.items():
        found = lock.get(wish)
        if found is None:
            yield f"{wish} is asked for and not locked"
        elif found.version not in requirement.specifier:
            yield f"{wish} is locked at {found.version}, asked for is {requirement.specifier}"
    for name, entry in lock.items():
        if entry.asked_for and name not in wanted:
            yield f"{name} is locked and no longer asked for"
        if not entry.hashes:
            yield f"{name} has no hash"


def differences(core: dict[str, Locked], dev: dict[str, Locked]) -> Iterator[str]:
    """The tests run on the very versions that are delivered."""
    for name, entry in core.items():
        if name not in dev or dev[name].version != entry.version:
            yield f"{name} is {entry.version} in core and not in dev"


def hosts(path: Path) -> Iterator[str]:
    """Addresses in a lock: a lock says what, never from where."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        packages = json.loads(text)["packages"].items()
        yield from (f"{name} names an address" for name, entry in packages if "resolved" in entry)
    elif "://" in text or "--index-url" in text or "--find-links" in text:
        yield "names an address"


def mistakes(root: Path = ROOT) -> Iterator[str]:
    """Everything wrong with the locks of the project at this root."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    needs = [Requirement(text) for text in project["project"]["dependencies"]]
    tests = [Requirement(text) for text in project["dependency-groups"]["dev"]]
    paths = {name: root / "requirements" / f"{name}.txt" for name in ("core", "dev")}
    locks = {name: read_lock(path.read_text(encoding="utf-8")) for name, path in paths.items()}
    yield from (f"core.txt: {text}" for text in disagreements(needs, locks["core"]))
    yield from (f"dev.txt: {text}" for text in disagreements(needs + tests, locks["dev"]))
    yield from differences(locks["core"], locks["dev"])
    for path in (*paths.values(), *root.glob("frontend/package-lock.json")):
        yield from (f"{path.relative_to(root)}: {text}" for text in hosts(path))


if __name__ == "__main__":
    found = list(mistakes())
    print("\n".join(found))
    sys.exit(bool(found))
