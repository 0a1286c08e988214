"""Every page that a visitor gets has one of a few sizes, so that who watches the line cannot tell the pages apart."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from ketenwerk.foundation.packing import missing, pack

STEP = (
    12 * 1024
)  # bytes, head and body together: one step holds every page of information and of a report
LINE_END = b"\n"
BETWEEN = 4  # bytes: the colon, the space and the end of a line of the head
PACKS = "gzip"
LENGTH = "?" * 5  # as many letters as the length will have


class SizeMiddleware:
    """Stands outside all others, and sees the answer as it leaves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if isinstance(answer, HttpResponse) and _is_for_visitors(request, answer):
            _fill(request, answer)
        return answer


def _is_for_visitors(request: HttpRequest, answer: HttpResponse) -> bool:
    """Who signed in gets no packed pages: their cookie goes along when another site leads them here."""
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    is_page = answer.get("Content-Type", "").startswith("text/html")
    return is_page and bool(answer.content) and not signed_in and "Content-Encoding" not in answer


def _fill(request: HttpRequest, answer: HttpResponse) -> None:
    patch_vary_headers(answer, ("Accept-Encoding",))
    text = answer.content
    answer["Content-Length"] = LENGTH
    if PACKS in request.headers.get("Accept-Encoding", ""):
        answer["Content-Encoding"] = PACKS
        packed = getattr(answer, "packed", None) or pack(text)
        answer.content = packed.filled(missing(_head(answer) + packed.size, STEP))
    else:
        answer.content = text + LINE_END * missing(_head(answer) + len(text), STEP)
    answer["Content-Length"] = str(len(answer.content))


def _head(answer: HttpResponse) -> int:
    """What the lines of the head weigh, without those that the server adds to every answer."""
    lines = sum(len(name) + len(value) + BETWEEN for name, value in answer.items())
    cookies = (morsel.output(header="Set-Cookie:") for morsel in answer.cookies.values())
    return lines + sum(len(cookie) + len("\r\n") for cookie in cookies)
