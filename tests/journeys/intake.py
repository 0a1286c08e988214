"""What the intake does with a report, at its desk."""

from tests.journeys.reader import Reader
from tests.journeys.visitor import STORY

ANSWER = "Dank u. Wij kijken ernaar. Belt zij u om hulp, bel dan meteen 112."


def reports(ina: Reader) -> set[str]:
    ina.open("intake/")
    return ina.links(r"/intake/[0-9a-f-]{36}/$")


def intake_takes_and_answers(ina: Reader, report: str) -> str:
    """Where the signal stands."""
    ina.open(report)
    assert STORY in ina.text
    ina.press("Take it as a signal")
    signal = ina.path
    ina.write({"body": ANSWER})
    ina.press("Send the answer")
    assert ANSWER in ina.text
    return signal
