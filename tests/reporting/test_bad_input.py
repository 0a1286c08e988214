"""Whatever is sent: a clear message with what was typed kept, or an answer in the 400s. Never a broken page."""

import time
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ketenwerk.reporting import actions
from ketenwerk.reporting.forms import STORY_AT_MOST, new_nonce
from ketenwerk.reporting.models import Report
from tests.conftest import STORY
from tests.reporting.conftest import ANSWER, CONTACT, code_on, nonce_on

URLENCODED = "application/x-www-form-urlencoded"
CHOOSE = "Choose one of the answers."
WRITE = "Write what you saw or heard."
STALE = "had been open for too long"
TOO_LONG = f"Your text has {STORY_AT_MOST + 1} characters"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"story": ""}, WRITE),
        ({"story": " \n\t "}, WRITE),
        ({"story": "\x00\u202e\u200b\u2066"}, WRITE),
        ({"story": "x" * (STORY_AT_MOST + 1)}, TOO_LONG),
        ({"story": "𝄞" * (STORY_AT_MOST + 1)}, TOO_LONG),
        ({"reporter": ""}, CHOOSE),
        ({"reporter": "administrator"}, CHOOSE),
        ({"reporter": "bystander\x00"}, CHOOSE),
        ({"form": "XXX"}, CHOOSE),
        ({"urgency": "\u202enow"}, CHOOSE),
        ({"municipality": "GM9999"}, CHOOSE),
        ({"municipality": "' or 1=1 --"}, CHOOSE),
        ({"municipality": "x" * 5000}, CHOOSE),
        ({"nonce": ""}, STALE),
        ({"nonce": "forged:1abcde:xxxx"}, STALE),
        ({"nonce": "\x00\ud7ff" * 50}, STALE),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_what_was_typed_is_kept(
    visitor, form, wrong, said
):
    answer = visitor.post(CONTACT, form() | wrong)

    kept = wrong.get("story", STORY).replace("\x00", "").strip("\u202e\u200b\u2066 \n\t")
    assert answer.status_code == 200
    assert said in answer.text
    assert kept in answer.text
    assert "<title>Error:" in answer.text
    assert not Report.objects.exists()


@pytest.mark.parametrize("missing", ["nonce", "reporter", "story"])
def test_a_field_that_is_not_there_is_missed(visitor, form, missing):
    filled_in = form()
    del filled_in[missing]

    answer = visitor.post(CONTACT, filled_in)

    assert answer.status_code == 200
    assert "<title>Error:" in answer.text


def test_a_form_that_is_too_old_comes_back_with_a_new_number_and_can_be_sent(
    visitor, form, monkeypatch
):
    before = time.time() - 25 * 60 * 60
    with monkeypatch.context() as yesterday:
        yesterday.setattr("django.core.signing.time.time", lambda: before)
        old = new_nonce()

    page = visitor.post(CONTACT, form(nonce=old)).text

    assert STALE in page
    assert nonce_on(page) != old
    code_on(visitor.post(CONTACT, form(nonce=nonce_on(page))).text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("says \u202eevil\u202c things", "says evil things"),
        ("one\r\ntwo", "one\ntwo"),
        ("e\u0301e\u0301n", "één"),
        ("<script>alert(1)</script> {{ 7 }}", "<script>alert(1)</script> {{ 7 }}"),
        ("😀🇳🇱 شخص", "😀🇳🇱 شخص"),
        ("x" * STORY_AT_MOST, "x" * STORY_AT_MOST),
    ],
)
def test_strange_words_are_kept_as_they_were_meant(visitor, form, intake, noon, typed, kept):
    code_on(visitor.post(CONTACT, form(story=typed)).text)

    assert actions.read_report(intake, Report.objects.get(), at=noon) == kept


def test_bytes_that_are_no_text_are_kept_as_far_as_they_can_be_read(visitor, form, intake, noon):
    body = urlencode(form(story="")).encode() + b"&story=there%ff%fe\xff was"

    answer = visitor.generic("POST", CONTACT, body, content_type=URLENCODED)

    code_on(answer.text)
    assert actions.read_report(intake, Report.objects.get(), at=noon).startswith("there")


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"story=" + b"x" * 1_000_000, URLENCODED, 413),
        (b'{"story": "x"}', "application/json", 200),
        (b"story=x", "text/plain", 200),
        (b"\x00\xff\xfe", "application/octet-stream", 200),
        (b"garbage", "multipart/form-data; boundary=b", 200),
        (b"garbage", "multipart/form-data", 400),
        (b"&".join(b"a=1" for _ in range(1000)), URLENCODED, 400),
        (b"", URLENCODED, 200),
    ],
)
@pytest.mark.parametrize("path", [CONTACT, ANSWER])
def test_a_body_that_is_no_form_sends_nothing(visitor, path, body, content_type, status):
    answer = visitor.generic("POST", path, body, content_type=content_type)

    assert answer.status_code == status
    assert "no-store" in answer["Cache-Control"]
    assert not Report.objects.exists()


def test_a_file_is_not_taken_for_a_story(visitor, form):
    answer = visitor.post(CONTACT, form(story=SimpleUploadedFile("name of a person.txt", b"x")))

    assert answer.status_code == 200
    assert WRITE in answer.text
    assert "name of a person" not in answer.text
    assert not Report.objects.exists()


def test_more_files_than_any_page_asks_for_are_refused(visitor, form):
    files = {f"file{number}": SimpleUploadedFile("a.txt", b"x") for number in range(3)}

    assert visitor.post(CONTACT, form(**files)).status_code == 400


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
@pytest.mark.parametrize("path", [CONTACT, ANSWER, f"{ANSWER}open/", f"{ANSWER}wipe/"])
def test_other_methods_do_nothing(visitor, method, path):
    assert getattr(visitor, method)(path).status_code == 405


@pytest.mark.parametrize("page", ["write", "wipe", "close"])
def test_what_changes_something_cannot_be_a_link(mailbox, page):
    assert mailbox.get(f"{ANSWER}{page}/").status_code == 405
    assert mailbox.get(f"{ANSWER}open/").status_code == 200
