"""The one cookie a visitor gets: for this site alone, unreadable to scripts, gone with the browser."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

DRAFT, PRACTICE, MAILBOX = "draft", "practice", "mailbox"
NOTHING_STAYS = '"*"'


def found(request: HttpRequest, name: str) -> str:
    return request.COOKIES.get(f"{settings.COOKIE_PREFIX}{name}", "")


def keep(answer: HttpResponse, name: str, value: str) -> HttpResponse:
    answer.set_cookie(
        f"{settings.COOKIE_PREFIX}{name}",
        value,
        path="/",
        secure=settings.SECURE_COOKIES,
        httponly=True,
        samesite="Strict",
    )
    return answer


def is_set(answer: HttpResponse, name: str) -> bool:
    """Whether the answer keeps or deletes it already."""
    return f"{settings.COOKIE_PREFIX}{name}" in answer.cookies


def forget(answer: HttpResponse, name: str, *, everything: bool = False) -> HttpResponse:
    """Delete it; with `everything` also ask the browser to forget all of this site."""
    answer.delete_cookie(f"{settings.COOKIE_PREFIX}{name}", path="/", samesite="Strict")
    if everything:
        answer["Clear-Site-Data"] = NOTHING_STAYS
    return answer
