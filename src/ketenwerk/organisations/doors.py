"""Every page says who may come in. One that says nothing answers nobody."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from ketenwerk.foundation.problems import Refused
from ketenwerk.organisations import queries, rules
from ketenwerk.organisations.actor import ANONYMOUS, Actor

View = Callable[..., HttpResponse]
SESSION_KEY = "organisation"


def public(view: View) -> View:
    """For everybody, without an account."""
    view.policy = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """For those who hold a role in an organisation today; nothing of it is kept in a cache."""

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        decision = rules.may_enter(actor_of(request))
        if not decision:
            raise Refused(decision.reason)
        answer = view(request, *args, **kwargs)
        add_never_cache_headers(answer)
        answer["Cache-Control"] = "no-store"
        return answer

    run.policy = "signed-in"  # type: ignore[attr-defined]
    return run


def actor_of(request: HttpRequest) -> Actor:
    """From a browser to an actor: the only place that reads request.user. Read once per request."""
    if not request.user.is_authenticated:
        return ANONYMOUS
    found: Actor | None = getattr(request, "actor", None)
    if found is None:
        found = queries.actor_for(
            request.user,
            on=timezone.localdate(),
            organisation=request.session.get(SESSION_KEY, ""),
        )
        request.actor = found  # type: ignore[attr-defined]
    return found


class PolicyMiddleware:
    """Refuses every view that does not say who may come in. The pages of signing in decide for themselves."""

    OWN_POLICY = ("allauth.", "ketenwerk.accounts.")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, *_: Any) -> None:
        del request
        if policy_of(view) == "":
            raise PermissionDenied("policy.missing")


def policy_of(view: View) -> str:
    """`public`, `signed-in`, `own` for a library that guards its own pages, or nothing."""
    if getattr(view, "__module__", "").startswith(PolicyMiddleware.OWN_POLICY):
        return "own"
    return str(getattr(view, "policy", ""))
