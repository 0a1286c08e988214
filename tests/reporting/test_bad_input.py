"""Whatever is sent: a clear message with what was typed kept, or an answer in the 400s. Never a broken page."""

from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketenwerk.country.data import country
from ketenwerk.reporting import actions, flow
from ketenwerk.reporting.forms import STORY_AT_MOST
from ketenwerk.reporting.models import Report
from tests.reporting.conftest import ANSWER, CONTACT, answer, code_on, question_on, sending, walk

URLENCODED = "application/x-www-form-urlencoded"
CHOOSE = "Choose one of the answers."
WRITE = "Write something, or choose"
TOO_LONG = f"Your text has {STORY_AT_MOST + 1} characters"
STRANGE = [
    "",
    " \n\t ",
    "\x00\u202e\u200b\u2066",
    "administrator",
    "x" * 5000,
    "' or 1=1 --",
    "unknown\x00",
]


@pytest.mark.parametrize("strange", STRANGE)
@pytest.mark.parametrize(
    "code", [code for code, each in country().questions.items() if each.kind == flow.CHOICE]
)
def test_what_is_no_answer_to_choose_is_said_beside_the_question(visitor, code, strange):
    page = visitor.post(CONTACT, {"question": code, "answer": strange})

    assert page.status_code == 200
    assert CHOOSE in page.text
    assert "<title>Error:" in page.text
    assert question_on(page.text) == code


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("", WRITE),
        (" \n\t ", WRITE),
        ("\x00\u202e\u200b\u2066", WRITE),
        ("x" * (STORY_AT_MOST + 1), TOO_LONG),
        ("𝄞" * (STORY_AT_MOST + 1), TOO_LONG),
    ],
)
def test_a_text_that_cannot_be_kept_is_said_beside_the_field_and_stays_in_it(visitor, wrong, said):
    walk(visitor, until="story")
    page = visitor.post(CONTACT, {"question": "story", "answer": wrong})

    assert page.status_code == 200
    assert said in page.text
    assert wrong.replace("\x00", "").strip("\u202e\u200b\u2066 \n\t") in page.text
    assert "<title>Error:" in page.text


@pytest.mark.parametrize("wrong", ["GM9999", "' or 1=1 --", "x" * 5000, "\u202eGM0344"])
def test_a_place_that_does_not_exist_is_not_taken(visitor, wrong):
    walk(visitor, until="municipality")

    assert CHOOSE in visitor.post(CONTACT, {"question": "municipality", "answer": wrong}).text


@pytest.mark.parametrize("kind", ["", "letters", "\x00"])
def test_without_a_kind_of_code_the_check_page_asks_for_it(visitor, kind):
    walk(visitor)
    page = visitor.post(CONTACT, sending(visitor) | {"kind": kind})

    assert "<title>Error:" in page.text
    assert CHOOSE in page.text
    assert not Report.objects.exists()


NO_STEPS = (
    {},
    {"act": "no-such-step"},
    {"act": "change:no-such-question"},
    {"act": "keep-out:no-such-organisation"},
    {"act": "let-in:\x00"},
    {"act": "send"},
    {"act": "code"},
    {"act": "back"},
    {"act": "\x00" * 50},
    {"question": "no-such-question", "answer": "x"},
    {"question": "story", "always": "always"},
    {"start": "signs"},
    {"start": "signs", "sign": ["x"] * 150, "reporter": ["self", "bystander"]},
)


