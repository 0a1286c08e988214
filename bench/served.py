"""The program as it is served, with an empty page added to it."""

from django.conf import settings

settings.ROOT_URLCONF = "bench.urls"

from ketenwerk.rsgi import application  # noqa: E402 - reads the setting

__all__ = ["application"]
