"""Ends a session that was left alone, and one that has lasted a working day."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from ketenwerk.accounts.rules import Ended, session_end

BEGAN = "began_at"
SEEN = "seen_at"
WRITE_EVERY = 30  # seconds between two notes of "seen", so that not every page writes
NOTHING_KEPT = '"cache", "storage"'


class SessionLimitsMiddleware:
    """After AuthenticationMiddleware. The browser keeps nothing that was read while signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        at = timezone.now()
        if _signed_in(request) and (why := _end_of(request.session, at=at)):
            return _ended(request, why)
        response = self.get_response(request)
        if _signed_in(request):
            _note(request.session, at=at)
            response["Cache-Control"] = "no-store, private"
        return response


def _signed_in(request: HttpRequest) -> bool:
    """Asked without touching the session of a visitor, who has none and must not get one."""
    known = settings.SESSION_COOKIE_NAME in request.COOKIES or request.session.modified
    return known and request.user.is_authenticated


def _end_of(session: SessionBase, *, at: datetime) -> Ended | None:
    if BEGAN not in session:
        return None
    return session_end(began_at=_time(session[BEGAN]), seen_at=_time(session[SEEN]), at=at)


def _note(session: SessionBase, *, at: datetime) -> None:
    now = int(at.timestamp())
    if BEGAN not in session:
        session[BEGAN] = now
    if now - session.get(SEEN, 0) >= WRITE_EVERY:
        session[SEEN] = now


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)


def _ended(request: HttpRequest, why: Ended) -> HttpResponse:
    logout(request)
    words = {"why": why.value}
    if request.method == "GET":
        words["next"] = request.get_full_path()
    response = redirect(f"{reverse('account_session_ended')}?{urlencode(words)}")
    response["Clear-Site-Data"] = NOTHING_KEPT
    return response
