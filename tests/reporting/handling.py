"""Reports in every stage of being handled."""

import pytest

from ketenwerk.organisations.actor import ANONYMOUS
from ketenwerk.reporting import actions as reporting
from ketenwerk.reporting.handling import actions
from ketenwerk.reporting.handling.models import Bundle, Handover
from ketenwerk.reporting.models import Report
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
