"""Telling what one saw, from the page to the sealed report."""

import re

import pytest
from django.test import Client

from ketenwerk.organisations.models import Organisation
from ketenwerk.reporting import actions
from ketenwerk.reporting.models import Report
from tests.conftest import STORY
from tests.reporting.conftest import CONTACT, code_on, nonce_on


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_leaves_nothing_behind(visitor, language):
    answer = visitor.get(f"/{language}/contact/")

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert list(answer.cookies) == ["csrf"]
    assert 'autocomplete="off"' in answer.text
    assert re.search(r'<textarea[^>]*spellcheck="false"', answer.text)


@pytest.mark.parametrize("path", ["contact/", "answer/", "answer/open/"])
def test_the_title_says_nothing(visitor, path):
    english = visitor.get(f"/en/{path}").text

    assert "<title>Help and information</title>" in english


def test_the_page_says_before_sending_who_gets_it_and_what_staying_unknown_costs(visitor):
    page = visitor.get(CONTACT).text

    assert "Landelijk Bureau Keten (verzonnen)" in page
    assert "you cannot be a witness" in page
    assert page.index("Call 112") < page.index("<textarea")


def test_one_can_look_who_gets_it_from_a_place_without_sending_anything(visitor, form):
    typed = form(form="LAB", urgency="days", look="1")

    page = visitor.post(CONTACT, typed).text

    assert "From Utrecht it goes to <strong>Meldpunt De Waterkant (verzonnen)</strong>" in page
    assert STORY in page
    assert 'value="GM0344" selected' in page
    assert 'value="LAB" selected' in page
    assert re.search(r'value="days"[^>]* checked', page)
    assert nonce_on(page) == typed["nonce"]
    assert "Error:" not in page
    assert not Report.objects.exists()


def test_looking_with_an_empty_form_does_not_call_it_wrong(visitor):
    page = visitor.post(CONTACT, {"look": "1"}).text

    assert "Error:" not in page
    assert "Without a place it goes to" in page


def test_the_receipt_is_the_answer_itself(visitor, form, intake, noon):
    answer = visitor.post(CONTACT, form(form="LAB", urgency="days"))

    code, report = code_on(answer.text), Report.objects.get()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert (report.reporter, report.form, report.urgency) == ("bystander", "LAB", "days")
    assert (report.municipality, report.region) == ("GM0344", "care-utrecht")
    assert actions.read_report(intake, report, at=noon) == STORY
    assert "Meldpunt De Waterkant (verzonnen)" in answer.text
    assert "Tuesday 24 November" in answer.text
    assert code not in str(answer.headers)
    assert set(answer.cookies) <= {
        "csrf"
    }  # of the button that adds a file; the mailbox stays closed


def test_what_was_told_is_not_shown_on_the_receipt(visitor, form):
    assert STORY not in visitor.post(CONTACT, form()).text


def test_an_answer_left_open_means_not_known(visitor, form):
    visitor.post(CONTACT, form(municipality="", form="", urgency=""))

    report = Report.objects.get()
    assert (report.municipality, report.form, report.urgency) == ("", "UNK", "unknown")
    assert report.receiver.name == "Landelijk Bureau Keten (verzonnen)"


def test_who_says_that_it_is_urgent_reads_the_emergency_number_again(visitor, form):
    assert "call 112 as well" in visitor.post(CONTACT, form(urgency="now")).text


def test_the_same_form_sent_again_is_one_report_with_the_same_code(visitor, form):
    filled_in = form()

    first, again = (code_on(visitor.post(CONTACT, filled_in).text) for _ in range(2))

    assert first == again
    assert Report.objects.count() == 1


def test_a_new_form_or_other_words_are_another_report(visitor, form):
    filled_in = form()

    codes = {
        code_on(visitor.post(CONTACT, sent).text)
        for sent in (filled_in, filled_in | {"story": f"{STORY} More."}, form())
    }

    assert len(codes) == 3
    assert Report.objects.count() == 3


def test_where_nobody_receives_reports_the_page_says_whom_to_call_and_keeps_the_text(
    visitor, form, inside
):
    filled_in = form()
    with inside():
        Organisation.objects.update(receives_reports=False)

    answer = visitor.post(CONTACT, filled_in)

    assert answer.status_code == 404
    assert "No organisation here receives reports from Utrecht" in answer.text
    assert 'href="/en/help/"' in answer.text
    assert STORY in answer.text
    assert not Report.objects.exists()


def test_a_form_from_elsewhere_is_refused(cast, form):
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(CONTACT, form())

    assert answer.status_code == 403
    assert not Report.objects.exists()
