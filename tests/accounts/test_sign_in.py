import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import translation

from ketenwerk.accounts.links import password_link
from ketenwerk.accounts.models import User

PASSWORD = "een lange zin om mee binnen te komen"
LOGIN = "/en/account/login/"


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_password_opens_a_session(client, anna):
    client.post(LOGIN, {"login": "Anna@Voorbeeld.example", "password": PASSWORD})

    assert signed_in(client)


def test_a_wrong_password_says_the_same_for_known_and_unknown_people(anna):
    texts = []
    for email in (anna.email, "nobody@voorbeeld.example"):
        answer = Client().post(LOGIN, {"login": email, "password": "wrong, certainly"})
        assert answer.status_code == 200
        page = re.sub(r"csrfmiddlewaretoken\" value=\"\w+", "", answer.text.rstrip())
        texts.append(page.replace(email, "…"))

    assert texts[0] == texts[1]
    assert "do not belong together" in texts[0]


def test_a_closed_account_does_not_open(client, anna):
    anna.is_active = False
    anna.save()

    answer = client.post(LOGIN, {"login": anna.email, "password": PASSWORD}, follow=True)

    assert not signed_in(client)
    assert "This account is closed" in answer.content.decode()


def test_guessing_is_slowed_and_the_counters_name_nobody(anna):
    for _ in range(5):
        Client().post(LOGIN, {"login": anna.email, "password": "a guess"})

    client = Client()
    client.post(LOGIN, {"login": anna.email, "password": PASSWORD})

    assert not signed_in(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM accounts_counters")
        keys = [row[0] for row in cursor.fetchall()]
    assert keys
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key in keys)


def test_from_one_address_many_guesses_are_too_many(db):
    answers = {
        Client().post(LOGIN, {"login": f"a{n}@voorbeeld.example"}).status_code for n in range(31)
    }

    assert answers == {200, 429}


def test_nobody_signs_up(client, db):
    page = client.get("/en/account/no-account/")
    answer = client.post(
        "/en/account/no-account/",
        {"email": "new@voorbeeld.example", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert "There is no account for you here" in page.content.decode()
    assert answer.status_code == 405
    assert not User.objects.filter(email="new@voorbeeld.example").exists()


@pytest.mark.parametrize("path", ["login/", "logout/", "factors/webauthn/login/"])
def test_a_form_from_elsewhere_is_refused(anna, path):
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)

    without = client.post(f"/en/account/{path}", {"login": anna.email, "password": PASSWORD})
    client.cookies["csrf"] = "x" * 32
    foreign = client.post(f"/en/account/{path}", {"csrfmiddlewaretoken": "y" * 32})

    assert (without.status_code, foreign.status_code) == (403, 403)
    assert signed_in(client)


def test_signing_out_leaves_nothing_in_the_browser(as_anna):
    page = as_anna.get("/en/account/sessions/")
    answer = as_anna.post("/en/account/logout/")

    assert page["Cache-Control"] == "no-store, private"
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer["Location"] == "/en/account/signed-out/"
    assert not signed_in(as_anna)


def test_signing_out_by_following_a_link_only_asks(as_anna):
    as_anna.get("/en/account/logout/")

    assert signed_in(as_anna)


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/"])
def test_signing_in_and_out_never_leads_elsewhere(client, anna, elsewhere):
    there = client.post(LOGIN, {"login": anna.email, "password": PASSWORD, "next": elsewhere})
    back = client.post("/en/account/logout/", {"next": elsewhere})

    assert "elsewhere" not in there["Location"] + back["Location"]


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


def test_a_link_sets_a_password_once(client, db, in_english):
    new = User.objects.create_user("new@voorbeeld.example", "Nieuw Verzonnen")
    link = password_link(new)
    form = client.get(link, follow=True)
    path = form.redirect_chain[-1][0]
    client.post(path, {"password1": PASSWORD, "password2": PASSWORD})
    new.refresh_from_db()

    assert new.check_password(PASSWORD)
    again = Client().get(link)
    assert link.startswith("/en/")
    assert "does not work any more" in again.content.decode()
    assert mail.outbox == []


def test_a_link_opens_nobody_elses_account(client, anna, bram, in_english):
    key = password_link(anna).rsplit("-", 2)
    other = password_link(bram).rsplit("-", 2)

    answer = client.get("-".join([other[0], *key[1:]]))

    assert "does not work any more" in answer.content.decode()


@pytest.mark.parametrize("weak", ["short", "password1234", "anna@voorbeeld.example"])
def test_a_weak_password_is_refused_with_a_reason(as_anna, anna, weak):
    answer = as_anna.post(
        "/en/account/password/change/",
        {"oldpassword": PASSWORD, "password1": weak, "password2": weak},
    )
    anna.refresh_from_db()

    assert answer.status_code == 200
    assert anna.check_password(PASSWORD)


def test_changing_the_password_ends_the_other_sessions(as_anna, anna):
    other = Client()
    other.post(LOGIN, {"login": anna.email, "password": PASSWORD})
    new = "een andere lange zin om mee binnen te komen"
    as_anna.post(
        "/en/account/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert as_anna.get("/en/account/sessions/").status_code == 200
    assert other.get("/en/account/sessions/").status_code == 302
