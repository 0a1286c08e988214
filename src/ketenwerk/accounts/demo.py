"""Signing in as an invented person, without any proof. Only where nothing is real."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest

from ketenwerk.accounts.models import User
from ketenwerk.foundation.problems import Refused


def sign_in_as(request: HttpRequest, user: User) -> None:
    """Open a session for an invented person. Raises Refused unless the demo setting is on."""
    if not settings.DEMO_SIGN_IN:
        raise Refused("demo.off")
    if not user.is_active:
        raise Refused("account.inactive")
    get_adapter(request).login(request, user)
