"""A page that says nothing about who may come in answers nobody."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ketenwerk.foundation.problems import Refused
from ketenwerk.organisations import doors
from ketenwerk.organisations.actor import ANONYMOUS, Role
from ketenwerk.organisations.doors import PolicyMiddleware, actor_of, policy_of, public, signed_in
from tests.organisations.conftest import HERE, START, THERE

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def silent(request):
    return HttpResponse("silent")


@public
def open_to_all(request):
    return HttpResponse("open")


@signed_in
def for_work(request):
    return HttpResponse(actor_of(request).organisation)


urlpatterns = [
    path("silent/", silent),
    path("open/", open_to_all),
    path("work/", for_work, name="account_login"),
]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def request_of(person, client):
    """A request of the person, with a session."""

    def make(user=person, **session: str):
        request = RequestFactory().get("/work/?page=2")
        request.user, request.session = user, session
        return request

    return make


class Nobody:
    is_authenticated = False


@pytest.fixture
def bare(settings):
    """These three pages alone, behind the door."""
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "ketenwerk.organisations.doors.PolicyMiddleware",
    ]


def test_a_page_without_a_policy_answers_403_to_everybody(bare, client, person, found, join):
    join(found("town", HERE), Role.INTAKE)
    client.raise_request_exception = False
    assert client.get("/silent/").status_code == 403

    client.force_login(person, backend=BACKEND)
    assert client.get("/silent/").status_code == 403
    assert client.post("/silent/").status_code == 403


def test_a_public_page_answers_everybody(bare, client):
    assert client.get("/open/").content == b"open"


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(bare, client, settings):
    settings.LOGIN_URL = "/open/"
    answer = client.get("/work/?page=2")

    assert answer.status_code == 302
    assert answer["Location"] == "/open/?next=/work/%3Fpage%3D2"


def test_without_a_role_today_nobody_comes_in(request_of, found, join):
    with pytest.raises(Refused, match=r"membership\.none"):
        for_work(request_of())

    join(found("town", HERE), Role.INTAKE)
    assert for_work(request_of()).status_code == 200


def test_a_role_that_ended_yesterday_opens_nothing_and_one_that_ends_today_does(
    request_of, found, join, noon, monkeypatch
):
    membership = join(found("town", HERE), Role.INTAKE, ends_on=noon.date())
    monkeypatch.setattr(doors.timezone, "localdate", lambda: membership.ends_on)
    assert for_work(request_of()).status_code == 200

    tomorrow = membership.ends_on.replace(day=membership.ends_on.day + 1)
    monkeypatch.setattr(doors.timezone, "localdate", lambda: tomorrow)
    with pytest.raises(Refused, match=r"membership\.none"):
        for_work(request_of())


def test_the_page_is_for_the_organisation_that_was_chosen(request_of, found, join):
    first, second = found("first", HERE), found("second", THERE)
    join(first, Role.INTAKE)
    join(second, Role.INTAKE, starts_on=START + timedelta(days=1))

    assert for_work(request_of()).content.decode() == str(first.pk)
    assert for_work(request_of(organisation=str(second.pk))).content.decode() == str(second.pk)
    assert for_work(request_of(organisation="somebody-else's")).content.decode() == str(first.pk)


def test_a_page_for_work_is_kept_in_no_cache(request_of, found, join):
    join(found("town", HERE), Role.INTAKE)

    assert for_work(request_of())["Cache-Control"] == "no-store"


def test_the_actor_is_read_once_for_a_request(request_of, found, join, django_assert_num_queries):
    join(found("town", HERE), Role.INTAKE)
    request = request_of()
    first = actor_of(request)

    with django_assert_num_queries(0):
        assert actor_of(request) is first


def test_who_is_not_signed_in_is_anonymous(request_of):
    assert actor_of(request_of(Nobody())) == ANONYMOUS


@pytest.mark.parametrize(
    ("view", "policy"),
    [
        (silent, ""),
        (open_to_all, "public"),
        (for_work, "signed-in"),
        (never_cache(for_work), "signed-in"),
        (require_GET(open_to_all), "public"),
        (require_GET(silent), ""),
    ],
)
def test_a_policy_is_found_under_other_decorators(view, policy):
    assert policy_of(view) == policy


@pytest.mark.parametrize(
    ("module", "policy"),
    [
        ("allauth.account.views", "own"),
        ("ketenwerk.accounts.views", "own"),
        ("allauthentic.views", ""),
        ("ketenwerk.accounts_of_others.views", ""),
        ("django.views.static", ""),
        ("ketenwerk.web.views", ""),
    ],
)
def test_only_the_pages_of_signing_in_decide_for_themselves(module, policy):
    def view(request):
        """Never called."""

    view.__module__ = module
    assert policy_of(view) == policy


def test_the_door_says_why(rf):
    with pytest.raises(PermissionDenied, match=r"policy\.missing"):
        PolicyMiddleware(silent).process_view(rf.get("/"), silent)
