"""The pages on which a report is taken, handed over, noted on, grouped and closed."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ketenwerk.country.data import Choices
from ketenwerk.organisations import queries as organisations
from ketenwerk.organisations.actor import Actor
from ketenwerk.organisations.doors import actor_of, signed_in
from ketenwerk.reporting import queries
from ketenwerk.reporting.actions import take_report
from ketenwerk.reporting.cards import offer_facts
from ketenwerk.reporting.desk import people_of, report_page
from ketenwerk.reporting.handling import actions, blocks, cards, rules
from ketenwerk.reporting.handling import queries as handled
from ketenwerk.reporting.handling.forms import (
    CloseForm,
    GroupForm,
    HandOverForm,
    NoteForm,
    RefuseForm,
)

if TYPE_CHECKING:
    from ketenwerk.reporting.models import Report

SHOWN_TOGETHER = 100  # look-alikes on one page, to tick or to choose from


@signed_in
@require_POST
def take(request: HttpRequest, report_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    report = queries.report_by_id(actor, report_id)
    take_report(actor, report, at=timezone.now())
    messages.success(request, _("The report is on your name now."))
    return redirect("reporting:show", report_id)


@signed_in
@require_POST
def note(request: HttpRequest, report_id: UUID) -> HttpResponse:
    actor, at = actor_of(request), timezone.now()
    report = queries.report_by_id(actor, report_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return report_page(request, report, at=at, note_form=form)
    actions.write_note(actor, report, form.cleaned_data["note"], at=at)
    messages.success(request, _("Your note has been kept for your colleagues."))
    return redirect("reporting:show", report_id)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Ask a colleague or another intake to take it over."""
    actor, at = actor_of(request), timezone.now()
    report = queries.report_by_id(actor, report_id)
    form = HandOverForm(
        request.POST if request.method == "POST" else None,
        organisations=[
            (str(each.pk), each.name) for each in handled.other_receivers(actor, report)
        ],
        people=handled.colleagues(actor, report, today=timezone.localdate(at)),
    )
    if form.is_valid():
        _hand_over(actor, report, form, at=at)
        messages.success(
            request, _("It has been asked. Until they say yes, the report stays here.")
        )
        return redirect("reporting:show", report_id)
    context = {
        "report": report,
        "form": form,
        "may_ask": rules.may_ask_to_take_over(actor, report),
        "nobody": not form.fields["to"].choices,  # type: ignore[attr-defined]
    }
    return render(request, "reporting/desk_hand_over.html", context)


def _hand_over(actor: Actor, report: "Report", form: HandOverForm, *, at: datetime) -> None:
    kind, code = form.asked()
    reason = form.cleaned_data["reason"]
    if kind == "person":
        actions.hand_to_colleague(actor, report, code, reason=reason, at=at)
    else:
        actions.hand_over(actor, report, organisations.organisation(code), reason=reason, at=at)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """A report that is offered: what kind it is and why, not yet what was told."""
    actor, at = actor_of(request), timezone.now()
    asked = handled.handover_by_id(actor, handover_id)
    form = RefuseForm(request.POST if request.method == "POST" else None)
    if "accept" in request.POST:
        report = actions.accept_handover(actor, asked, at=at)
        messages.success(request, _("The report is on your name now."))
        return redirect("reporting:show", report.id)
    if "withdraw" in request.POST:
        actions.withdraw_handover(actor, asked, at=at)
        messages.success(request, _("The request has been taken back."))
        return redirect("reporting:show", asked.report_id)
    if form.is_valid():
        actions.refuse_handover(actor, asked, reason=form.cleaned_data["reason"], at=at)
        messages.success(request, _("You have said no. The report stays with who asked."))
        return redirect("reporting:inbox")
    reason, answer = actions.read_handover(actor, asked, at=at)
    people = organisations.people([asked.asked_by, asked.to_user])
    context = {
        "handover": asked,
        "facts": offer_facts(asked.report),
        "reason": reason,
        "answer": answer,
        "asked_by": people.get(asked.asked_by, ""),
        "to_person": people.get(asked.to_user, ""),
        "may_accept": rules.may_accept(actor, asked),
        "may_withdraw": rules.may_withdraw(actor, asked),
        "keeps_report": bool(actor.is_from(asked.report.receiver_id)),
        "form": form,
    }
    return render(request, "reporting/desk_handover.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Bring it to an end with a reason and a message."""
    actor, at = actor_of(request), timezone.now()
    report = queries.report_by_id(actor, report_id)
    others = _look_alikes(actor, report)
    filled = None
    form = CloseForm(
        request.POST if request.method == "POST" else None,
        initial={"language": blocks.known(report.language)},
        others=others,
    )
    if "fill" in request.POST:
        form, filled = form.with_text()  # type: ignore[assignment]
    elif form.is_valid():
        _close(actor, report, form, at=at)
        messages.success(request, _("The report is closed. The reporter finds your message."))
        return redirect("reporting:inbox")
    context = {
        "report": report,
        "form": form,
        "filled": filled,
        "may_close": rules.may_close(actor, report),
    }
    return render(request, "reporting/desk_close.html", context)


def _close(actor: Actor, report: "Report", form: CloseForm, *, at: datetime) -> None:
    given = form.cleaned_data
    of = queries.report_by_id(actor, UUID(given["of"])) if given.get("of") else None
    actions.close_report(
        actor, report, reason=given["reason"], message=given["body"], of=of, at=at
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def alike(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Reports whose text may be nearly the same, to put together by hand."""
    actor, at = actor_of(request), timezone.now()
    report = queries.report_by_id(actor, report_id)
    others = _look_alikes(actor, report)
    form = GroupForm(request.POST if request.method == "POST" else None, others=others)
    if form.is_valid():
        ticked = handled.reports_by_id(actor, form.cleaned_data["reports"])
        reason = form.cleaned_data["reason"]
        bundle = actions.group_reports(actor, [report, *ticked], reason=reason, at=at)
        messages.success(request, _("They are one group now. Each keeps its own day and mailbox."))
        return redirect(f"{_inbox()}?state=all&group={bundle.pk}")
    context = {
        "report": report,
        "form": form,
        "others": others,
        "most": SHOWN_TOGETHER,
        "why": actions.read_group(actor, report, at=at) if report.bundle_id else "",
    }
    return render(request, "reporting/desk_alike.html", context)


def _look_alikes(actor: Actor, report: "Report") -> Choices:
    found = list(handled.look_alikes(actor, report)[:SHOWN_TOGETHER])
    return cards.choices_of(found, people=people_of(found))


def _inbox() -> str:
    return reverse("reporting:inbox")


@signed_in
@require_POST
def take_out(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """It does not belong to its group after all."""
    actor = actor_of(request)
    report = queries.report_by_id(actor, report_id)
    actions.take_out_of_group(actor, report, at=timezone.now())
    messages.success(request, _("The report stands on its own again."))
    return redirect("reporting:show", report_id)
