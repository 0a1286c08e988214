"""Sign-in through the organisation, against a provider that lives inside the test."""

import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from requests.adapters import BaseAdapter

from ketenwerk.accounts.adapter import OrganisationAdapter
from ketenwerk.accounts.models import User
from ketenwerk.accounts.oidc import TokenRefused, checked_claims, pinned

ISSUER = "https://inloggen.voorbeeld.example"
CLIENT = "ketenwerk"
LOGIN = "/en/account/organisation/login/"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def key_set(key: rsa.RSAPrivateKey = KEY) -> dict[str, Any]:
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return {"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]}


def claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    whole = {
        "iss": ISSUER,
        "sub": "subject-1",
        "aud": CLIENT,
        "iat": now,
        "exp": now + 300,
        "email": "anna@voorbeeld.example",
        "email_verified": True,
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not None}


def signed(key: Any = KEY, algorithm: str = "RS256", kid: str = "one", **changes: Any) -> str:
    return jwt.encode(claims(**changes), key, algorithm=algorithm, headers={"kid": kid})


def unsigned() -> str:
    parts = [{"alg": "none", "kid": "one"}, claims()]
    coded = [base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=").decode() for p in parts]
    return ".".join([*coded, ""])


def signed_with_the_public_key_as_a_secret() -> str:
    """The confusion of algorithms of RFC 8725, 2.1."""
    coded = [
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")
        for part in ({"alg": "HS256", "kid": "one"}, claims())
    ]
    pem = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    mark = hmac.new(pem, b".".join(coded), hashlib.sha256).digest()
    return b".".join([*coded, base64.urlsafe_b64encode(mark).rstrip(b"=")]).decode()


def check(token: str) -> dict[str, Any]:
    return checked_claims(token, issuer=ISSUER, client=CLIENT, keys=key_set())


@dataclass
class Provider(BaseAdapter):
    """Answers what an organisation would; `token` is what it hands out next."""

    token: str = ""
    config: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    down: bool = False

    def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:
        if self.down:
            raise requests.ConnectionError("nobody there")
        path = urlsplit(request.url).path
        self.asked.append(f"{path}?{request.body or ''}")
        answer = requests.Response()
        answer.status_code = 200
        answer.headers["content-type"] = "application/json"
        answer._content = json.dumps(self.answers()[path]).encode()
        return answer

    def answers(self) -> dict[str, dict[str, Any]]:
        config = {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/go",
            "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/keys",
            "userinfo_endpoint": f"{ISSUER}/who",
            **self.config,
        }
        return {
            "/.well-known/openid-configuration": config,
            "/keys": key_set(),
            "/token": {"access_token": "a", "token_type": "Bearer", "id_token": self.token},
            "/who": self.userinfo,
        }

    def close(self) -> None:
        pass


@pytest.fixture
def provider(settings, monkeypatch) -> Provider:
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "organisation",
                    "name": "Gemeente Voorbeeld",
                    "client_id": CLIENT,
                    "secret": "not-so-secret",
                    "settings": {"server_url": ISSUER, "uid_field": "identity"},
                }
            ],
        }
    }
    there = Provider()

    def session(_: OrganisationAdapter) -> requests.Session:
        made = requests.Session()
        made.mount("https://", there)
        return made

    monkeypatch.setattr(OrganisationAdapter, "get_requests_session", session)
    return there


def come_back(client: Client, **query: str):
    """Leave for the organisation and come back with its answer."""
    page = client.post(LOGIN, {"next": "/en/work/"})
    target = parse_qs(urlsplit(page.context["target"]).query)
    back = urlsplit(target["redirect_uri"][0]).path
    return client.get(back, {"code": "c", "state": target["state"][0], **query})


def signed_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_a_token_that_is_right_is_believed():
    assert check(signed())["sub"] == "subject-1"


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(signed(iss="https://elsewhere.example"), id="other issuer, same subject"),
        pytest.param(signed(iss=None), id="no issuer"),
        pytest.param(signed(aud="another-client"), id="wrong audience"),
        pytest.param(signed(aud=None), id="no audience"),
        pytest.param(signed(azp="another-client"), id="given to another client"),
        pytest.param(signed(exp=int(time.time()) - 60), id="expired"),
        pytest.param(signed(exp=None), id="never expires"),
        pytest.param(signed(iat=None), id="never issued"),
        pytest.param(signed(nbf=int(time.time()) + 600), id="not yet valid"),
        pytest.param(signed(sub=None), id="no subject"),
        pytest.param(signed(key=OTHER_KEY), id="signed by somebody else"),
        pytest.param(signed(kid="two"), id="names an unknown key"),
        pytest.param(unsigned(), id="unsigned"),
        pytest.param(signed_with_the_public_key_as_a_secret(), id="public key as secret"),
        pytest.param(signed()[:-8] + "AAAAAAAA", id="signature changed"),
        pytest.param("", id="empty"),
        pytest.param("a.b.c", id="not a token"),
    ],
)
def test_every_other_token_is_refused(token):
    with pytest.raises(TokenRefused):
        check(token)


def test_without_keys_nothing_is_believed():
    with pytest.raises(TokenRefused):
        checked_claims(signed(), issuer=ISSUER, client=CLIENT, keys={})


@pytest.mark.parametrize(("said", "verified"), [(True, True), ("true", False), (None, False)])
def test_an_address_counts_as_verified_only_when_the_organisation_says_so(said, verified):
    assert pinned(claims(email_verified=said), userinfo={})["email_verified"] is verified


