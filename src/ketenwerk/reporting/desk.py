"""The pages of the intake: what came in, reading it, and writing back."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ketenwerk.foundation.cards import days_late
from ketenwerk.foundation.fields import PlainText
from ketenwerk.organisations.doors import actor_of, signed_in
from ketenwerk.reporting import actions, queries, rules
from ketenwerk.reporting.cards import report_card, report_facts

PER_PAGE = 30


class AnswerForm(forms.Form):
    body = PlainText(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy(
            "Whoever reported reads this with the code. Do not write anything that could put somebody in danger."
        ),
    )


@signed_in
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    waiting = Paginator(queries.inbox(actor_of(request)), PER_PAGE)
    page = waiting.get_page(request.GET.get("page"))
    cards = [report_card(report, today=today) for report in page]
    return render(request, "reporting/desk_inbox.html", {"page": page, "cards": cards})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Read what was told, and answer in the mailbox of who told it."""
    actor, at = actor_of(request), timezone.now()
    report = queries.report_by_id(actor, report_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.answer_report(actor, report, form.cleaned_data["body"], at=at)
        messages.success(request, _("Your answer is in the mailbox."))
        return redirect("reporting:show", report_id)
    context = {
        "report": report,
        "story": actions.read_report(actor, report, at=at),
        "replies": actions.read_messages(actor, report, at=at),
        "facts": report_facts(report),
        "late_days": days_late(report.look_by, today=timezone.localdate(at)),
        "may_take": rules.may_take(actor, report),
        "form": form,
    }
    return render(request, "reporting/desk_report.html", context)
