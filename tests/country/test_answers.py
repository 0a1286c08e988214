"""The blocks of text with which reporters are answered, and the terms that a region may set itself."""

from datetime import date

import pytest
from django.conf import settings

from ketenwerk.country.data import load
from ketenwerk.country.speech import Foreign
from ketenwerk.reporting.handling import blocks

LANGUAGES = {"nl", "en", "pl", "ro", "bg", "hu", "es", "uk", "vi", "ar", "ti"}
MONDAY = date(2026, 11, 23)
OWN = """
[[entry]]
code = "report-first-look-utrecht"
what = { nl = "Een nieuwe melding is gelezen", en = "A new report has been read" }
days = 3
working_days = true
region = "care-utrecht"
instead_of = "report-first-look"
valid_from = 2026-11-01
valid_to = 2026-12-31
"""


def test_every_block_is_there_in_every_language_we_offer(netherlands):
    assert dict(settings.LANGUAGES).keys() == LANGUAGES
    for answer in netherlands.answers.values():
        for language in LANGUAGES:
            said = netherlands.said(answer.text, language)
            assert not isinstance(said, Foreign), (answer.code, language)


def test_every_reason_to_close_has_a_block(netherlands):
    reasons = {code for code, _ in netherlands.choices("report-closing", "nl")}

    assert {answer.closes for answer in netherlands.answers.values()} - {""} == reasons


def test_every_situation_has_a_block(netherlands):
    situations = {code for code, _ in netherlands.choices("answer-situation", "nl")}

    assert {answer.situation for answer in netherlands.answers.values()} == situations


@pytest.mark.parametrize(
    ("language", "unchecked", "missing"),
    [("nl", False, False), ("en", False, False), ("pl", True, False), ("xx", False, True)],
)
def test_what_a_machine_translated_says_so(language, unchecked, missing):
    found = blocks.filled("received", language)

    assert (found.unchecked, found.missing) == (unchecked, missing)


def test_the_emergency_number_is_the_same_in_every_language(netherlands):
    danger = netherlands.answers["danger"]

    texts = [netherlands.said(danger.text, language) for language in LANGUAGES]
    assert all(netherlands.emergency_number in text for text in texts)


@pytest.mark.parametrize(
    ("region", "start", "due"),
    [
        ("care-utrecht", MONDAY, date(2026, 11, 26)),
        ("care-groningen", MONDAY, date(2026, 11, 24)),
        ("", MONDAY, date(2026, 11, 24)),
        ("care-utrecht", date(2027, 1, 4), date(2027, 1, 5)),  # the own term has ended
    ],
)
def test_a_region_may_agree_on_a_term_of_its_own(folder, region, start, due):
    terms = folder / "terms.toml"
    terms.write_text(terms.read_text(encoding="utf-8") + OWN, encoding="utf-8")

    assert load(folder).due_on("report-first-look", start, region=region) == due
