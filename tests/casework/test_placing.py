"""What every answer to a search for a place does to the track, and what happens by itself."""

from datetime import timedelta

import pytest

from ketenwerk.care.models import PlaceRequest, Referral, Service
from ketenwerk.care.referring import actions as care_actions
from ketenwerk.care.referring.actions import Asking
from ketenwerk.casework import actions as cases
from ketenwerk.casework import queries
from ketenwerk.casework.models import Track
from ketenwerk.casework.placing import actions
from ketenwerk.foundation.problems import Conflict, Refused
from ketenwerk.organisations.actor import SYSTEM
from tests.care.searches import later
from tests.casework import deeds
from tests.casework.deeds import Deed
from tests.casework.steps import ASKING, NEEDS, responsible, soon, step, taken_in

DEEDS = {
    "ask": Deed(
        lambda actor, find, at: actions.ask_for_places(
            actor, find("care"), [find("service")], ASKING, at=at
        ),
        *("coordinator", "national", "organisation.other"),
        acts=("referral.asked", "place-request.made", "track.place-asked"),
    ),
    "accept": Deed(
        lambda actor, find, at: actions.accept_place(actor, find("referral"), at=at),
        *("shelter", "coordinator", "organisation.other"),
        acts=("referral.accepted", "track.place-held"),
    ),
    "refuse": Deed(
        lambda actor, find, at: actions.refuse_place(
            actor, find("referral"), refusal="safety", at=at
        ),
        *("shelter", "coordinator", "organisation.other"),
        acts=("referral.refused", "place-request.exhausted", "need.unmet", "track.place-refused"),
    ),
    "ask-for-more": Deed(
        lambda actor, find, at: actions.ask_for_more(
            actor, find("referral"), question="Pets?", at=at
        ),
        *("shelter", "coordinator", "organisation.other"),
        acts=("referral.more-asked", "track.place-more-asked"),
    ),
    "tell-more": Deed(
        lambda actor, find, at: actions.tell_more(actor, find("asked_back"), addition="No", at=at),
        *("coordinator", "shelter", "organisation.other"),
        acts=("referral.more-told", "track.place-more-told"),
    ),
    "intake": Deed(
        lambda actor, find, at: actions.want_intake(
            actor, find("referral"), on=soon(at, 1), at=at
        ),
        *("shelter", "coordinator", "organisation.other"),
        acts=("referral.intake-first", "track.place-intake-first"),
    ),
    "arrive": Deed(
        lambda actor, find, at: actions.confirm_arrival(actor, find("held"), at=at),
        *("shelter", "coordinator", "organisation.other"),
        acts=("referral.arrived", "track.arrived"),
    ),
    "confirm": Deed(
        lambda actor, find, at: actions.confirm_handover(actor, find("arrived"), at=at),
        *("coordinator", "shelter", "organisation.other"),
        acts=("referral.confirmed", "track.handover-confirmed", "track.handed-over"),
    ),
    "withdraw": Deed(
        lambda actor, find, at: actions.withdraw_referral(actor, find("referral"), at=at),
        *("coordinator", "shelter", "organisation.other"),
        acts=(
            "referral.withdrawn",
            "place-request.exhausted",
            "need.unmet",
            "track.place-withdrawn",
        ),
    ),
    "stop": Deed(
        lambda actor, find, at: actions.stop_search(actor, find("searched"), at=at),
        *("coordinator", "shelter", "organisation.other"),
        acts=("place-request.withdrawn", "track.search-stopped"),
    ),
    "out-of-time": Deed(
        lambda actor, find, at: actions.out_of_time(actor, find("referral"), at=later(at, days=2)),
        *("nobody", "shelter", "role.system-only"),
        acts=(
            "referral.expired",
            "place-request.exhausted",
            "need.unmet",
            "track.place-out-of-time",
        ),
    ),
}
BEFORE = {
    "ask": ["care", "service"],
    "tell-more": ["asked_back"],
    "arrive": ["held"],
    "confirm": ["arrived"],
    "stop": ["searched"],
}


@pytest.fixture
def nobody():
    """Time itself."""
    return SYSTEM


@pytest.fixture
def searched(referral, care):
    """The track for which somebody was asked."""
    return care


@pytest.fixture
def asked_back(referral, shelter, noon):
    return actions.ask_for_more(shelter, referral, question="Pets?", at=noon)


@pytest.fixture
def held(referral, shelter, noon):
    return actions.accept_place(shelter, referral, at=noon)


@pytest.fixture
def arrived(held, shelter, noon):
    actions.confirm_arrival(shelter, held, at=noon)
    return held


@pytest.fixture(params=DEEDS)
def deed(cast, request):
    for name in BEFORE.get(request.param, ["referral"]):
        request.getfixturevalue(name)
    return DEEDS[request.param]


@pytest.fixture
def do(deed, noon, request):
    return lambda actor: deed.do(actor, request.getfixturevalue, noon)


def test_every_deed_is_done_and_on_the_trail(deed, do, request):
    deeds.is_done_and_on_the_trail(deed, request.getfixturevalue(deed.by), do)


def test_a_refusal_changes_nothing_and_is_on_the_trail(deed, do, request):
    actor = request.getfixturevalue(deed.not_by)
    deeds.is_refused_on_the_trail_and_changes_nothing(deed, actor, do)


def test_every_deed_is_undone_when_it_fails(deed, do, request, monkeypatch):
    actor = request.getfixturevalue(deed.by)
    deeds.is_undone_when_it_fails(actor, do, monkeypatch, actions)


# ---- whose it is ----


