"""The pages of the intake for the files of a report: the new ones, and the originals that two people open."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ketenwerk.foundation.fields import PlainText
from ketenwerk.organisations.doors import actor_of, signed_in
from ketenwerk.reporting import filing, queries
from ketenwerk.reporting.cards import file_name, original_name

REASON_AT_MOST = 1000
# Nothing that a file says of itself counts: it is kept as a file, and opened by nothing here.
TYPES = {
    "picture": "image/jpeg",
    "document": "application/pdf",
    "text": "text/plain; charset=utf-8",
}
ANY = "application/octet-stream"


class ReasonForm(forms.Form):
    reason = PlainText(
        label=gettext_lazy("Why must the original be opened?"),
        help_text=gettext_lazy(
            "The new file shows the same. Say what only the original can show, and who needs it."
        ),
        max_length=REASON_AT_MOST,
        error_messages={"required": gettext_lazy("Write why. Somebody else decides on it.")},
    )


@signed_in
@require_safe
def attachment(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    found = queries.attachment_by_id(actor, attachment_id)
    content = filing.read_attachment(actor, found, at=timezone.now())
    return _file(content, file_name(found), TYPES[found.kind])


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def original(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """Who asked for it, and asking."""
    actor, at = actor_of(request), timezone.now()
    found = queries.original_of(actor, attachment_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        filing.ask_original(actor, found, form.cleaned_data["reason"], at=at)
        messages.success(request, _("Asked. Somebody else of your intake must agree."))
        return redirect("reporting:original", attachment_id)
    requests = filing.read_requests(actor, found, at=at)
    context = {"attachment": found.attachment, "requests": requests, "form": form}
    return render(request, "reporting/desk_original.html", context)


@signed_in
@require_POST
def agree(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    opening = queries.opening_by_id(actor, opening_id)
    filing.agree_to_opening(actor, opening, at=timezone.now())
    messages.success(request, _("You agreed. Who asked can open it once, within an hour."))
    return redirect("reporting:original", opening.original.attachment_id)


@signed_in
@require_POST
def open_original(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    opening = queries.opening_by_id(actor, opening_id)
    content = filing.open_original(actor, opening, at=timezone.now())
    return _file(content, original_name(opening.original), ANY)


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    """To keep, never to show in the page."""
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
