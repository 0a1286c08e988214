"""A secret address: told to one person, once, when two people want it, and written nowhere."""

import copy
import json
import logging
import pickle
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.html import conditional_escape

from ketenwerk.care.models import Reveal, SecretAddress
from ketenwerk.care.referring.actions import accept_place
from ketenwerk.care.whereabouts import actions, queries, rules
from ketenwerk.care.whereabouts.told import Whereabouts, WrongAudience
from ketenwerk.foundation.problems import NotFound, Refused
from ketenwerk.keys.service import service as keys
from ketenwerk.organisations.actor import ANONYMOUS, Role
from tests.architecture.test_canaries import everything_in
from tests.casework.steps import trail

ADDRESS = "Verzonnen Kanariepad 12, bel bij Jansen"


@pytest.fixture
def address(shelter, service, noon) -> SecretAddress:
    return actions.keep_address(shelter, service, ADDRESS, at=noon)


@pytest.fixture
def accepted(shelter, referral, noon):
    return accept_place(shelter, referral, at=noon)


@pytest.fixture
def reveal(accepted, address, coordinator, noon) -> Reveal:
    return actions.ask_address(coordinator, address, "She arrives tonight", at=noon)


@pytest.fixture
def agreed(reveal, shelter, noon) -> Reveal:
    actions.agree_to_reveal(shelter, reveal, at=noon)
    return reveal


def code(call) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.code


def test_two_people_lead_to_one_telling(agreed, coordinator, noon):
    told = actions.tell_address(coordinator, agreed, at=noon + timedelta(minutes=59))

    assert told.told_to(coordinator) == ADDRESS
    again = code(lambda: actions.tell_address(coordinator, agreed, at=noon))
    assert again == "address.told-already"
    acts = ["kept", "asked", "agreed", "told"]
    assert trail(act__startswith="address.", outcome="done") == [f"address.{act}" for act in acts]


@pytest.mark.parametrize("person", ["coordinator", "shelter", "director", "police", "national"])
def test_nobody_reads_it_alone(request, address, person, inside):
    """Not even the shelter that typed it: it is sealed to no organisation."""
    actor = request.getfixturevalue(person)
    kept = SecretAddress.objects.get()
    with inside(actor.organisation), pytest.raises(Refused, match=r"keys\.no-grant"):
        str(kept.text)
    assert keys().holders(kept.key_name()) == {kept.two_people()}


@pytest.mark.parametrize(
    ("who", "minutes", "why"),
    [
        ("coordinator", 61, "address.agreed-too-long-ago"),
        ("shelter", 1, "role.missing"),
        ("national", 1, "address.not-who-asked"),
        ("director", 1, "role.missing"),
    ],
)
def test_who_is_not_told(request, agreed, noon, who, minutes, why):
    actor, at = request.getfixturevalue(who), noon + timedelta(minutes=minutes)
    assert code(lambda: actions.tell_address(actor, agreed, at=at)) == why


def test_before_the_shelter_agrees_nobody_is_told(reveal, coordinator, noon):
    assert code(lambda: actions.tell_address(coordinator, reveal, at=noon)) == (
        "address.nobody-agreed"
    )


def test_only_who_has_somebody_there_may_ask(address, coordinator, referral, noon):
    """Being in a search is not enough; being asked is not either."""
    assert code(lambda: actions.ask_address(coordinator, address, "x", at=noon)) == (
        "address.nobody-there"
    )


def test_a_director_of_the_same_organisation_may_not_ask(accepted, address, coordinator):
    directs = replace(coordinator, grants=frozenset({(Role.CHAIN_DIRECTOR, "care-utrecht")}))

    assert rules.may_ask(coordinator, address)
    assert rules.may_ask(directs, address).reason == "role.missing"


@pytest.mark.parametrize(
    ("who", "hours", "why"),
    [
        ("coordinator", 0, "organisation.other"),
        ("shelter", 25, "address.asked-too-long-ago"),
    ],
)
def test_who_cannot_agree(request, reveal, noon, who, hours, why):
    actor, at = request.getfixturevalue(who), noon + timedelta(hours=hours)
    assert code(lambda: actions.agree_to_reveal(actor, reveal, at=at)) == why


def test_nobody_agrees_with_oneself_whatever_the_code_does(reveal, inside):
    with inside(), pytest.raises(IntegrityError), transaction.atomic():
        Reveal.objects.update(agreed_by=reveal.asked_by, agreed_at=reveal.asked_at)


