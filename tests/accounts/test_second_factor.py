import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

PASSWORD = "een lange zin om mee binnen te komen"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(secret: str, *, period: int = 0) -> str:
    """The code an app shows now, or `period` codes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + period))


def start(user) -> Client:
    client = Client()
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    return client


def finish(client: Client, code: str) -> bool:
    client.post("/en/account/factors/authenticate/", {"code": code})
    return "_auth_user_id" in client.session


def test_an_app_with_codes_from_adding_it_to_signing_in_with_it(confirmed, anna):
    page = confirmed.get("/en/account/factors/totp/activate/")
    secret = page.context["form"].secret
    answer = confirmed.post("/en/account/factors/totp/activate/", {"code": code_of(secret)})
    codes = confirmed.get(answer["Location"]).content.decode()

    browser = start(anna)
    assert "_auth_user_id" not in browser.session
    assert not finish(browser, "000000")
    assert finish(browser, code_of(secret, period=1))
    assert codes.count("<code>") == 10


def test_a_code_works_once(anna):
    TOTP.activate(anna, SECRET)
    code = code_of(SECRET)

    assert finish(start(anna), code)
    assert not finish(start(anna), code)


def test_a_recovery_code_works_once(anna):
    TOTP.activate(anna, SECRET)
    code = RecoveryCodes.activate(anna).get_unused_codes()[0]

    assert finish(start(anna), code)
    assert not finish(start(anna), code)


def test_guessing_codes_is_slowed(anna):
    TOTP.activate(anna, SECRET)
    browser = start(anna)
    for guess in range(12):
        finish(browser, f"{guess:06}")

    assert not finish(browser, code_of(SECRET))


def test_the_secret_lies_sealed(anna):
    TOTP.activate(anna, SECRET)
    RecoveryCodes.activate(anna)
    seed = Authenticator.objects.get(type="recovery_codes")

    assert SECRET not in str(Authenticator.objects.get(type="totp").data)
    assert seed.data["seed"].startswith("1:")
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_of(SECRET))


def test_codes_are_shown_once(confirmed, anna):
    TOTP.activate(anna, SECRET)
    made = confirmed.post("/en/account/factors/recovery-codes/generate/")
    first = confirmed.get(made["Location"]).content.decode()
    second = confirmed.get(made["Location"]).content.decode()

    assert first.count("<code>") == 10
    assert second.count("<code>") == 0
    assert confirmed.get("/en/account/factors/recovery-codes/download/").status_code in {403, 404}


def test_with_a_password_alone_nothing_opens_where_data_is_real(settings, confirmed):
    settings.SECOND_FACTOR_REQUIRED = True

    for page in ("/en/", "/en/account/sessions/", "/en/account/password/change/"):
        assert confirmed.get(page)["Location"] == "/en/account/factors/"
    for page in ("factors/", "factors/totp/activate/", "factors/webauthn/add/", "logout/"):
        assert confirmed.get(f"/en/account/{page}").status_code == 200


def test_with_a_second_factor_everything_opens(settings, anna):
    settings.SECOND_FACTOR_REQUIRED = True
    TOTP.activate(anna, SECRET)
    browser = start(anna)
    finish(browser, code_of(SECRET))

    assert browser.get("/en/account/sessions/").status_code == 200


def test_in_the_demo_nobody_is_led_to_a_second_factor(as_anna):
    assert as_anna.get("/en/account/sessions/").status_code == 200


@pytest.mark.parametrize(
    ("path", "has_app", "how"),
    [
        ("totp/activate/", False, "confirm/"),
        ("webauthn/add/", False, "confirm/"),
        ("webauthn/add/", True, "factors/reauthenticate/"),
        ("totp/deactivate/", True, "factors/reauthenticate/"),
        ("recovery-codes/generate/", True, "factors/reauthenticate/"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_changing_a_factor_asks_again_who_it_is(as_anna, anna, path, has_app, how, method):
    if has_app:
        TOTP.activate(anna, SECRET)

    answer = getattr(as_anna, method)(f"/en/account/factors/{path}")

    assert answer["Location"].startswith(f"/en/account/{how}?next=")
    assert Authenticator.objects.count() == has_app


def test_who_has_an_app_does_not_confirm_with_the_password(as_anna, anna):
    TOTP.activate(anna, SECRET)
    as_anna.post("/en/account/confirm/", {"password": PASSWORD})

    assert as_anna.get("/en/account/factors/webauthn/add/").status_code == 302


def test_a_confirmation_holds_for_five_minutes(monkeypatch, confirmed):
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 5 * 60)

    assert confirmed.get("/en/account/factors/webauthn/add/").status_code == 302


def test_confirming_with_the_password_leads_back(as_anna):
    add = "/en/account/factors/totp/activate/"
    ask = as_anna.get(add)["Location"]

    wrong = as_anna.post(ask, {"password": "not this one", "next": add})
    right = as_anna.post(ask, {"password": PASSWORD, "next": add})

    assert wrong.status_code == 200
    assert right["Location"] == add
    assert as_anna.get(add).status_code == 200


@pytest.mark.parametrize("what", ["remove", "edit"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_persons_key_does_not_exist(confirmed, bram, what, method):
    key = Authenticator.objects.create(
        user=bram, type=Authenticator.Type.WEBAUTHN, data={"name": "of Bram", "credential": {}}
    )

    answer = getattr(confirmed, method)(
        f"/en/account/factors/webauthn/keys/{key.pk}/{what}/", {"name": "mine"}
    )

    key.refresh_from_db()
    assert answer.status_code == 404
    assert key.data["name"] == "of Bram"


def test_a_key_is_added_to_ones_own_account_whatever_the_form_says(confirmed, anna, bram):
    page = confirmed.get("/en/account/factors/totp/activate/")
    secret = page.context["form"].secret
    confirmed.post(
        "/en/account/factors/totp/activate/",
        {"code": code_of(secret), "user": str(bram.pk), "user_id": str(bram.pk)},
    )

    assert not Authenticator.objects.filter(user=bram).exists()
    assert Authenticator.objects.filter(user=anna, type="totp").exists()
