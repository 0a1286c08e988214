import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from ketenwerk.accounts.demo import sign_in_as
from ketenwerk.foundation.problems import Refused


@pytest.fixture
def browser():
    request = RequestFactory().post("/", REMOTE_ADDR="127.0.0.1")
    request.session = SessionStore()
    return request


def test_in_the_demo_an_invented_person_is_signed_in_at_once(settings, browser, anna):
    settings.DEMO_SIGN_IN = True

    sign_in_as(browser, anna)

    assert browser.session["_auth_user_id"] == str(anna.pk)


def test_without_the_setting_nobody_is(settings, browser, anna):
    settings.DEMO_SIGN_IN = False

    with pytest.raises(Refused, match=r"demo\.off"):
        sign_in_as(browser, anna)
    assert "_auth_user_id" not in browser.session


def test_a_closed_account_stays_closed_in_the_demo_too(settings, browser, anna):
    settings.DEMO_SIGN_IN = True
    anna.is_active = False

    with pytest.raises(Refused, match=r"account\.inactive"):
        sign_in_as(browser, anna)
