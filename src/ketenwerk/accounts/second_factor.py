"""A password alone opens nothing: who has no second factor is led to set one first."""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from ketenwerk.accounts.rules import needs_second_factor

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
ON_THE_WAY = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)


def must_set_second_factor(request: HttpRequest) -> bool:
    """Whether the person of this request has only a password. Never in the demo and the tests."""
    if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    return needs_second_factor(
        required=True,
        has_one=is_mfa_enabled(request.user, FACTORS),
        came_by=frozenset(record["method"] for record in records),
    )


class SecondFactorMiddleware:
    """Sends everybody of whom that is true to the page where it is set."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is not None and match.url_name in ON_THE_WAY:
            return None
        return redirect("mfa_index") if must_set_second_factor(request) else None
