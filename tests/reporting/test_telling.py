"""Telling what one saw, page by page, from the first question to the sealed report."""

import re

import pytest
from django.test import Client

from ketenwerk.audit.models import AuditEntry
from ketenwerk.organisations.models import Organisation
from ketenwerk.reporting import actions, telling
from ketenwerk.reporting.models import Draft, Report
from tests.conftest import STORY
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

PRACTICE = f"{CONTACT}practice/"
UTRECHT_DESK = "Meldpunt De Waterkant (verzonnen)"
CHECK = "Check your answers"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_first_page_leaves_nothing_behind(visitor, language):
    first = visitor.get(f"/{language}/contact/")

    assert first.status_code == 200
    assert "no-store" in first["Cache-Control"]
    assert list(first.cookies) == ["csrf"]
    assert not Draft.objects.exists()


def test_what_is_written_leaves_no_trace_in_the_browser(visitor):
    walk(visitor, until="story")
    page = visitor.get(CONTACT).text

    assert 'autocomplete="off"' in page
    assert re.search(r'<textarea[^>]*spellcheck="false"', page)


@pytest.mark.parametrize("path", ["contact/", "contact/practice/", "answer/", "answer/open/"])
def test_the_title_says_nothing(visitor, path):
    english = visitor.get(f"/en/{path}").text

    assert re.search(r"<title>(Step 1 of \d+ - )?Help and information</title>", english)


def test_every_page_says_which_step_it_is_in_its_title_and_above_the_question(visitor):
    walk(visitor, until="case")
    page = visitor.get(CONTACT).text

    assert "<title>Step 3 of 11 - Help and information</title>" in page
    assert '<p class="step">Step 3 of 11</p>' in page
    assert "<h1" in page
    assert "Do you know who it is about?" in page


def test_the_question_about_danger_names_the_emergency_number_first(visitor):
    walk(visitor, until="danger")
    main = visitor.get(CONTACT).text.split("<main")[1]

    assert main.index("Call 112") < main.index("<fieldset")


def test_one_address_for_the_whole_road(visitor):
    for question in ("reporter", "danger"):
        sent = answer(visitor, question, "")
        assert (sent.status_code, sent["Location"]) == (303, CONTACT)


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        (
            {"reporter": "bystander"},
            "reporter danger case story municipality age person form going-on contact",
        ),
        (
            {"reporter": "bystander", "case": "place"},
            "reporter danger case story municipality place form going-on contact",
        ),
        (
            {"reporter": "professional", "age": "adult", "knows": "agrees"},
            "reporter danger case story municipality age knows person form contact",
        ),
        (
            {"reporter": "on-behalf", "age": "child"},
            "reporter danger case story municipality age person form contact",
        ),
        (
            {"reporter": "self", "own-story": STORY},
            "reporter danger own-story wish municipality own-age not-to contact",
        ),
    ],
)
def test_who_reports_decides_the_road(visitor, answers, asked):
    assert walk(visitor, **answers) == asked.split()
    assert CHECK in visitor.get(CONTACT).text


def test_somebody_it_happens_to_can_send_after_three_pages(visitor, intake, noon):
    walk(visitor, until="wish", **{"reporter": "self", "own-story": STORY})
    visitor.post(CONTACT, {"question": "wish", "act": "finish"})

    code_on(visitor.post(CONTACT, sending(visitor)).text)

    assert Report.objects.get().reporter == "self"


def test_back_leads_to_the_page_before_with_its_answer(visitor):
    walk(visitor, until="municipality")
    visitor.post(CONTACT, {"act": "back"})

    page = visitor.get(CONTACT).text
    assert question_on(page) == "story"
    assert STORY in page


def test_the_other_language_shows_the_same_page_with_the_answers(visitor):
    walk(visitor, until="municipality")
    visitor.post(CONTACT, {"act": "back"})

    dutch = visitor.get("/nl/contact/").text
    assert question_on(dutch) == "story"
    assert STORY in dutch


def test_the_check_page_says_that_nothing_was_sent_who_gets_it_and_why(visitor):
    walk(visitor, form="LAB")
    page = visitor.get(CONTACT).text

    assert "Nothing has been sent yet." in page
    assert STORY in page
    assert UTRECHT_DESK in page
    assert "receives the reports of this region" in page
    assert not Report.objects.exists()


def test_a_change_leads_back_to_the_check_page(visitor):
    walk(visitor, form="LAB")
    visitor.post(CONTACT, {"act": "change:form"})
    assert question_on(visitor.get(CONTACT).text) == "form"
    answer(visitor, "form", "SEX")

    page = visitor.get(CONTACT).text
    assert CHECK in page
    assert "Sexual exploitation" in page