def test_responsibility_moves_only_when_both_have_confirmed(
    care, referral, coordinator, shelter, noon
):
    for act, actor in ((actions.accept_place, shelter), (actions.confirm_arrival, shelter)):
        act(actor, referral, at=noon)
        assert responsible(care) == coordinator.organisation_id

    actions.confirm_handover(coordinator, referral, at=noon)

    assert str(responsible(care)) == shelter.organisation
    assert step(care) == ("intake-talk", noon.date() + timedelta(days=1))


def test_it_does_not_matter_who_confirms_first(care, referral, coordinator, shelter, noon):
    actions.accept_place(shelter, referral, at=noon)
    actions.confirm_handover(coordinator, referral, at=noon)
    assert responsible(care) == coordinator.organisation_id

    actions.confirm_arrival(shelter, referral, at=noon)

    assert str(responsible(care)) == shelter.organisation


def test_until_somebody_arrives_the_next_step_is_the_handover_before_the_hold_is_over(
    care, held, shelter, noon
):
    assert step(care) == ("handover", held.held_until.date())

    actions.confirm_arrival(shelter, held, at=noon)

    assert step(care) == ("handover", noon.date())


def test_a_refusal_leaves_the_track_with_the_sender_who_looks_further_today(
    care, referral, coordinator, shelter, noon
):
    actions.refuse_place(shelter, referral, refusal="safety", at=noon)

    assert responsible(care) == coordinator.organisation_id
    assert step(care) == ("find-place", noon.date())


def test_a_question_is_the_senders_turn_today(care, asked_back, coordinator, noon):
    assert step(care) == ("tell-more", noon.date())

    actions.tell_more(coordinator, asked_back, addition="None", at=noon)

    assert step(care)[0] == "find-place"


def test_own_tracks_follow_responsibility(care, referral, coordinator, shelter, noon):
    assert care in queries.own_tracks(coordinator)

    taken_in(referral, shelter, coordinator, at=noon)

    assert care not in queries.own_tracks(coordinator)
    assert care in queries.own_tracks(shelter)


# ---- one search at a time ----


def test_a_track_has_one_search_at_a_time(care, referral, cast, coordinator, noon):
    second = cast.services["wilg-breed"]

    with pytest.raises(Conflict, match=r"referral\.already-asked"):
        actions.ask_for_places(coordinator, care, [second], ASKING, at=noon)

    assert Referral.objects.count() == 1


def test_after_every_no_the_same_search_goes_on(care, referral, cast, coordinator, shelter, noon):
    actions.refuse_place(shelter, referral, refusal="full", at=noon)
    second = cast.services["wilg-breed"]

    actions.ask_for_places(coordinator, care, [second], ASKING, at=noon)

    assert PlaceRequest.objects.get().state == "open"
    assert Referral.objects.count() == 2


def test_after_a_search_was_stopped_another_may_begin(care, referral, service, coordinator, noon):
    track = actions.stop_search(coordinator, care, at=noon)
    assert (track.next_step, track.next_step_on) == ("find-place", noon.date())

    actions.ask_for_places(coordinator, care, [service], ASKING, at=noon)

    assert sorted(PlaceRequest.objects.values_list("state", flat=True)) == ["open", "withdrawn"]


def test_where_nothing_is_looked_for_nothing_is_stopped(care, coordinator, noon):
    with pytest.raises(Conflict, match=r"referral\.none-live"):
        actions.stop_search(coordinator, care, at=noon)


def test_the_last_place_goes_to_one_case_and_the_other_stays_with_its_sender(
    care, referral, service, coordinator, shelter, noon
):
    other = care_actions.ask_for_places(
        coordinator, [service], Asking(NEEDS), reference=care.pk, region=care.region, at=noon
    )
    care_actions.accept_place(shelter, other.referrals.get(), at=noon)

    with pytest.raises(Conflict, match=r"place\.full"):
        actions.accept_place(shelter, referral, at=noon)

    assert responsible(care) == coordinator.organisation_id
    assert Service.objects.get(pk=service.pk).free == 0


# ---- when the track closes ----


def test_closing_the_track_ends_the_stay_and_frees_the_place(care, stay, shelter, noon):
    track = cases.close_track(shelter, care, outcome="independent", at=noon)

    assert (track.state, track.next_step, track.next_step_on) == ("closed", "", None)
    assert Service.objects.get(pk=stay.service_id).free == 1
    assert Referral.objects.get().state == "ended"
    assert PlaceRequest.objects.get().state == "ended"


def test_closing_the_track_takes_a_request_back_that_waits(care, referral, coordinator, noon):
    cases.close_track(coordinator, care, outcome="declined", at=noon)

    assert Referral.objects.get().state == "withdrawn"
    assert PlaceRequest.objects.get().state == "withdrawn"


def test_closing_the_track_gives_a_held_place_back(care, held, coordinator, noon):
    cases.close_track(coordinator, care, outcome="declined", at=noon)

    assert Service.objects.get(pk=held.service_id).free == 1


def test_a_track_does_not_close_over_somebody_who_has_arrived(care, arrived, coordinator, noon):
    with pytest.raises(Refused, match=r"referral\.arrived-already"):
        cases.close_track(coordinator, care, outcome="declined", at=noon)

    assert Track.objects.get(pk=care.pk).state == "open"


def test_a_closed_track_takes_no_place(care, referral, coordinator, shelter, noon):
    cases.close_track(coordinator, care, outcome="declined", at=noon)

    with pytest.raises(Refused, match=r"track\.closed"):
        actions.accept_place(shelter, referral, at=noon)


def test_a_request_without_a_case_is_not_answered_here(service, coordinator, shelter, noon, care):
    loose = care_actions.ask_for_places(
        coordinator, [service], Asking(NEEDS), reference=care.case_id, region=care.region, at=noon
    )

    with pytest.raises(Conflict, match=r"referral\.without-track"):
        actions.accept_place(shelter, loose.referrals.get(), at=noon)
