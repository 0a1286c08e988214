"""What a person outside does: report, and come back with the code."""

from tests.journeys.people import organisation_of
from tests.journeys.reader import Reader

UTRECHT = "GM0344"
STORY = "Bij de buren werkt een vrouw die nooit alleen naar buiten mag. (verzonnen)"


def send_report(visitor: Reader) -> str:
    """From the first page to the receipt; the code as it is shown there."""
    visitor.open()
    visitor.follow("Tell what you saw")
    visitor.write({"reporter": "bystander", "story": STORY, "form": "LAB", "urgency": "days"})
    visitor.write({"municipality": UTRECHT})
    visitor.press("Show who gets it from the place I chose")
    assert organisation_of("ina-inkijk") in visitor.text
    visitor.press("Send what I saw")
    assert visitor.word("Thank you. We have received it.") in visitor.text
    assert organisation_of("ina-inkijk") in visitor.text
    return visitor.code


def enter_mailbox(visitor: Reader, code: str) -> str:
    """What the mailbox says."""
    visitor.open("answer/")
    visitor.write({"code": code})
    visitor.press("Open the mailbox")
    return visitor.text
