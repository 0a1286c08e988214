"""Pages that say the same to everybody: made once a minute, and given to whoever asks."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from ketenwerk.foundation.packing import Packed, pack

View = Callable[..., HttpResponse]
Made = tuple[
    int, bytes, dict[str, str], Packed
]  # the minute, the page, its headers, the page packed

KEPT: dict[str, Made] = {}  # by address; an address that leads nowhere never gets in
SECONDS = 60


def same_for_everybody(view: View) -> View:
    """Keep the page in this process until the minute is over, so that "open now" stays true.

    Only for who comes without a cookie and without a question in the address: nothing that was
    made for one visitor can reach another. A page that sets a cookie, as one with a form does, is not kept.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or request.GET or request.COOKIES:
            return view(request, *args, **kwargs)
        minute = int(timezone.now().timestamp() // SECONDS)
        made = KEPT.get(request.path)
        if made is not None and made[0] == minute:
            kept = HttpResponse(made[1], headers=made[2])
            kept.packed = made[3]  # type: ignore[attr-defined]
            return kept
        fresh = view(request, *args, **kwargs)
        if fresh.status_code == HTTPStatus.OK and not _is_personal(request, fresh):
            headers, packed = dict(fresh.headers), pack(fresh.content)
            KEPT[request.path] = (minute, fresh.content, headers, packed)
        return fresh

    return answer


def _is_personal(request: HttpRequest, answer: HttpResponse) -> bool:
    """Whether a cookie goes with it, now or (a token against forgery) further on."""
    return bool(answer.cookies) or "CSRF_COOKIE" in request.META
