"""What is late with the intake climbs by itself, as counts with an organisation and never with a word of a report."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest

from ketenwerk.foundation.problems import Refused
from ketenwerk.reporting.actions import take_report
from ketenwerk.reporting.handling import queries
from tests.casework.steps import desk_of
from tests.conftest import NOON, STORY

MONDAY = NOON.date()
HEADING = "Reports that wait too long, by organisation"


@pytest.fixture
def clock(monkeypatch):
    clock = SimpleNamespace(now=NOON)
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock.now)
    return clock


@pytest.mark.parametrize(
    ("days", "late", "who", "climbed"),
    [
        (1, False, "", False),  # Tuesday, the last day
        (2, True, "The organisation itself", False),
        (3, True, "You", False),
        (8, True, "You", False),
        (9, True, "You and the national desk", True),
    ],
)
def test_a_report_nobody_looks_at_climbs_day_by_day(cast, report, clock, days, late, who, climbed):
    clock.now = NOON + timedelta(days=days)
    region = desk_of(cast, "kees-ketting").text("web:region", "care-utrecht")
    nation = desk_of(cast, "lara-landelijk").text("web:work")

    assert ("Meldpunt De Waterkant" in region) is late
    assert not who or re.search(rf">{who}\s*</td>", region)
    assert ("1 report waits" in nation) is climbed
    for page in (region, nation):
        assert STORY not in page
        assert str(report.id) not in page


def test_taking_it_gives_it_the_day_of_the_answer(director, intake, report):
    take_report(intake, report, at=NOON)

    def late(days):
        return queries.late_in_region(
            director, "care-utrecht", today=MONDAY + timedelta(days=days)
        )

    assert late(7) == []
    [pile] = late(8)  # the fifth working day has passed
    assert (pile.unread, pile.undecided, pile.oldest) == (0, 1, MONDAY + timedelta(days=7))


def test_it_counts_by_organisation_and_who_directs_elsewhere_sees_nothing(
    director, stranger, intake, national, report, second
):
    later = MONDAY + timedelta(days=9)
    take_report(intake, second, at=NOON)

    [pile] = queries.late_in_region(director, "care-utrecht", today=later)
    assert (pile.unread, pile.undecided) == (1, 1)
    assert queries.late_in_region(stranger, "care-groningen", today=later) == []
    with pytest.raises(Refused, match=r"role\.missing"):
        queries.late_in_region(stranger, "care-utrecht", today=later)
    for actor in (intake, director):
        with pytest.raises(Refused, match=r"role\.missing"):
            queries.late_anywhere(actor, before=later)
    assert len(queries.late_anywhere(national, before=later)) == 1


def test_an_empty_region_says_so(cast, report, clock):
    page = desk_of(cast, "kees-ketting").text("web:region", "care-utrecht")

    assert "Every report was looked at in time." in page
    assert HEADING not in page
