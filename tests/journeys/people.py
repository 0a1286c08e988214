"""Becoming one of the invented people, through the page of the demo where everybody can."""

import re

from ketenwerk.commands.cast import rows
from tests.journeys.reader import Reader

VISITOR = "a visitor"  # who signs in nowhere
STAFF = (
    "ina-inkijk",  # intake
    "kees-ketting",  # chain director
    "zora-zorgzaam",  # care coordinator
    "pim-politie",  # case worker
    "linda-linde",  # placement officer
    "lara-landelijk",  # national desk
    "priya-privacy",  # privacy officer
    "albert-aandacht",  # focal officer
    "mina-mijlpaal",  # programme officer
    "aisha-achteraf",  # auditor
    "berend-beheer",  # administrator
)
NAMES = {row["code"]: row["name"] for row in rows("people")}


def sign_in_as(reader: Reader, person: str) -> None:
    reader.open("try/")
    name = re.compile(re.escape(NAMES[person]))
    reader.go(reader.main.get_by_role("button", name=name).first)
    assert reader.path == f"/{reader.language}/work/", reader.text


def organisation_of(person: str) -> str:
    """The name of the organisation, as it stands in lists."""
    [code] = [row["organisation"] for row in rows("people") if row["code"] == person]
    [name] = [row["name"] for row in rows("organisations") if row["code"] == code]
    return str(name)