def test_user_information_about_somebody_else_is_refused():
    with pytest.raises(TokenRefused):
        pinned(claims(), userinfo={"sub": "subject-2", "email": "bram@voorbeeld.example"})


def test_an_identity_too_long_to_keep_is_refused():
    with pytest.raises(TokenRefused):
        pinned(claims(sub="s" * 200), userinfo={})


def test_the_button_of_the_organisation_comes_first(client, provider, db):
    page = client.get("/en/account/login/").content.decode()

    organisation = page.index("Sign in with Gemeente Voorbeeld")
    assert organisation < page.index("Sign in with a passkey") < page.index("current-password")


def test_without_configuration_there_is_no_button_and_no_address(client, db):
    assert "Sign in with Gemeente" not in client.get("/en/account/login/").content.decode()
    assert client.post(LOGIN).status_code == 404
    assert client.get("/en/account/organisation/callback/").status_code == 404


def test_leaving_for_the_organisation_is_a_page_with_proof_of_who_asked(client, provider, db):
    page = client.post(LOGIN)
    query = parse_qs(urlsplit(page.context["target"]).query)

    assert page["Refresh"].startswith(f"0; url={ISSUER}/go?")
    assert query["code_challenge_method"] == ["S256"]
    assert query["redirect_uri"] == ["http://testserver/nl/account/organisation/callback/"]
    assert client.get(LOGIN).status_code == 405


def test_the_first_time_pins_issuer_and_subject_to_the_account(client, provider, anna):
    provider.token = signed()
    answer = come_back(client)

    account = SocialAccount.objects.get()
    assert answer["Location"] == "/en/work/"
    assert signed_in(client) == str(anna.pk)
    assert (account.user, account.uid) == (anna, f"{ISSUER} subject-1")
    assert set(account.extra_data["id_token"]) == {"identity", "email", "email_verified"}
    assert any("code_verifier=" in asked for asked in provider.asked)


def test_once_pinned_the_address_plays_no_part(provider, anna, bram):
    provider.token = signed()
    come_back(Client())
    provider.token = signed(email=bram.email)
    client = Client()
    come_back(client)

    assert signed_in(client) == str(anna.pk)


def test_a_second_subject_with_the_same_address_does_not_come_in(provider, anna):
    provider.token = signed()
    come_back(Client())
    provider.token = signed(sub="subject-2")
    client = Client()
    answer = come_back(client)

    assert answer["Location"].endswith("/account/no-account/")
    assert signed_in(client) is None
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"email": "unknown@voorbeeld.example"},
        {"email": None, "email_verified": None},
        {"email_verified": False},
        {"email_verified": "true"},
    ],
)
def test_who_has_no_account_gets_none(client, provider, anna, changes):
    before = User.objects.count()
    provider.token = signed(**changes)
    answer = come_back(client)

    assert answer["Location"].endswith("/account/no-account/")
    assert signed_in(client) is None
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_a_closed_account_stays_closed(client, provider, anna):
    User.objects.update(is_active=False)
    provider.token = signed()
    come_back(client)

    assert signed_in(client) is None


def test_an_address_outside_the_token_is_asked_for(client, provider, anna):
    provider.token = signed(email=None, email_verified=None)
    provider.userinfo = {"sub": "subject-1", "email": anna.email, "email_verified": True}
    come_back(client)

    assert signed_in(client) == str(anna.pk)


@pytest.mark.parametrize(
    "token",
    [signed(aud="another"), signed(iss="https://elsewhere.example"), unsigned(), "", "x.y.z"],
    ids=["audience", "issuer", "unsigned", "empty", "nonsense"],
)
def test_a_token_that_proves_nothing_lets_nobody_in(client, provider, anna, token):
    provider.token = token
    answer = come_back(client)

    assert answer.status_code == 401
    assert "Inloggen is niet gelukt" in answer.content.decode()
    assert signed_in(client) is None


def test_an_answer_nobody_asked_for_lets_nobody_in(client, provider, anna):
    provider.token = signed()
    answer = client.get("/en/account/organisation/callback/", {"code": "c", "state": "made-up"})

    assert answer.status_code == 401
    assert signed_in(client) is None


def test_who_stops_at_the_organisation_is_told_that_nothing_happened(client, provider, db):
    answer = come_back(client, error="access_denied")

    assert "Nothing has happened" in client.get(answer["Location"]).content.decode() or (
        "/organisation/cancelled/" in answer["Location"]
    )


@pytest.mark.parametrize(
    "config",
    [{"issuer": "https://elsewhere.example"}, {"jwks_uri": None, "issuer": f"{ISSUER}/other"}],
)
def test_a_configuration_of_another_issuer_is_refused(client, provider, db, config):
    provider.config = config

    assert client.post(LOGIN).status_code == 401


def test_an_organisation_that_does_not_answer_is_a_page_not_a_fault(client, provider, db):
    provider.down = True

    assert client.post(LOGIN).status_code == 401


def test_who_comes_through_the_organisation_needs_no_second_factor_of_ours(
    settings, client, provider, anna
):
    settings.SECOND_FACTOR_REQUIRED = True
    provider.token = signed()
    come_back(client)

    assert client.get("/en/account/sessions/").status_code == 200


def test_a_form_from_elsewhere_does_not_start_it(provider, db):
    assert Client(enforce_csrf_checks=True).post(LOGIN).status_code == 403
