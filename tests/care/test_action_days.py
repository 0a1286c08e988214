"""An action day: people by number, a proposal, and a person who accepts it."""

from datetime import timedelta

import pytest

from ketenwerk.care.facts import Needs
from ketenwerk.care.models import ActionDay, FoundPerson, Referral
from ketenwerk.care.planning import actions, making, queries, rules, solver, tasks
from ketenwerk.care.planning.actions import Alike
from ketenwerk.care.planning.forms import PeopleForm
from ketenwerk.care.planning.picture import picture
from ketenwerk.care.planning.process import TookTooLong
from ketenwerk.foundation.problems import Conflict, Invalid, NotFound, Refused
from tests.casework.steps import trail

WOMAN = Needs("23-plus", "woman", found_in="care-utrecht")
FILLED = {"age_group": "23-plus", "sex": "woman", "number": "2"}


@pytest.fixture(autouse=True)
def here(monkeypatch):
    """The solver in this process: its own is tried in test_planning."""

    def solved(numbers):
        found = solver.solve(numbers)
        return found["into"], found["best"]

    monkeypatch.setattr(making, "solved", solved)


@pytest.fixture
def day(coordinator, noon):
    return actions.open_day(coordinator, region="care-utrecht", at=noon)


def added(coordinator, day, noon, needs=WOMAN, **how):
    return actions.add_people(coordinator, day, Alike(needs, **how), at=noon)


def planned(coordinator, day, noon):
    plan = queries.plan_of(coordinator, day, at=noon)
    return actions.keep_plan(coordinator, day, plan, at=noon)


@pytest.mark.parametrize(
    ("person", "may_plan", "reason"),
    [
        ("coordinator", True, ""),
        ("national", True, "organisation.other"),
        ("shelter", False, "role.missing"),
        ("director", True, "organisation.other"),
    ],
)
def test_who_may_plan_and_change(request, day, person, may_plan, reason):
    actor = request.getfixturevalue(person)

    assert bool(rules.may_plan(actor)) is may_plan
    assert rules.may_change(actor, day).reason == reason


def test_may_forget_is_for_the_clock_alone(coordinator):
    assert rules.may_forget(coordinator).reason == "role.system-only"


def test_people_get_numbers_and_no_names(coordinator, day, noon):
    added(coordinator, day, noon, number=2)
    added(coordinator, day, noon, number=1, apart=frozenset({"001"}))

    people = queries.people_of(coordinator, day)
    assert [each.label for each in people] == ["001", "002", "003"]
    assert people[2].apart == ["001"]


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"number": 201}, "day.too-many"),
        ({"number": 0}, "day.too-many"),
        ({"apart": frozenset({"009"})}, "day.nobody-of-that-number"),
    ],
)
def test_what_cannot_be_added(coordinator, day, noon, how, code):
    with pytest.raises(Invalid, match=code):
        added(coordinator, day, noon, **how)

    assert not FoundPerson.objects.exists()


def test_nobody_is_both_together_with_somebody_and_apart_from_them(coordinator, day, noon):
    added(coordinator, day, noon, together="A")

    with pytest.raises(Invalid, match=r"day\.together-and-apart"):
        added(coordinator, day, noon, together="A", apart=frozenset({"001"}))
    added(coordinator, day, noon, together="B", apart=frozenset({"001"}))

    assert [each.together for each in queries.people_of(coordinator, day)] == ["A", "B"]


def test_another_organisation_does_not_find_the_day(national, day):
    with pytest.raises(NotFound):
        queries.day_by_id(national, day.id)


def test_a_plan_proposes_and_asks_nobody(coordinator, day, noon):
    added(coordinator, day, noon, number=3)

    day = planned(coordinator, day, noon)

    assert len(day.plan["proposals"]) == 3
    assert not FoundPerson.objects.exclude(settled=None).exists()
    assert not Referral.objects.exists()


def test_what_was_accepted_stays_in_the_next_plan(coordinator, day, noon):
    added(coordinator, day, noon, number=2)
    day = planned(coordinator, day, noon)
    actions.accept_proposals(coordinator, day, ["001"], at=noon)
    first = day.plan["proposals"][0]

    added(coordinator, day, noon, number=5)
    again = planned(coordinator, day, noon)

    assert again.plan["proposals"][0]["place"] == first["place"]
    assert str(FoundPerson.objects.get(label="001").settled_id) == first["place"]
    assert "day.proposal-accepted" in trail()


@pytest.mark.parametrize("labels", [[], ["009"], ["001", "009"]])
def test_only_what_was_proposed_can_be_accepted(coordinator, day, noon, labels):
    added(coordinator, day, noon)
    day = planned(coordinator, day, noon)

    with pytest.raises(Conflict, match=r"day\.no-such-proposal"):
        actions.accept_proposals(coordinator, day, labels, at=noon)

    assert not FoundPerson.objects.exclude(settled=None).exists()


