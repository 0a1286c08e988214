"""Following a search for a place: who asks sees it, and whoever it has climbed to; never what was written."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ketenwerk.care.models import PlaceRequest
from ketenwerk.casework.placing import clock
from tests.casework.steps import trail


@pytest.fixture
def search(referral):
    return PlaceRequest.objects.get()


def test_the_sender_follows_who_was_asked_and_until_when(desk, care, search, referral):
    sender = desk("zora-zorgzaam")
    assert f"/searches/{search.id}/" in sender.text("casework:track", care.id)

    page = sender.text("casework:search", search.id)

    assert referral.service.name in page
    assert "Waits for an answer" in page
    assert "Quiet" not in page
    assert trail(act="place-request.seen") == ["place-request.seen"]


@pytest.mark.parametrize(
    "person", ["kees-ketting", "linda-linde", "pim-politie", "lara-landelijk"]
)
def test_before_it_climbed_nobody_else_sees_it(desk, search, person):
    assert desk(person).get("casework:search", search.id).status_code == 404


@pytest.mark.parametrize(
    ("days", "sees"), [((2,), ["kees-ketting"]), ((2, 5), ["kees-ketting", "lara-landelijk"])]
)
def test_whoever_it_has_climbed_to_sees_it_at_the_start_of_the_day(desk, search, noon, days, sees):
    for later in days:
        clock.run(at=noon + timedelta(days=later))

    for person in ("kees-ketting", "lara-landelijk", "wessel-wad"):
        page = desk(person).text("web:work")
        assert (f"/searches/{search.id}/" in page) is (person in sees)
        answer = desk(person).get("casework:search", search.id)
        assert answer.status_code == (200 if person in sees else 404)


def test_a_search_that_found_nothing_stands_with_its_sender_and_leads_on(desk, care, search, noon):
    onward = f"/tracks/{care.id}/place/"
    assert onward not in desk("zora-zorgzaam").text("casework:search", search.id)

    clock.run(at=noon + timedelta(days=2))

    page = desk("zora-zorgzaam").text("casework:search", search.id)
    assert "Everybody said no" in page
    assert onward in page
    assert f"/searches/{search.id}/" in desk("zora-zorgzaam").text("web:work")


def test_a_search_that_does_not_exist_is_not_there(desk, cast):
    assert desk("zora-zorgzaam").get("casework:search", uuid4()).status_code == 404
