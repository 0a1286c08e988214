"""Every page of sign-in is ours, in both languages, and no other address of allauth's exists."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, reverse
from django.utils.translation import override

from ketenwerk.accounts import urls
from ketenwerk.accounts.links import password_link

OURS = '<body class="document work'
UID = "0123456789abcdef"
NAMES = {"uidb36": UID, "key": "gone", "pk": 1, "provider_id": "organisation"}
VISITOR = {
    "account_login",
    "account_signed_out",
    "account_session_ended",
    "account_inactive",
    "account_signup",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "socialaccount_login_cancelled",
}
PERSON = {
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "usersessions_list",
}
WITH_AN_APP = {
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
}
WITH_A_KEY = {
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate_webauthn",
}
HALF_WAY = {"mfa_authenticate"}
NO_PAGE = {
    "mfa_login_webauthn": "answers a script, or leads to the sign-in page",
    "mfa_download_recovery_codes": "plain text, and only while codes may be seen",
    "openid_connect_login": "POST only; see test_organisation",
    "openid_connect_callback": "see test_organisation",
}


def routes(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        else:
            yield str(pattern.name)


def address(name: str, language: str) -> str:
    for wanted in ({}, {"pk"}, {"uidb36", "key"}):
        try:
            with override(language):
                return reverse(name, kwargs={key: NAMES[key] for key in wanted})
        except NoReverseMatch:
            continue
    raise AssertionError(name)


def is_ours(client: Client, name: str, language: str) -> None:
    answer = client.get(address(name, language))
    text = answer.content.decode()

    assert answer.status_code == 200, answer.get("Location")
    assert OURS in text
    assert f'<html lang="{language}"' in text
    assert "allauth.org" not in text
    assert "<script>" not in text
    assert " onclick" not in text
    assert "style=" not in text


def test_every_address_is_looked_at():
    looked_at = VISITOR | PERSON | WITH_AN_APP | WITH_A_KEY | HALF_WAY | set(NO_PAGE)

    assert set(routes(urls.urlpatterns)) == looked_at


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", sorted(VISITOR))
def test_a_visitors_page_is_ours(client, db, name, language):
    is_ours(client, name, language)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", sorted(PERSON))
def test_a_signed_in_persons_page_is_ours(confirmed, name, language):
    is_ours(confirmed, name, language)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", sorted(WITH_AN_APP))
def test_the_page_of_who_has_an_app_is_ours(confirmed, anna, name, language):
    TOTP.activate(anna, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(anna)

    is_ours(confirmed, name, language)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", sorted(WITH_A_KEY))
def test_the_page_of_who_has_a_key_is_ours(monkeypatch, confirmed, anna, name, language):
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda _: [])
    key = Authenticator.objects.create(
        user=anna, type=Authenticator.Type.WEBAUTHN, data={"name": "a key", "credential": {}}
    )
    monkeypatch.setitem(NAMES, "pk", key.pk)

    is_ours(confirmed, name, language)
    is_ours(confirmed, "mfa_list_webauthn", language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_second_step_is_ours(client, anna, language):
    TOTP.activate(anna, "JBSWY3DPEHPK3PXP")
    password = "een lange zin om mee binnen te komen"
    client.post(f"/{language}/account/login/", {"login": anna.email, "password": password})

    is_ours(client, "mfa_authenticate", language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_form_behind_a_link_is_ours(client, anna, language):
    with override(language):
        path = password_link(anna)
    answer = client.get(path, follow=True)

    assert OURS in answer.content.decode()
    assert answer.context["form"].fields["password1"].help_text


def test_too_many_attempts_get_a_page_that_is_ours(db):
    for n in range(31):
        answer = Client().post("/en/account/login/", {"login": f"a{n}@voorbeeld.example"})

    assert answer.status_code == 429
    assert OURS in answer.content.decode()


@pytest.mark.parametrize(
    "gone", ["signup/", "email/", "password/reset/", "3rdparty/", "login/code/", "factors/trust/"]
)
def test_what_we_do_not_use_does_not_exist(as_anna, gone):
    assert as_anna.get(f"/en/account/{gone}").status_code == 404


def test_passkey_sign_in_answers_a_script_with_a_challenge(client, db):
    path = "/en/account/factors/webauthn/login/"
    page = client.get(path)
    options = client.get(path, headers={"accept": "application/json"}).json()

    assert page["Location"] == "/en/account/login/"
    assert options["request_options"]["publicKey"]["userVerification"] == "required"


@pytest.mark.parametrize(
    "credential",
    ["", "{}", "[]", "1", '"x"', '{"response": {"userHandle": "AAAA"}}', '{"response": []}'],
)
def test_a_broken_passkey_answer_is_an_answer_not_a_fault(client, db, credential):
    path = "/en/account/factors/webauthn/login/"
    client.get(path, headers={"accept": "application/json"})

    assert client.post(path, {"credential": credential}).status_code == 302
