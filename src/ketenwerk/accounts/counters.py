"""Where sign-in counts its attempts. The counters lie in the database, shared by all processes."""

import hashlib
import hmac

from django.conf import settings


def hidden_key(key: str, prefix: str, version: int) -> str:
    """The name of a counter, keyed so that the table shows no address and no account.

    The signature is Django's (`KEY_FUNCTION`).
    """
    name = f"{prefix}:{version}:{key}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), name, hashlib.sha256).hexdigest()
