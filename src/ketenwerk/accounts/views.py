"""The pages of sign-in that are our own."""

from allauth.account.views import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ketenwerk.accounts.public import public
from ketenwerk.accounts.rules import Ended

NOTHING_STAYS = '"cache", "cookies", "storage"'


@public
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask, then end the session; the browser forgets what it showed."""
    response: HttpResponse = logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = NOTHING_STAYS
    return response


@public
@require_safe
@never_cache
def signed_out(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/signed_out.html")


@public
@require_safe
@never_cache
def session_ended(request: HttpRequest) -> HttpResponse:
    """Say why the session is over, and lead back to where it was."""
    after = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()})
    facts = {
        "idle": request.GET.get("why") == Ended.IDLE,
        "next": after if safe else "",
    }
    return render(request, "accounts/session_ended.html", facts)


@public
@require_safe
def no_account(request: HttpRequest) -> HttpResponse:
    """Nobody signs up. Also where the organisation's people without an account end."""
    return render(request, "account/signup_closed.html")


@public
@require_safe
def password_forgotten(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/password_forgotten.html")


@public
@require_safe
def no_password(request: HttpRequest) -> HttpResponse:
    """For who wants to change a password and never had one."""
    return render(request, "accounts/no_password.html")
