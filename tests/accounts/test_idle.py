from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from ketenwerk.accounts.sessions import forget_ended_sessions

PAGE = "/en/account/factors/"


@pytest.fixture
def later(monkeypatch):
    """Moves the clock the middleware reads."""
    start = timezone.now()

    def move(**step: int) -> None:
        monkeypatch.setattr(
            "ketenwerk.accounts.idle.timezone.now", lambda: start + timedelta(**step)
        )

    move(seconds=0)
    return move


def test_a_session_left_alone_ends_and_says_so(later, as_anna):
    later(minutes=16)
    answer = as_anna.get(PAGE)
    page = as_anna.get(answer["Location"]).content.decode()

    assert (
        answer["Location"]
        == f"/en/account/session-ended/?why=idle&next={PAGE.replace('/', '%2F')}"
    )
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert "_auth_user_id" not in as_anna.session
    assert "15 minutes" in page
    assert f"/en/account/login/?next={PAGE}" in page


def test_who_keeps_working_stays_signed_in_until_the_day_is_over(later, as_anna):
    for minutes in range(0, 8 * 60, 14):
        later(minutes=minutes)
        assert as_anna.get(PAGE).status_code == 200

    later(hours=8, seconds=1)
    assert "why=absolute" in as_anna.get(PAGE)["Location"]


def test_a_form_sent_too_late_is_not_carried_out(later, as_anna):
    later(minutes=16)
    answer = as_anna.post("/en/account/sessions/")

    assert answer["Location"] == "/en/account/session-ended/?why=idle"


def test_a_visitor_gets_no_session_and_no_cookie(client, db):
    answer = client.get("/en/account/no-account/")

    assert "session" not in answer.cookies
    assert not answer.has_header("Cache-Control")


def test_the_page_about_the_end_leads_nowhere_else(client, db):
    page = client.get("/en/account/session-ended/", {"next": "https://elsewhere.example/"})

    assert page.context["next"] == ""


def test_of_a_session_that_is_over_nothing_is_kept(as_anna):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert forget_ended_sessions() == 1
    assert not UserSession.objects.exists()
    assert not Session.objects.exists()