def test_a_change_that_opens_a_question_asks_it_first(visitor):
    walk(visitor, contact="code-only")
    visitor.post(CONTACT, {"act": "change:contact"})
    answer(visitor, "contact", "yes")

    assert question_on(visitor.get(CONTACT).text) == "contact-how"


def test_the_receipt_is_the_answer_itself(visitor, form, intake, noon):
    sent = visitor.post(CONTACT, form(form="LAB", danger="days"))

    code, report = code_on(sent.text), Report.objects.get()
    told = actions.read_report(intake, report, at=noon)
    assert sent.status_code == 200
    assert "no-store" in sent["Cache-Control"]
    assert (report.reporter, report.form, report.urgency) == ("bystander", "LAB", "days")
    assert (report.municipality, report.region) == ("GM0344", "care-utrecht")
    assert told.story == STORY
    assert ("What do you think it is?", "Labour exploitation") in [
        (each.question, each.answer) for each in told.answers
    ]
    assert UTRECHT_DESK in sent.text
    assert "Tuesday 24 November" in sent.text
    assert code not in str(sent.headers)
    assert sent.cookies["draft"].value == ""
    assert "mailbox" not in sent.cookies


def test_after_sending_the_pages_are_empty(visitor, form):
    visitor.post(CONTACT, form())

    page = visitor.get(CONTACT).text
    assert question_on(page) == "reporter"
    assert STORY not in page


def test_a_receipt_in_words_opens_the_mailbox_however_it_is_typed(visitor, form):
    words = words_on(visitor.post(CONTACT, form() | {"kind": "words"}).text)

    typed = words.upper().replace(" ", " - ")
    assert visitor.post(ANSWER, {"code": typed}).status_code == 303
    assert visitor.post(ANSWER, {"code": words.rsplit(" ", 1)[0]}).status_code == 200


def test_what_was_told_is_not_shown_on_the_receipt(visitor, form):
    assert STORY not in visitor.post(CONTACT, form()).text


def test_i_do_not_know_is_an_answer_to_every_question(visitor):
    nothing = dict.fromkeys(("reporter", "case", "story", "municipality"), "")
    walk(visitor, **nothing)
    visitor.post(CONTACT, sending(visitor))

    report = Report.objects.get()
    assert (report.municipality, report.form, report.urgency) == ("", "UNK", "unknown")
    assert report.receiver.name == "Landelijk Bureau Keten (verzonnen)"


def test_who_says_that_somebody_is_in_danger_reads_the_emergency_number_again(visitor, form):
    assert "call 112 as well" in visitor.post(CONTACT, form(danger="now")).text


def test_sent_again_it_is_one_report_with_the_same_code(visitor, form):
    filled_in, kept = form(), visitor.cookies["draft"].value

    first = code_on(visitor.post(CONTACT, filled_in).text)
    visitor.cookies["draft"] = kept  # as the browser that did not get the answer
    again = code_on(visitor.post(CONTACT, filled_in).text)

    assert first == again
    assert Report.objects.count() == 1


def test_what_was_sent_cannot_be_changed_any_more_and_its_code_can_be_shown(visitor, form):
    filled_in, kept = form(), visitor.cookies["draft"].value
    code = code_on(visitor.post(CONTACT, filled_in).text)
    visitor.cookies["draft"] = kept

    answer(visitor, "story", "Something else.")

    page = visitor.get(CONTACT).text
    assert "This has been sent" in page
    assert STORY not in page
    assert code_on(visitor.post(CONTACT, {"act": "send"}).text) == code
    assert Report.objects.count() == 1


def test_the_same_words_told_again_are_another_report(visitor, form):
    codes = {code_on(visitor.post(CONTACT, form()).text) for _ in range(2)}

    assert len(codes) == 2
    assert Report.objects.count() == 2


def test_what_is_sent_is_what_was_looked_at(visitor, form):
    filled_in = form()
    visitor.post(CONTACT, {"act": "change:story"})
    answer(visitor, "story", "Other words, from another tab.")

    page = visitor.post(CONTACT, filled_in, follow=True).text

    assert "Something has changed" in page
    assert "Other words" in page
    assert not Report.objects.exists()


def test_whom_the_reporter_keeps_out_does_not_get_it(visitor, intake):
    walk(visitor)
    visitor.post(CONTACT, {"act": f"keep-out:{intake.organisation}"})

    assert f"It does not go to {UTRECHT_DESK}" in visitor.get(CONTACT).text
    visitor.post(CONTACT, sending(visitor))
    assert str(Report.objects.get().receiver_id) != intake.organisation


