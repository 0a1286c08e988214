"""Where allauth asks us: nobody signs up, secrets lie sealed, organisations name their people."""

from typing import Any

import qrcode  # type: ignore[import-untyped]
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]

from ketenwerk.accounts.models import User, plain_email
from ketenwerk.keys.envelope import open_text, seal_text
from ketenwerk.keys.root import derived

SITE = "Ketenwerk"
SECRETS = "accounts|second factor"
WRONG = {  # allauth's own words are for a shop
    "email_password_mismatch": _("This address and this password do not belong together."),
    "enter_current_password": _("Type your password as it is now."),
    "incorrect_code": _("This code is not right. Look at the newest one and try again."),
    "incorrect_password": _("This password is not right."),
    "too_many_login_attempts": _("That was too often. Wait a few minutes and try again."),
}
WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code from your app, or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use your passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator, by hand; nothing about them is mailed."""

    error_messages = DefaultAccountAdapter.error_messages | WRONG

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        del request
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        del request
        return reverse("mfa_index")

    def get_reauthentication_methods(
        self, user: AbstractBaseUser | AnonymousUser
    ) -> list[dict[str, Any]]:
        """The password alone confirms nothing any more once there is something better."""
        ways = super().get_reauthentication_methods(user)
        better = [way for way in ways if way["id"] != "reauthenticate"]
        return [{**way, "description": WAYS[way["id"]]} for way in better or ways]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        del email, context
        raise AssertionError(f"Sign-in sends no mail, and was asked for {template_prefix}.")


class SecondFactorAdapter(DefaultMFAAdapter):
    """TOTP secrets and recovery codes lie sealed under the root key, outside the database."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG["incorrect_code"]}

    def encrypt(self, text: str) -> str:
        return seal_text(text, derived(SECRETS), place=SECRETS)

    def decrypt(self, encrypted_text: str) -> str:
        return open_text(encrypted_text, derived(SECRETS), place=SECRETS)

    def build_totp_svg(self, url: str) -> str:
        """On white, so that it can be read where pages are dark."""
        picture = qrcode.make(url, image_factory=SvgPathFillImage)
        return str(picture.to_string(encoding="unicode"))

    def generate_authenticator_name(
        self,
        user: AbstractBaseUser,
        type: Authenticator.Type,  # noqa: A002 - allauth's name
    ) -> str:
        known = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey {number}").format(number=known + 1)

    def _get_site_name(self) -> str:
        return SITE


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """Who comes from the organisation has an account here, and is pinned to it the first time."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        del request, sociallogin
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Pin issuer and subject to the account with the address the organisation vouches for.

        Once pinned the address plays no part any more. An account that is pinned already is not
        pinned to somebody else.
        """
        if sociallogin.is_existing:
            return
        user = _owner_of(sociallogin.email_addresses)
        if user is None or SocialAccount.objects.filter(user=user).exists():
            raise ImmediateHttpResponse(redirect("account_signup"))
        sociallogin.connect(request, user)


def _owner_of(addresses: list[EmailAddress]) -> User | None:
    vouched = [plain_email(address.email) for address in addresses if address.verified is True]
    return User.objects.filter(email__in=vouched, is_active=True).first()
