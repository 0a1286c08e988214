"""The pages of looking for a place, asking for it and answering, and what none of the pages lets pass."""

import html
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from ketenwerk.care.models import Referral, Service

NEEDS = {"age_group": "23-plus", "sex": "woman"}


# ---- a place ----


def test_places_that_fit_are_shown_with_what_is_free_and_never_where_they_are(desk, care, service):
    page = desk("zora-zorgzaam").text("casework:find_place", care.id, **NEEDS)

    assert service.name in page
    assert "1 of 8 free" in page


@pytest.mark.parametrize(
    ("needs", "message"),
    [
        ({**NEEDS, "age_group": "unknown"}, "No place with room fits this."),
        ({**NEEDS, "age_group": "x"}, "is not one of the available choices"),
        ({**NEEDS, "children": "many"}, "Enter a whole number."),
        ({**NEEDS, "children": "99"}, "less than or equal to 12"),
        ({**NEEDS, "service": "\x00"}, "Places that fit"),
    ],
)
def test_needs_nobody_can_meet_are_answered_in_words(desk, care, needs, message):
    assert message in html.unescape(
        desk("zora-zorgzaam").text("casework:find_place", care.id, **needs)
    )


def test_the_chosen_place_is_asked_with_a_note(desk, care, service):
    coordinator = desk("zora-zorgzaam")
    page = coordinator.text("casework:find_place", care.id, **NEEDS, service=service.id)
    assert f'name="service" value="{service.id}"' in page

    asked = {**NEEDS, "children": "0", "wheelchair": "False", "service": service.id}
    answer = coordinator.post("casework:ask", care.id, **asked, note="Speaks Romanian")

    assert answer.url == f"/en/tracks/{care.id}/"
    referral = Referral.objects.get()
    assert referral.needs == {
        "age_group": "23-plus",
        "sex": "woman",
        "children": 0,
        "wheelchair": False,
    }
    assert referral.state == "asked"
    assert "Speaks Romanian" in desk("linda-linde").text("casework:referral", referral.id)


@pytest.mark.parametrize(
    ("how", "states"), [("together", ["asked"] * 3), ("in-line", ["asked", "in-line", "in-line"])]
)
def test_several_places_are_asked_at_once_or_one_after_the_other(
    desk, care, service, cast, how, states
):
    others = [cast.services[code].id for code in ("wilg-breed", "iep-vrouwen")]
    coordinator = desk("zora-zorgzaam")
    page = coordinator.text("casework:find_place", care.id, **NEEDS, service=service.id)
    assert all(str(each) in page for each in others)

    asked = {**NEEDS, "service": service.id, "others": others, "how": how}
    coordinator.post("casework:ask", care.id, **asked)

    found = Referral.objects.order_by("position")
    assert [each.service_id for each in found] == [service.id, *others]
    assert [each.state for each in found] == states
    assert "Is asked when the others say no" in coordinator.text("casework:track", care.id) or (
        how == "together"
    )


@pytest.mark.parametrize("others", [["x"], ["\x00"], [str(UUID(int=7))]])
def test_another_place_that_does_not_exist_is_not_asked(desk, care, service, others):
    asked = {**NEEDS, "service": service.id, "others": others, "how": "together"}

    answer = desk("zora-zorgzaam").post("casework:ask", care.id, **asked)

    assert answer.status_code in {200, 404}
    assert not Referral.objects.exists()


def test_a_note_that_is_too_long_comes_back(desk, care, service):
    asked = {**NEEDS, "service": service.id, "note": "n" * 2001}

    answer = desk("zora-zorgzaam").post("casework:ask", care.id, **asked)

    assert answer.status_code == 200
    assert "n" * 2001 in answer.content.decode()
    assert not Referral.objects.exists()


@pytest.mark.parametrize("service", ["", "x", str(UUID(int=7)), "\x00"])
def test_a_place_that_does_not_exist_cannot_be_asked(desk, care, service):
    answer = desk("zora-zorgzaam").post("casework:ask", care.id, **NEEDS, service=service)

    assert answer.status_code in {200, 404}
    assert not Referral.objects.exists()


def test_only_the_responsible_coordinator_looks_for_a_place(desk, care):
    assert desk("kees-ketting").get("casework:find_place", care.id, **NEEDS).status_code == 403


def test_a_second_request_is_a_conflict(desk, care, referral, cast):
    asked = {**NEEDS, "service": cast.services["wilg-breed"].id}

    answer = desk("zora-zorgzaam").post("casework:ask", care.id, **asked)

    assert answer.status_code == 409
    assert "still waiting or was accepted" in answer.content.decode()


# ---- the request ----


def test_the_shelter_accepts_and_has_the_track_when_both_have_confirmed(desk, referral, care):
    worker, sender = desk("linda-linde"), desk("zora-zorgzaam")
    assert "Quiet" in worker.text("casework:referral", referral.id)

    answer = worker.post("casework:accept", referral.id)

    assert answer.url == f"/en/referrals/{referral.id}/"
    assert "the place is held" in worker.text("casework:referral", referral.id)
    assert worker.get("casework:track", care.id).status_code == 404
    assert worker.post("casework:accept", referral.id).status_code == 403

    worker.post("casework:arrived", referral.id)
    assert worker.get("casework:track", care.id).status_code == 404
    sender.post("casework:confirm", referral.id)

    assert "Opvang De Linde" in worker.text("casework:track", care.id)


