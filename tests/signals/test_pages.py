"""The pages of the intake and of signals, as people at work use them."""

import html
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages

from ketenwerk.audit.models import AuditEntry
from ketenwerk.organisations.actor import ANONYMOUS
from ketenwerk.reporting import actions as reporting
from ketenwerk.reporting.models import Message, Report
from ketenwerk.signals.models import Signal
from tests.casework.steps import trail
from tests.conftest import STORY

DECISION = {"decision": "advice-given", "reason": "The school helps"}
HOSTILE = {
    "empty": ("", "This field is required."),
    "blank": (" \n\t ", "This field is required."),
    "NUL": ("\x00", "This field is required."),
    "only turning marks": ("\u202e\u2066", "This field is required."),
    "too long": ("x" * 4001, "4001"),
}


def told(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_the_intake_shows_what_waits_and_not_what_was_told(desk, report):
    page = desk("ina-inkijk").text("reporting:inbox")

    assert str(report.id) in page
    assert "Invented" not in page


def test_the_intake_of_another_region_is_empty(desk, report):
    assert "No report fits." in desk("wessel-wad").text("reporting:inbox")


def test_opening_a_report_unseals_it_and_is_on_the_trail(desk, report):
    page = desk("ina-inkijk").text("reporting:show", report.id)

    assert STORY in page
    assert trail()[-4:] == [
        "report.verdict-read",
        "report.read",
        "report.messages-read",
        "report.notes-read",
    ]


def test_a_report_of_another_region_is_not_there_and_the_look_is_on_the_trail(desk, report):
    assert desk("wessel-wad").get("reporting:show", report.id).status_code == 404

    entry = AuditEntry.objects.order_by("-id")[0]
    assert (entry.outcome, entry.subject) == ("refused", str(report.id))


def test_an_answer_from_the_intake_is_read_with_the_code(desk, receipt, report, noon):
    answer = desk("ina-inkijk").post("reporting:show", report.id, body="Thank you\r\nreally")

    assert answer.status_code == 302
    ticket = reporting.enter_mailbox(ANONYMOUS, receipt.code, at=noon)
    [reply] = reporting.read_mailbox(ANONYMOUS, ticket, at=noon).replies
    assert reply.body == "Thank you\nreally"


def test_taking_a_report_leads_to_its_signal(desk, report):
    intake = desk("ina-inkijk")

    answer = intake.post("signals:raise", report.id)

    signal = Signal.objects.get()
    assert answer.url == f"/en/signals/{signal.id}/"
    assert signal.label in told(answer)[0]
    assert "has been taken as a signal" in intake.text("reporting:show", report.id)


def test_a_report_is_taken_once(desk, report):
    intake = desk("ina-inkijk")
    intake.post("signals:raise", report.id)

    again = intake.post("signals:raise", report.id)

    assert again.status_code == 403
    assert "done already" in again.content.decode()


@pytest.mark.parametrize("person", ["ina-inkijk", "kees-ketting"])
def test_the_list_shows_a_signal_until_it_is_decided(desk, signal, person):
    worker = desk(person)
    assert signal.label in worker.text("signals:list")
    assert signal.label not in worker.text("signals:list", show="decided")

    desk("ina-inkijk").post("signals:decide", signal.id, **DECISION)

    assert signal.label not in worker.text("signals:list")
    assert signal.label in worker.text("signals:list", show="decided")


def test_the_owner_can_answer_and_decide_but_not_open_a_case(desk, signal):
    page = desk("ina-inkijk").text("signals:show", signal.id)

    assert STORY in page
    assert f"/en/signals/{signal.id}/answer/" in page
    assert f"/en/signals/{signal.id}/decide/" in page
    assert 'value="open-case"' not in page
    assert f"/en/cases/open/{signal.id}/" not in page


def test_the_director_can_open_a_case_and_hears_why_not_the_rest(desk, signal):
    page = desk("kees-ketting").text("signals:show", signal.id)

    assert STORY in page
    assert f"/en/cases/open/{signal.id}/" in page
    assert f"/en/signals/{signal.id}/answer/" not in page
    assert f"/en/signals/{signal.id}/decide/" not in page
    assert "This belongs to another organisation." in page


def test_an_answer_is_in_the_conversation(desk, signal):
    intake = desk("ina-inkijk")

    assert intake.post("signals:answer", signal.id, body="Thank you").status_code == 302
    assert "Thank you" in intake.text("signals:show", signal.id)


def test_a_decision_is_shown_and_cannot_be_made_again(desk, signal):
    intake = desk("ina-inkijk")
    intake.post("signals:decide", signal.id, **DECISION)

    page = intake.text("signals:show", signal.id)

    assert "Advice given" in page
    assert f"/en/signals/{signal.id}/decide/" not in page
    assert intake.post("signals:decide", signal.id, **DECISION).status_code == 403


def test_a_refused_form_keeps_what_was_typed_and_changes_nothing(desk, signal):
    answer = desk("ina-inkijk").post("signals:decide", signal.id, reason="Because <b>of</b> it")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Because &lt;b&gt;of&lt;/b&gt; it" in page
    assert "<title>Error:" in page
    assert Signal.objects.get().state == "open"


def test_a_case_is_not_opened_through_the_decision_form(desk, signal):
    given = {"decision": "open-case", "reason": "Smuggled in"}

    assert desk("ina-inkijk").post("signals:decide", signal.id, **given).status_code == 200
    assert Signal.objects.get().state == "open"


@pytest.mark.parametrize(("typed", "message"), HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("place", ["reporting:show", "signals:answer"])
def test_text_that_cannot_be_kept_is_explained_beside_the_field(
    desk, report, signal, place, typed, message
):
    target = report.id if place == "reporting:show" else signal.id

    answer = desk("ina-inkijk").post(place, target, body=typed)

    assert answer.status_code == 200
    assert message in html.unescape(answer.content.decode())
    assert not Message.objects.exists()


def test_marks_that_turn_a_text_are_left_out(desk, signal):
    intake = desk("ina-inkijk")

    intake.post("signals:answer", signal.id, body="safe\x00 \u202egnihton\u202c")

    assert "safe gnihton" in intake.text("signals:show", signal.id)


def test_bytes_that_are_no_text_break_nothing(desk, signal):
    client = desk("ina-inkijk").client

    answer = client.post(
        f"/en/signals/{signal.id}/answer/",
        b"body=%ff%fe%c3%28",
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code < 500


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "\x00", "9" * 50])
def test_a_page_number_that_cannot_be_is_no_problem(desk, report, page):
    assert desk("ina-inkijk").get("reporting:inbox", page=page).status_code == 200
    assert desk("ina-inkijk").get("signals:list", page=page, show=page).status_code == 200


@pytest.mark.parametrize("name", ["reporting:show", "signals:show", "signals:raise"])
def test_what_does_not_exist_is_not_there(desk, name):
    worker = desk("ina-inkijk")
    ask = worker.post if name == "signals:raise" else worker.get

    assert ask(name, uuid4()).status_code == 404


@pytest.mark.parametrize("name", ["signals:raise", "signals:answer", "signals:decide"])
def test_nothing_is_done_by_following_a_link(desk, signal, name):
    assert desk("ina-inkijk").get(name, signal.id).status_code == 405


@pytest.mark.parametrize("name", ["reporting:inbox", "signals:list"])
def test_a_visitor_is_led_to_the_sign_in_page(client, db, name, desk):
    address = desk("ina-inkijk").get(name).wsgi_request.path

    answer = client.get(address)

    assert answer.status_code == 302
    assert "/account/login/" in answer.url


def test_what_was_read_at_work_is_kept_in_no_cache(desk, report):
    answer = desk("ina-inkijk").get("reporting:show", report.id)

    assert "no-store" in answer["Cache-Control"]


def test_the_report_itself_keeps_its_state_when_only_read(desk, report):
    desk("ina-inkijk").get("reporting:show", report.id)

    assert Report.objects.get().state == "new"
