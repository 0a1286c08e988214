"""What is done with places and requests for a place."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ketenwerk.care import actions, queries
from ketenwerk.care.facts import Needs
from ketenwerk.care.models import Referral, ReferralState, Service
from ketenwerk.foundation.problems import Conflict, Invalid, NotFound, Refused
from tests.casework import deeds
from tests.casework.deeds import Deed
from tests.casework.steps import NEEDS

COUNTED = {"places": 9, "free": 4}


def ask(actor, service, *, at, reference=None, needs=NEEDS):
    reference = reference or uuid4()
    return actions.ask_for_place(
        actor, service, reference=reference, needs=needs, note="Quiet", at=at
    )


DEEDS = {
    "ask": Deed(
        lambda actor, find, at: ask(actor, find("service"), at=at),
        *("coordinator", "director", "role.missing"),
        acts=("referral.asked",),
    ),
    "read": Deed(
        lambda actor, find, at: actions.read_referral(actor, find("referral"), at=at),
        *("shelter", "police", "organisation.other"),
        acts=("referral.read",),
        changes=False,
    ),
    "accept": Deed(
        lambda actor, find, at: actions.accept_place(actor, find("referral"), at=at),
        *("shelter", "coordinator", "organisation.other"),
        acts=("referral.accepted",),
    ),
    "refuse": Deed(
        lambda actor, find, at: actions.refuse_place(
            actor, find("referral"), refusal="safety", at=at
        ),
        *("shelter", "coordinator", "organisation.other"),
        acts=("referral.refused",),
    ),
    "withdraw": Deed(
        lambda actor, find, at: actions.withdraw_referral(actor, find("referral"), at=at),
        *("coordinator", "shelter", "organisation.other"),
        acts=("referral.withdrawn",),
    ),
    "end": Deed(
        lambda actor, find, at: actions.end_stay(actor, find("stay"), at=at),
        *("shelter", "coordinator", "organisation.other"),
        acts=("referral.ended",),
    ),
    "count": Deed(
        lambda actor, find, at: actions.count_places(actor, find("service"), **COUNTED, at=at),
        *("shelter", "stranger", "organisation.other"),
        acts=("service.counted",),
    ),
}


@pytest.fixture
def referral(coordinator, service, noon):
    """Asked without a case: care knows none."""
    return ask(coordinator, service, at=noon)


@pytest.fixture
def stay(referral, shelter, noon):
    return actions.accept_place(shelter, referral, at=noon)


@pytest.fixture(params=DEEDS)
def deed(cast, request):
    for name in {"ask": [], "count": [], "end": ["stay"]}.get(request.param, ["referral"]):
        request.getfixturevalue(name)
    return DEEDS[request.param]


@pytest.fixture
def do(deed, noon, request):
    return lambda actor: deed.do(actor, request.getfixturevalue, noon)


def free(service) -> int:
    return Service.objects.get(pk=service.pk).free


def test_every_deed_is_done_and_on_the_trail(deed, do, request):
    deeds.is_done_and_on_the_trail(deed, request.getfixturevalue(deed.by), do)


def test_a_refusal_changes_nothing_and_is_on_the_trail(deed, do, request):
    actor = request.getfixturevalue(deed.not_by)
    deeds.is_refused_on_the_trail_and_changes_nothing(deed, actor, do)


def test_every_deed_is_undone_when_it_fails(deed, do, request, monkeypatch):
    actor = request.getfixturevalue(deed.by)
    deeds.is_undone_when_it_fails(actor, do, monkeypatch, actions)


def test_accepting_takes_a_place_and_the_end_of_the_stay_gives_it_back(
    service, referral, shelter, noon
):
    actions.accept_place(shelter, referral, at=noon)
    assert free(service) == 0

    actions.end_stay(shelter, referral, at=noon)
    assert free(service) == 1


def test_the_last_place_is_given_once(service, coordinator, shelter, noon):
    first, second = (ask(coordinator, service, at=noon) for _ in range(2))
    actions.accept_place(shelter, first, at=noon)

    with pytest.raises(Conflict, match=r"place\.full"):
        actions.accept_place(shelter, second, at=noon)

    assert free(service) == 0
    assert Referral.objects.get(pk=second.pk).state == ReferralState.ASKED


@pytest.mark.parametrize("how", ["refuse", "withdraw"])
def test_a_request_that_ends_without_a_stay_leaves_the_places_alone(
    service, referral, coordinator, shelter, noon, how
):
    if how == "refuse":
        actions.refuse_place(shelter, referral, refusal="safety", at=noon)
    else:
        actions.withdraw_referral(coordinator, referral, at=noon)

    assert free(service) == 1


def test_a_count_made_while_somebody_stays_never_goes_above_all_places(
    service, referral, shelter, noon
):
    actions.accept_place(shelter, referral, at=noon)
    actions.count_places(shelter, service, places=2, free=2, at=noon)

    actions.end_stay(shelter, referral, at=noon)

    assert free(service) == 2


def test_one_reference_has_one_live_request(service, coordinator, referral, noon):
    with pytest.raises(Conflict, match=r"referral\.already-asked"):
        ask(coordinator, service, reference=referral.reference, at=noon)


def test_after_a_refusal_the_same_reference_may_ask_again(
    service, coordinator, shelter, referral, noon
):
    actions.refuse_place(shelter, referral, refusal="safety", at=noon)

    again = ask(coordinator, service, reference=referral.reference, at=noon)

    assert queries.live_referral(coordinator, referral.reference) == again


@pytest.mark.parametrize(
    ("places", "free"), [(1, 2), (-1, 0), (3, -1), (10_001, 0), (10_001, 10_001)]
)
def test_a_count_that_cannot_be_right_is_refused(service, shelter, noon, places, free):
    with pytest.raises(Invalid, match=r"service\.impossible-count"):
        actions.count_places(shelter, service, places=places, free=free, at=noon)


def test_a_full_place_cannot_be_asked(service, coordinator, shelter, noon):
    full = actions.count_places(shelter, service, places=8, free=0, at=noon)

    with pytest.raises(Refused, match=r"place\.full"):
        ask(coordinator, full, at=noon)


def test_an_answer_is_due_within_the_term(referral, noon):
    assert referral.answer_by == noon.date() + timedelta(days=1)


def test_fitting_places_are_free_fit_and_begin_with_the_own_region(coordinator):
    found = queries.fitting_services(coordinator, NEEDS, region="care-utrecht")

    assert found[0].region == "care-utrecht"
    assert all(place.free and "woman" in place.sexes for place in found)
    own = [place.region == "care-utrecht" for place in found]
    assert own == sorted(own, reverse=True)


def test_no_place_takes_who_fits_nowhere(coordinator):
    nobody = Needs("unknown", "woman", children=12)

    assert queries.fitting_services(coordinator, nobody, region="care-utrecht") == []


@pytest.mark.parametrize(
    ("person", "sees"),
    [("coordinator", True), ("director", True), ("shelter", True), ("police", False)],
)
def test_who_sees_a_place(service, person, sees, request):
    actor = request.getfixturevalue(person)

    assert queries.services(actor).filter(pk=service.pk).exists() is sees


def test_only_who_asked_and_who_was_asked_find_a_request(referral, director, shelter, coordinator):
    assert queries.referral_by_id(shelter, referral.id) == referral
    assert queries.referral_by_id(coordinator, referral.id) == referral
    with pytest.raises(NotFound, match=r"referral\.not-found"):
        queries.referral_by_id(director, referral.id)


def test_a_request_waits_with_who_was_asked(referral, shelter, coordinator, noon):
    assert list(queries.waiting_referrals(shelter)) == [referral]
    assert not queries.waiting_referrals(coordinator).exists()

    actions.refuse_place(shelter, referral, refusal="safety", at=noon)

    assert not queries.waiting_referrals(shelter).exists()
