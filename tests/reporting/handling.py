"""Reports in every stage of being handled."""

import pytest

from ketenwerk.organisations.actor import ANONYMOUS
from ketenwerk.reporting import actions as reporting
from ketenwerk.reporting.handling import actions
from ketenwerk.reporting.handling.models import Bundle, Handover
from ketenwerk.reporting.models import Report
from ketenwerk.reporting.receipt import Stretched
from tests.conftest import NOON, STORY, UTRECHT

WHY = "Invented: you know the place."
DAY = NOON.date()


@pytest.fixture
def colleague(cast):
    return cast.actor("imre-inkijk", on=DAY)


@pytest.fixture
def bureau(cast):
    return cast.organisations["landelijk-bureau"]


@pytest.fixture
def offered(report, intake, bureau) -> Handover:
    return actions.hand_over(intake, report, bureau, reason=WHY, at=NOON)


@pytest.fixture
def second(report) -> Report:
    answers = reporting.Answers("bystander", f"{STORY} Again.", municipality=UTRECHT)
    reporting.submit_report(ANONYMOUS, answers, nonce="second", at=NOON)
    return Report.objects.exclude(pk=report.pk).get()


@pytest.fixture
def grouped(report, second, intake) -> Bundle:
    return actions.group_reports(intake, [report, second], reason=WHY, at=NOON)


@pytest.fixture
def ticket(receipt):
    return reporting.enter_mailbox(ANONYMOUS, receipt.code, at=NOON)


def close(actor, report, **more):
    given = {"reason": "no-leads", "message": "Thank you", "at": NOON} | more
    return actions.close_report(actor, report, **given)


@pytest.fixture
def closed(report, intake) -> Report:
    return close(intake, report)


@pytest.fixture
def tell(cast):
    """Reports sent as they are, without the slow hash of their codes."""

    def send(number: int, story: str, language: str = "en", **more: str) -> list[Report]:
        before = set(Report.objects.values_list("pk", flat=True))
        for each in range(number):
            given = {"municipality": UTRECHT, "form": "LAB", "language": language} | more
            answers = reporting.Answers("bystander", story, **given)
            code = Stretched(f"{len(before)} {each}", b"s" * 32)
            reporting._keep_report(ANONYMOUS, answers, "code", code, at=NOON)
        return list(Report.objects.exclude(pk__in=before).order_by("received_on", "id"))

    return send
