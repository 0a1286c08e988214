"""How a search goes on: several asked at once, the first wins, the next in line, time that runs out, climbing."""

from datetime import timedelta

import pytest

from ketenwerk.care.models import Level, PlaceRequest, RequestState
from ketenwerk.care.referring import actions, queries
from ketenwerk.country.data import country
from ketenwerk.foundation.problems import Conflict, Refused
from ketenwerk.keys.fields import others_who_open
from ketenwerk.keys.service import Holder
from ketenwerk.organisations.actor import SYSTEM
from tests.care.searches import after, ask, asked, free, later, look, states


@pytest.fixture
def places(cast):
    """Of three providers, each with room for a woman."""
    return [cast.services[code] for code in ("linde-vrouwen", "wilg-breed", "iep-vrouwen")]


@pytest.fixture
def officers(cast, noon):
    names = ("linda-linde", "wilma-wilg", "iris-iep")
    return [cast.actor(name, on=noon.date()) for name in names]


@pytest.fixture
def together(coordinator, places, noon):
    return look(coordinator, *places, at=noon, at_once=3)


@pytest.fixture
def in_line(coordinator, places, noon):
    return look(coordinator, *places, at=noon)


def now(search: PlaceRequest) -> PlaceRequest:
    return PlaceRequest.objects.get(pk=search.pk)


# ---- several at once ----


def test_the_first_who_accepts_has_it_and_the_others_hear_it(together, officers, places, noon):
    _, second, _ = asked(together)

    actions.accept_place(officers[1], second, at=noon)

    assert states(together) == ["withdrawn", "held", "withdrawn"]
    assert {each.why_over for each in asked(together)} == {"", "taken-elsewhere"}
    assert now(together).state == RequestState.PLACED
    assert [free(place) for place in places] == [1, 2, 2]


def test_who_accepts_second_hears_that_another_was_first(together, officers, places, noon):
    first, second, _ = asked(together)
    actions.accept_place(officers[1], second, at=noon)

    with pytest.raises(Conflict, match=r"referral\.other-was-first"):
        actions.accept_place(officers[0], first, at=noon)

    assert free(places[0]) == 1


def test_one_no_leaves_the_others_waiting(together, officers, noon):
    first, *_ = asked(together)

    actions.refuse_place(officers[0], first, refusal="safety", at=noon)

    assert states(together) == ["refused", "asked", "asked"]
    assert now(together).state == RequestState.OPEN


def test_when_everybody_said_no_the_search_is_back_with_its_sender(together, officers, noon):
    for officer, referral in zip(officers, asked(together), strict=True):
        actions.refuse_place(officer, referral, refusal="full", at=noon)

    assert now(together).state == RequestState.EXHAUSTED


# ---- one after the other ----


def test_who_stands_in_line_sees_nothing_until_asked(in_line, officers):
    _, second, _ = asked(in_line)

    assert not queries.referrals_of(officers[1], second.reference).exists()
    assert queries.referrals_of(officers[0], second.reference).exists()


def test_after_a_no_the_next_in_line_is_asked_with_a_clock_of_its_own(in_line, officers, noon):
    first, *_ = asked(in_line)
    at = later(noon, hours=1)

    actions.refuse_place(officers[0], first, refusal="full", at=at)

    _, second, _ = asked(in_line)
    assert states(in_line) == ["refused", "asked", "in-line"]
    assert second.asked_at == at
    minutes = country().service_kind(second.service.kind).answer_minutes
    assert second.answer_by == at + timedelta(minutes=minutes)


def test_who_is_full_when_its_turn_comes_is_passed_over(in_line, officers, places, inside, noon):
    first, *_ = asked(in_line)
    with inside():
        type(places[1]).objects.filter(pk=places[1].pk).update(free=0)

    actions.refuse_place(officers[0], first, refusal="full", at=noon)

    assert states(in_line) == ["refused", "withdrawn", "asked"]
    assert asked(in_line)[1].why_over == "full-at-its-turn"


def test_the_line_stays_while_a_place_is_held_and_is_dissolved_when_it_is_taken(
    in_line, officers, coordinator, noon
):
    first, *_ = asked(in_line)
    actions.accept_place(officers[0], first, at=noon)
    assert states(in_line) == ["held", "in-line", "in-line"]

    actions.confirm_arrival(officers[0], first, at=noon)
    actions.confirm_handover(coordinator, first, at=noon)

    assert states(in_line) == ["accepted", "withdrawn", "withdrawn"]


