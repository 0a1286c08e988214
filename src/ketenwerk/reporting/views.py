"""The mailbox that a code opens, and the questions on paper.

Nothing of the visitor is kept: no address, no browser string, no session; the code travels in no address.
"""

import time
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ketenwerk.country.speech import language
from ketenwerk.foundation.bodies import in_lane
from ketenwerk.foundation.problems import NotFound
from ketenwerk.organisations.actor import ANONYMOUS
from ketenwerk.organisations.doors import public
from ketenwerk.reporting import actions, cookies, draft, gate, mailbox
from ketenwerk.reporting import paper as on_paper
from ketenwerk.reporting.forms import CodeForm, HelpedForm, MoreForm
from ketenwerk.reporting.handling import actions as handling
from ketenwerk.reporting.mailbox import Ticket
from ketenwerk.reporting.receipt import as_meant
from ketenwerk.reporting.throttle import Throttle

throttle = Throttle()  # of this process; forgets everybody every ten minutes

MailboxView = Callable[[HttpRequest, Ticket], HttpResponse]


@public
@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """The questions as a form to print; the same file for everybody."""
    del request
    made = on_paper.form(language())
    named = {"Content-Disposition": 'inline; filename="form.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=named)


def _wants_patience(request: HttpRequest) -> bool:
    address = request.META["REMOTE_ADDR"]
    return gate.is_busy() or throttle.has_to_wait(address, now=time.monotonic())


@public
@in_lane("codes")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@gate.asks_patience(_wants_patience)
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for the code once, and exchange it for a ticket."""
    if request.method != "POST":
        return _ask_for_code(request, CodeForm())
    at = timezone.now()
    try:
        ticket = actions.enter(ANONYMOUS, as_meant(request.POST.get("code", "")), at=at)
    except NotFound:
        throttle.mistake(request.META["REMOTE_ADDR"], now=time.monotonic())
        return _ask_for_code(request, CodeForm({}))
    if isinstance(ticket, Ticket):
        asked = "reporting:attach" if "files" in request.POST else "reporting:open"
        return _keep_open(see(asked), ticket, at=at)
    return cookies.keep(see("reporting:report"), cookies.DRAFT, draft.stamp(ticket))


def _ask_for_code(request: HttpRequest, form: CodeForm, *, ended: bool = False) -> HttpResponse:
    return render(request, "reporting/mailbox.html", {"form": form, "ended": ended})


def with_mailbox(view: MailboxView) -> Callable[[HttpRequest], HttpResponse]:
    """Hands the view the ticket, and lets the mailbox stay open for another half hour. Without a ticket: the code."""

    @wraps(view)
    def run(request: HttpRequest) -> HttpResponse:
        at = timezone.now()
        ticket = mailbox.read(cookies.found(request, cookies.MAILBOX), at=at)
        if ticket is None:
            asked = _ask_for_code(request, CodeForm(), ended=True)
            return cookies.forget(asked, cookies.MAILBOX)
        answer = view(request, ticket)
        kept = cookies.is_set(answer, cookies.MAILBOX)
        return answer if kept else _keep_open(answer, ticket, at=at)

    return run


@public
@never_cache
@require_safe
@with_mailbox
def open_mailbox(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return _mailbox_page(request, ticket, MoreForm())


@public
@never_cache
@require_POST
@with_mailbox
def write(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    if request.POST.get("act") == "stay":
        return _mailbox_page(request, ticket, MoreForm(initial={"body": request.POST.get("body")}))
    form = MoreForm(request.POST)
    if not form.is_valid():
        return _mailbox_page(request, ticket, form)
    actions.write_from_mailbox(ANONYMOUS, ticket, form.cleaned_data["body"], at=timezone.now())
    return see("reporting:open", note="?sent")


@public
@never_cache
@require_POST
@with_mailbox
def say_whether_it_helped(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """One question after the report was closed."""
    form, at = HelpedForm(request.POST), timezone.now()
    if not form.is_valid():
        return _mailbox_page(request, ticket, MoreForm(), helped_form=form)
    given = form.cleaned_data
    handling.say_whether_it_helped(ANONYMOUS, ticket, given["helped"], text=given["text"], at=at)
    return see("reporting:open", note="?thanks")


@public
@never_cache
@require_POST
@with_mailbox
def wipe(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Asked twice, because it cannot be undone."""
    if "sure" not in request.POST:
        return render(request, "reporting/wipe.html")
    actions.wipe_mailbox(ANONYMOUS, ticket, at=timezone.now())
    closed = render(request, "reporting/closed.html", {"wiped": True})
    return cookies.forget(closed, cookies.MAILBOX, everything=True)


@public
@never_cache
@require_POST
def leave_mailbox(request: HttpRequest) -> HttpResponse:
    closed = render(request, "reporting/closed.html")
    return cookies.forget(closed, cookies.MAILBOX, everything=True)


def _mailbox_page(
    request: HttpRequest, ticket: Ticket, form: MoreForm, *, helped_form: HelpedForm | None = None
) -> HttpResponse:
    context = {
        "mailbox": actions.read_mailbox(ANONYMOUS, ticket, at=timezone.now()),
        "form": form,
        "helped_form": helped_form or HelpedForm(),
        "sent": "sent" in request.GET,
        "thanks": "thanks" in request.GET,
    }
    return render(request, "reporting/open.html", context)


def see(name: str, *, note: str = "") -> HttpResponse:
    """Go and look at another page, whatever was sent to this one."""
    answer = redirect(f"{reverse(name)}{note}")
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


def _keep_open(answer: HttpResponse, ticket: Ticket, *, at: datetime) -> HttpResponse:
    return cookies.keep(answer, cookies.MAILBOX, mailbox.stamp(ticket, at=at))
