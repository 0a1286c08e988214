"""The public pages: telling what one saw, and the mailbox that a code opens.

Nothing of the visitor is kept: no address, no browser string, no session; the code travels in no address.
"""

import time
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ketenwerk.country.data import country
from ketenwerk.country.words import municipality_name
from ketenwerk.foundation.problems import NotFound
from ketenwerk.organisations.actor import ANONYMOUS
from ketenwerk.organisations.doors import public
from ketenwerk.reporting import actions, mailbox, queries
from ketenwerk.reporting.forms import CodeForm, MoreForm, ReportForm
from ketenwerk.reporting.handling import actions as handling
from ketenwerk.reporting.handling.forms import HelpedForm
from ketenwerk.reporting.mailbox import Ticket
from ketenwerk.reporting.receipt import DIGITS, digits_of
from ketenwerk.reporting.throttle import Throttle

NOTHING_STAYS = '"*"'
throttle = Throttle()  # of this process; forgets everybody every ten minutes

MailboxView = Callable[[HttpRequest, Ticket], HttpResponse]


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form; what comes back is the receipt itself, so that the code stands in no address."""
    if request.method != "POST":
        return _report_page(request, ReportForm())
    form = ReportForm(request.POST)
    if "look" in request.POST:
        form.full_clean()
        return _report_page(request, form.unjudged(), place=_place(form))
    if not form.is_valid():
        return _report_page(request, form, place=_place(form))
    return _send(request, form)


def _send(request: HttpRequest, form: ReportForm) -> HttpResponse:
    at = timezone.now()
    answers, nonce = form.answers(), form.cleaned_data["nonce"]
    try:
        receipt = actions.submit_report(ANONYMOUS, answers, nonce=nonce, at=at)
    except NotFound as problem:
        place = _place(form)
        form.add_error("municipality", str(form.nobody))
        return _report_page(request, form, place=place, status=problem.status)
    first_look = country().due_on("report-first-look", timezone.localdate(at))
    context = {"receipt": receipt, "first_look": first_look, "urgent": answers.urgency == "now"}
    return render(request, "reporting/receipt.html", context)


def _report_page(
    request: HttpRequest, form: ReportForm, *, place: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "form": form,
        "place": municipality_name(place),
        "receiver": _receiver(place, on=timezone.localdate()),
    }
    return render(request, "reporting/report.html", context, status=status)


def _place(form: ReportForm) -> str:
    return str(form.cleaned_data.get("municipality", ""))


def _receiver(place: str, *, on: date) -> str:
    """Who would get a report from this place; empty when nobody would."""
    try:
        return queries.receiver_for(place, on=on)[0].name
    except NotFound:
        return ""


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for the code once, and exchange it for a ticket."""
    if request.method != "POST":
        return _ask_for_code(request, CodeForm())
    address, at = request.META["REMOTE_ADDR"], timezone.now()
    throttle.check(address, now=time.monotonic())
    try:
        ticket = actions.enter_mailbox(ANONYMOUS, _code(request), at=at)
    except NotFound:
        throttle.mistake(address, now=time.monotonic())
        return _ask_for_code(request, CodeForm({}))
    asked = "reporting:attach" if "files" in request.POST else "reporting:open"
    return _keep_open(see(asked), ticket, at=at)


def _code(request: HttpRequest) -> str:
    """The digits that were typed; anything else than 24 becomes a code nobody has, and costs the same work."""
    digits = digits_of(request.POST.get("code", ""))
    return digits if len(digits) == DIGITS else ""


def _ask_for_code(request: HttpRequest, form: CodeForm, *, ended: bool = False) -> HttpResponse:
    return render(request, "reporting/mailbox.html", {"form": form, "ended": ended})


def with_mailbox(view: MailboxView) -> Callable[[HttpRequest], HttpResponse]:
    """Hands the view the ticket, and lets the mailbox stay open for another half hour. Without a ticket: the code."""

    @wraps(view)
    def run(request: HttpRequest) -> HttpResponse:
        at = timezone.now()
        ticket = mailbox.read(request.COOKIES.get(_cookie(), ""), at=at)
        if ticket is None:
            return _forget(_ask_for_code(request, CodeForm(), ended=True))
        answer = view(request, ticket)
        return answer if _cookie() in answer.cookies else _keep_open(answer, ticket, at=at)

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
    return _forget(render(request, "reporting/closed.html", {"wiped": True}), everything=True)


@public
@never_cache
@require_POST
def leave_mailbox(request: HttpRequest) -> HttpResponse:
    return _forget(render(request, "reporting/closed.html"), everything=True)


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


def _cookie() -> str:
    return f"{settings.COOKIE_PREFIX}mailbox"


def _keep_open(answer: HttpResponse, ticket: Ticket, *, at: datetime) -> HttpResponse:
    answer.set_cookie(
        _cookie(),
        mailbox.stamp(ticket, at=at),
        path="/",
        secure=settings.SECURE_COOKIES,
        httponly=True,
        samesite="Strict",
    )
    return answer


def _forget(answer: HttpResponse, *, everything: bool = False) -> HttpResponse:
    answer.delete_cookie(_cookie(), path="/", samesite="Strict")
    if everything:
        answer["Clear-Site-Data"] = NOTHING_STAYS
    return answer