def test_who_was_never_asked_can_open_nothing_any_more(
    in_line, coordinator, noon, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.stop_search(coordinator, in_line, at=noon)

    for referral in asked(in_line):
        sender = [Holder(str(referral.sender_id), "care")]
        assert others_who_open(referral, sender) == frozenset()


# ---- time ----


def test_no_answer_in_time_asks_the_next_and_then_comes_back(in_line, noon):
    at = noon
    for _ in range(3):
        waiting = in_line.referrals.get(state="asked")
        at = after(waiting.answer_by)
        assert list(queries.out_of_time(at)) == [waiting]
        actions.expire(SYSTEM, waiting, at=at)

    assert states(in_line) == ["expired"] * 3
    assert now(in_line).state == RequestState.EXHAUSTED
    assert not queries.out_of_time(at).exists()


def test_before_its_time_nothing_is_out_of_time(in_line, noon):
    first, *_ = asked(in_line)

    assert not queries.out_of_time(first.answer_by - timedelta(minutes=1)).exists()


def test_a_held_place_where_nobody_arrives_is_free_again_and_the_next_is_asked(
    in_line, officers, places, noon
):
    first, *_ = asked(in_line)
    held = actions.accept_place(officers[0], first, at=noon)
    assert free(places[0]) == 0

    actions.expire(SYSTEM, held, at=after(held.held_until))

    assert free(places[0]) == 1
    assert states(in_line) == ["expired", "asked", "in-line"]
    assert now(in_line).state == RequestState.OPEN


def test_who_has_arrived_keeps_the_place_however_long_the_sender_waits(
    in_line, officers, places, noon
):
    first, *_ = asked(in_line)
    held = actions.accept_place(officers[0], first, at=noon)
    actions.confirm_arrival(officers[0], held, at=noon)
    at = later(held.held_until, days=30)

    assert not queries.out_of_time(at).exists()
    with pytest.raises(Refused, match=r"referral\.still-in-time"):
        actions.expire(SYSTEM, held, at=at)
    assert free(places[0]) == 0


def test_a_question_stops_no_clock_and_an_answer_starts_it_anew(
    in_line, officers, coordinator, noon
):
    first, *_ = asked(in_line)
    at = later(noon, minutes=30)
    back = actions.ask_for_more(officers[0], first, question="Pets?", at=at)
    assert back.answer_by > first.answer_by

    told = actions.tell_more(coordinator, back, addition="None", at=later(at, minutes=5))

    assert told.answer_by == back.answer_by + timedelta(minutes=5)


def test_an_intake_talk_moves_the_answer_to_after_its_day(in_line, officers, noon):
    first, *_ = asked(in_line)
    day = noon.date() + timedelta(days=2)

    met = actions.want_intake(officers[0], first, on=day, at=noon)

    assert met.answer_by.date() > day


# ---- back ----


def test_a_place_given_back_after_acceptance_is_free_and_the_next_is_asked(
    in_line, officers, places, noon
):
    first, *_ = asked(in_line)
    held = actions.accept_place(officers[0], first, at=noon)

    actions.refuse_place(officers[0], held, refusal="safety", at=noon)

    assert free(places[0]) == 1
    assert states(in_line) == ["refused", "asked", "in-line"]


def test_the_person_does_not_want_it_and_the_next_is_asked(
    in_line, officers, coordinator, places, noon
):
    first, *_ = asked(in_line)
    held = actions.accept_place(officers[0], first, at=noon)

    actions.withdraw_referral(coordinator, held, why="person-declined", at=noon)

    assert free(places[0]) == 1
    assert states(in_line) == ["withdrawn", "asked", "in-line"]


def test_a_search_that_is_stopped_gives_a_held_place_back(
    in_line, officers, coordinator, places, noon
):
    first, *_ = asked(in_line)
    actions.accept_place(officers[0], first, at=noon)

    actions.stop_search(coordinator, in_line, at=noon)

    assert free(places[0]) == 1
    assert states(in_line) == ["withdrawn"] * 3


def test_a_search_is_not_stopped_when_somebody_has_arrived(in_line, officers, coordinator, noon):
    first, *_ = asked(in_line)
    held = actions.accept_place(officers[0], first, at=noon)
    actions.confirm_arrival(officers[0], held, at=noon)

    with pytest.raises(Refused, match=r"referral\.arrived-already"):
        actions.stop_search(coordinator, in_line, at=noon)


def test_the_last_place_is_given_once(service, coordinator, shelter, noon):
    first, second = (ask(coordinator, service, at=noon) for _ in range(2))
    actions.accept_place(shelter, first, at=noon)

    with pytest.raises(Conflict, match=r"place\.full"):
        actions.accept_place(shelter, second, at=noon)

    assert free(service) == 0
    assert second.request.referrals.get().state == "asked"


@pytest.mark.parametrize(("places", "left"), [(2, 2), (8, 8)])
def test_the_end_of_a_stay_never_frees_more_than_there_is(
    service, coordinator, shelter, inside, noon, places, left
):
    referral = ask(coordinator, service, at=noon)
    actions.accept_place(shelter, referral, at=noon)
    actions.confirm_arrival(shelter, referral, at=noon)
    actions.confirm_handover(coordinator, referral, at=noon)
    with inside():
        type(service).objects.filter(pk=service.pk).update(places=places, free=places)

    actions.end_stay(shelter, referral, at=noon)

    assert free(service) == left
    assert now(referral.request).state == RequestState.ENDED


# ---- climbing ----


def test_a_search_climbs_to_the_director_and_then_to_the_national_desk(
    in_line, director, national, noon
):
    at, levels = noon, []
    for _ in range(4):
        at = later(at, days=3)
        for due in queries.to_climb(at):
            actions.climb(SYSTEM, due, at=at)
        found = now(in_line)
        levels.append(found.level)
        assert found.climbs_on is not None

    assert levels == [Level.DIRECTOR, Level.NATIONAL, Level.NATIONAL, Level.NATIONAL]
    assert list(queries.climbed_searches(director)) == [in_line]
    assert list(queries.climbed_searches(national)) == [in_line]


def test_before_it_climbed_only_the_sender_sees_a_search(
    in_line, coordinator, director, national, shelter
):
    assert list(queries.own_searches(coordinator)) == [in_line]
    for other in (director, national, shelter):
        assert not PlaceRequest.objects.visible_to(other).exists()


def test_who_it_climbed_to_asks_further_in_the_same_search(in_line, director, cast, noon):
    actions.climb(SYSTEM, in_line, at=later(noon, days=3))
    fourth = cast.services["eik-vrouwen"]
    asking = actions.Asking(in_line.wanted())

    search = actions.ask_further(director, in_line, [fourth], asking, at=later(noon, days=3))

    assert states(search)[-1] == "asked"
    assert search.sender == in_line.sender
