"""Sign-in through the organisation (OpenID Connect). Its token is checked in full, with signature.

allauth leaves the signature out when the token came over TLS, which OpenID Connect Core 3.1.3.7
allows; we do not, so that a proxy in between cannot let anybody in.
"""

from collections.abc import Callable
from typing import Any, cast

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from ketenwerk.accounts.public import public

PROVIDER = "organisation"
SIGNATURES = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
REQUIRED = ["iss", "sub", "aud", "exp", "iat"]
WELL_KNOWN = "/.well-known/openid-configuration"
LEEWAY = 30  # seconds two clocks may differ
SUBJECT_LENGTH = 191  # of allauth's column


class TokenRefused(OAuth2Error):
    """The organisation's answer proves nothing. Why is never told to the visitor."""


def checked_claims(
    token: str, *, issuer: str, client: str, keys: dict[str, Any]
) -> dict[str, Any]:
    """The claims of an ID token (JWT): signed, meant for `client`, from `issuer`, and in time.

    `keys` is the issuer's JSON Web Key Set. Raises TokenRefused for everything else, also for a
    token that names no algorithm or a symmetric one (OpenID Connect Core 1.0, 3.1.3.7; RFC 8725).
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _key(token, keys),
            algorithms=SIGNATURES,
            audience=client,
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": REQUIRED},
        )
    except jwt.PyJWTError as error:
        raise TokenRefused(str(error)) from error
    if claims.get("azp", client) != client:
        raise TokenRefused("The token was given to another client (azp).")
    return claims


def _key(token: str, keys: dict[str, Any]) -> jwt.PyJWK:
    wanted = jwt.get_unverified_header(token).get("kid")
    known = jwt.PyJWKSet.from_dict(keys).keys
    found = [key for key in known if wanted is None or key.key_id == wanted]
    if len(found) != 1:
        raise TokenRefused("The token names no key of this issuer.")
    return found[0]


def pinned(claims: dict[str, Any], *, userinfo: dict[str, Any]) -> dict[str, Any]:
    """What is kept: issuer and subject as one identity, the address, and if it is vouched for.

    Raises TokenRefused when `userinfo` is about somebody else, or the identity is too long.
    """
    if userinfo.get("sub", claims["sub"]) != claims["sub"]:
        raise TokenRefused("The user information is about another subject.")
    identity = f"{claims['iss']} {claims['sub']}"
    if len(identity) > SUBJECT_LENGTH:
        raise TokenRefused("Issuer and subject are longer than can be kept.")
    about = {**userinfo, **claims}
    return {
        "identity": identity,
        "email": about.get("email"),
        "email_verified": about.get("email_verified") is True,
    }


class OrganisationSignIn(OpenIDConnectOAuth2Adapter):
    """The one organisation of settings. Its issuer is the address it was configured with."""

    def get_provider(self) -> OpenIDConnectProvider:
        provider = super().get_provider()  # type: ignore[no-untyped-call]
        provider.oauth2_adapter_class = OrganisationSignIn
        return cast("OpenIDConnectProvider", provider)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """One address in every language, since the organisation must know it by heart."""
        with override(settings.LANGUAGE_CODE):
            return cast("str", super().get_callback_url(request, app))

    @property
    def openid_config(self) -> dict[str, Any]:
        config = cast("dict[str, Any]", super().openid_config)
        wanted = {"issuer", "jwks_uri", "authorization_endpoint", "token_endpoint"}
        if missing := wanted - config.keys():
            raise TokenRefused(f"The organisation's configuration lacks {sorted(missing)}.")
        if _address(config["issuer"]) != _address(self.get_provider().server_url):
            raise TokenRefused("The configuration is of another issuer than settings name.")
        return config

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        config = self.openid_config
        claims = checked_claims(
            kwargs["response"].get("id_token", ""),
            issuer=config["issuer"],
            client=app.client_id,
            keys=self._fetched(config["jwks_uri"]),
        )
        known = pinned(claims, userinfo=self._userinfo(claims, token))
        answer = self.get_provider().sociallogin_from_response(request, {"id_token": known})
        return cast("SocialLogin", answer)

    def _userinfo(self, claims: dict[str, Any], token: SocialToken) -> dict[str, Any]:
        """Asked only where the token itself has no address."""
        if "email" in claims or "userinfo_endpoint" not in self.openid_config:
            return {}
        return cast("dict[str, Any]", self._fetch_user_info(token.token))

    def _fetched(self, address: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(address)
            answer.raise_for_status()
        return cast("dict[str, Any]", answer.json())


def _address(url: str) -> str:
    return url.removesuffix(WELL_KNOWN).rstrip("/")


Step = Callable[[HttpRequest, OrganisationSignIn], HttpResponse]


def _with_organisation(request: HttpRequest, provider_id: str, step: Step) -> HttpResponse:
    """Run one step with the organisation; what goes wrong there is a page that says so."""
    if provider_id != PROVIDER:
        raise Http404
    adapter = OrganisationSignIn(request, provider_id)
    try:
        provider = adapter.get_provider()
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    try:
        return step(request, adapter)
    except (OAuth2Error, RequestException) as error:
        return cast(
            "HttpResponse", render_authentication_error(request, provider, exception=error)
        )


@public
@require_POST
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send somebody to the organisation, by a page: `form-action 'self'` stops a redirect."""
    return _with_organisation(request, provider_id, _leave)


@public
@require_GET
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Somebody comes back from the organisation."""
    return _with_organisation(request, provider_id, _return)


def _leave(request: HttpRequest, adapter: OrganisationSignIn) -> HttpResponse:
    after = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()})
    provider = adapter.get_provider()
    answer = provider.redirect(request, process="login", next_url=after if safe else None)
    target = answer.get("Location")
    if target is None:
        return cast("HttpResponse", answer)
    page = render(
        request, "accounts/to_organisation.html", {"target": target, "provider": provider}
    )
    page["Refresh"] = f"0; url={target}"
    return page


def _return(request: HttpRequest, adapter: OrganisationSignIn) -> HttpResponse:
    return cast("HttpResponse", OAuth2CallbackView.adapter_view(adapter)(request))
