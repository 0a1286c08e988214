"""While it is busy a form asks for a sum or a wait; nobody is refused, and nothing that was typed is lost."""

import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from ketenwerk.reporting import gate, sums
from ketenwerk.reporting.models import Report
from ketenwerk.reporting.sums import LASTS, WAIT, Door, read
from tests.reporting.conftest import ANSWER, CONTACT, code_on

STAMPED = re.compile(r'name="ticket" value="([^"]+)"')
WHAT = {CONTACT: "reporting:report", ANSWER: "reporting:mailbox"}


@pytest.fixture(autouse=True)
def new_door(monkeypatch):
    monkeypatch.setattr(gate, "door", Door())


@pytest.fixture
def busy(settings, code):
    """From now on; a report was told before."""
    settings.BUSY_FROM = 0
    return code


def ticket_on(page) -> dict[str, str]:
    found = STAMPED.search(page.text)
    assert found, page.text
    return {"ticket": found[1], "number": ""}


def solved(page, path: str) -> dict[str, str]:
    sent = ticket_on(page)
    ticket = read(sent["ticket"], what=WHAT[path])
    return sent | {"number": str(ticket.number)}


def test_normally_nothing_is_asked(visitor, code, settings):
    assert settings.BUSY_FROM == 50
    assert visitor.post(ANSWER, {"code": code}).status_code == 303


def test_with_the_sum_done_the_code_opens_its_mailbox(visitor, busy):
    page = visitor.post(ANSWER, {"code": busy})
    opened = visitor.post(ANSWER, solved(page, ANSWER))

    assert page.status_code == 200
    assert busy not in page.text
    assert opened.status_code == 303
    assert visitor.get(f"{ANSWER}open/").status_code == 200


def test_after_a_wait_the_code_opens_its_mailbox_without_javascript(visitor, busy, clock):
    page = visitor.post(ANSWER, {"code": busy})
    assert f"Wait {WAIT} seconds" in page.text

    clock.pass_by(timedelta(seconds=WAIT - 5))
    again = visitor.post(ANSWER, ticket_on(page))
    assert "Wait 5 seconds" in again.text

    clock.pass_by(timedelta(seconds=5))
    assert visitor.post(ANSWER, ticket_on(again)).status_code == 303


def test_a_report_is_sent_once_with_what_was_typed(visitor, form, settings):
    filled_in = form()
    settings.BUSY_FROM = 0
    page = visitor.post(CONTACT, filled_in)
    assert not Report.objects.exists()

    sent, twice = solved(page, CONTACT), Client()
    twice.cookies.load({name: each.value for name, each in visitor.cookies.items()})
    code = code_on(visitor.post(CONTACT, sent).text)
    again = twice.post(CONTACT, sent)

    last = twice.post(CONTACT, solved(again, CONTACT)).text
    assert code_on(last) == code
    assert Report.objects.count() == 1


def test_the_pages_of_a_report_ask_nothing(visitor, settings):
    settings.BUSY_FROM = 0

    assert visitor.post(CONTACT, {"question": "reporter", "always": "unknown"}).status_code == 303


def test_an_old_ticket_still_holds_what_was_typed(visitor, busy, clock):
    page = visitor.post(ANSWER, {"code": busy})
    clock.pass_by(timedelta(seconds=LASTS + 60))
    again = visitor.post(ANSWER, solved(page, ANSWER))

    assert again.status_code == 200
    assert visitor.post(ANSWER, solved(again, ANSWER)).status_code == 303


def test_a_ticket_that_is_not_ours_is_asked_for_its_form(visitor, busy):
    page = visitor.post(ANSWER, {"ticket": "x", "number": "1"})

    assert read(ticket_on(page)["ticket"], what=WHAT[ANSWER]).sent == {
        "number": ["1"],
        "ticket": ["x"],
    }


def test_thirty_pupils_behind_one_address_all_come_through(busy, cast):
    for _ in range(30):
        pupil = Client(REMOTE_ADDR="192.0.2.1")
        page = pupil.post(ANSWER, {"code": busy})
        assert page.status_code == 200
        assert pupil.post(ANSWER, solved(page, ANSWER)).status_code == 303


def test_the_page_holds_to_the_rules_of_all_pages(visitor, busy):
    page = visitor.post(ANSWER, {"code": busy})

    assert "no-store" in page["Cache-Control"]
    assert "<title>Help and information</title>" in page.text
    assert not re.search(r"<script(?! src=)|<style|style=|onload=", page.text)


def test_the_script_finds_the_number(tmp_path, monkeypatch):
    monkeypatch.setattr(sums, "MOST", 5000)
    ticket = sums.Ticket("x", {}, 0.0)
    page = f"""
    const form = {{ dataset: {{ challenge: "{ticket.challenge}", salt: "{ticket.salt}", most: "5000" }},
      elements: {{ number: {{}} }}, submit() {{ console.log(this.elements.number.value); }} }};
    const part = {{ dataset: {{}} }};
    globalThis.document = {{ getElementById: (id) => (id === "busy" ? form : part) }};
    """
    script = tmp_path / "sum.cjs"
    script.write_text(page + Path(finders.find("ketenwerk/sum.js")).read_text())

    done = subprocess.run(["node", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == str(ticket.number)
