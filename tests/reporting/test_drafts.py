"""What was typed and not sent: nobody but the visitor can read it, and it does not stay."""

from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client

from ketenwerk.keys.envelope import CannotOpen
from ketenwerk.reporting import draft, drafting, tasks
from ketenwerk.reporting.models import Draft, Report
from tests.reporting.conftest import (
    ANSWER,
    CONTACT,
    answer,
    code_on,
    question_on,
    sending,
    walk,
    words_on,
)
from tests.reporting.test_no_trace import everything_kept

CANARY = "Kanarie in de mijn 4711"


def saved(visitor: Client, kind: str = "digits") -> str:
    """Stop half-way; the page with the code."""
    asked = visitor.post(CONTACT, {"act": "save"})
    assert "Save it and show my code" in asked.text
    return visitor.post(CONTACT, {"act": "code", "kind": kind}).text


def test_a_draft_lies_in_no_table_as_it_was_typed(visitor):
    walk(visitor, until="municipality", story=CANARY)

    assert Draft.objects.count() == 1
    kept = list(everything_kept())
    assert not any(CANARY in value or "bystander" in value for value in kept)
    assert visitor.cookies["draft"].value not in "".join(kept)


def test_without_the_cookie_nothing_opens_it(visitor):
    walk(visitor, until="municipality", story=CANARY)
    content = bytes(Draft.objects.get().content)

    other = draft.new_ticket()
    assert drafting.open_draft(other) is None
    with pytest.raises(CannotOpen):
        draft.unlock(content, other)
    assert CANARY in str(draft.unlock(content, draft.read(visitor.cookies["draft"].value)))


@pytest.mark.parametrize("forged", ["", "x", "é", "AAAA" * 40, "a" * 3000, "AAAA" * 11])
def test_a_forged_cookie_begins_anew(visitor, forged):
    walk(visitor, until="municipality")
    visitor.cookies["draft"] = forged

    assert question_on(visitor.get(CONTACT).text) == "reporter"


def test_the_cookie_is_for_this_site_alone_and_ends_with_the_browser(visitor, settings):
    settings.SECURE_COOKIES, settings.COOKIE_PREFIX = True, "__Host-"
    kept = answer(visitor, "reporter", "self").cookies["__Host-draft"]

    assert (kept["httponly"], kept["secure"], kept["samesite"]) == (True, True, "Strict")
    assert (kept["path"], kept["domain"]) == ("/", "")
    assert (kept["expires"], kept["max-age"]) == ("", "")


def test_leaving_takes_the_key_away(visitor):
    walk(visitor, until="municipality", story=CANARY)
    visitor.get("/en/leave/")

    page = visitor.get(CONTACT).text
    assert question_on(page) == "reporter"
    assert CANARY not in page


def test_throwing_it_away_deletes_it_at_once(visitor):
    walk(visitor)
    gone = visitor.post(CONTACT, {"act": "stop"})

    assert gone["Clear-Site-Data"] == '"*"'
    assert not Draft.objects.exists()


def test_it_is_forgotten_after_a_day(visitor, clock):
    walk(visitor, until="municipality")
    assert tasks.forget_drafts(at=clock.pass_by(timedelta(days=1))) == 0
    assert tasks.forget_drafts(at=clock.pass_by(timedelta(days=1))) == 1

    assert not Draft.objects.exists()


def test_what_is_typed_after_it_was_forgotten_is_kept_all_the_same(visitor, clock):
    walk(visitor, until="story")
    tasks.forget_drafts(at=clock.pass_by(timedelta(days=2)))

    answer(visitor, "story", CANARY)

    page = visitor.get(CONTACT).text
    assert question_on(page) == "reporter"
    assert "Your earlier answers are not here any more" in page
    walk(visitor, story=CANARY)
    assert CANARY in visitor.get(CONTACT).text


@pytest.mark.parametrize("kind", ["digits", "words"])
def test_a_saved_draft_is_opened_by_its_code_on_another_telephone(visitor, kind):
    walk(visitor, until="municipality", story=CANARY)
    page = saved(visitor, kind)
    code = code_on(page) if kind == "digits" else words_on(page)
    assert question_on(visitor.get(CONTACT).text) == "reporter", "this telephone still has it"

    other = Client()
    entered = other.post(ANSWER, {"code": code})

    assert (entered.status_code, entered["Location"]) == (303, CONTACT)
    assert question_on(other.get(CONTACT).text) == "municipality"
    other.post(CONTACT, {"act": "back"})
    assert CANARY in other.get(CONTACT).text


def test_its_code_opens_the_mailbox_once_it_was_sent(visitor):
    walk(visitor, until="municipality")
    code = code_on(saved(visitor))
    other = Client()
    other.post(ANSWER, {"code": code})
    walk(other)
    page = other.get(CONTACT).text
    assert "You keep the code that you have." in page

    assert code_on(other.post(CONTACT, sending(other)).text) == code
    assert other.post(ANSWER, {"code": code})["Location"] == f"{ANSWER}open/"
    assert Report.objects.count() == 1
    assert Draft.objects.get().code_locator is None


def test_once_it_was_sent_its_code_opens_the_text_no_more(visitor):
    walk(visitor, story=CANARY)
    code = code_on(saved(visitor))
    other = Client()
    other.post(ANSWER, {"code": code})
    other.post(CONTACT, sending(other))
    mailbox = Client()
    mailbox.post(ANSWER, {"code": code})
    mailbox.post(f"{ANSWER}wipe/", {"sure": "1"})

    assert mailbox.post(ANSWER, {"code": code}).status_code == 200
    assert bytes(Draft.objects.get().code_opens) == b""


def test_saving_again_shows_no_second_code(visitor):
    walk(visitor, until="municipality")
    code = code_on(saved(visitor))
    visitor.post(ANSWER, {"code": code})

    again = visitor.post(CONTACT, {"question": "municipality", "act": "save"}).text

    assert "Your code still opens it." in again
    assert code[:4] not in again


def test_what_was_typed_on_the_page_is_saved_too(visitor):
    walk(visitor, until="story")
    visitor.post(CONTACT, {"question": "story", "answer": CANARY, "act": "save"})
    code = code_on(visitor.post(CONTACT, {"act": "code", "kind": "digits"}).text)
    visitor.post(ANSWER, {"code": code})
    visitor.post(CONTACT, {"act": "back"})

    assert CANARY in visitor.get(CONTACT).text


def test_a_saved_draft_is_kept_for_two_weeks(visitor, clock):
    walk(visitor, until="municipality")
    code = code_on(saved(visitor))
    assert tasks.forget_drafts(at=clock.pass_by(timedelta(days=14))) == 0
    assert visitor.post(ANSWER, {"code": code}).status_code == 303

    assert tasks.forget_drafts(at=clock.pass_by(timedelta(days=1))) == 1
    assert visitor.post(ANSWER, {"code": code}).status_code == 200


def test_no_draft_leaves_a_session(visitor):
    walk(visitor)
    saved(visitor)

    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (0,)
