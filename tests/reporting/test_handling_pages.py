"""The pages of handling a report, as people at work and reporters use them, without JavaScript."""

import html

import pytest

from ketenwerk.organisations.actor import ANONYMOUS
from ketenwerk.organisations.models import Organisation
from ketenwerk.reporting import actions as reporting
from ketenwerk.reporting.handling import actions
from ketenwerk.reporting.handling.models import Bundle, Handover
from ketenwerk.reporting.models import Report
from tests.casework.steps import desk_of
from tests.conftest import NOON, STORY
from tests.reporting.handling import WHY

OPEN, WRITE, HELPED = "/en/answer/open/", "/en/answer/write/", "/en/answer/helped/"


@pytest.fixture
def desk(cast):
    return lambda person="ina-inkijk": desk_of(cast, person)


def plain(answer) -> str:
    return html.unescape(answer.content.decode())


def test_taking_puts_it_on_ones_name(desk, report, intake):
    assert "Take it on my name" in desk().text("reporting:show", report.id)

    assert desk().post("reporting:take", report.id).status_code == 302

    page = desk().text("reporting:show", report.id)
    assert "on your name" in page
    assert "Take it on my name" not in page
    assert "on the name of Ina Inkijk" in desk("imre-inkijk").text("reporting:show", report.id)


@pytest.mark.parametrize(
    ("language", "says", "warns"),
    [
        ("en", "Thank you for your report.", False),
        ("ar", "شكرًا على بلاغك.", True),
        ("pl", "Dziękujemy za zgłoszenie.", True),
        ("xx", "Dank u voor uw melding.", False),  # no language of ours: the first of the country
    ],
)
def test_a_block_of_text_comes_back_in_the_answer_to_be_changed(
    desk, report, language, says, warns
):
    typed = {"block": "received", "language": language, "body": "Hello there.", "fill": "1"}
    page = plain(desk().post("reporting:show", report.id, **typed))

    assert f"Hello there.\n\n{says}" in page
    assert ("Translated by a machine" in page) is warns
    assert not Report.objects.get().messages.exists()


@pytest.mark.parametrize("block", ["", "nothing", "\x00", "x" * 900])
def test_a_block_that_is_not_there_leaves_what_was_typed(desk, report, block):
    answer = desk().post("reporting:show", report.id, block=block, body="Hello", fill="1")

    assert (answer.status_code, "Hello" in plain(answer)) == (200, True)


def test_the_language_of_the_reporter_is_chosen_already(desk, visitor, form):
    answers = form() | {"story": "Invented"}
    visitor.post("/en/contact/", answers)
    report = Report.objects.get()

    assert report.language == "en"
    assert '<option value="en" selected>' in desk().text("reporting:show", report.id)


def test_the_last_page_says_what_is_asked_and_the_next_what_was_answered(desk, report):
    page = desk().text("reporting:hand_over", report.id)
    assert "Imre Inkijk, a colleague" in page
    assert "Landelijk Bureau Keten" in page
    assert "Meldpunt Het Wad" not in page
    receiver = str(Report.objects.get().receiver_id)

    to = Organisation.objects.get(code="landelijk-bureau").pk
    answer = desk().post("reporting:hand_over", report.id, to=f"organisation:{to}", reason=WHY)

    assert answer.status_code == 302
    offer = Handover.objects.get()
    assert "Offered to you" in desk("lara-landelijk").text("reporting:inbox")
    shown = desk("lara-landelijk").text("reporting:handover", offer.id)
    assert WHY in shown
    assert STORY not in shown
    assert str(Report.objects.get().receiver_id) == receiver
    assert "waits for an answer" in desk().text("reporting:show", report.id)
    assert desk("wessel-wad").get("reporting:handover", offer.id).status_code == 404

    accepted = desk("lara-landelijk").post("reporting:handover", offer.id, accept="1")

    assert accepted.status_code == 302
    assert STORY in desk("lara-landelijk").text("reporting:show", report.id)
    assert desk().get("reporting:show", report.id).status_code == 404
    assert "Accepted" in desk().text("reporting:handover", offer.id)


@pytest.mark.parametrize("button", ["refuse", "withdraw"])
def test_a_no_and_a_request_that_is_taken_back_leave_it(desk, report, offered, button):
    who = "lara-landelijk" if button == "refuse" else "ina-inkijk"
    answer = desk(who).post("reporting:handover", offered.id, **{button: "1", "reason": "No room"})

    assert answer.status_code == 302
    assert STORY in desk().text("reporting:show", report.id)
    assert ("No room" in desk().text("reporting:handover", offered.id)) is (button == "refuse")


def test_a_no_without_a_reason_is_asked_again(desk, offered):
    answer = desk("lara-landelijk").post("reporting:handover", offered.id, refuse="1", reason=" ")

    assert "Write in a few words why you do not take it." in plain(answer)
    assert Handover.objects.get().state == "asked"


@pytest.mark.parametrize(
    "to", ["", "person:x", "organisation:x", "organisation:", "x", "person:" + "1" * 500]
)
def test_it_is_offered_to_nobody_else(desk, report, to):
    answer = desk().post("reporting:hand_over", report.id, to=to, reason=WHY)

    assert answer.status_code == 200
    assert not Handover.objects.exists()


