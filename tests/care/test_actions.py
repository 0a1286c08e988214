"""What a provider says of its places, and which of them are found."""

import pytest

from ketenwerk.care import actions, queries
from ketenwerk.care.facts import Needs
from ketenwerk.foundation.problems import Invalid
from tests.casework import deeds
from tests.casework.deeds import Deed
from tests.casework.steps import NEEDS

COUNTED = {"places": 9, "free": 4}
DEEDS = {
    "count": Deed(
        lambda actor, find, at: actions.count_places(actor, find("service"), **COUNTED, at=at),
        *("shelter", "stranger", "organisation.other"),
        acts=("service.counted",),
    ),
}


@pytest.fixture(params=DEEDS)
def deed(cast, request):
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


@pytest.mark.parametrize(
    ("places", "free"), [(1, 2), (-1, 0), (3, -1), (10_001, 0), (10_001, 10_001)]
)
def test_a_count_that_cannot_be_right_is_refused(service, shelter, noon, places, free):
    with pytest.raises(Invalid, match=r"service\.impossible-count"):
        actions.count_places(shelter, service, places=places, free=free, at=noon)


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
