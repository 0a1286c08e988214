"""Telling, page by page, in a real browser: nothing of it stays there, and no page has a barrier."""

from contextlib import suppress

import pytest
from django.utils import translation
from playwright.sync_api import Error, expect

from ketenwerk.country.data import country
from ketenwerk.country.speech import direction
from ketenwerk.country.words import words
from tests.journeys.inspection import invalid
from tests.journeys.people import VISITOR
from tests.journeys.reader import Reader
from tests.journeys.visitor import (
    BYSTANDER,
    PROFESSIONAL,
    ROADS,
    SELF,
    STORY,
    begin,
    enter_mailbox,
    pages,
    send,
    send_report,
    to_the_check_page,
)
from tests.journeys.visits import PHONE
from tests.journeys.walk import SCHEMES, Walk

LANGUAGES = ("nl", "en", "ar")
STORES = "[localStorage.length, sessionStorage.length]"


@pytest.fixture(params=[True, False], ids=["with-scripts", "without-scripts"])
def visitor(request, newcomer) -> Reader:
    return newcomer(scripts=request.param, screen=PHONE)


@pytest.fixture(scope="module")
def looked_at() -> set[tuple[str, str]]:
    """Questions that were on the road of somebody else, in a language."""
    return set()


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", ROADS)
def test_a_report_is_received_in_the_words_of_the_reader(newcomer, who, language, scripts):
    reader = newcomer(language=language, scripts=scripts, screen=PHONE)
    begin(reader)
    for code in pages(reader, ROADS[who]):
        assert label(code, language) in reader.main.locator("h1").inner_text()
    assert STORY in reader.text
    said = enter_mailbox(reader, send(reader))

    assert reader.word("Your mailbox") in said
    assert reader.word("Received") in said
    assert STORY not in reader.page.content()
    page = reader.page.locator("html")
    written = (page.get_attribute("lang"), page.get_attribute("dir"))
    assert written == (language, direction(language))


def label(question: str, language: str) -> str:
    with translation.override(language):
        return str(words(country().questions[question].label))


@pytest.mark.parametrize("answers", [SELF, PROFESSIONAL], ids=["self", "professional"])
@pytest.mark.parametrize("language", SCHEMES)
def test_no_page_of_the_road_has_a_barrier(newcomer, looked_at, tmp_path, language, answers):
    reader = newcomer(language=language, scheme=SCHEMES[language])
    walk = Walk(reader, f"{VISITOR} ({language})", set())
    reader.open("contact/")
    for question in pages(reader, answers):
        if (language, question) not in looked_at:
            walk.look(f"the question {question}", narrow=True)
            looked_at.add((language, question))
    walk.look("the check page", narrow=True)
    reader.press("Not to this organisation")
    walk.look("the check page without one receiver", narrow=True)
    reader.press("Save and stop")
    walk.look("saving", narrow=True)
    reader.write({"kind": "words"})
    reader.press("Save it and show my code")
    walk.look("saved", narrow=True)

    faults = walk.faults + invalid(walk.pages, tmp_path)
    assert not faults, "\n".join(faults)


def test_a_mistake_has_the_focus_and_leads_to_the_answers(newcomer):
    visitor = newcomer()
    visitor.open("contact/")
    visitor.press("Continue")
    summary = visitor.main.get_by_role("alert")

    assert visitor.page.title().startswith("Error: Step 1")
    assert summary.evaluate("each => each === document.activeElement")
    summary.get_by_role("link").click()
    assert visitor.main.locator("[name=answer]").first.is_visible()


def test_the_road_is_one_address_with_neutral_titles(visitor):
    visitor.open("contact/")
    seen = set()
    for _ in pages(visitor, BYSTANDER):
        seen.add((visitor.page.url, visitor.page.title().split(" - ")[-1]))
    visitor.press("Send")

    seen.add((visitor.page.url, visitor.page.title().split(" - ")[-1]))
    assert seen == {(f"{visitor.site}/en/contact/", "Help and information")}


def test_back_after_the_end_shows_nothing_of_what_was_told(visitor):
    code = send_report(visitor).split()[0]
    visitor.open("help/")
    for _ in range(3):
        with suppress(Error):  # the browser may refuse to show the answer to a form again
            visitor.page.go_back()
        expect(visitor.page.get_by_text(code)).to_have_count(0)
        expect(visitor.page.get_by_text(STORY)).to_have_count(0)


def test_nothing_is_stored_in_the_browser_but_one_cookie(newcomer):
    visitor = newcomer()
    to_the_check_page(visitor)

    assert visitor.page.evaluate(STORES) == [0, 0]
    names = {cookie["name"].removeprefix("__Host-") for cookie in visitor.page.context.cookies()}
    assert names == {"draft", "csrf"}
    visitor.press("Send")
    names = {cookie["name"].removeprefix("__Host-") for cookie in visitor.page.context.cookies()}
    assert names == {"csrf"}


def test_another_language_keeps_the_page_and_the_answers(visitor):
    to_the_check_page(visitor)
    visitor.page.locator(".languages summary").click()
    visitor.go(visitor.page.locator(".languages a[lang=nl]"))

    assert visitor.path == "/nl/contact/"
    assert STORY in visitor.text


def test_stopping_and_going_on_with_the_words(visitor, newcomer):
    visitor.open("contact/")
    for question in pages(visitor, BYSTANDER):
        if question == "municipality":
            break
    visitor.press("Save and stop")
    visitor.write({"kind": "words"})
    visitor.press("Save it and show my code")
    words = " ".join(visitor.main.locator(".receipt__words li").all_inner_texts())

    other = newcomer(scripts=False)
    other.open("answer/")
    other.write({"code": words})
    other.press("Open the mailbox")
    for _ in pages(other, BYSTANDER):
        pass
    assert STORY in other.text
    other.press("Send")
    assert other.word("Thank you. We have received it.") in other.text