@pytest.mark.parametrize("until", ["danger", "story", ""])
@pytest.mark.parametrize("path", [CONTACT, f"{CONTACT}practice/"])
def test_a_step_that_does_not_exist_changes_nothing_that_was_told(visitor, path, until):
    walk(visitor, path, until=until)
    for sent in NO_STEPS:
        assert visitor.post(path, sent).status_code in {200, 303}, sent
        assert visitor.get(path).status_code == 200, sent
        assert not Report.objects.exists(), sent


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.dictionaries(
        st.sampled_from(["act", "question", "answer", "always", "start", "sign", "kind", "seen"]),
        st.one_of(
            st.text(max_size=40),
            st.sampled_from([*country().questions, "unknown", "signs", "finish", "save", "send"]),
        ),
    )
)
def test_no_form_breaks_the_pages(visitor, fields):
    assert visitor.post(CONTACT, fields).status_code in {200, 303}
    assert visitor.get(CONTACT).status_code == 200


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("says \u202eevil\u202c things", "says evil things"),
        ("one\r\ntwo", "one\ntwo"),
        ("e\u0301e\u0301n", "één"),
        ("<script>alert(1)</script> {{ 7 }}", "<script>alert(1)</script> {{ 7 }}"),
        ("😀🇳🇱 شخص", "😀🇳🇱 شخص"),
        ('{"story": "x"}', '{"story": "x"}'),
        ("x" * STORY_AT_MOST, "x" * STORY_AT_MOST),
    ],
)
def test_strange_words_are_kept_as_they_were_meant(visitor, form, intake, noon, typed, kept):
    filled_in = form(story=typed, person=typed)
    page = visitor.get(CONTACT).text
    assert "<script>alert" not in page
    code_on(visitor.post(CONTACT, filled_in).text)

    told = actions.read_report(intake, Report.objects.get(), at=noon)
    assert told.story == kept
    assert told.given["person"] == (kept,)


def test_bytes_that_are_no_text_are_kept_as_far_as_they_can_be_read(visitor, intake, noon):
    walk(visitor, until="story")
    body = urlencode({"question": "story"}).encode() + b"&answer=there%ff%fe\xff was"
    visitor.generic("POST", CONTACT, body, content_type=URLENCODED)
    walk(visitor)
    visitor.post(CONTACT, sending(visitor))

    told = actions.read_report(intake, Report.objects.get(), at=noon)
    assert told.story.startswith("there")


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"answer=" + b"x" * 1_000_000, URLENCODED, 413),
        (b'{"answer": "x"}', "application/json", 200),
        (b"answer=x", "text/plain", 200),
        (b"\x00\xff\xfe", "application/octet-stream", 200),
        (b"garbage", "multipart/form-data; boundary=b", 200),
        (b"garbage", "multipart/form-data", 400),
        (b"&".join(b"a=1" for _ in range(1000)), URLENCODED, 400),
        (b"", URLENCODED, 200),
    ],
)
@pytest.mark.parametrize("path", [CONTACT, ANSWER])
def test_a_body_that_is_no_form_sends_nothing(visitor, path, body, content_type, status):
    got = visitor.generic("POST", path, body, content_type=content_type)

    assert got.status_code == status
    assert "no-store" in got["Cache-Control"]
    assert not Report.objects.exists()


def test_a_file_is_not_taken_for_a_story(visitor):
    walk(visitor, until="story")
    got = answer(visitor, "story", SimpleUploadedFile("name of a person.txt", b"x"))

    assert got.status_code == 200
    assert WRITE in got.text
    assert "name of a person" not in got.text


def test_more_files_than_any_page_asks_for_are_refused(visitor):
    files = {f"file{number}": SimpleUploadedFile("a.txt", b"x") for number in range(3)}

    assert visitor.post(CONTACT, files).status_code == 400


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
@pytest.mark.parametrize("path", [CONTACT, ANSWER, f"{ANSWER}open/", f"{ANSWER}wipe/"])
def test_other_methods_do_nothing(visitor, method, path):
    assert getattr(visitor, method)(path).status_code == 405


@pytest.mark.parametrize("page", ["write", "wipe", "close"])
def test_what_changes_something_cannot_be_a_link(mailbox: Client, page):
    assert mailbox.get(f"{ANSWER}{page}/").status_code == 405
    assert mailbox.get(f"{ANSWER}open/").status_code == 200
