"""The program as it is served, but it never asks for patience: to see what it can do when everybody comes at once."""

from django.conf import settings

settings.BUSY_FROM = float("inf")

from ketenwerk.rsgi import application  # noqa: E402 - reads the setting

__all__ = ["application"]
