import shutil
from pathlib import Path

import pytest

from ketenwerk.country.data import Country, load

FOLDER = Path(__file__).resolve().parents[2] / "countries" / "nl"


@pytest.fixture(scope="session")
def netherlands() -> Country:
    return load(FOLDER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the country's files, to plant mistakes in."""
    copy = tmp_path / "nl"
    copy.mkdir()
    for path in FOLDER.glob("*.toml"):
        shutil.copy(path, copy)
    shutil.copytree(FOLDER / "texts", copy / "texts")
    shutil.copytree(FOLDER / "code-words", copy / "code-words")
    return copy
