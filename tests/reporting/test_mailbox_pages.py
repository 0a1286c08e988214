"""The mailbox: what the code opens, for how long, and that a wrong one tells nothing."""

import base64
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from ketenwerk.reporting import actions, views
from ketenwerk.reporting.models import Report
from ketenwerk.reporting.throttle import FORGET_AFTER, FREE
from ketenwerk.signals.actions import decide_signal, raise_signal
from tests.conftest import STORY
from tests.reporting.conftest import ANSWER, CONTACT, unchanging

OPEN, WRITE, WIPE, CLOSE = (f"{ANSWER}{name}/" for name in ("open", "write", "wipe", "close"))
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
ASKS = "Open the mailbox"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_that_asks_for_the_code(visitor, language):
    answer = visitor.get(f"/{language}/answer/")

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert re.search(r'<input[^>]*name="code"[^>]*autocomplete="off"', answer.text)


def test_from_a_report_to_the_answer_and_back_again(visitor, code, intake, noon):
    report = Report.objects.get()
    actions.answer_report(intake, report, "Thank you.\nHow many?", at=noon)

    entered = visitor.post(ANSWER, {"code": code})
    opened = visitor.get(entered["Location"])
    sent = visitor.post(WRITE, {"body": "Twelve people"})
    after = visitor.get(sent["Location"])

    assert (entered.status_code, entered["Location"]) == (303, OPEN)
    assert "Thank you.<br>How many?" in opened.text
    assert "It has been sent." in after.text
    assert [reply.body for reply in actions.read_messages(intake, report, at=noon)] == [
        "Thank you.\nHow many?",
        "Twelve people",
    ]


def test_the_mailbox_never_shows_what_was_sent(mailbox):
    mailbox.post(WRITE, {"body": "Twelve people"})

    page = mailbox.get(OPEN).text

    assert STORY not in page
    assert "Twelve people" not in page


def test_the_mailbox_says_in_plain_words_how_it_stands(mailbox, intake, noon):
    def said() -> str:
        return mailbox.get(OPEN).text

    assert "Received" in said()
    signal = raise_signal(intake, Report.objects.get(), at=noon)
    assert "Taken up" in said()
    decide_signal(intake, signal, decision="advice-given", reason="Invented", at=noon)
    assert "Dealt with" in said()
    assert "advice" not in said()


@pytest.mark.parametrize(
    "as_typed",
    [
        lambda code: " ".join(code[i : i + 4] for i in range(0, 24, 4)),
        lambda code: "-".join(code[i : i + 4] for i in range(0, 24, 4)),
        lambda code: f"\u202a {code}.\n",
        lambda code: code.translate(ARABIC),
    ],
)
def test_a_code_may_be_written_in_many_ways(visitor, code, as_typed):
    assert visitor.post(ANSWER, {"code": as_typed(code)}).status_code == 303


WRONG = ["", "hello", "1" * 23, "1" * 24, "1" * 25, "9" * 5000, "12\x0034", "١" * 24, "²" * 24]


def test_every_wrong_code_gets_the_same_page_after_the_same_work(visitor, code, monkeypatch):
    work, stretch = [], actions.stretch
    monkeypatch.setattr(actions, "stretch", lambda typed: work.append(1) or stretch(typed))

    answers = [
        try_out(visitor, wrong, address=f"192.0.2.{number}")
        for number, wrong in enumerate([*WRONG, code[:-1]])
    ]

    assert {answer.status_code for answer in answers} == {200}
    assert len({unchanging(answer.text) for answer in answers}) == 1
    assert len({len(answer.content) for answer in answers}) == 1
    assert "This code opens nothing." in answers[0].text
    assert len(work) == len(answers)


def test_a_wrong_code_is_not_shown_again(visitor):
    assert "1234 5678" not in visitor.post(ANSWER, {"code": "1234 5678"}).text


PATIENCE = "It is busy here"


def try_out(client: Client, code: str, *, address: str = "192.0.2.1"):
    return client.post(ANSWER, {"code": code}, REMOTE_ADDR=address)


def test_who_guesses_is_asked_for_patience_and_others_are_not(visitor, code):
    for _ in range(FREE):
        assert "This code opens nothing." in try_out(visitor, "1" * 24).text

    waits = try_out(visitor, code)

    assert waits.status_code == 200
    assert PATIENCE in waits.text
    assert "no-store" in waits["Cache-Control"]
    assert try_out(visitor, code, address="192.0.2.2").status_code == 303