def test_another_address_ends_every_request_for_the_old_one(agreed, shelter, service, noon):
    old = SecretAddress.objects.get()

    actions.keep_address(shelter, service, "Elders 1", at=noon)

    assert not Reveal.objects.exists()
    assert keys().holders(old.key_name()) == frozenset()


def test_an_address_that_is_forgotten_can_be_opened_by_nobody(address, shelter, service, noon):
    actions.forget_address(shelter, service, at=noon)

    assert not SecretAddress.objects.exists()
    assert keys().holders(address.key_name()) == frozenset()


@pytest.mark.parametrize("person", ["coordinator", "director", "police"])
def test_nobody_but_the_shelter_keeps_its_address(request, service, person):
    assert not rules.may_keep(request.getfixturevalue(person), service)


def test_the_shelter_sees_everybody_who_asked_and_was_told(agreed, coordinator, shelter, noon):
    actions.tell_address(coordinator, agreed, at=noon)

    [seen] = actions.read_requests(shelter, agreed.address, at=noon)

    assert seen.asked_for == "Zorgkompas (verzonnen)"
    assert (seen.reason, seen.told_at) == ("She arrives tonight", noon)


WRITTEN = {
    "as text": str,
    "in a line": lambda told: f"{told}",
    "with a format": lambda told: format(told, ">20"),
    "in a template": conditional_escape,
    "as bytes": bytes,
    "as JSON": json.dumps,
    "in a pickle": pickle.dumps,
    "as a copy": copy.copy,
    "deep in a copy": lambda told: copy.deepcopy([told]),
    "one by one": list,
    "compared": lambda told: told == ADDRESS,
    "as a key": lambda told: {told: 1},
}


@pytest.mark.parametrize("way", WRITTEN)
def test_it_cannot_be_written(shelter, way):
    with pytest.raises(TypeError):
        WRITTEN[way](Whereabouts(ADDRESS, audience=shelter))


def test_it_is_told_to_nobody_else_and_not_twice(shelter, coordinator):
    told = Whereabouts(ADDRESS, audience=shelter)
    for actor in (coordinator, ANONYMOUS):
        with pytest.raises(WrongAudience):
            told.told_to(actor)
    assert told.told_to(shelter) == ADDRESS
    with pytest.raises(WrongAudience):
        told.told_to(shelter)


def test_a_log_and_a_fault_do_not_show_it(shelter, caplog):
    told = Whereabouts(ADDRESS, audience=shelter)
    logging.getLogger("care").warning("told %r", told)
    assert "Kanariepad" not in caplog.text + repr([told]) + repr(vars)


def test_it_lies_readable_in_no_table_after_all_is_done(agreed, coordinator, noon):
    actions.tell_address(coordinator, agreed, at=noon)

    stored = everything_in("default") + everything_in("keys")

    assert b"Kanariepad" not in stored
    assert "Kanariepad".encode("utf-16-le") not in stored


def test_the_pages_lead_from_asking_to_being_told_once(desk, accepted, address, noon):
    zora, linda = desk("zora-zorgzaam"), desk("linda-linde")
    zora.post("care:ask_address", address.service_id, reason="She arrives tonight")
    reveal = Reveal.objects.get()
    assert "She arrives tonight" in linda.text("care:address", address.service_id)

    linda.post("care:agree_to_reveal", reveal.id)
    told = zora.post("care:tell_address", reveal.id)

    assert "Kanariepad" in told.content.decode()
    assert "no-store" in told["Cache-Control"]
    assert zora.post("care:tell_address", reveal.id).status_code == 403
    for browser in (zora, linda):
        assert "Kanariepad" not in browser.text("care:address", address.service_id)
    assert "Told once" in linda.text("care:address", address.service_id)


def test_the_page_keeps_and_forgets_and_never_shows(desk, service):
    linda = desk("linda-linde")
    linda.post("care:keep_address", service.id, text=ADDRESS)
    assert SecretAddress.objects.count() == 1
    assert "Kanariepad" not in linda.text("care:address", service.id)

    assert linda.post("care:keep_address", service.id, text="").status_code == 200
    linda.post("care:forget_address", service.id)
    assert SecretAddress.objects.count() == 0


def test_where_no_address_is_kept_there_is_nothing_to_ask(desk, service):
    assert desk("zora-zorgzaam").get("care:address", service.id).status_code == 404


def test_another_shelter_does_not_find_the_request(reveal, cast, noon):
    other = cast.actor("wilma-wilg", on=noon.date())
    with pytest.raises(NotFound):
        queries.reveal_by_id(other, reveal.id)
