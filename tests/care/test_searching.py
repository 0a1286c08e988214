"""Looking for a place, and counting what is missing."""

from datetime import date

import pytest
from django.utils.translation import override

from ketenwerk.care.cards import needs_facts
from ketenwerk.care.facts import Needs
from ketenwerk.care.models import Service, UnmetNeed
from ketenwerk.care.searching import queries, rules
from ketenwerk.care.searching.actions import count_unmet
from ketenwerk.care.searching.forms import NeedsForm
from ketenwerk.care.searching.queries import Unmet
from ketenwerk.foundation.problems import Invalid, Refused
from ketenwerk.organisations.actor import ANONYMOUS, SYSTEM
from tests.casework.steps import trail

WOMAN = {"age_group": "23-plus", "sex": "woman"}


def test_a_search_holds_every_place_against_the_needs(cast, coordinator, noon):
    found = queries.search(
        coordinator, Needs("23-plus", "woman", found_in="care-utrecht"), at=noon
    )

    names = [found.services[each.place.key].name for each in found.found.ranked]
    assert names[0] == cast.services["linde-vrouwen"].name
    left_out = {found.services[each.place.key].name for each in found.found.left_out}
    assert cast.services["linde-mannen"].name in left_out
    assert len(names) + len(left_out) == Service.objects.count()


@pytest.mark.parametrize(
    ("person", "may"),
    [("coordinator", True), ("national", True), ("shelter", False), ("police", False)],
)
def test_who_may_search(request, person, may):
    assert bool(rules.may_search(request.getfixturevalue(person))) is may


@pytest.mark.parametrize(("actor", "may"), [(SYSTEM, True), (ANONYMOUS, False)])
def test_what_happens_by_itself_counts_too(actor, may):
    assert bool(rules.may_count_unmet(actor)) is may


def counted(coordinator, noon, needs, *reasons, region="care-utrecht"):
    count_unmet(coordinator, needs, reasons, region=region, at=noon)


def test_what_is_missing_is_counted_by_reason_kind_and_month(coordinator, noon):
    needs = Needs("23-plus", "woman", kinds=frozenset({"omm", "cosm"}))

    counted(coordinator, noon, needs, "place.full", "place.addiction")
    counted(coordinator, noon, Needs("23-plus", "man"), "place.full")
    counted(coordinator, noon, Needs("23-plus", "man"), "place.full")

    rows = UnmetNeed.objects.values_list("kind", "reason", "month", "number")
    month = date(2026, 11, 1)
    assert set(rows) == {
        ("cosm", "full", month, 1),
        ("cosm", "addiction", month, 1),
        ("omm", "full", month, 1),
        ("omm", "addiction", month, 1),
        ("", "full", month, 2),
    }
    assert trail(act="need.unmet") == ["need.unmet"] * 6


def test_a_region_sees_what_it_lacks_and_no_other_does(coordinator, director, stranger, noon):
    counted(coordinator, noon, Needs("23-plus", "woman"), "place.full")

    assert queries.unmet_needs(director, "care-utrecht", since=noon.date()) == [
        Unmet("full", "", 1)
    ]
    assert queries.unmet_needs(director, "care-utrecht", since=date(2026, 12, 1)) == []
    assert queries.unmet_needs(stranger, "care-utrecht", since=noon.date()) == []


def test_who_may_not_search_counts_nothing(shelter, noon):
    with pytest.raises(Refused, match=r"role\.missing"):
        counted(shelter, noon, Needs("23-plus", "woman"), "place.full")

    assert not UnmetNeed.objects.exists()


def test_without_a_reason_nothing_is_counted(coordinator, noon):
    with pytest.raises(Invalid, match=r"need\.nothing-missing"):
        counted(coordinator, noon, Needs("23-plus", "woman"))


# ---- what is filled in ----


def needs_of(**given):
    form = NeedsForm(WOMAN | given)
    assert form.is_valid(), form.errors
    return form.needs()