def test_patience_is_asked_for_a_while_and_mistakes_are_forgotten(visitor, code, monkeypatch):
    now = 1000.0
    monkeypatch.setattr(views, "time", SimpleNamespace(monotonic=lambda: now))
    for _ in range(FREE):
        try_out(visitor, "1" * 24)
    assert PATIENCE in try_out(visitor, code).text

    now += 1
    assert "This code opens nothing." in try_out(visitor, "1" * 24).text
    now += 1
    assert PATIENCE in try_out(visitor, code).text
    now += FORGET_AFTER + 1
    for _ in range(FREE):
        assert "This code opens nothing." in try_out(visitor, "1" * 24).text


def test_right_codes_are_no_mistakes(visitor, code):
    for _ in range(FREE + 2):
        assert try_out(visitor, code).status_code == 303


def test_the_ticket_is_a_cookie_that_only_this_site_gets_and_that_ends_with_the_browser(
    visitor, code, settings
):
    settings.SECURE_COOKIES, settings.COOKIE_PREFIX = True, "__Host-"

    ticket = visitor.post(ANSWER, {"code": code}).cookies["__Host-mailbox"]

    assert (ticket["httponly"], ticket["secure"], ticket["samesite"]) == (True, True, "Strict")
    assert (ticket["path"], ticket["domain"]) == ("/", "")
    assert (ticket["expires"], ticket["max-age"]) == ("", "")
    assert code not in ticket.value
    assert code.encode() not in base64.urlsafe_b64decode(ticket.value)


def test_the_mailbox_closes_after_half_an_hour_without_a_click(mailbox, clock):
    clock.pass_by(timedelta(minutes=29))
    assert "Your mailbox" in mailbox.get(OPEN).text
    clock.pass_by(timedelta(minutes=29))
    assert "Your mailbox" in mailbox.get(OPEN).text

    clock.pass_by(timedelta(minutes=30, seconds=1))
    answer = mailbox.get(OPEN)

    assert "Your mailbox" not in answer.text
    assert "closes after half an hour" in answer.text
    assert ASKS in answer.text
    assert answer.cookies["mailbox"].value == ""


@pytest.mark.parametrize("page", [OPEN, WRITE, WIPE])
@pytest.mark.parametrize("forged", [None, "", "x", "é", "AAAA" * 40, "a" * 3000])
def test_without_a_ticket_of_ours_the_page_asks_for_the_code(visitor, code, page, forged):
    if forged is not None:
        visitor.cookies["mailbox"] = forged

    answer = visitor.get(page) if page == OPEN else visitor.post(page, {"sure": "1", "body": "x"})

    assert answer.status_code == 200
    assert ASKS in answer.text
    assert Report.objects.get().mailbox_private
    assert not Report.objects.get().messages.exists()


def test_an_empty_message_is_not_sent_and_one_that_is_too_long_is_kept(mailbox):
    empty = mailbox.post(WRITE, {"body": " \x00 "})
    long = mailbox.post(WRITE, {"body": "y" * 10_001})

    assert "Write something first." in empty.text
    assert "y" * 10_001 in long.text
    assert not Report.objects.get().messages.exists()


def test_wiping_is_asked_twice(mailbox):
    asked = mailbox.post(WIPE)

    assert "Wipe the mailbox for good?" in asked.text
    assert Report.objects.get().mailbox_private


def test_a_wiped_mailbox_opens_for_nobody_and_the_report_stays(mailbox, code, intake, noon):
    ticket = mailbox.cookies["mailbox"].value
    wiped = mailbox.post(WIPE, {"sure": "1"})

    assert "has been wiped" in wiped.text
    assert wiped["Clear-Site-Data"] == '"*"'
    assert wiped.cookies["mailbox"].value == ""
    assert "This code opens nothing." in mailbox.post(ANSWER, {"code": code}).text
    mailbox.cookies["mailbox"] = ticket
    assert mailbox.get(OPEN).status_code == 403
    assert mailbox.post(WRITE, {"body": "x"}).status_code == 403
    assert actions.read_report(intake, Report.objects.get(), at=noon).story == STORY


def test_closing_forgets_the_ticket_and_asks_the_browser_to_forget_the_rest(mailbox):
    closed = mailbox.post(CLOSE)

    assert closed["Clear-Site-Data"] == '"*"'
    assert closed.cookies["mailbox"].value == ""
    assert closed.cookies["mailbox"]["max-age"] == 0
    assert ASKS in mailbox.get(OPEN).text


def test_the_code_stands_in_no_address_no_title_and_no_header(visitor, code):
    entered = visitor.post(ANSWER, {"code": code})
    pages = [
        entered,
        visitor.get(OPEN),
        visitor.post(WRITE, {"body": "more"}),
        visitor.get(CONTACT),
    ]

    for answer in pages:
        assert code not in answer.text
        assert code not in str(answer.headers)
        assert STORY not in answer.text
        assert "no-store" in answer["Cache-Control"]
    assert pages[1].headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
