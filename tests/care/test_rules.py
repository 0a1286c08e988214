"""Who may look for a place, and who says how many there are."""

from uuid import UUID

import pytest

from ketenwerk.care import rules
from ketenwerk.care.models import Service
from ketenwerk.organisations.actor import Actor, Role

RECEIVER, OTHER = (str(UUID(int=number)) for number in (2, 3))
COORDINATOR, OFFICER, WORKER = Role.CARE_COORDINATOR, Role.PLACEMENT_OFFICER, Role.CASE_WORKER
LOOKING = {COORDINATOR, Role.CHAIN_DIRECTOR}


def actor(role: Role, organisation: str = OTHER) -> Actor:
    return Actor("u", organisation, frozenset({(role, "care-utrecht")}))


@pytest.mark.parametrize(
    ("role", "answer"), [(role, "" if role in LOOKING else "role.missing") for role in Role]
)
def test_who_directs_care_or_the_chain_may_look_for_a_place(role, answer):
    assert rules.may_look_for_a_place(actor(role)).reason == answer


@pytest.mark.parametrize(
    ("role", "organisation", "answer"),
    [
        (OFFICER, RECEIVER, ""),
        (OFFICER, OTHER, "organisation.other"),
        (WORKER, RECEIVER, "role.missing"),
        (COORDINATOR, OTHER, "organisation.other"),
        (OFFICER, "", "organisation.other"),
    ],
)
def test_may_count(role, organisation, answer):
    service = Service(organisation_id=RECEIVER)

    assert rules.may_count(actor(role, organisation), service).reason == answer


@pytest.mark.parametrize(
    ("role", "answer"), [(role, "" if role is OFFICER else "role.missing") for role in Role]
)
def test_only_who_places_people_gives_places(role, answer):
    assert rules.gives_places(actor(role)).reason == answer
