"""The pages of cases, tracks, tasks and requests for a place, as people at work use them."""

import html
from uuid import UUID

import pytest
from django.utils import timezone

from ketenwerk.casework import actions
from ketenwerk.casework.models import Case, Task, Track
from tests.casework.steps import soon, taken_in, trail
from tests.conftest import STORY

NEEDS = {"age_group": "23-plus", "sex": "woman"}


@pytest.fixture
def tomorrow() -> str:
    return soon(timezone.now(), 1).isoformat()


@pytest.fixture
def plans(cast, tomorrow) -> dict[str, str]:
    """What the director fills in to open a case."""
    return {
        "reason": "Several organisations are needed",
        "care-responsible": str(cast.organisations["zorgkompas"].id),
        "care-next_step": "first-contact",
        "care-next_step_on": tomorrow,
        "criminal-responsible": str(cast.organisations["politie-middenland"].id),
        "criminal-next_step": "informative-talk",
        "criminal-next_step_on": tomorrow,
    }


@pytest.fixture
def task(case, director, police, noon) -> Task:
    return actions.add_task(
        director,
        case,
        organisation=police.organisation,
        instruction="Look at the van",
        due_on=soon(noon),
        at=noon,
    )


# ---- opening ----


def test_the_director_opens_a_case_with_its_tracks(desk, signal, plans):
    answer = desk("kees-ketting").post("casework:open", signal.id, **plans)

    case = Case.objects.get()
    assert answer.url == f"/en/cases/{case.id}/"
    assert sorted(case.tracks.values_list("kind", flat=True)) == ["care", "criminal"]


def test_a_third_track_is_added_when_it_is_whole(desk, signal, plans, tomorrow):
    third = {
        "residence-responsible": plans["care-responsible"],
        "residence-next_step": "residence-application",
        "residence-next_step_on": tomorrow,
    }

    desk("kees-ketting").post("casework:open", signal.id, **plans, **third)

    assert Case.objects.get().tracks.filter(kind="residence").count() == 1


def test_a_third_track_that_is_half_filled_in_is_sent_back(desk, signal, plans):
    half = {"residence-next_step": "residence-application"}

    answer = desk("kees-ketting").post("casework:open", signal.id, **plans, **half)

    page = answer.content.decode()
    assert (
        page.count("Fill this in too, or leave the whole track out.") == 4
    )  # twice, at two fields
    assert "Several organisations are needed" in page
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("reason", "", "This field is required."),
        ("care-responsible", str(UUID(int=7)), "is not one of the available choices"),
        ("care-responsible", "x", "is not one of the available choices"),
        ("care-next_step", "<script>", "is not one of the available choices"),
        ("care-next_step_on", "", "This field is required."),
        ("care-next_step_on", "2020-01-01", "Choose a day from"),
        ("care-next_step_on", "9999-12-31", "Choose a day from"),
        ("care-next_step_on", "31-31-2026", "Enter a valid date."),
        ("care-next_step_on", "\x00", "Enter a valid date."),
    ],
)
def test_what_cannot_be_is_explained_beside_the_field(desk, signal, plans, field, value, message):
    answer = desk("kees-ketting").post("casework:open", signal.id, **{**plans, field: value})

    assert answer.status_code == 200
    assert message in html.unescape(answer.content.decode())
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not Case.objects.exists()


def test_a_day_may_be_typed_with_the_day_in_front(desk, signal, plans, tomorrow):
    year, month, day = tomorrow.split("-")

    typed = {**plans, "care-next_step_on": f"{day}-{month}-{year}"}
    desk("kees-ketting").post("casework:open", signal.id, **typed)

    assert Track.objects.get(kind="care").next_step_on.isoformat() == tomorrow


def test_who_cannot_open_a_case_reads_why(desk, signal, plans):
    intake = desk("ina-inkijk")

    page = intake.text("casework:open", signal.id)

    assert "Your role does not include this." in page
    assert "<textarea" not in page
    assert intake.post("casework:open", signal.id, **plans).status_code == 403
    assert not Case.objects.exists()


def test_a_signal_that_has_its_case_leads_there(desk, signal, case):
    answer = desk("kees-ketting").get("casework:open", signal.id)

    assert answer.url == f"/en/cases/{case.id}/"


# ---- the case ----


def test_who_directs_reads_the_case_and_the_trail_says_so(desk, case):
    page = desk("kees-ketting").text("casework:show", case.id)

    assert STORY in page
    assert trail()[-2:] == ["case.seen", "case.read"]


@pytest.mark.parametrize("person", ["zora-zorgzaam", "pim-politie"])
def test_who_only_has_a_track_sees_the_course_and_not_the_content(desk, case, person):
    page = desk(person).text("casework:show", case.id)

    assert "Invented" not in page
    assert "The case was opened" in page
    assert trail()[-1] == "case.seen"