def test_who_was_kept_out_can_be_let_in_again(visitor, intake):
    walk(visitor)
    visitor.post(CONTACT, {"act": f"keep-out:{intake.organisation}"})
    visitor.post(CONTACT, {"act": f"let-in:{intake.organisation}"})

    visitor.post(CONTACT, sending(visitor))
    assert str(Report.objects.get().receiver_id) == intake.organisation


def test_where_nobody_receives_reports_the_page_says_whom_to_call_and_keeps_the_text(
    visitor, inside
):
    walk(visitor)
    with inside():
        Organisation.objects.update(receives_reports=False)

    page = visitor.get(CONTACT).text
    assert "No organisation here receives such reports" in page
    assert 'href="/en/help/"' in page
    assert STORY in page
    assert 'value="send"' not in page
    visitor.post(CONTACT, {"act": "send", "kind": "digits", "seen": "x"})
    assert not Report.objects.exists()


def test_a_receiver_that_stopped_since_the_page_was_shown_gets_nothing(visitor, form, inside):
    filled_in = form()
    with inside():
        Organisation.objects.filter(name=UTRECHT_DESK).update(receives_reports=False)

    page = visitor.post(CONTACT, filled_in, follow=True).text

    assert "Something has changed" in page
    assert not Report.objects.exists()


def test_a_form_from_elsewhere_is_refused(cast, form):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(CONTACT, form()).status_code == 403
    assert strict.post(CONTACT, {"question": "story", "answer": "x"}).status_code == 403
    assert not Report.objects.exists()


def test_ticks_from_another_page_become_answers(visitor, intake, noon):
    ticks = {"start": "signs", "reporter": "professional", "sign": ["I01", "no-such-sign"]}
    codes = list(telling.country().indicators)[:2]
    visitor.post(CONTACT, ticks | {"sign": [*codes, "no-such-sign"]})

    assert question_on(visitor.get(CONTACT).text) == "danger"
    asked = walk(visitor, signs=codes)
    assert "reporter" not in asked
    assert "signs" in asked
    visitor.post(CONTACT, sending(visitor))
    report = Report.objects.get()
    assert report.reporter == "professional"


def test_without_ticks_no_signs_are_asked(visitor):
    visitor.post(CONTACT, {"start": "signs", "reporter": "administrator", "sign": "no-such-sign"})

    assert "signs" not in walk(visitor)


@pytest.mark.parametrize("act", ["send", "save", "code"])
def test_practice_has_no_step_that_sends(act):
    assert act not in telling.PRACTICE.steps
    assert act in telling.REPORT.steps


def test_practice_walks_the_same_pages_and_sends_nothing(visitor):
    assert walk(visitor, PRACTICE)[:3] == ["reporter", "danger", "case"]

    page = visitor.get(PRACTICE).text
    assert "Practice: nothing can be sent from here." in page
    assert CHECK in page
    assert 'value="send"' not in page
    visitor.post(PRACTICE, {"act": "send", "kind": "digits", "seen": "x"})
    assert not Report.objects.exists()
    over = visitor.post(PRACTICE, {"act": "stop"})
    assert "The practice is over" in over.text
    assert not Draft.objects.exists()


def test_practice_and_a_real_report_do_not_meet(visitor):
    walk(visitor, PRACTICE, until="municipality", story="Only practice.")

    assert question_on(visitor.get(CONTACT).text) == "reporter"


def test_no_step_keeps_an_answer_in_the_browser_or_in_a_header(visitor):
    steps = [
        answer(visitor, "reporter", "bystander"),
        answer(visitor, "story", STORY),
        visitor.get(CONTACT),
        visitor.post(CONTACT, {"act": "finish", "question": "danger"}),
        visitor.get(CONTACT),
        visitor.post(CONTACT, {"act": "save"}),
        visitor.post(CONTACT, {"act": "code", "kind": "digits"}),
    ]

    for step in steps:
        assert "no-store" in step["Cache-Control"]
        assert STORY not in str(step.headers)
        assert step.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
        assert step.get("Location", CONTACT) == CONTACT


def test_the_trail_of_a_report_names_no_answer(visitor, form):
    visitor.post(CONTACT, form(form="LAB"))

    lines = list(AuditEntry.objects.filter(actor="anonymous").values_list("act", "facts"))
    assert {act for act, _ in lines} == {"draft.kept", "draft.sent", "report.received"}
    assert [facts for _, facts in lines if facts] == [{"region": "care-utrecht"}]
