from datetime import UTC, datetime, timedelta

import pytest

from ketenwerk.accounts.rules import Ended, needs_second_factor, session_end

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("began_ago", "seen_ago", "end"),
    [
        (timedelta(0), timedelta(0), None),
        (timedelta(minutes=20), timedelta(minutes=14, seconds=59), None),
        (timedelta(minutes=20), timedelta(minutes=15), Ended.IDLE),
        (timedelta(hours=7, minutes=59), timedelta(0), None),
        (timedelta(hours=8), timedelta(0), Ended.ABSOLUTE),
        (timedelta(hours=9), timedelta(hours=1), Ended.ABSOLUTE),
        (timedelta(minutes=-1), timedelta(minutes=-1), Ended.ABSOLUTE),
    ],
)
def test_session_end(began_ago, seen_ago, end):
    assert session_end(began_at=NOON - began_ago, seen_at=NOON - seen_ago, at=NOON) is end


@pytest.mark.parametrize(
    ("required", "has_one", "came_by", "answer"),
    [
        (True, False, {"password"}, True),
        (True, False, set(), True),
        (True, False, {"socialaccount"}, False),
        (True, True, {"password", "mfa"}, False),
        (False, False, {"password"}, False),
    ],
)
def test_needs_second_factor(required, has_one, came_by, answer):
    assert (
        needs_second_factor(required=required, has_one=has_one, came_by=frozenset(came_by))
        is answer
    )