def test_what_is_filled_in_becomes_needs():
    needs = needs_of(
        children="2",
        oldest_child="7",
        residence="eu",
        danger="high",
        found_in="care-utrecht",
        avoid="utrecht, Zeist",
        avoid_km="30",
        wheelchair="on",
        unaccompanied="on",
        labour_group="on",
        conditions=["pregnant", "deaf"],
        languages=["bg", "rom"],
        kinds=["omm"],
    )

    assert needs == Needs(
        "23-plus",
        "woman",
        children=2,
        wheelchair=True,
        oldest_child=7,
        residence="eu",
        unaccompanied=True,
        conditions=frozenset({"pregnant", "deaf"}),
        languages=frozenset({"bg", "rom"}),
        danger="high",
        avoid=frozenset({"GM0344", "GM0355"}),
        avoid_km=30,
        found_in="care-utrecht",
        kinds=frozenset({"omm"}),
        labour_group=True,
    )


def test_what_stays_open_is_unknown():
    assert needs_of() == Needs("23-plus", "woman")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"age_group": ""}, "age_group"),
        ({"sex": "queen"}, "sex"),
        ({"children": "2"}, "oldest_child"),
        ({"children": "-1"}, "children"),
        ({"children": "1e9"}, "children"),
        ({"children": "1", "oldest_child": "18"}, "oldest_child"),
        ({"avoid_km": "20"}, "avoid"),
        ({"avoid": "Nowhereville"}, "avoid"),
        ({"avoid_km": "301", "avoid": "Utrecht"}, "avoid_km"),
        ({"conditions": ["tall"]}, "conditions"),
        ({"conditions": ["unaccompanied-minor"]}, "conditions"),
        ({"found_in": "police-noord"}, "found_in"),
    ],
)
def test_what_cannot_be_right_is_explained(given, name):
    assert name in NeedsForm(WOMAN | given).errors


# ---- the page ----


def test_a_coordinator_sees_which_places_fit_and_why(cast, desk):
    page = desk("zora-zorgzaam").post("care:search", **WOMAN, found_in="care-utrecht")

    text = page.content.decode()
    assert f"1. {cast.services['linde-vrouwen'].name}" in text
    assert "Not known, so ask" in text
    assert "This place is for others." in text
    assert "no-store" in page["Cache-Control"]


def test_what_is_needed_stands_in_no_address(desk):
    page = desk("zora-zorgzaam").text("care:search", **WOMAN)

    assert "Places that fit" not in page


def test_who_does_not_look_for_places_has_no_search(desk):
    assert desk("linda-linde").get("care:search").status_code == 403


NOWHERE = WOMAN | {"kinds": "youth-care"}


def test_when_nothing_fits_it_can_be_counted(desk):
    zora = desk("zora-zorgzaam")

    text = zora.post("care:search", **NOWHERE).content.decode()
    answer = zora.post("care:count_unmet", **NOWHERE)

    assert "Count what is missing" in text
    assert answer.url == "/en/places/search/"
    assert UnmetNeed.objects.filter(region="care-utrecht", kind="youth-care", number=1).exists()


def test_when_something_fits_nothing_is_counted(desk):
    answer = desk("zora-zorgzaam").post("care:count_unmet", **WOMAN)

    assert answer.status_code == 400
    assert not UnmetNeed.objects.exists()


def test_the_national_desk_counts_for_the_country(desk):
    desk("lara-landelijk").post("care:count_unmet", **NOWHERE)

    assert set(UnmetNeed.objects.values_list("region", flat=True)) == {"nl"}


@override("en")
def test_needs_are_told_in_words_and_what_was_not_said_is_left_out():
    bare = dict(needs_facts(Needs("23-plus", "woman")))
    full = dict(
        needs_facts(
            Needs(
                "18-22",
                "woman",
                children=2,
                oldest_child=5,
                residence="eu",
                danger="high",
                unaccompanied=True,
                labour_group=True,
                conditions=frozenset({"pregnant"}),
                languages=frozenset({"bg"}),
                avoid=frozenset({"GM0344"}),
                avoid_km=30,
                found_in="care-utrecht",
                kinds=frozenset({"omm"}),
            )
        )
    )

    assert list(bare) == ["Age", "For whom", "Children who come along", "Uses a wheelchair"]
    assert full["Children who come along"] == "2, the oldest 5 years"
    assert full["Safe distance"] == "At least 30 km from Utrecht"
    assert full["Languages"] == "Bulgarian"
    assert full["Conditions"].startswith("Pregnancy, A minor")
    assert {"Residence position", "Danger", "Found in", "Kind of place"} < set(full)
