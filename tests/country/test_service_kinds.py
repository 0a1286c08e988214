"""Who places where, read from the data of the Netherlands."""

from datetime import UTC, datetime

import pytest

MONDAY_NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
MONDAY_NIGHT = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
EARLY = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
SATURDAY_NOON = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "organisation", "at", "may"),
    [
        ("cosm", "national-registration", MONDAY_NOON, True),
        ("cosm", "care-provider", MONDAY_NOON, False),
        ("cosm", "police", MONDAY_NIGHT, False),
        ("omm", "national-registration", MONDAY_NIGHT, True),
        ("omm", "safety-house", MONDAY_NOON, False),
        ("protected-minors", "guardianship", MONDAY_NOON, True),
        ("protected-minors", "national-registration", MONDAY_NOON, False),
        ("emergency-bed", "police", MONDAY_NIGHT, True),
        ("emergency-bed", "police", EARLY, True),
        ("emergency-bed", "police", SATURDAY_NOON, True),
        ("emergency-bed", "police", MONDAY_NOON, False),
        ("emergency-bed", "care-provider", MONDAY_NOON, True),
        ("emergency-bed", "school", MONDAY_NIGHT, False),
        ("womens-shelter", "school", MONDAY_NOON, True),
    ],
)
def test_who_may_place_where_and_when(netherlands, kind, organisation, at, may):
    assert netherlands.may_place(kind, organisation, at) is may


def test_a_kind_knows_everybody_who_may_ever_place_there(netherlands):
    assert netherlands.service_kind("cosm").placed_by == ("national-registration",)
    assert "police" in netherlands.service_kind("emergency-bed").placed_by
    assert netherlands.service_kind("womens-shelter").placed_by == ()


def test_no_address_can_be_shown_of_a_kind_where_people_stay(netherlands):
    assert not [
        kind.code for kind in netherlands.service_kinds.values() if kind.stay and kind.public
    ]


def test_a_place_for_tonight_is_answered_and_forgotten_faster_than_one_for_months(netherlands):
    tonight, months = (netherlands.service_kind(code) for code in ("emergency-bed", "youth-care"))

    assert tonight.answer_minutes < months.answer_minutes
    assert tonight.hold_hours < months.hold_hours
    assert tonight.stale_hours < months.stale_hours


def test_kinds_are_chosen_by_their_name_in_the_language(netherlands):
    assert ("mens-shelter", "Mannenopvang") in netherlands.service_kind_choices("nl")
    assert ("mens-shelter", "Men's shelter") in netherlands.service_kind_choices("en")
