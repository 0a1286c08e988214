"""What the whole program promises, read from its text."""

import ast
import re
from importlib import import_module

import pytest

from ketenwerk.country.data import country
from ketenwerk.country.required import ROLES
from ketenwerk.organisations.actor import Role
from ketenwerk.web.reasons import REASONS
from tests.architecture import code

LONGEST = 400
ACTING = ("actions", "filing")  # rooms where things are done
BESIDE_ACTIONS = {
    "reporting.attach_file": "makes a file anew, which takes seconds, before the transaction of its action begins",
    "reporting.submit_draft": "makes the slow hash before the transaction of its action begins",
    "reporting.enter": "makes the slow hash before the transaction of its action begins",
    "reporting.submit_report": "makes the slow hash before the transaction of its action begins",
    "reporting.enter_mailbox": "makes the slow hash before the transaction of its action begins",
    "signals.tell_dealt_with": "does nothing but call an action of the house below, by itself",
}
DUTCH_ALLOWED = {
    ("settings", "nl"): "the language of the pages, not the country",
    (
        "environment",
        "nl",
    ): "which country's folder an installation reads when nothing else is said",
}
STAGED = {"commands.story"}  # tells one invented story in the invented country of the demo
NO_WORDS = {"nothing"}  # `some()` of no decisions at all: no rule asks that


def test_no_file_is_longer_than_one_can_oversee():
    folders = [code.SOURCE, *(code.ROOT / name for name in ("tests", "tools", "bench"))]
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines())
        for folder in folders
        for path in code.files(folder)
    }
    assert {str(path): length for path, length in lengths.items() if length > LONGEST} == {}


# ---- actions and rules ----


def rooms(name: str) -> list[str]:
    return [code.module(path).split(".")[0] for path in code.files() if path.stem == name]


def beside(house: str) -> set[str]:
    """Public functions of a room of actions that are none."""
    modules = [f"ketenwerk.{house}.{room}" for room in ACTING if room in rooms_of(house)]
    return {
        f"{house}.{name}"
        for module in modules
        for name, thing in vars(import_module(module)).items()
        if callable(thing) and not isinstance(thing, type) and not name.startswith("_")
        if thing.__module__ == module and not hasattr(thing, "is_action")
    }


def rooms_of(house: str) -> set[str]:
    return {path.stem for path in (code.SOURCE / house).glob("*.py")}


def test_what_can_be_done_is_an_action():
    assert {each for house in rooms("actions") for each in beside(house)} == set(BESIDE_ACTIONS)


def table_tests(house: str) -> set[str]:
    """The names that stand in parametrized tests of a house, or in the tables they take."""
    names: set[str] = set()
    for path in sorted((code.ROOT / "tests" / house).glob("test_*.py")):
        if "parametrize" in path.read_text(encoding="utf-8"):
            nodes = list(ast.walk(code.tree(path)))
            names |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
            names |= {node.id for node in nodes if isinstance(node, ast.Name)}
    return names


@pytest.mark.parametrize("house", rooms("rules"))
def test_every_rule_has_a_truth_table(house):
    path = code.SOURCE / house / "rules.py"
    rules = {each.name for each in code.functions(path) if not each.name.startswith("_")}

    assert rules
    assert rules - table_tests(house) == set()


# ---- words ----

CODED = {"no", "Refused", "NotFound", "Conflict", "Invalid", "PermissionDenied"}
REASON = re.compile(r"[a-z]+(\.[a-z-]+)?")


def reasons_used() -> set[str]:
    """Every code with which something is refused, anywhere."""
    return {
        reason
        for path in code.files()
        for name, call in code.calls(path)
        for reason in _reasons(name, call)
    }


def _reasons(name: str, call: ast.Call) -> list[str]:
    said = {
        "require": [word.value for word in call.keywords if word.arg == "otherwise"],
        "page": call.args[2:3],
    }.get(name, call.args[:1] if name in CODED else [])
    texts = [each.value for each in said if isinstance(each, ast.Constant)]
    return [text for text in texts if isinstance(text, str) and text]


def test_every_code_has_words_and_all_words_have_a_code():
    assert reasons_used() - NO_WORDS == set(REASONS)


def test_every_code_looks_like_one():
    assert [each for each in reasons_used() if not REASON.fullmatch(each)] == []


def test_a_code_is_never_put_together_from_parts():
    """Otherwise the test above would not see it."""
    found = [
        f"{code.module(path)}:{call.lineno}"
        for path in code.files()
        for name, call in code.calls(path)
        for first in call.args[:1]
        if name in CODED and isinstance(first, (ast.JoinedStr, ast.BinOp))
    ]
    assert found == []


def test_roles_are_those_the_country_must_name():
    assert {role.value for role in Role} == ROLES == set(country().roles)


# ---- nothing of one country in code ----

PHONE = re.compile(r"(?<![\w.:/-])(\+\d{2}[ -]?\d|0[1-9]\d{0,3}[ -]?\d{5,}|0[89]00[ -]?\d|112\b)")
ARTICLE = re.compile(r"(\bart(ikel|icle)?s?\.?|§)\s*\d", re.IGNORECASE)
PLACE = re.compile(r"\bGM\d{4}\b")


def of_one_country(text: str, regions: frozenset[str]) -> bool:
    searched = (PHONE.search(text), ARTICLE.search(text), PLACE.search(text))
    return text == "nl" or text in regions or any(searched)


def test_code_knows_no_region_no_article_and_no_telephone_number():
    regions = frozenset(country().regions)
    found = {
        (code.module(path), text)
        for path in code.files()
        if code.module(path) not in STAGED
        for text in code.strings(path)
        if of_one_country(text, regions)
    }
    assert found == set(DUTCH_ALLOWED)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(("nl", True), ("care-utrecht", True), ("GM0344", True), ("call 112 now", True)),
        *(("0800 2008", True), ("070-3456789", True), ("+31 70 123", True), ("0612345678", True)),
        *(("artikel 273f Sr", True), ("art. 9 GDPR", True), ("Article 8", True), ("§ 4", True)),
        *(("national", False), ("care-", False), ("RFC 9457", False), ("0o600", False)),
        *(("start 3 of them", False), ("2026-11-23", False), ("part 2", False), ("", False)),
    ],
)
def test_what_belongs_to_one_country_is_recognised(text, found):
    assert of_one_country(text, frozenset({"care-utrecht"})) is found
