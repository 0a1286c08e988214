"""Who may do what with places and requests for a place."""

from uuid import UUID

import pytest

from ketenwerk.care import rules
from ketenwerk.care.facts import Needs
from ketenwerk.care.models import Referral, ReferralState, Service
from ketenwerk.organisations.actor import Actor, Role

SENDER, RECEIVER, OTHER = (str(UUID(int=number)) for number in range(1, 4))
ASKED, ACCEPTED, REFUSED = ReferralState.ASKED, ReferralState.ACCEPTED, ReferralState.REFUSED
WITHDRAWN, ENDED = ReferralState.WITHDRAWN, ReferralState.ENDED
COORDINATOR, OFFICER, WORKER = Role.CARE_COORDINATOR, Role.PLACEMENT_OFFICER, Role.CASE_WORKER
NEEDS = Needs("23-plus", "woman")
MOVED_ON = "workflow.no-such-move"


def actor(role: Role, organisation: str = OTHER) -> Actor:
    return Actor("u", organisation, frozenset({(role, "care-utrecht")}))


def service(free: int = 1) -> Service:
    return Service(
        organisation_id=RECEIVER, age_groups=["23-plus"], sexes=["woman"], places=4, free=free
    )


def referral(state: ReferralState = ASKED) -> Referral:
    return Referral(sender_id=SENDER, receiver_id=RECEIVER, state=state)


@pytest.mark.parametrize(
    ("role", "answer"),
    [(role, "" if role is COORDINATOR else "role.missing") for role in Role],
)
def test_only_a_care_coordinator_may_look_for_a_place(role, answer):
    assert rules.may_look_for_a_place(actor(role)).reason == answer


@pytest.mark.parametrize(
    ("role", "needs", "free", "answer"),
    [
        (COORDINATOR, NEEDS, 1, ""),
        (COORDINATOR, NEEDS, 0, "place.full"),
        (COORDINATOR, Needs("23-plus", "man"), 1, "place.sex"),
        (COORDINATOR, Needs("under-18", "woman"), 0, "place.age"),
        (OFFICER, NEEDS, 1, "role.missing"),
    ],
)
def test_may_ask(role, needs, free, answer):
    assert rules.may_ask(actor(role), service(free), needs).reason == answer


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
    assert rules.may_count(actor(role, organisation), service()).reason == answer


@pytest.mark.parametrize(
    ("role", "organisation", "answer"),
    [
        (COORDINATOR, SENDER, ""),
        (OFFICER, RECEIVER, ""),
        (WORKER, SENDER, "role.missing"),
        (COORDINATOR, OTHER, "organisation.other"),
        (OFFICER, "", "organisation.other"),
    ],
)
def test_only_who_asked_and_who_was_asked_may_read(role, organisation, answer):
    assert rules.may_read(actor(role, organisation), referral()).reason == answer


@pytest.mark.parametrize("may", [rules.may_accept, rules.may_refuse])
@pytest.mark.parametrize(
    ("role", "organisation", "state", "answer"),
    [
        (OFFICER, RECEIVER, ASKED, ""),
        (OFFICER, SENDER, ASKED, "organisation.other"),
        (COORDINATOR, SENDER, ASKED, "organisation.other"),
        (WORKER, RECEIVER, ASKED, "role.missing"),
        (OFFICER, RECEIVER, ACCEPTED, MOVED_ON),
        (OFFICER, RECEIVER, REFUSED, MOVED_ON),
        (OFFICER, RECEIVER, WITHDRAWN, MOVED_ON),
        (OFFICER, RECEIVER, ENDED, MOVED_ON),
    ],
)
def test_who_was_asked_answers_once(may, role, organisation, state, answer):
    assert may(actor(role, organisation), referral(state)).reason == answer


@pytest.mark.parametrize(
    ("role", "organisation", "state", "answer"),
    [
        (COORDINATOR, SENDER, ASKED, ""),
        (COORDINATOR, SENDER, ACCEPTED, MOVED_ON),
        (COORDINATOR, SENDER, REFUSED, MOVED_ON),
        (COORDINATOR, RECEIVER, ASKED, "organisation.other"),
        (WORKER, SENDER, ASKED, "role.missing"),
    ],
)
def test_may_withdraw(role, organisation, state, answer):
    assert rules.may_withdraw(actor(role, organisation), referral(state)).reason == answer


@pytest.mark.parametrize(
    ("organisation", "state", "answer"),
    [
        (RECEIVER, ACCEPTED, ""),
        (RECEIVER, ASKED, MOVED_ON),
        (RECEIVER, ENDED, MOVED_ON),
        (SENDER, ACCEPTED, "organisation.other"),
    ],
)
def test_may_end(organisation, state, answer):
    assert rules.may_end(actor(OFFICER, organisation), referral(state)).reason == answer
