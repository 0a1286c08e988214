"""What is left of sessions that are over: the address and the browser of a colleague."""

from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings


def forget_ended_sessions() -> int:
    """Delete expired sessions and what was noted about them; answers how many notes went."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return sum(session.purge() for session in UserSession.objects.iterator())
