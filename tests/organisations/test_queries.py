from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from ketenwerk.foundation.problems import NotFound
from ketenwerk.foundation.records import acting
from ketenwerk.organisations import queries
from ketenwerk.organisations.actor import EVERYWHERE, Role
from ketenwerk.organisations.models import Membership
from tests.organisations.conftest import COUNTRY, HERE, START, THERE

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
DIRECTOR, COORDINATOR = Role.CHAIN_DIRECTOR, Role.CARE_COORDINATOR


def grants(person, on=TODAY, organisation=""):
    return queries.actor_for(person, on=on, organisation=organisation).grants


@pytest.mark.parametrize(
    ("regions", "region", "expected"),
    [
        ((HERE,), "", {HERE}),
        ((HERE, THERE), "", {HERE, THERE}),
        ((HERE, THERE), HERE, {HERE}),
        ((COUNTRY,), "", {EVERYWHERE}),
        ((COUNTRY,), HERE, {HERE}),
        ((HERE,), COUNTRY, {EVERYWHERE}),
        ((HERE, COUNTRY), "", {HERE, EVERYWHERE}),
        ((), "", set()),
        ((), HERE, {HERE}),
    ],
)
def test_a_role_counts_in_its_region_or_in_all_that_the_organisation_covers(
    found, join, person, regions, region, expected
):
    join(found("town", *regions), Role.INTAKE, region)

    assert grants(person) == {(Role.INTAKE, each) for each in expected}


@pytest.mark.parametrize(
    ("starts", "ends", "on", "current"),
    [
        (TODAY, None, TODAY, True),
        (TODAY, TODAY, TODAY, True),
        (TODAY - DAY, TODAY, TODAY, True),
        (TODAY, TODAY + DAY, TODAY, True),
        (TODAY + DAY, None, TODAY, False),
        (START, TODAY - DAY, TODAY, False),
        (START, None, date(2099, 1, 1), True),
    ],
)
def test_the_first_and_the_last_day_of_a_period_count(
    found, join, person, starts, ends, on, current
):
    join(found("town", HERE), Role.INTAKE, starts_on=starts, ends_on=ends)

    assert bool(grants(person, on=on)) is current
    assert Membership.objects.on(on).exists() is current


def test_a_role_that_is_given_or_taken_works_at_once(found, join, person):
    town = found("town", HERE)
    intake = join(town, Role.INTAKE)
    assert grants(person) == {(Role.INTAKE, HERE)}

    join(town, DIRECTOR, HERE)
    with acting():
        intake.ends_on = TODAY - DAY
        intake.save()

    assert grants(person) == {(DIRECTOR, HERE)}


def test_of_two_organisations_the_named_one_counts_and_otherwise_the_first_joined(
    found, join, person
):
    first, second = found("first", HERE), found("second", THERE)
    join(second, Role.CASE_WORKER, starts_on=START + DAY)
    join(first, Role.INTAKE)

    for organisation, expected in (
        ("", first),
        (str(first.pk), first),
        (str(second.pk), second),
        (str(found("third", HERE).pk), first),
        ("not even a number", first),
    ):
        actor = queries.actor_for(person, on=TODAY, organisation=organisation)
        assert actor.organisation == str(expected.pk)
        assert len(actor.grants) == 1


def test_nobody_acts_for_two_organisations_at_once(found, join, person):
    join(found("first", HERE), Role.INTAKE)
    second = found("second", THERE)
    join(second, DIRECTOR, HERE, starts_on=START + DAY)

    assert grants(person) == {(Role.INTAKE, HERE)}
    assert grants(person, organisation=str(second.pk)) == {(DIRECTOR, HERE)}


def test_an_organisation_that_was_left_is_not_chosen_any_more(found, join, person):
    left, stayed = found("left", HERE), found("stayed", THERE)
    join(left, Role.INTAKE, ends_on=TODAY - DAY)
    join(stayed, Role.INTAKE)

    actor = queries.actor_for(person, on=TODAY, organisation=str(left.pk))
    assert actor.organisation == str(stayed.pk)


def test_without_a_membership_the_actor_holds_nothing(person):
    actor = queries.actor_for(person, on=TODAY)

    assert (actor.user_id, actor.organisation, actor.grants) == (str(person.pk), "", frozenset())


@pytest.mark.parametrize("role", [DIRECTOR, COORDINATOR])
def test_the_database_refuses_a_regional_role_without_its_region(found, join, role):
    with pytest.raises(IntegrityError), transaction.atomic():
        join(found("town", HERE), role)


def test_the_database_refuses_a_period_that_ends_before_it_starts(found, join):
    town = found("town", HERE)
    with pytest.raises(IntegrityError), transaction.atomic():
        join(town, Role.INTAKE, ends_on=START - DAY)


def test_who_receives_reports_is_named_with_its_regions(found):
    found("silent", HERE, THERE, COUNTRY)
    found("desk", COUNTRY, receives_reports=True)
    found("both", HERE, THERE, receives_reports=True)

    named = {each.code: regions for each, regions in queries.receivers_of_reports()}
    assert named == {"both": {HERE, THERE}, "desk": {COUNTRY}}


@pytest.mark.parametrize(
    ("region", "kinds", "expected"),
    [
        (HERE, (), ["Desk", "Here"]),
        (THERE, (), ["Desk", "There"]),
        (HERE, ("ngo",), ["Desk", "Here"]),
        (HERE, ("police",), []),
        ("nowhere", (), ["Desk"]),
    ],
)
def test_partners_are_those_of_the_region_and_of_the_country(found, region, kinds, expected):
    found("here", HERE, COUNTRY)
    found("there", THERE)
    found("desk", COUNTRY)
    if region != HERE:
        with acting():
            queries.Coverage.objects.filter(organisation__code="here", region=COUNTRY).delete()

    assert [partner.name for partner in queries.partners(region, *kinds)] == expected


@pytest.mark.parametrize(
    ("role", "query"),
    [
        (DIRECTOR, queries.directing_organisation),
        (COORDINATOR, queries.coordinating_organisation),
    ],
)
def test_who_directs_or_coordinates_a_region_follows_from_who_holds_the_role_that_day(
    found, join, role, query
):
    old, new = found("old", HERE), found("new", HERE)
    join(old, role, HERE, ends_on=TODAY)
    join(new, role, HERE, starts_on=TODAY + DAY)

    assert query(HERE, on=TODAY) == old
    assert query(HERE, on=TODAY + DAY) == new
    assert query(HERE, on=START - DAY) is None
    assert query(THERE, on=TODAY) is None


def test_an_organisation_that_does_not_exist_is_not_found(found):
    town = found("town", HERE)

    assert queries.organisation(town.pk) == town
    with pytest.raises(NotFound, match=r"organisation\.not-found"):
        queries.organisation("7d1f1f0e-0000-4000-8000-000000000001")


def test_where_somebody_works_is_listed_by_name(found, join, person):
    join(found("zebra", HERE), Role.INTAKE)
    join(found("aardvark", HERE), Role.INTAKE)
    join(found("left", HERE), Role.INTAKE, ends_on=START)

    names = [m.organisation.name for m in queries.memberships(person, on=TODAY)]
    assert names == ["Aardvark", "Zebra"]
