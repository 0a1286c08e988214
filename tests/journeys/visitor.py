"""What a person outside does: report page by page, and come back with the code."""

from collections.abc import Iterator, Mapping

from tests.journeys.people import organisation_of
from tests.journeys.reader import Reader

UTRECHT = "GM0344"
STORY = "Bij de buren werkt een vrouw die nooit alleen naar buiten mag. (verzonnen)"
BYSTANDER = {
    "reporter": "bystander",
    "danger": "days",
    "case": "person",
    "story": STORY,
    "municipality": UTRECHT,
    "form": "LAB",
}
PROFESSIONAL = {**BYSTANDER, "reporter": "professional", "age": "adult", "knows": "refuses"}
SELF = {"reporter": "self", "danger": "not-urgent", "own-story": STORY, "contact": "yes"}
ROADS = {"bystander": BYSTANDER, "professional": PROFESSIONAL, "self": SELF}
QUESTION = "[name=question]"


def pages(visitor: Reader, answers: Mapping[str, str]) -> Iterator[str]:
    """Every question on the road, each answered when the next is asked for; at the end the check page.

    What is not named is not known.
    """
    while visitor.main.locator(QUESTION).count():
        code = visitor.main.locator(QUESTION).get_attribute("value") or ""
        yield code
        reply(visitor, answers.get(code, ""))


def reply(visitor: Reader, said: str) -> None:
    """Answer the page that is open; nothing is "I don't know"."""
    button = visitor.main.locator("button[name=always][value=unknown]")
    if not said and button.count():
        visitor.go(button)
        return
    visitor.write({"answer": said or "unknown"})
    visitor.press("Continue")


def to_the_check_page(visitor: Reader, answers: Mapping[str, str] = BYSTANDER) -> list[str]:
    """The questions that were asked on the way."""
    visitor.open("contact/")
    return list(pages(visitor, answers))


def begin(visitor: Reader) -> None:
    """From the first page to the first question."""
    visitor.open()
    visitor.follow("Tell what you saw")
    visitor.follow("Go on")


def send_report(visitor: Reader) -> str:
    """From the first page to the receipt; the code as it is shown there."""
    begin(visitor)
    for _ in pages(visitor, BYSTANDER):
        pass
    assert organisation_of("ina-inkijk") in visitor.text
    code = send(visitor)
    assert organisation_of("ina-inkijk") in visitor.text
    return code


def send(visitor: Reader) -> str:
    """From the check page to the receipt; the code."""
    assert visitor.word("Nothing has been sent yet.") in visitor.text
    visitor.press("Send")
    assert visitor.word("Thank you. We have received it.") in visitor.text
    return visitor.code


def enter_mailbox(visitor: Reader, code: str) -> str:
    """What the mailbox says."""
    visitor.open("answer/")
    visitor.write({"code": code})
    visitor.press("Open the mailbox")
    return visitor.text
