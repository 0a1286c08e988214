"""What a visitor gets wrong is said beside the field, and what was typed stays."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.reader import Reader
from tests.journeys.visitor import STORY, UTRECHT

FULL = {"reporter": "self", "form": "LAB", "urgency": "now", "municipality": UTRECHT}
TOO_LONG = "x" * 10_001
TOO_LARGE = "x" * 300_000
WRONG = (
    "1234 5678 9012 3456 7890 1234",
    "niets",
    "٣" * 24,
    "\u202e1234",
)  # few: guessing is slowed


@pytest.fixture(params=[True, False], ids=["with-scripts", "without-scripts"])
def visitor(request, newcomer) -> Reader:
    return newcomer(scripts=request.param)


def report(visitor: Reader, answers: dict[str, str]) -> None:
    visitor.open("contact/")
    visitor.write(answers)
    visitor.press("Send what I saw")


def value(visitor: Reader, name: str) -> str:
    return visitor.main.locator(f'[name="{name}"]').input_value()


def test_a_form_without_the_story_keeps_the_rest(visitor):
    report(visitor, FULL)

    assert visitor.main.locator("[name=reporter][value=self]").is_checked()
    assert visitor.main.locator("[name=urgency][value=now]").is_checked()
    assert value(visitor, "form") == "LAB"
    assert value(visitor, "municipality") == UTRECHT


def test_a_form_without_the_rest_keeps_the_story(visitor):
    report(visitor, {"story": STORY})

    assert value(visitor, "story") == STORY
    assert visitor.main.locator("fieldset", has_text="Choose one of the answers.").count() == 1


def test_the_summary_has_the_focus_and_leads_to_the_fields(visitor):
    report(visitor, {})
    summary = visitor.main.get_by_role("alert")

    expect(summary).to_be_focused()
    assert visitor.page.title().startswith("Error:")
    links = summary.get_by_role("link")
    assert links.count() == 2
    for number in range(links.count()):
        target = links.nth(number).get_attribute("href")
        links.nth(number).click()
        expect(visitor.main.locator(target or "")).to_be_visible()
        assert visitor.page.url.endswith(target)


def test_a_story_that_is_too_long_is_kept_and_the_message_says_how_long(visitor):
    report(visitor, {**FULL, "story": TOO_LONG})

    assert value(visitor, "story") == TOO_LONG
    assert "10001" in visitor.main.get_by_role("alert").inner_text()


def test_after_the_mistake_is_mended_the_report_is_received(visitor):
    report(visitor, FULL)
    visitor.write({"story": STORY})
    visitor.press("Send what I saw")

    assert len("".join(visitor.code.split())) == 24


def test_more_than_fits_in_a_request_is_turned_away_with_a_page(visitor):
    report(visitor, {**FULL, "story": TOO_LARGE})

    assert visitor.status == 413
    expect(visitor.main.get_by_role("heading", level=1)).to_have_text("This is too much at once")


def test_every_wrong_code_gets_the_same_page(newcomer):
    visitor = newcomer()
    pages = {answer_to(visitor, code) for code in WRONG}

    assert len(pages) == 1
    assert "This code opens nothing." in pages.pop()


def answer_to(visitor: Reader, code: str) -> str:
    visitor.open("answer/")
    visitor.write({"code": code})
    visitor.press("Open the mailbox")
    assert visitor.status == 200
    assert value(visitor, "code") == ""
    return visitor.text


def test_an_address_that_leads_nowhere_says_so_with_a_number_to_name(visitor):
    visitor.open("nothing-here/")

    assert visitor.status == 404
    expect(visitor.main.get_by_role("heading", level=1)).to_have_text("There is nothing here")
    expect(visitor.main.locator(".reference")).to_have_text(re.compile(r"^P-\S+$"))