def test_the_police_see_nothing_of_the_care_track(desk, case, care, referral):
    police = desk("pim-politie")

    page = police.text("casework:show", case.id) + police.text("casework:list")

    assert str(care.id) not in page
    assert "Find a place" not in page
    assert "a place was asked for" not in page
    assert police.get("casework:track", care.id).status_code == 404


def test_another_region_finds_no_case_and_the_look_is_on_the_trail(desk, case):
    assert desk("wessel-wad").get("casework:show", case.id).status_code == 404
    assert trail(outcome="refused") == ["page.casework:show"]


def test_the_course_tells_what_happened_in_words(desk, case, referral, shelter, coordinator, noon):
    taken_in(referral, shelter, coordinator, at=noon)

    page = html.unescape(desk("kees-ketting").text("casework:show", case.id))

    assert "Care: Opvang De Linde (verzonnen) holds a place" in page
    assert "Care: handed over to Opvang De Linde (verzonnen), who has it from now on" in page


def test_the_list_shows_the_nearest_step_until_the_case_is_closed(desk, case, director):
    worker = desk("kees-ketting")

    assert case.label in worker.text("casework:list")
    assert case.label not in worker.text("casework:list", show="closed")


def test_a_case_closes_after_its_tracks(desk, case, care, criminal):
    director = desk("kees-ketting")
    assert "There is still a track that is open." in director.text("casework:show", case.id)
    assert director.post("casework:close", case.id).status_code == 403

    desk("zora-zorgzaam").post("casework:close_track", care.id, outcome="declined")
    desk("pim-politie").post("casework:close_track", criminal.id, outcome="no-leads")
    answer = director.post("casework:close", case.id)

    assert answer.url == f"/en/cases/{case.id}/"
    assert Case.objects.get().state == "closed"
    assert case.label in director.text("casework:list", show="closed")


# ---- tasks ----


def test_a_task_is_given_and_done(desk, case, police, tomorrow):
    given = {
        "organisation": police.organisation,
        "instruction": "Look\x00 well",
        "due_on": tomorrow,
    }

    answer = desk("kees-ketting").post("casework:add_task", case.id, **given)

    assert answer.status_code == 302
    task, worker = Task.objects.get(), desk("pim-politie")
    assert "Look well" in worker.text("casework:task", task.id)
    assert worker.post("casework:finish_task", task.id).status_code == 302
    assert Task.objects.get().done_at is not None
    assert worker.post("casework:finish_task", task.id).status_code == 403


def test_a_task_that_is_not_whole_comes_back_with_what_was_typed(desk, case):
    answer = desk("kees-ketting").post("casework:add_task", case.id, instruction="Look at the van")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Look at the van" in page
    assert 'id="id_due_on_error"' in page
    assert not Task.objects.exists()


def test_who_gave_a_task_reads_it_and_cannot_finish_it(desk, task):
    director = desk("kees-ketting")

    assert "Look at the van" in director.text("casework:task", task.id)
    assert director.post("casework:finish_task", task.id).status_code == 403


@pytest.mark.parametrize("person", ["zora-zorgzaam", "linda-linde", "wessel-wad"])
def test_the_task_of_another_is_not_there(desk, task, person):
    assert desk(person).get("casework:task", task.id).status_code == 404


# ---- tracks ----


def test_the_responsible_organisation_sets_the_next_step(desk, care, tomorrow):
    answer = desk("zora-zorgzaam").post(
        "casework:set_next_step", care.id, next_step="care-plan", on=tomorrow
    )

    assert answer.url == f"/en/tracks/{care.id}/"
    assert Track.objects.get(pk=care.pk).next_step == "care-plan"


@pytest.mark.parametrize(
    ("given", "wrong"),
    [({}, "next_step"), ({"next_step": "care-plan", "on": "2020-01-01"}, "on")],
)
def test_a_step_that_cannot_be_is_sent_back(desk, care, given, wrong):
    answer = desk("zora-zorgzaam").post("casework:set_next_step", care.id, **given)

    assert answer.status_code == 200
    assert f'id="id_{wrong}_error"' in answer.content.decode()
    assert Track.objects.get(pk=care.pk).next_step == "first-contact"


def test_who_is_not_responsible_reads_why_nothing_can_be_done(desk, care, tomorrow):
    director = desk("kees-ketting")

    page = director.text("casework:track", care.id)
    answer = director.post("casework:set_next_step", care.id, next_step="care-plan", on=tomorrow)

    assert "This belongs to another organisation." in page
    assert "/next-step/" not in page
    assert answer.status_code == 403


def test_an_outcome_belongs_to_the_kind_of_track(desk, care):
    answer = desk("zora-zorgzaam").post("casework:close_track", care.id, outcome="convicted")

    assert answer.status_code == 200
    assert Track.objects.get(pk=care.pk).state == "open"
