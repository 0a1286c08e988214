"""Every step of a report and of its mailbox has the size of any page (security.md T32)."""

from tests.reporting.conftest import ANSWER, CONTACT, answer, question_on, sending
from tests.web.test_sizes import PACKED, STEP, over_the_line

STORY = "Invented. " * 100


def test_every_page_of_a_report_has_the_size_of_any_page(visitor):
    seen = []
    while here := question_on(visitor.get(CONTACT).text):
        seen.append(visitor.get(CONTACT, **PACKED))
        answer(visitor, here, STORY if here == "story" else "")
    seen.append(visitor.get(CONTACT, **PACKED))
    seen.append(visitor.post(CONTACT, sending(visitor), **PACKED))

    assert len(seen) > 5
    assert {over_the_line(page) for page in seen} == {STEP}


def test_so_has_the_mailbox(mailbox):
    pages = [
        mailbox.get(f"{ANSWER}open/", **PACKED),
        mailbox.get(f"{ANSWER}add/", **PACKED),
        mailbox.post(f"{ANSWER}wipe/", **PACKED),
        mailbox.post(f"{ANSWER}close/", **PACKED),
    ]

    assert {over_the_line(page) for page in pages} == {STEP}
