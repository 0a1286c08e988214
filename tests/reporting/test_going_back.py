"""Whoever goes back, or on in another language, finds what was typed where it was typed."""

import re

import pytest

from ketenwerk.country.data import country
from ketenwerk.reporting.forms import STORY_AT_MOST
from ketenwerk.reporting.models import Draft, Message
from tests.reporting.conftest import ANSWER, CONTACT, question_on, walk

TYPED = "Half a sentence, not finished yet."
TOO_LONG = "x" * (STORY_AT_MOST + 1)
IN_DUTCH = {"act": "stay"}
PRACTICE = f"{CONTACT}practice/"
SWITCH = re.compile(r'<button type="submit" form="(\w+)" formaction="([^"]+)"[^>]* lang="nl"')


@pytest.mark.parametrize("road", [CONTACT, PRACTICE])
def test_back_keeps_what_was_typed_on_the_page_one_leaves(visitor, road):
    walk(visitor, road, until="story")
    visitor.post(road, {"question": "story", "answer": TYPED, "act": "back"})
    before = question_on(visitor.get(road).text)
    visitor.post(road, {"question": before, "answer": "person"})

    page = visitor.get(road).text
    assert (before, question_on(page)) == ("case", "story")
    assert TYPED in page


def test_back_asks_for_no_answer_and_keeps_the_one_that_was_given(visitor):
    walk(visitor, until="municipality")
    visitor.post(CONTACT, {"act": "back"})
    left = visitor.post(CONTACT, {"question": "story", "answer": "", "act": "back"})
    visitor.post(CONTACT, {"question": "case", "answer": "person"})

    assert left.status_code == 303
    assert "never leaves the house" in visitor.get(CONTACT).text


def test_back_does_not_lose_a_text_that_is_too_long_to_be_kept(visitor):
    walk(visitor, until="story")
    page = visitor.post(CONTACT, {"question": "story", "answer": TOO_LONG, "act": "back"})

    assert TOO_LONG in page.text
    assert str(len(TOO_LONG)) in page.text


def test_back_from_a_page_that_is_not_on_the_road_any_more_leads_to_the_road(visitor):
    walk(visitor, until="municipality")
    sent = visitor.post(CONTACT, {"question": "place", "answer": TYPED, "act": "back"})

    assert sent.status_code == 303
    assert question_on(visitor.get(CONTACT).text) in country().questions


@pytest.mark.parametrize("road", ["contact/", "contact/practice/"])
def test_another_language_keeps_the_page_and_what_is_typed_on_it(visitor, road):
    walk(visitor, f"/en/{road}", until="story")
    typed = {"question": "story", "answer": TYPED, **IN_DUTCH}
    sent = visitor.post(f"/nl/{road}", typed)

    page = visitor.get(sent["Location"]).text
    assert '<html lang="nl"' in page
    assert question_on(page) == "story"
    assert TYPED in page


def test_a_mistake_is_said_in_the_other_language_with_what_was_typed(visitor):
    walk(visitor, until="story")
    page = visitor.post("/nl/contact/", {"question": "story", "answer": TOO_LONG, **IN_DUTCH}).text

    assert '<html lang="nl"' in page
    assert TOO_LONG in page


def test_looking_at_the_first_page_in_another_language_leaves_nothing_behind(visitor):
    page = visitor.post("/nl/contact/", {"question": "reporter", **IN_DUTCH})

    assert question_on(page.text) == "reporter"
    assert not Draft.objects.exists()


def test_what_was_typed_before_the_answers_were_lost_is_kept(visitor):
    visitor.post(CONTACT, {"question": "story", "answer": TYPED, **IN_DUTCH})
    page = visitor.get(CONTACT).text
    walk(visitor, until="story")

    assert "We kept what you typed just now." in page
    assert TYPED in visitor.get(CONTACT).text


def test_a_question_with_a_mistake_offers_the_languages(visitor):
    walk(visitor, until="story")
    page = visitor.post(CONTACT, {"question": "story", "answer": ""}).text

    assert SWITCH.findall(page) == [("road", "/nl/contact/")]


@pytest.mark.parametrize("road", [CONTACT, PRACTICE])
def test_enter_on_a_question_means_go_on(visitor, road):
    walk(visitor, road, until="case")
    first = re.search(r'<button[^>]*form="road"[^>]*>', visitor.get(road).text)

    assert first
    assert "name=" not in first[0]


def test_the_message_in_the_mailbox_goes_along_to_another_language_and_is_not_sent(mailbox):
    page = mailbox.get(f"{ANSWER}open/").text
    assert SWITCH.findall(page) == [("more", "/nl/answer/write/")]

    dutch = mailbox.post("/nl/answer/write/", {"body": TYPED, **IN_DUTCH}).text
    assert '<html lang="nl"' in dutch
    assert f"{TYPED}</textarea>" in dutch
    assert SWITCH.findall(dutch) == [("more", "/nl/answer/write/")]
    assert not Message.objects.exists()


def test_choosing_a_code_and_wiping_go_on_in_another_language(mailbox):
    walk(mailbox)
    for path, sent, form in (
        (CONTACT, {"act": "save"}, "save"),
        (f"{ANSWER}wipe/", {}, "sure"),
    ):
        page = mailbox.post(path, sent).text
        [(within, there)] = SWITCH.findall(page)
        act = {"act": "save"} if form == "save" else IN_DUTCH
        assert within == form
        assert f'id="{form}"' in mailbox.post(there, act).text


def test_a_wrong_code_can_be_read_about_in_another_language(visitor):
    page = visitor.post(ANSWER, {"code": "nothing"}).text

    assert 'href="/nl/answer/" lang="nl"' in page


def test_the_receipt_offers_no_language_for_it_is_shown_once(visitor, form):
    page = visitor.post(CONTACT, form()).text

    assert "receipt__group" in page
    assert "languages" not in page
