"""Every address says who may come in, and keeps to it."""

import re
from http import HTTPStatus

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.test import Client

from ketenwerk.care.models import (
    ActionDayQuerySet,
    PlaceRequestQuerySet,
    ReferralQuerySet,
    RevealQuerySet,
    ServiceQuerySet,
    UnmetNeedQuerySet,
)
from ketenwerk.casework.models import CaseQuerySet, TaskQuerySet, TrackQuerySet
from ketenwerk.foundation.decision import Decision
from ketenwerk.organisations.actor import Role
from ketenwerk.organisations.doors import PolicyMiddleware
from ketenwerk.reporting.handling.models import HandoverQuerySet
from ketenwerk.reporting.models import AttachmentQuerySet, OpeningQuerySet, ReportQuerySet
from ketenwerk.signals.models import SignalQuerySet
from tests.architecture.conftest import our_routes, sign_in_routes, staying_routes

PUBLIC = {
    "care:find",
    "hsds:about",
    "hsds:openapi",
    "hsds:organisation",
    "hsds:organisations",
    "hsds:place",
    "hsds:places",
    "hsds:service",
    "hsds:services",
    "hsds:taxonomies",
    "hsds:taxonomy",
    "hsds:term",
    "hsds:terms",
    "information:before",
    "information:block",
    "information:channels",
    "information:index",
    "information:page",
    "information:safety",
    "information:search",
    "information:share",
    "information:signs",
    "information:situation",
    "information:whom",
    "reporting:helped",
    "reporting:attach",
    "reporting:leave_mailbox",
    "reporting:mailbox",
    "reporting:open",
    "reporting:paper",
    "reporting:practice",
    "reporting:report",
    "reporting:wipe",
    "reporting:write",
    "statistics:csv",
    "statistics:figures",
    "web:home",
    "web:leave",
    "web:try",
}
SIGNING_IN = {  # of the pages of signing in: what stands open before one has signed in
    "account_inactive",
    "account_login",
    "account_reset_password",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_session_ended",
    "account_set_password",
    "account_signed_out",
    "account_signup",
    "socialaccount_login_cancelled",
}
PEOPLE = [
    "ina-inkijk",
    "kees-ketting",
    "zora-zorgzaam",
    "pim-politie",
    "linda-linde",
    "lara-landelijk",
    "priya-privacy",
]
EVERY_ROLE = [*PEOPLE, "albert-aandacht", "mina-mijlpaal", "aisha-achteraf", "berend-beheer"]
SCOPED = [
    CaseQuerySet,
    TrackQuerySet,
    TaskQuerySet,
    PlaceRequestQuerySet,
    ReferralQuerySet,
    ServiceQuerySet,
    RevealQuerySet,
    ReportQuerySet,
    HandoverQuerySet,
    AttachmentQuerySet,
    OpeningQuerySet,
    SignalQuerySet,
    UnmetNeedQuerySet,
    ActionDayQuerySet,
]


@pytest.mark.parametrize("route", our_routes(), ids=lambda route: route.name)
def test_every_address_says_who_may_come_in(route):
    assert route.policy in {"public", "signed-in"}
    assert (route.policy == "public") is (route.name in PUBLIC)


def test_without_an_account_only_the_public_addresses_answer(world):
    browser = Client()
    answered = {
        route.name
        for route in our_routes()
        for address in route.addresses(world)
        for answer in (browser.get(address), browser.post(address))
        if answer.status_code == HTTPStatus.OK
    }
    assert answered <= PUBLIC


@pytest.mark.django_db(databases=["default", "keys"])
def test_of_the_pages_of_signing_in_only_these_answer_a_visitor():
    """Where a page wants a number or a word, it gets one that leads nowhere."""
    answered = set()
    for route in sign_in_routes():
        path = re.sub(r"\^?(.*)<int:pk>", r"\g<1>1", route.path).replace("<slug:provider_id>", "x")
        address = "/" + re.sub(r"\^.*\$", "password/link/abc-def/", path).replace(
            "<language>", "en"
        )
        assert address.startswith("/en/account/")
        answers = [Client().get(address), Client().post(address)]
        if HTTPStatus.OK in {answer.status_code for answer in answers}:
            answered.add(route.name)

    assert answered == SIGNING_IN


def test_the_walk_is_made_in_every_role(cast, noon):
    held = {role for person in EVERY_ROLE for role, _ in cast.actor(person, on=noon.date()).grants}

    assert held == set(Role)


def test_nothing_that_is_scoped_is_forgotten():
    scoped = {
        type(model._default_manager.all())
        for model in apps.get_models()
        if hasattr(model._default_manager.all(), "visible_to")
    }
    assert scoped == set(SCOPED)


@pytest.mark.parametrize("person", EVERY_ROLE)
def test_when_every_rule_says_no_only_the_public_addresses_answer(
    person, world, as_person, monkeypatch
):
    browser = as_person(person)
    monkeypatch.setattr(Decision, "__bool__", lambda _: False)
    for scoped in SCOPED:
        monkeypatch.setattr(scoped, "visible_to", lambda found, _: QuerySet.none(found))

    answered = {
        route.name
        for route in staying_routes()
        for address in route.addresses(world)
        for answer in (browser.get(address), browser.post(address))
        if answer.status_code == HTTPStatus.OK
    }

    assert answered <= PUBLIC
    assert "_auth_user_id" in browser.session


@pytest.mark.parametrize("person", [*PEOPLE, "wessel-wad", "wilma-wilg"])
def test_no_address_breaks_whoever_asks(person, world, as_person):
    browser = as_person(person)
    broken = [
        (address, answer.status_code)
        for route in staying_routes()
        for address in route.addresses(world)
        for answer in (browser.get(address), browser.post(address, {"x": "y"}))
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
    ]
    assert broken == []


def test_a_view_without_a_policy_answers_nobody(rf, settings):
    def careless(request):
        raise AssertionError("it was called")

    with pytest.raises(PermissionDenied, match=r"policy\.missing"):
        PolicyMiddleware(careless).process_view(rf.get("/"), careless)
