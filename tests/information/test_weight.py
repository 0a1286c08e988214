"""What a first visit costs: HTML before it is packed, style and script as gzip (brotli is smaller still)."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from ketenwerk.country.data import country
from ketenwerk.settings import UNCHECKED_LANGUAGES

TOTAL, STYLE = 60_000, 15_000  # bytes
PATHS = [
    "",
    "help/",
    "numbers/",
    "read/",
    "safety/",
    "share/",
    "before/contact/",
    "before/rights/",
]
PATHS += [f"read/{page.address}/" for page in country().pages.values()]
PATHS += [f"help/{each.address}/" for each in country().situations.values()]
PATHS += [f"block/{each.address}/" for each in country().situations.values()]
SENT = re.compile(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"')


def compressed(url: str) -> int:
    with open(finders.find(url.removeprefix("/static/")), "rb") as file:  # noqa: PTH123 - a path as text
        return len(gzip.compress(file.read(), 9))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_a_first_visit_is_light_and_asks_no_other_host(path, language):
    assert_light(Client().get(f"/{language}/{path}"))


@pytest.mark.parametrize("language", sorted(UNCHECKED_LANGUAGES))
def test_it_is_as_light_in_a_language_of_other_letters(language):
    for path in ("", "help/", "numbers/", "safety/", "signs/", "search/"):
        assert_light(Client().get(f"/{language}/{path}"))
    assert_light(Client().post(f"/{language}/signs/", {"profession": "teacher"}))


def assert_light(answer):
    parts = SENT.findall(answer.text)

    assert answer.status_code == 200
    assert parts
    assert all(part.startswith("/static/") for part in parts)
    assert not re.search(r'<[a-z]+ [^>]*(?:src|srcset|poster|data)="(?:https?:)?//', answer.text)
    style = sum(compressed(part) for part in parts if part.endswith(".css"))
    total = len(answer.text.rstrip().encode()) + sum(compressed(part) for part in parts)
    assert style < STYLE
    assert total < TOTAL, total


def test_nothing_is_asked_of_the_database(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        for path in PATHS:
            Client().get(f"/nl/{path}")
