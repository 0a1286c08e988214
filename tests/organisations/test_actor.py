from uuid import UUID

import pytest

from ketenwerk.organisations import rules
from ketenwerk.organisations.actor import ANONYMOUS, EVERYWHERE, SYSTEM, Actor, Role

MINE = "7d1f1f0e-0000-4000-8000-000000000001"
OTHER = "7d1f1f0e-0000-4000-8000-000000000002"


def actor(*grants: tuple[Role, str], organisation: str = MINE) -> Actor:
    return Actor("somebody", organisation, frozenset(grants))


INTAKE_HERE = (Role.INTAKE, "here")
INTAKE_EVERYWHERE = (Role.INTAKE, EVERYWHERE)
DIRECTOR_THERE = (Role.CHAIN_DIRECTOR, "there")


@pytest.mark.parametrize(
    ("grants", "role", "region", "answer"),
    [
        ((), Role.INTAKE, "here", "role.missing"),
        ((INTAKE_HERE,), Role.INTAKE, "here", ""),
        ((INTAKE_HERE,), Role.INTAKE, "there", "role.missing"),
        ((INTAKE_HERE,), Role.INTAKE, "", "role.missing"),
        ((INTAKE_HERE,), Role.INTAKE, "her", "role.missing"),
        ((INTAKE_HERE,), Role.CHAIN_DIRECTOR, "here", "role.missing"),
        ((INTAKE_HERE, DIRECTOR_THERE), Role.CHAIN_DIRECTOR, "there", ""),
        ((INTAKE_HERE, DIRECTOR_THERE), Role.CHAIN_DIRECTOR, "here", "role.missing"),
        ((INTAKE_HERE, DIRECTOR_THERE), Role.INTAKE, "there", "role.missing"),
        ((INTAKE_EVERYWHERE,), Role.INTAKE, "here", ""),
        ((INTAKE_EVERYWHERE,), Role.INTAKE, "anywhere", ""),
        ((INTAKE_EVERYWHERE,), Role.CHAIN_DIRECTOR, "here", "role.missing"),
        ((INTAKE_HERE,), Role.INTAKE, EVERYWHERE, "role.missing"),
    ],
)
def test_a_role_is_held_in_a_region(grants, role, region, answer):
    decision = actor(*grants).holds(role, region=region)

    assert (bool(decision), decision.reason) == (answer == "", answer)


@pytest.mark.parametrize(
    ("own", "asked", "answer"),
    [
        (MINE, MINE, True),
        (MINE, UUID(MINE), True),
        (MINE, OTHER, False),
        (MINE, "", False),
        (MINE, None, False),
        ("", "", False),
        ("", None, False),
        ("", MINE, False),
    ],
)
def test_nobody_is_from_nowhere(own, asked, answer):
    assert bool(actor(organisation=own).is_from(asked)) is answer


@pytest.mark.parametrize(
    ("grants", "roles", "answer"),
    [
        ((), (Role.INTAKE,), False),
        ((INTAKE_HERE,), (), False),
        ((INTAKE_HERE,), (Role.INTAKE,), True),
        ((INTAKE_HERE,), (Role.CHAIN_DIRECTOR, Role.INTAKE), True),
        ((INTAKE_HERE,), (Role.CHAIN_DIRECTOR,), False),
    ],
)
def test_somebody_has_one_of_some_roles(grants, roles, answer):
    assert actor(*grants).has(*roles) is answer


@pytest.mark.parametrize(
    ("roles", "regions"),
    [
        ((Role.INTAKE,), {"here", EVERYWHERE}),
        ((Role.CHAIN_DIRECTOR,), {"there"}),
        ((Role.INTAKE, Role.CHAIN_DIRECTOR), {"here", "there", EVERYWHERE}),
        ((Role.AUDITOR,), set()),
        ((), set()),
    ],
)
def test_regions_are_those_where_one_of_the_roles_is_held(roles, regions):
    assert actor(INTAKE_HERE, INTAKE_EVERYWHERE, DIRECTOR_THERE).regions(*roles) == regions


def test_for_queries_nothing_belongs_to_nobody():
    assert actor().organisation_id == UUID(MINE)
    assert ANONYMOUS.organisation_id is None
    assert SYSTEM.organisation_id is None


@pytest.mark.parametrize("nobody", [ANONYMOUS, SYSTEM, actor()])
def test_may_enter_is_no_for_who_holds_nothing(nobody):
    assert rules.may_enter(nobody).reason == "membership.none"


def test_may_enter_is_yes_for_any_role():
    for role in Role:
        assert rules.may_enter(actor((role, "here")))
