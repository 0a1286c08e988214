"""What a visitor gets wrong is said beside the field, and what was typed stays."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.reader import Reader
from tests.journeys.visitor import BYSTANDER, pages

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


def value(visitor: Reader, name: str) -> str:
    return visitor.main.locator(f'[name="{name}"]').input_value()


def at_the_story(visitor: Reader) -> None:
    visitor.open("contact/")
    for question in pages(visitor, BYSTANDER):
        if question == "story":
            return


def test_a_page_without_an_answer_says_what_to_do_and_goes_nowhere(visitor):
    visitor.open("contact/")
    visitor.press("Continue")

    assert visitor.main.locator("fieldset", has_text="Choose one of the answers.").count() == 1
    assert visitor.page.title().startswith("Error:")


def test_the_summary_has_the_focus_and_leads_to_the_field(visitor):
    at_the_story(visitor)
    visitor.press("Continue")
    summary = visitor.main.get_by_role("alert")

    expect(summary).to_be_focused()
    link = summary.get_by_role("link")
    target = link.get_attribute("href")
    link.click()
    expect(visitor.main.locator(target or "")).to_be_visible()
    assert visitor.page.url.endswith(target)


def test_a_story_that_is_too_long_is_kept_and_the_message_says_how_long(visitor):
    at_the_story(visitor)
    visitor.write({"answer": TOO_LONG})
    visitor.press("Continue")

    assert value(visitor, "answer") == TOO_LONG
    assert "10001" in visitor.main.get_by_role("alert").inner_text()


def test_after_the_mistake_is_mended_the_report_is_received(visitor):
    at_the_story(visitor)
    visitor.press("Continue")
    for _ in pages(visitor, BYSTANDER):
        pass
    visitor.press("Send")

    assert len("".join(visitor.code.split())) == 24


def test_more_than_fits_in_a_request_is_turned_away_and_the_answers_stay(visitor):
    at_the_story(visitor)
    visitor.write({"answer": TOO_LARGE})
    visitor.press("Continue")

    assert visitor.status == 413
    expect(visitor.main.get_by_role("heading", level=1)).to_have_text("This is too much at once")
    visitor.open("contact/")
    assert visitor.main.locator("[name=question]").get_attribute("value") == "story"


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
