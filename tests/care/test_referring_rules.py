"""Who may do what with a search for a place and with what one service was asked."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from ketenwerk.care.facts import Needs
from ketenwerk.care.models import (
    Level,
    PlaceRequest,
    Referral,
    ReferralState,
    RequestState,
    Service,
)
from ketenwerk.care.referring import rules
from ketenwerk.organisations.actor import EVERYWHERE, SYSTEM, Actor, Role
from tests.conftest import NOON

SENDER, PLACER, HOUSE, OTHER = (str(UUID(int=number)) for number in range(1, 5))
COORDINATOR, OFFICER, WORKER = Role.CARE_COORDINATOR, Role.PLACEMENT_OFFICER, Role.CASE_WORKER
DIRECTOR, HERE, THERE = Role.CHAIN_DIRECTOR, "care-utrecht", "care-zwolle"
NEEDS = Needs("23-plus", "woman")
MOVED_ON, ELSEWHERE = "workflow.no-such-move", "organisation.other"
WAITING = {ReferralState.ASKED, ReferralState.MORE_INFORMATION, ReferralState.INTAKE_FIRST}
EVERY_STATE = list(ReferralState)
HOUR = timedelta(hours=1)


def actor(role: Role, organisation: str = OTHER, region: str = HERE) -> Actor:
    return Actor("u", organisation, frozenset({(role, region)}))


def service(free: int = 1, house: str = HOUSE) -> Service:
    return Service(
        organisation_id=house, age_groups=["23-plus"], sexes=["woman"], places=4, free=free
    )


def referral(state: ReferralState = ReferralState.ASKED, **known) -> Referral:
    made = {"sender_id": SENDER, "receiver_id": PLACER, "service": service(), "state": state}
    return Referral(**(made | known))


def search(state=RequestState.OPEN, level=Level.COORDINATOR, **known) -> PlaceRequest:
    return PlaceRequest(sender_id=SENDER, region=HERE, state=state, level=level, **known)


@pytest.mark.parametrize(
    ("role", "needs", "free", "answer"),
    [
        (COORDINATOR, NEEDS, 1, ""),
        (DIRECTOR, NEEDS, 1, ""),
        (COORDINATOR, NEEDS, 0, "place.full"),
        (COORDINATOR, Needs("23-plus", "man"), 1, "place.sex"),
        (COORDINATOR, Needs("under-18", "woman"), 0, "place.age"),
        (OFFICER, NEEDS, 1, "role.missing"),
    ],
)
def test_may_ask(role, needs, free, answer):
    assert rules.may_ask(actor(role), service(free), needs).reason == answer


@pytest.mark.parametrize(
    ("free", "needs", "answer"),
    [(0, NEEDS, ""), (1, NEEDS, ""), (1, Needs("23-plus", "man"), "place.sex")],
)
def test_what_is_full_today_may_stand_in_line(free, needs, answer):
    may = rules.may_put_in_line(actor(COORDINATOR), service(free), needs)

    assert may.reason == answer


@pytest.mark.parametrize(
    ("who", "level", "answer"),
    [
        (actor(COORDINATOR, SENDER), Level.COORDINATOR, ""),
        (actor(COORDINATOR, SENDER), Level.NATIONAL, ""),
        (actor(COORDINATOR), Level.COORDINATOR, ELSEWHERE),
        (actor(COORDINATOR), Level.DIRECTOR, ELSEWHERE),
        (actor(WORKER, SENDER), Level.COORDINATOR, "role.missing"),
        (actor(DIRECTOR), Level.COORDINATOR, ELSEWHERE),
        (actor(DIRECTOR), Level.DIRECTOR, ""),
        (actor(DIRECTOR), Level.NATIONAL, ""),
        (actor(DIRECTOR, region=THERE), Level.NATIONAL, ELSEWHERE),
        (actor(COORDINATOR, region=EVERYWHERE), Level.DIRECTOR, ELSEWHERE),
        (actor(COORDINATOR, region=EVERYWHERE), Level.NATIONAL, ""),
    ],
)
def test_who_sees_to_a_search_grows_with_its_level(who, level, answer):
    assert rules.may_see_to(who, search(level=level)).reason == answer


@pytest.mark.parametrize("state", RequestState)
def test_a_search_is_widened_while_nobody_has_accepted(state):
    may = rules.may_ask_further(actor(COORDINATOR, SENDER), search(state))

    searching = state in {RequestState.OPEN, RequestState.EXHAUSTED}
    assert may.reason == ("" if searching else MOVED_ON)


@pytest.mark.parametrize(
    ("role", "organisation", "answer"),
    [
        (COORDINATOR, SENDER, ""),
        (OFFICER, PLACER, ""),
        (DIRECTOR, SENDER, "role.missing"),
        (WORKER, SENDER, "role.missing"),
        (OFFICER, HOUSE, ELSEWHERE),
        (COORDINATOR, OTHER, ELSEWHERE),
        (OFFICER, "", ELSEWHERE),
    ],
)
def test_only_who_asked_and_who_was_asked_may_read(role, organisation, answer):
    assert rules.may_read(actor(role, organisation), referral()).reason == answer


@pytest.mark.parametrize("state", EVERY_STATE)
@pytest.mark.parametrize("organisation", [PLACER, HOUSE])
def test_who_takes_part_reads_until_it_is_over_without_a_stay(state, organisation):
    over = {ReferralState.REFUSED, ReferralState.WITHDRAWN, ReferralState.EXPIRED}
    found = referral(state, answered_at=NOON)

    # the last reason is the sender's, who is somebody else
    assert bool(rules.may_read(actor(OFFICER, organisation), found)) is (state not in over)


@pytest.mark.parametrize(
    ("may", "from_states"),
    [
        (rules.may_accept, WAITING),
        (rules.may_refuse, WAITING | {ReferralState.HELD}),
        (rules.may_ask_for_more, {ReferralState.ASKED}),
        (rules.may_want_intake, {ReferralState.ASKED}),
    ],
)
@pytest.mark.parametrize("state", EVERY_STATE)
def test_who_was_asked_answers_while_it_can_be_answered(may, from_states, state):
    found = referral(state)

    assert may(actor(OFFICER, PLACER), found).reason == ("" if state in from_states else MOVED_ON)
    assert may(actor(OFFICER, SENDER), found).reason == ELSEWHERE
    assert may(actor(OFFICER, HOUSE), found).reason == ELSEWHERE
    assert may(actor(WORKER, PLACER), found).reason == "role.missing"


@pytest.mark.parametrize("state", EVERY_STATE)
def test_the_sender_tells_more_after_a_question(state):
    asked = state == ReferralState.MORE_INFORMATION

    assert rules.may_tell_more(actor(COORDINATOR, SENDER), referral(state)).reason == (
        "" if asked else MOVED_ON
    )
    assert rules.may_tell_more(actor(COORDINATOR), referral(state)).reason == ELSEWHERE


@pytest.mark.parametrize("state", EVERY_STATE)
def test_the_sender_takes_back_what_is_not_over_until_somebody_arrived(state):
    sender = actor(COORDINATOR, SENDER)
    free = {*WAITING, ReferralState.IN_LINE, ReferralState.HELD}

    assert rules.may_withdraw(sender, referral(state)).reason == (
        "" if state in free else MOVED_ON
    )
    assert rules.may_withdraw(actor(COORDINATOR, PLACER), referral(state)).reason == ELSEWHERE


def test_who_has_arrived_is_not_taken_back():
    found = referral(ReferralState.HELD, arrived_at=NOON)

    may = rules.may_withdraw(actor(COORDINATOR, SENDER), found)

    assert may.reason == "referral.arrived-already"


@pytest.mark.parametrize("state", EVERY_STATE)
def test_the_house_says_who_arrived_and_the_sender_confirms_while_a_place_is_held(state):
    answer = "" if state == ReferralState.HELD else MOVED_ON

    assert rules.may_confirm_arrival(actor(OFFICER, HOUSE), referral(state)).reason == answer
    assert rules.may_confirm_handover(actor(WORKER, SENDER), referral(state)).reason == answer
    assert rules.may_confirm_arrival(actor(OFFICER, PLACER), referral(state)).reason == ELSEWHERE
    assert rules.may_confirm_handover(actor(WORKER, HOUSE), referral(state)).reason == ELSEWHERE


def test_each_side_confirms_once():
    said = referral(ReferralState.HELD, arrived_at=NOON, confirmed_at=NOON)

    for may in (
        rules.may_confirm_arrival(actor(OFFICER, HOUSE), said),
        rules.may_confirm_handover(actor(COORDINATOR, SENDER), said),
    ):
        assert may.reason == "referral.said-already"


@pytest.mark.parametrize("state", EVERY_STATE)
def test_a_stay_ends_at_the_house(state):
    answer = "" if state == ReferralState.ACCEPTED else MOVED_ON

    assert rules.may_end(actor(OFFICER, HOUSE), referral(state)).reason == answer
    assert rules.may_end(actor(OFFICER, SENDER), referral(state)).reason == ELSEWHERE


@pytest.mark.parametrize("state", EVERY_STATE)
def test_only_what_waits_or_is_held_runs_out_of_time(state):
    late = referral(state, answer_by=NOON - HOUR, held_until=NOON - HOUR)

    assert rules.may_expire(SYSTEM, late, at=NOON).reason == (
        "" if state in WAITING | {ReferralState.HELD} else MOVED_ON
    )


@pytest.mark.parametrize(
    ("found", "answer"),
    [
        (referral(answer_by=NOON), ""),
        (referral(answer_by=NOON + HOUR), "referral.still-in-time"),
        (referral(ReferralState.HELD, answer_by=NOON - HOUR, held_until=NOON), ""),
        (referral(ReferralState.HELD, held_until=NOON + HOUR), "referral.still-in-time"),
        (
            referral(ReferralState.HELD, held_until=NOON - HOUR, arrived_at=NOON - 2 * HOUR),
            "referral.still-in-time",
        ),
    ],
)
def test_out_of_time_is_after_the_moment_and_never_for_who_has_arrived(found, answer):
    assert rules.may_expire(SYSTEM, found, at=NOON).reason == answer
    assert rules.may_expire(actor(OFFICER, PLACER), found, at=NOON).reason == "role.system-only"


@pytest.mark.parametrize(
    ("state", "level", "days", "answer"),
    [
        (RequestState.OPEN, Level.COORDINATOR, -1, ""),
        (RequestState.EXHAUSTED, Level.DIRECTOR, -1, ""),
        (RequestState.OPEN, Level.COORDINATOR, 0, "referral.still-in-time"),
        (RequestState.OPEN, Level.NATIONAL, -9, "referral.still-in-time"),
        (RequestState.PLACED, Level.COORDINATOR, -9, MOVED_ON),
        (RequestState.WITHDRAWN, Level.COORDINATOR, -9, MOVED_ON),
        (RequestState.ENDED, Level.COORDINATOR, -9, MOVED_ON),
    ],
)
def test_a_search_climbs_when_its_day_has_passed(state, level, days, answer):
    found = search(state, level, climbs_on=NOON.date() + timedelta(days=days))

    assert rules.may_climb(SYSTEM, found, at=NOON).reason == answer


@pytest.mark.parametrize(
    ("how_many", "at_once", "answer"),
    [
        (1, 1, ""),
        (20, 20, ""),
        (0, 1, "place.none-chosen"),
        (1, 0, "place.none-chosen"),
        (21, 1, "place.too-many-chosen"),
    ],
)
def test_somebody_is_asked_and_not_everybody(how_many, at_once, answer):
    services = [service() for _ in range(how_many)]

    assert rules.asks_somebody(services, at_once).reason == answer


def test_nobody_is_asked_twice():
    same = service()

    assert rules.asks_somebody([same, same], 1).reason == "place.too-many-chosen"


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        (date(2026, 11, 22), "referral.intake-not-soon"),
        (date(2026, 11, 23), ""),
        (date(2026, 11, 26), ""),
        (date(2026, 11, 27), "referral.intake-not-soon"),
    ],
)
def test_an_intake_talk_is_within_three_working_days(on, answer):
    assert rules.intake_is_soon(on, today=NOON.date()).reason == answer