def test_a_place_that_falls_away_is_in_no_plan_any_more(coordinator, day, noon):
    added(coordinator, day, noon)
    day = planned(coordinator, day, noon)
    actions.accept_proposals(coordinator, day, ["001"], at=noon)
    key = day.plan["proposals"][0]["place"]
    service = queries.services_of(coordinator, day)[key]

    day = actions.let_fall(coordinator, day, service, at=noon)

    assert FoundPerson.objects.get().settled is None
    assert day.plan["proposals"] == []
    assert planned(coordinator, day, noon).plan["proposals"][0]["place"] != key


def test_a_removed_person_is_gone_from_the_plan(coordinator, day, noon):
    person = added(coordinator, day, noon, number=2)[0]
    planned(coordinator, day, noon)

    actions.remove_person(coordinator, person, at=noon)

    day = ActionDay.objects.get()
    assert [each["label"] for each in day.plan["proposals"]] == ["002"]


def test_a_closed_day_has_forgotten_its_people(coordinator, day, noon):
    added(coordinator, day, noon)
    day = planned(coordinator, day, noon)

    day = actions.close_day(coordinator, day, at=noon)

    assert not FoundPerson.objects.exists()
    assert day.plan == {}
    with pytest.raises(Refused, match=r"day\.closed"):
        added(coordinator, day, noon)


@pytest.mark.parametrize(("days", "forgotten"), [(31, 0), (32, 1)])
def test_people_are_forgotten_when_the_term_has_passed(coordinator, day, noon, days, forgotten):
    added(coordinator, day, noon)

    assert tasks.forget_days(at=noon + timedelta(days=days)) == forgotten
    assert FoundPerson.objects.exists() is not bool(forgotten)


def test_a_plan_that_takes_too_long_is_explained(coordinator, day, noon, monkeypatch):
    def late(numbers):
        raise TookTooLong

    monkeypatch.setattr(making, "solved", late)

    with pytest.raises(Conflict, match=r"day\.took-too-long"):
        queries.plan_of(coordinator, day, at=noon)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"number": "0"}, "number"),
        ({"number": "201"}, "number"),
        ({"together": "AA"}, "together"),
        ({"apart": "one"}, "apart"),
        ({"apart": "1234"}, "apart"),
    ],
)
def test_what_cannot_be_right_is_explained(given, name):
    assert name in PeopleForm(FILLED | given).errors


def test_numbers_may_be_written_short():
    form = PeopleForm(FILLED | {"apart": "1, 12", "together": "B"})

    assert form.is_valid()
    assert form.alike() == Alike(
        Needs("23-plus", "woman"), number=2, together="B", apart=frozenset({"001", "012"})
    )


def test_people_stand_beside_their_place_in_the_picture():
    drawn = picture(["1", "2", "3"], {"1": "b", "3": "a"}, frozenset({"3"}), {"a": "A", "b": "B"})

    assert [(dot.text, dot.mark) for dot in drawn.people] == [
        ("3", "settled"),
        ("1", "proposed"),
        ("2", "none"),
    ]
    assert [dot.text for dot in drawn.places] == ["A", "B"]
    assert [line.mark for line in drawn.lines] == ["settled", "proposed"]


# ---- the pages ----


def test_a_day_from_beginning_to_end(desk):
    zora = desk("zora-zorgzaam")
    zora.post("care:open_action_day")
    day = ActionDay.objects.get()

    zora.post("care:add_people", day.id, **FILLED)
    zora.post("care:plan_action_day", day.id)
    page = zora.text("care:action_day", day.id)
    assert page.count("Proposed") >= 2
    assert 'role="img"' in page

    zora.post("care:accept_proposals", day.id, people=["001", "002"])
    assert "Accepted" in zora.text("care:action_day", day.id)
    place = FoundPerson.objects.first().settled_id
    zora.post("care:let_place_fall", day.id, place)
    zora.post("care:remove_person", FoundPerson.objects.first().id)
    zora.post("care:close_action_day", day.id)

    assert day.label in zora.text("care:action_days")
    assert not FoundPerson.objects.exists()


def test_what_is_filled_in_wrong_comes_back(desk, day):
    answer = desk("zora-zorgzaam").post("care:add_people", day.id, **(FILLED | {"sex": ""}))

    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()


def test_for_whom_there_is_no_place_is_told_why_on_the_page(desk, coordinator, day, noon):
    added(coordinator, day, noon, needs=Needs("23-plus", "woman", kinds=frozenset({"youth-care"})))
    planned(coordinator, day, noon)

    page = desk("zora-zorgzaam").text("care:action_day", day.id)

    assert "No place" in page
    assert "Kind of shelter (" in page


def test_who_does_not_look_for_places_has_no_action_days(desk):
    assert desk("linda-linde").get("care:action_days").status_code == 403
