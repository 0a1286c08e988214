"""Leaving at once: another page, nothing typed, nobody signed in, no cookie left."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from tests.journeys.people import sign_in_as
from tests.journeys.reader import Reader
from tests.journeys.visitor import (
    BYSTANDER,
    STORY,
    enter_mailbox,
    pages,
    send_report,
    to_the_check_page,
)


@pytest.fixture(params=[True, False], ids=["with-scripts", "without-scripts"])
def visitor(request, newcomer) -> Reader:
    return newcomer(scripts=request.param)


def leave(reader: Reader, elsewhere: str) -> None:
    reader.page.locator("#leave").click()
    expect(reader.page).to_have_url(elsewhere)
    assert reader.page.context.cookies() == []


def test_leaving_the_form_forgets_what_was_typed(visitor, elsewhere):
    to_the_check_page(visitor)
    assert STORY in visitor.text
    leave(visitor, elsewhere)
    visitor.open("contact/")

    assert STORY not in visitor.page.content()
    assert visitor.main.locator("[name=question]").get_attribute("value") == "reporter"


def test_leaving_the_receipt_forgets_the_code(visitor, elsewhere):
    digits = send_report(visitor).split()[0]
    shown = visitor.page.get_by_text(digits)
    expect(shown).not_to_have_count(0)
    leave(visitor, elsewhere)
    with suppress(Error):  # the browser may refuse to show the answer to a form again
        visitor.page.go_back()

    expect(shown).to_have_count(0)


def test_leaving_closes_the_mailbox(visitor, elsewhere):
    enter_mailbox(visitor, send_report(visitor))
    assert visitor.word("Your mailbox") in visitor.text
    leave(visitor, elsewhere)
    visitor.open("answer/open/")

    assert visitor.word("Your mailbox") not in visitor.text
    expect(visitor.main.locator("[name=code]")).to_be_visible()


def test_leaving_signs_out(visitor, elsewhere):
    sign_in_as(visitor, "ina-inkijk")
    visitor.open("safety/")
    leave(visitor, elsewhere)
    visitor.open("work/")

    assert visitor.path == "/en/account/login/"


def test_three_times_shift_leaves(newcomer, elsewhere):
    visitor = newcomer()
    enter_mailbox(visitor, send_report(visitor))
    for _ in range(3):
        visitor.page.keyboard.press("Shift")
    expect(visitor.page).to_have_url(elsewhere)

    assert visitor.page.context.cookies() == []


def test_a_capital_letter_in_the_story_does_not_leave(newcomer):
    visitor = newcomer()
    visitor.open("contact/")
    for question in pages(visitor, BYSTANDER):
        if question == "story":
            break
    visitor.main.locator("[name=answer]").press_sequentially("ABC")

    assert visitor.path == "/en/contact/"
    assert visitor.main.locator("[name=answer]").input_value() == "ABC"
