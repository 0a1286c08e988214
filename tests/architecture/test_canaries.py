"""Every text carries a mark; a mark in an answer to somebody who may not read it fails, whatever the page."""

import pytest
from django.db import connections
from django.test import Client

from tests.architecture.conftest import staying_routes
from tests.architecture.test_routes import EVERY_ROLE

EVERYBODY = [*EVERY_ROLE, "wessel-wad", "wilma-wilg", "tjalling-terp", "geeske-goedzorg"]


def everything_in(alias: str) -> bytes:
    """Every value of every table, as bytes."""
    connection = connections[alias]
    values = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            values += [value for row in cursor.fetchall() for value in row]
    return b"|".join(
        bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
        for value in values
    )


def seen(browser: Client, world) -> dict[str, set[str]]:
    """Which canaries stand in the answers, and at which addresses."""
    found: dict[str, set[str]] = {}
    for route in staying_routes():
        for address in route.addresses(world):
            text = browser.get(address).content.decode(errors="replace")
            assert "Kanarielaan" not in text, address
            for canary in world.readers:
                if canary in text:
                    found.setdefault(canary, set()).add(address)
    return found


def seen_by(browser: Client, world) -> dict[str, set[str]]:
    """The same, for somebody who is still signed in at the end."""
    found = seen(browser, world)
    assert "_auth_user_id" in browser.session
    return found


@pytest.mark.parametrize("person", EVERYBODY)
def test_nobody_is_shown_what_is_not_theirs(person, world, as_person):
    foreign = {
        canary: sorted(addresses)
        for canary, addresses in seen_by(as_person(person), world).items()
        if person not in world.readers[canary]
    }
    assert foreign == {}


def test_a_visitor_is_shown_nothing(world):
    assert seen(Client(), world) == {}


def test_those_who_may_read_do_find_their_texts(world, as_person):
    """Otherwise the tests above would prove nothing."""
    readers = set().union(*world.readers.values())
    shown = {canary for person in sorted(readers) for canary in seen_by(as_person(person), world)}
    unseen = set(world.readers) - shown
    assert unseen == set()


def test_no_text_lies_readable_in_the_main_database(world):
    stored = everything_in("default") + everything_in("keys")
    texts = (each for each in world.readers if each.startswith("kanarie"))
    for canary in (*texts, "Kanarielaan"):
        for form in (canary.encode(), canary.encode().hex().encode(), canary.encode("utf-16-le")):
            assert form not in stored, canary
