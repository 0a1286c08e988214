"""Pages for everybody, at a time that stands still."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as configured

from ketenwerk.country.data import country
from tests.conftest import NOON

Write = Callable[..., None]


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Noon on a Monday in UTC, one o'clock on the wall; `clock.now` moves it."""

    class Clock:
        now = NOON

    monkeypatch.setattr("django.utils.timezone.now", lambda: Clock.now)
    return Clock


@pytest.fixture
def write(settings, tmp_path) -> Iterator[Write]:
    """Puts another text in the place of a page, in a copy of the country."""
    folder = tmp_path / configured.COUNTRY
    shutil.copytree(Path(configured.COUNTRIES_DIR) / configured.COUNTRY, folder)

    def put(place: str, body: str, **facts: str) -> None:
        known = {
            "title": '"Verzonnen"',
            "summary": '"Een zin."',
            "written": '"person"',
            "look_again_on": "2027-05-24",
        } | facts
        lines = "".join(f"{key} = {value}\n" for key, value in known.items())
        path = folder / "texts" / place
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"+++\n{lines}+++\n{body}\n", encoding="utf-8")
        country.cache_clear()

    settings.COUNTRIES_DIR = tmp_path
    country.cache_clear()
    yield put
    country.cache_clear()
