"""Who steals a copy of the databases reads nothing of what people said (security.md T55)."""

import base64
import sqlite3

import pytest
from django.apps import apps
from django.db import connections

from ketenwerk.keys.fields import SealedField
from tests.architecture.test_canaries import everything_in

EDGE = 3  # letters that share a group of base64 with their neighbours


def forms(text: str) -> dict[str, bytes]:
    """The same words in every dress in which a dump could hold them."""
    plain = text.encode()
    shifted = {f"base64, {n} on": base64.b64encode(b"\0" * n + plain)[4:-4] for n in range(EDGE)}
    return shifted | {
        "plain": plain,
        "capitals": text.upper().encode(),
        "hex": plain.hex().encode(),
        "HEX": plain.hex().upper().encode(),
        "utf-16-le": text.encode("utf-16-le"),
        "utf-16-be": text.encode("utf-16-be"),
        "reversed": plain[::-1],
    }


def dump(alias: str) -> bytes:
    """All rows of all tables; on SQLite also the file itself, with what lies in its gaps."""
    inside = connections[alias].connection
    pages = inside.serialize() if isinstance(inside, sqlite3.Connection) else b""
    return everything_in(alias) + pages


def sealed() -> list[tuple[type, SealedField]]:
    return [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedField)
    ]


def test_every_sealed_field_of_every_model_holds_something_in_this_world(world):
    """Otherwise the next test would prove nothing about it."""
    empty = [
        f"{model.__name__}.{field.attname}"
        for model, field in sealed()
        if not model.objects.exclude(**{field.attname: field.holds()}).exists()
    ]
    assert len(sealed()) >= 7
    assert empty == []


@pytest.mark.parametrize("alias", ["default", "keys"])
def test_no_copy_of_a_database_holds_a_word_of_what_was_said(world, alias):
    stolen = dump(alias)

    found = {
        (canary, dress)
        for canary in world.readers
        if canary.startswith("kanarie")
        for dress, form in forms(canary).items()
        if form in stolen
    }
    assert found == set()


def test_the_dump_would_show_what_lies_open(world):
    assert b"Meldpunt De Waterkant" in dump("default")
    assert str(world.ids["case_id"][0]).replace("-", "").encode() in dump("default").replace(
        b"-", b""
    )


def test_every_dress_is_recognised():
    text = "kanarie-story-GM0344-1"
    for n in range(EDGE):
        assert forms(text)[f"base64, {n} on"] in base64.b64encode(b"x" * n + text.encode() + b"yz")
