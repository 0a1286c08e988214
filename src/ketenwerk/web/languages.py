"""Visitors read in every language; those who work here in the whole ones."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.urls import translate_url
from django.utils.translation import get_language

from ketenwerk.organisations.doors import policy_of

View = Callable[..., HttpResponse]


def in_whole_languages(view: View) -> View:
    """A page without sign-in that is not meant for visitors."""
    view.in_whole_languages = True  # type: ignore[attr-defined]
    return view


def is_whole(language: str | None) -> bool:
    """Whether every page is there in this language."""
    return language in dict(settings.WHOLE_LANGUAGES)


class LanguageMiddleware:
    """Leads who asks for a page of our own work in a language it does not have to the same page in the first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, *_: Any) -> HttpResponse | None:
        if is_whole(get_language()) or _is_for_visitors(view):
            return None
        there = translate_url(request.get_full_path(), settings.LANGUAGE_CODE)
        answer = HttpResponseRedirect(there)
        answer.status_code = HTTPStatus.SEE_OTHER
        return answer


def _is_for_visitors(view: View) -> bool:
    return policy_of(view) == "public" and not hasattr(view, "in_whole_languages")
