"""What happens by itself with searches for a place, and what it does to the track."""

from datetime import timedelta

import pytest

from ketenwerk.care.models import PlaceRequest, Referral, Service
from ketenwerk.care.referring import actions as care_actions
from ketenwerk.care.referring.actions import Asking
from ketenwerk.casework.placing import actions, clock, course
from tests.care.searches import after
from tests.casework.steps import NEEDS, asked, responsible, step, trail


@pytest.fixture
def held(referral, shelter, noon):
    return actions.accept_place(shelter, referral, at=noon)


@pytest.fixture
def three(coordinator, case, cast, noon):
    places = [cast.services[code] for code in ("linde-vrouwen", "wilg-breed", "iep-vrouwen")]
    return asked(coordinator, case, *places, at=noon)


def test_the_clock_asks_the_next_and_the_track_has_the_new_day(three, care, noon):
    first, second, _ = three
    at = after(first.answer_by)

    assert clock.run(at=at).out_of_time == 1

    second.refresh_from_db()
    assert second.state == "asked"
    assert step(care) == ("find-place", second.answer_by.date())


def test_when_nobody_answers_the_track_comes_back_for_today(three, care, coordinator, noon):
    at = noon
    for _ in three:
        at = after(Referral.objects.get(state="asked").answer_by)
        clock.run(at=at)

    assert responsible(care) == coordinator.organisation_id
    assert step(care) == ("find-place", at.date())
    assert PlaceRequest.objects.get().state == "exhausted"


def test_a_hold_that_runs_out_brings_the_track_back(held, care, coordinator):
    at = after(held.held_until)

    clock.run(at=at)

    assert responsible(care) == coordinator.organisation_id
    assert step(care) == ("find-place", at.date())
    assert Service.objects.get(pk=held.service_id).free == 1


def test_what_belongs_to_no_track_runs_out_of_time_as_well(service, coordinator, care, noon):
    loose = care_actions.ask_for_places(
        coordinator, [service], Asking(NEEDS), reference=care.case_id, region=care.region, at=noon
    )

    done = clock.run(at=after(loose.referrals.get().answer_by))

    assert done.out_of_time == 1
    assert loose.referrals.get().state == "expired"
    assert trail(act="referral.without-open-track") == ["referral.without-open-track"]


def test_the_clock_that_runs_twice_does_nothing_the_second_time(three, noon):
    at = after(three[0].answer_by)
    clock.run(at=at)

    assert clock.run(at=at) == clock.Done()


def test_a_search_that_finds_nothing_climbs_by_itself(three, noon):
    done = [clock.run(at=noon + timedelta(days=days)).climbed for days in (1, 2, 4, 5, 9)]

    assert done == [0, 1, 0, 1, 0]


def test_what_is_answered_in_the_very_moment_is_left_alone(three, shelter, noon, monkeypatch):
    first, *_ = three
    at = after(first.answer_by)
    due = list(clock.searches.out_of_time(at))
    actions.refuse_place(shelter, first, refusal="full", at=noon)
    monkeypatch.setattr(clock.searches, "out_of_time", lambda _: due)

    assert clock.run(at=at).out_of_time == 0
    assert Referral.objects.get(pk=first.pk).state == "refused"


def test_a_day_is_never_further_away_than_a_next_step_may_be(care, inside, noon):
    with inside():
        course.set_step(care, "handover", noon.date() + timedelta(days=90), today=noon.date())

    assert step(care)[1] == noon.date() + timedelta(days=14)