def test_the_last_to_confirm_may_be_the_shelter(desk, referral, care):
    worker = desk("linda-linde")
    worker.post("casework:accept", referral.id)
    desk("zora-zorgzaam").post("casework:confirm", referral.id)

    answer = worker.post("casework:arrived", referral.id)

    assert answer.url == f"/en/tracks/{care.id}/"


def test_the_shelter_asks_and_the_sender_answers(desk, referral):
    worker, sender = desk("linda-linde"), desk("zora-zorgzaam")

    worker.post("casework:question", referral.id, question="Are there pets?")
    assert "Are there pets?" in sender.text("casework:referral", referral.id)
    assert worker.post("casework:addition", referral.id, addition="One").status_code == 403
    sender.post("casework:addition", referral.id, addition="One cat")

    assert "One cat" in worker.text("casework:referral", referral.id)
    assert Referral.objects.get().state == "asked"


@pytest.mark.parametrize(("name", "field"), [("question", "question"), ("intake", "on")])
def test_an_answer_that_says_nothing_comes_back(desk, referral, name, field):
    answer = desk("linda-linde").post(f"casework:{name}", referral.id, **{field: ""})

    assert answer.status_code == 200
    assert "This field is required." in answer.content.decode()
    assert Referral.objects.get().state == "asked"


def test_the_shelter_wants_to_meet_first(desk, referral):
    worker, today = desk("linda-linde"), timezone.localdate()

    worker.post("casework:intake", referral.id, on=today.isoformat())

    assert "They want to meet first" in desk("zora-zorgzaam").text(
        "casework:referral", referral.id
    )


def test_a_held_place_is_given_back(desk, referral, service):
    worker = desk("linda-linde")
    worker.post("casework:accept", referral.id)
    assert "Or give it back" in worker.text("casework:referral", referral.id)

    worker.post("casework:refuse", referral.id, refusal="safety")

    assert Service.objects.get(pk=service.pk).free == 1


def test_a_search_is_stopped(desk, referral, care):
    sender = desk("zora-zorgzaam")
    assert "/place/stop/" in sender.text("casework:track", care.id)

    assert sender.post("casework:stop_search", care.id).url == f"/en/tracks/{care.id}/"

    assert Referral.objects.get().state == "withdrawn"


def test_a_place_that_is_gone_is_a_conflict_and_says_so(desk, referral, service, inside):
    with inside():
        Service.objects.filter(pk=service.pk).update(free=0)

    answer = desk("linda-linde").post("casework:accept", referral.id)

    assert answer.status_code == 409
    assert "There is no free place here any more." in answer.content.decode()
    assert Referral.objects.get().state == "asked"


def test_the_shelter_refuses_with_a_reason_the_sender_reads(desk, referral):
    worker = desk("linda-linde")
    assert worker.post("casework:refuse", referral.id).status_code == 200  # which reason?

    worker.post("casework:refuse", referral.id, refusal="safety")

    assert "Refused: Not safe at this place" in desk("zora-zorgzaam").text(
        "casework:referral", referral.id
    )


def test_the_sender_takes_a_request_back_and_does_not_answer_it(desk, referral):
    sender = desk("zora-zorgzaam")
    page = sender.text("casework:referral", referral.id)
    assert "/withdraw/" in page
    assert "/accept/" not in page
    assert sender.post("casework:accept", referral.id).status_code == 403

    assert sender.post("casework:withdraw", referral.id).status_code == 200  # why?
    assert sender.post("casework:withdraw", referral.id, why="sender").status_code == 302

    assert Referral.objects.get().state == "withdrawn"
    assert desk("linda-linde").post("casework:accept", referral.id).status_code == 403


@pytest.mark.parametrize("person", ["kees-ketting", "pim-politie", "wilma-wilg"])
def test_a_request_is_for_who_asked_and_who_was_asked(desk, referral, person):
    assert desk(person).get("casework:referral", referral.id).status_code == 404


# ---- every address ----

POSTS = ["close", "add_task", "finish_task", "set_next_step", "close_track", "ask"]
POSTS += ["accept", "refuse", "withdraw", "question", "addition", "intake", "arrived", "confirm"]
POSTS += ["stop_search"]
GETS = ["open", "show", "task", "track", "find_place", "referral"]


@pytest.mark.parametrize("name", POSTS)
def test_nothing_is_done_by_following_a_link(desk, cast, name):
    assert desk("kees-ketting").get(f"casework:{name}", uuid4()).status_code == 405


@pytest.mark.parametrize("name", POSTS + GETS)
def test_what_does_not_exist_is_not_there(desk, cast, name):
    worker = desk("kees-ketting")
    ask = worker.post if name in POSTS else worker.get
    whole = {**NEEDS, "service": uuid4()} if name == "ask" else {}

    assert ask(f"casework:{name}", uuid4(), **whole).status_code == 404
