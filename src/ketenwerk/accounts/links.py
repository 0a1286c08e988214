"""The link with which somebody sets a password. Handed over in person, never mailed."""

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from ketenwerk.accounts.models import User


def password_link(user: User) -> str:
    """The path of a page where the password is set once.

    It ends after PASSWORD_RESET_TIMEOUT seconds, and as soon as the password changes or the
    person signs in.
    """
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    return reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": key},
    )
