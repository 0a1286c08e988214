"""Before what costs much: nothing, or, while there is much of it, a sum that the browser does or a short wait.

Nobody is refused, and nothing that was typed is lost: it is in the ticket, and goes on from there.
"""

import time
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from ketenwerk.reporting import sums
from ketenwerk.reporting.load import load
from ketenwerk.reporting.sums import Door, Ticket

TICKET, NUMBER, TOKEN = "ticket", "number", "csrfmiddlewaretoken"
STEP = 5  # seconds, in which a wait is told

View = Callable[[HttpRequest], HttpResponse]

door = Door()


def is_busy() -> bool:
    return load.per_cent(now=time.monotonic()) >= settings.BUSY_FROM


def asks_patience(wanted: Callable[[HttpRequest], bool]) -> Callable[[View], View]:
    """Ask for a sum, or a wait, before a form of this view is taken, when `wanted` says so."""

    def guard(view: View) -> View:
        @wraps(view)
        def run(request: HttpRequest) -> HttpResponse:
            if request.method != "POST":
                return view(request)
            now = timezone.now().timestamp()
            ticket = _ticket_in(request)
            if ticket is None:
                return _first_page(request, now) if wanted(request) else view(request)
            if not door.lets_in(ticket, request.POST.get(NUMBER, ""), now=now):
                return _page(request, _still_good(ticket, now), now)
            request.POST = _form_of(ticket)  # type: ignore[assignment]
            return view(request)

        return run

    return guard


def _ticket_in(request: HttpRequest) -> Ticket | None:
    return sums.read(request.POST.get(TICKET, ""), what=_form(request))


def _form(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


def _first_page(request: HttpRequest, now: float) -> HttpResponse:
    sent = {name: said for name, said in request.POST.lists() if name != TOKEN}
    return _page(request, Ticket(_form(request), sent, now), now)


def _still_good(ticket: Ticket, now: float) -> Ticket:
    """The ticket itself while one waits with it; another for the same form when it was used, or is too old."""
    if ticket.waits(now=now) and not door.knows(ticket):
        return ticket
    return Ticket(ticket.what, ticket.sent, now)


def _page(request: HttpRequest, ticket: Ticket, now: float) -> HttpResponse:
    wait = -(-ticket.waits(now=now) // STEP) * STEP
    context = {"ticket": ticket, "stamped": sums.stamp(ticket), "wait": wait}
    return render(request, "reporting/busy.html", context)


def _form_of(ticket: Ticket) -> QueryDict:
    form = QueryDict(mutable=True)
    for name, said in ticket.sent.items():
        form.setlist(name, list(said))
    return form
