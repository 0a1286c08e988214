"""Turns everything that goes wrong into one page: what happened, what to do now, and a number to name."""

import sys
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from traceback import extract_tb
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone

from ketenwerk.audit import trail
from ketenwerk.foundation import serving
from ketenwerk.foundation.bodies import body_at_most
from ketenwerk.foundation.labels import new_label
from ketenwerk.foundation.problems import NotFound, Problem, Refused
from ketenwerk.organisations.actor import ANONYMOUS
from ketenwerk.organisations.doors import actor_of
from ketenwerk.web.reasons import advice, reason, title

log = structlog.get_logger()


class ProblemMiddleware:
    """Answers every Problem a view raises, and turns away a body that is too large before it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        size = request.META.get("CONTENT_LENGTH") or "0"
        if not size.isascii() or not size.isdigit():
            return page(request, HTTPStatus.BAD_REQUEST, "request.malformed")
        if int(size) > _usual() and int(size) > body_at_most(request.path_info):
            return page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "request.too-large")
        if why := request.META.get(serving.UNREAD):
            return _unread(request, why)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Problem):
            return None
        _put_on_trail(request, error)
        return page(request, HTTPStatus(error.status), error.code)


def _unread(request: HttpRequest, why: str) -> HttpResponse:
    if why == serving.SLOW:
        return page(request, HTTPStatus.REQUEST_TIMEOUT, "request.too-slow")
    return page(request, HTTPStatus.SERVICE_UNAVAILABLE, "request.too-many-files")


def _usual() -> int:
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0


def page(request: HttpRequest | None, status: HTTPStatus, code: str) -> HttpResponse:
    """The problem page. It needs no database, so that it also stands when that is what is broken."""
    reference = new_label("P")
    with suppress(OSError):  # the log's own disk is full: whoever waits is answered all the same
        log.info("problem", status=int(status), code=code, reference=reference)
    words = {
        "status": int(status),
        "title": title(status),
        "why": reason(code),
        "advice": advice(status),
        "reference": reference,
    }
    answer = HttpResponse(render_to_string("web/problem.html", words, request), status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "request.too-large")
    return page(request, HTTPStatus.BAD_REQUEST, "request.malformed")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    del exception
    return page(request, HTTPStatus.FORBIDDEN, "")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    del exception
    return page(request, HTTPStatus.NOT_FOUND, "")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    del reason
    return page(request, HTTPStatus.FORBIDDEN, "request.forged")


def broken(request: HttpRequest) -> HttpResponse:
    """Log where it broke, not what was in it: the message of an error can hold what somebody wrote."""
    del request
    kind, _, trace = sys.exc_info()
    frames = [f"{Path(at.filename).name}:{at.lineno} {at.name}" for at in extract_tb(trace)]
    with suppress(OSError):
        log.error("broken", kind=kind.__name__ if kind else "", frames=frames)
    return page(None, HTTPStatus.INTERNAL_SERVER_ERROR, "")


def _put_on_trail(request: HttpRequest, error: Problem) -> None:
    """A refused or fruitless look leaves a line, as an action's refusal does."""
    actor = actor_of(request)
    wanted = isinstance(error, (Refused, NotFound)) and not getattr(error, "on_trail", False)
    if not wanted or actor == ANONYMOUS:
        return
    match: Any = request.resolver_match
    subject = ":".join(str(value) for value in match.kwargs.values()) if match else ""
    act = f"page.{match.view_name}" if match else "page"
    trail.refused(actor, act, why=error.code, subject=subject[:128], at=timezone.now())