def test_notes_are_for_colleagues_and_never_in_the_mailbox(desk, report, mailbox_of_report):
    desk().post("reporting:note", report.id, note="He is known there")

    assert "He is known there" in desk("imre-inkijk").text("reporting:show", report.id)
    assert "He is known there" not in mailbox_of_report.get(OPEN).text


@pytest.fixture
def mailbox_of_report(client, receipt):
    client.post("/en/answer/", {"code": receipt.code})
    return client


def test_closing_asks_for_a_reason_and_a_message_and_offers_the_text(desk, report):
    empty = desk().post("reporting:close", report.id)
    assert plain(empty).count("Choose one of the answers.") >= 1
    assert Report.objects.get().state == "new"

    filled = desk().post("reporting:close", report.id, reason="no-leads", language="en", fill="1")
    assert "For now we know too little" in plain(filled)

    closed = desk().post("reporting:close", report.id, reason="no-leads", body="Thank you")
    assert closed.status_code == 302
    assert Report.objects.get().closed_as == "no-leads"
    assert "Closed on" in desk().text("reporting:show", report.id)


def test_a_duplicate_is_chosen_among_those_that_look_alike(desk, report, second):
    page = desk().text("reporting:close", second.id)
    assert str(report.id) in page

    wrong = desk().post("reporting:close", second.id, reason="duplicate", body="Thank you")
    assert "Choose the report that it repeats." in plain(wrong)
    right = {"reason": "duplicate", "of": str(report.id), "body": "Thank you"}
    assert desk().post("reporting:close", second.id, **right).status_code == 302
    assert Report.objects.get(pk=second.pk).duplicate_of == report


def test_without_a_look_alike_it_is_no_duplicate(desk, report):
    answer = desk().post("reporting:close", report.id, reason="duplicate", body="Thank you")

    assert "No report that looks like this one was found." in plain(answer)


def test_look_alikes_are_shown_and_put_together_by_hand(desk, report, second):
    assert "May belong together with 1 other report" in desk().text("reporting:show", report.id)
    page = desk().text("reporting:alike", report.id)
    assert str(second.id) in page
    assert STORY not in page

    answer = desk().post("reporting:alike", report.id, reports=[str(second.id)], reason=WHY)

    group = Bundle.objects.get()
    assert str(group.pk) in answer["Location"]
    assert "2 reports<" in desk().text("reporting:inbox", state="all", group=str(group.pk))
    assert WHY in desk().text("reporting:alike", report.id)
    desk().post("reporting:take_out", report.id)
    assert "1 report<" in desk().text("reporting:inbox", state="all", group=str(group.pk))


def test_a_report_of_another_cannot_be_put_into_a_group(desk, report, cast, inside):
    foreign = str(cast.organisations["meldpunt-wad"].pk)

    answer = desk().post("reporting:alike", report.id, reports=[foreign], reason=WHY)

    assert answer.status_code == 200
    assert not Bundle.objects.exists()


# ---- the mailbox of who reported ----


def test_the_mailbox_says_in_plain_words_where_it_stands(
    mailbox_of_report, report, intake, national, bureau
):
    def said() -> str:
        return mailbox_of_report.get(OPEN).text

    assert "Somebody looks at it on 24 November 2026 at the latest." in said()
    offer = actions.hand_over(intake, report, bureau, reason=WHY, at=NOON)
    assert "another organisation" not in said()
    actions.accept_handover(national, offer, at=NOON)
    assert "Somebody is looking at it" in said()
    assert "passed on to another organisation" in said()
    assert WHY not in said()


def test_after_closing_one_question_and_a_way_back(mailbox_of_report, closed, desk):
    page = mailbox_of_report.get(OPEN).text
    assert "Dealt with" in page
    assert "Did this help?" in page
    assert "no-leads" not in page
    assert "Too little to go on" not in page

    unanswered = mailbox_of_report.post(HELPED, {})
    assert "Choose one of the answers." in unanswered.text
    thanked = mailbox_of_report.post(HELPED, {"helped": "partly", "text": "A little"}, follow=True)
    assert "Thank you. Your answer helps us" in thanked.text
    assert "Did this help?" not in thanked.text
    assert "A little" not in thanked.text
    shown = desk().text("reporting:show", closed.id)
    assert "Partly" in shown
    assert "A little" in shown

    reopened = mailbox_of_report.post(WRITE, {"body": "It goes on"}, follow=True)
    assert "You wrote that something is still wrong." in reopened.text
    assert "Opened again" in desk().text("reporting:inbox")


def test_saying_it_twice_is_refused(mailbox_of_report, closed):
    mailbox_of_report.post(HELPED, {"helped": "yes"})

    assert mailbox_of_report.post(HELPED, {"helped": "no"}).status_code == 403


def test_before_it_is_closed_it_is_not_asked(mailbox_of_report, report):
    assert "Did this help?" not in mailbox_of_report.get(OPEN).text
    assert mailbox_of_report.post(HELPED, {"helped": "yes"}).status_code == 403


def test_a_wiped_mailbox_reopens_nothing(mailbox_of_report, closed, receipt):
    ticket = reporting.enter_mailbox(ANONYMOUS, receipt.code, at=NOON)
    reporting.wipe_mailbox(ANONYMOUS, ticket, at=NOON)

    assert mailbox_of_report.post(WRITE, {"body": "x"}).status_code == 403
    assert Report.objects.get().state == "dealt-with"
