"""A request to open an original finds the second person where they begin their day."""

import re
from datetime import timedelta

import pytest

from ketenwerk.audit.models import AuditEntry
from ketenwerk.keys import envelope
from ketenwerk.organisations.actor import ANONYMOUS
from ketenwerk.reporting import actions, filing, queries
from ketenwerk.reporting.attachments.kinds import Kind
from ketenwerk.reporting.models import Attachment, Opening
from tests.casework.steps import desk_of
from tests.conftest import NOON

WHY = "Invented: only the original shows <the> day."


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    class Clock:
        now = NOON

    monkeypatch.setattr("django.utils.timezone.now", lambda: Clock.now)
    return Clock


@pytest.fixture
def asked(receipt, intake) -> Opening:
    ticket = actions.enter_mailbox(ANONYMOUS, receipt.code, at=NOON)
    made = filing.Made(Kind.TEXT, b"Invented.", mark="f" * 64, original=envelope.new_key())
    filing._keep_attachment(ANONYMOUS, ticket, made, at=NOON)
    original = queries.original_of(intake, Attachment.objects.get().id)
    return filing.ask_original(intake, original, WHY, at=NOON)


def test_a_colleague_sees_who_asks_why_and_until_when(cast, asked):
    page = desk_of(cast, "imre-inkijk").text("web:work")

    assert "A second person is asked" in page
    assert "Ina Inkijk" in page
    assert "only the original shows &lt;the&gt; day." in page
    assert "24 November 2026, 13:00" in page
    address = re.search(r'href="(/en/intake/files/[^"]+/original/)"', page)[1]
    assert "I agree that it is opened" in desk_of(cast, "imre-inkijk").client.get(address).text


@pytest.mark.parametrize(
    "person", ["ina-inkijk", "lara-landelijk", "wessel-wad", "kees-ketting", "pim-politie"]
)
def test_who_asked_and_who_is_of_another_intake_does_not(cast, asked, person):
    page = desk_of(cast, person).text("web:work")

    assert "A second person is asked" not in page
    assert "only the original" not in page
    assert not AuditEntry.objects.filter(act="original.requests-read").exists()


def test_that_it_was_read_stands_on_the_trail(cast, asked, colleague):
    desk_of(cast, "imre-inkijk").text("web:work")

    [line] = AuditEntry.objects.filter(act="original.requests-read")
    assert (line.actor, line.outcome) == (colleague.user_id, "done")


@pytest.mark.parametrize("passed", [timedelta(hours=24, seconds=1), None])
def test_what_lapsed_or_was_agreed_to_asks_nobody_any_more(cast, asked, colleague, clock, passed):
    if passed:
        clock.now = NOON + passed
    else:
        found = queries.opening_by_id(colleague, asked.id)
        filing.agree_to_opening(colleague, found, at=NOON)

    assert "A second person is asked" not in desk_of(cast, "imre-inkijk").text("web:work")


@pytest.fixture
def colleague(cast):
    return cast.actor("imre-inkijk", on=NOON.date())
