"""The pages of what one service was asked: everybody finds on it what is theirs to do."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ketenwerk.care.cards import needs_facts
from ketenwerk.care.referring import actions as care
from ketenwerk.care.referring import queries as searches
from ketenwerk.care.referring import rules as care_rules
from ketenwerk.care.referring.cards import (
    due_at,
    referral_card,
    referral_facts,
    search_card,
    state_word,
)
from ketenwerk.casework import queries
from ketenwerk.casework.placing import actions
from ketenwerk.casework.placing.forms import (
    AdditionForm,
    IntakeForm,
    QuestionForm,
    RefusalForm,
    WithdrawalForm,
)
from ketenwerk.organisations.doors import actor_of, signed_in


@signed_in
@require_safe
def search(request: HttpRequest, search_id: UUID) -> HttpResponse:
    """How a search stands now, for who asks and for whoever it has climbed to."""
    actor, at = actor_of(request), timezone.now()
    found, today = searches.request_by_id(actor, search_id), timezone.localdate(at)
    rows: list[list[object]] = [
        [each.service.name, each.receiver.name, state_word(each), _moment(due_at(each))]
        for each in care.see_search(actor, found, at=at)
    ]
    context = {
        "search": found,
        "card": search_card(found, today=today),
        "needs": needs_facts(found.wanted()),
        "rows": rows,
        "columns": [
            {"label": label} for label in (_("Place"), _("Who is asked"), _("State"), _("Until"))
        ],
        "track": queries.own_tracks(actor).filter(placements=found.reference).first(),
        "at": at,
    }
    return render(request, "casework/search.html", context)


@signed_in
@require_safe
def referral(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    return _page(request, referral_id)


@signed_in
@require_POST
def accept(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    found = searches.referral_by_id(actor, referral_id)
    actions.accept_place(actor, found, at=timezone.now())
    messages.success(
        request,
        _("You hold a place. Say so when the person has arrived: then the track is yours."),
    )
    return redirect("casework:referral", referral_id)


@signed_in
@require_POST
def refuse(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    found = searches.referral_by_id(actor, referral_id)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return _page(request, referral_id, refusal_form=form, form=form)
    actions.refuse_place(actor, found, **form.cleaned_data, at=timezone.now())
    messages.success(request, _("You have refused. The sender looks further."))
    return redirect("casework:referral", referral_id)


@signed_in
@require_POST
def question(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """They want to know more before they answer."""
    actor = actor_of(request)
    found = searches.referral_by_id(actor, referral_id)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _page(request, referral_id, question_form=form, form=form)
    actions.ask_for_more(actor, found, **form.cleaned_data, at=timezone.now())
    messages.success(request, _("The sender has your question."))
    return redirect("casework:referral", referral_id)


@signed_in
@require_POST
def addition(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The sender tells more."""
    actor = actor_of(request)
    found = searches.referral_by_id(actor, referral_id)
    form = AdditionForm(request.POST)
    if not form.is_valid():
        return _page(request, referral_id, addition_form=form, form=form)
    actions.tell_more(actor, found, **form.cleaned_data, at=timezone.now())
    messages.success(request, _("Your answer has been sent; it is their turn."))
    return redirect("casework:referral", referral_id)


@signed_in
@require_POST
def intake(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """They want to meet before they answer."""
    actor, at = actor_of(request), timezone.now()
    found = searches.referral_by_id(actor, referral_id)
    form = IntakeForm(request.POST, today=timezone.localdate(at))
    if not form.is_valid():
        return _page(request, referral_id, intake_form=form, form=form)
    actions.want_intake(actor, found, **form.cleaned_data, at=at)
    messages.success(request, _("The sender knows that you want to meet first."))
    return redirect("casework:referral", referral_id)


@signed_in
@require_POST
def arrived(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Where the person stays says that they have come."""
    actor = actor_of(request)
    found = searches.referral_by_id(actor, referral_id)
    track = actions.confirm_arrival(actor, found, at=timezone.now())
    if actor.is_from(track.responsible_id):
        messages.success(request, _("Both of you have confirmed: the track is yours."))
        return redirect("casework:track", track.id)
    messages.success(request, _("The sender knows. The track is yours as soon as they confirm."))
    return redirect("casework:referral", referral_id)


@signed_in
@require_POST
def confirm(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The sender confirms for the person."""
    actor = actor_of(request)
    found = searches.referral_by_id(actor, referral_id)
    actions.confirm_handover(actor, found, at=timezone.now())
    messages.success(request, _("You have confirmed the handover."))
    return redirect("casework:referral", referral_id)


@signed_in
@require_POST
def withdraw(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Take back what one service was asked, also when it holds a place."""
    actor = actor_of(request)
    found = searches.referral_by_id(actor, referral_id)
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        return _page(request, referral_id, withdrawal_form=form, form=form)
    actions.withdraw_referral(actor, found, **form.cleaned_data, at=timezone.now())
    messages.success(request, _("The request has been taken back."))
    return redirect("casework:referral", referral_id)


@signed_in
@require_POST
def stop(request: HttpRequest, track_id: UUID) -> HttpResponse:
    """Look for no place any more."""
    actor = actor_of(request)
    actions.stop_search(actor, queries.track_by_id(actor, track_id), at=timezone.now())
    messages.success(request, _("Everybody who was asked knows that it is not needed any more."))
    return redirect("casework:track", track_id)


def _page(request: HttpRequest, referral_id: UUID, **forms: Form) -> HttpResponse:
    """Who can read it no more still sees how it ended."""
    actor, at = actor_of(request), timezone.now()
    found, today = searches.referral_by_id(actor, referral_id), timezone.localdate(at)
    may_read = care_rules.may_read(actor, found)
    context: dict[str, Any] = {
        "referral": found,
        "may_read": may_read,
        "written": care.read_referral(actor, found, at=at) if may_read else {},
        "state": state_word(found),
        "card": referral_card(found, today=today),
        "facts": referral_facts(found),
        "needs": needs_facts(found.wanted()),
        "track": queries.own_tracks(actor).filter(placements=found.reference).first(),
        "receives": actor.is_from(found.receiver_id),
        "refusal_form": RefusalForm(),
        "question_form": QuestionForm(),
        "addition_form": AdditionForm(),
        "intake_form": IntakeForm(today=today),
        "withdrawal_form": WithdrawalForm(),
    }
    may = {
        "accept": care_rules.may_accept(actor, found),
        "refuse": care_rules.may_refuse(actor, found),
        "ask_for_more": care_rules.may_ask_for_more(actor, found),
        "want_intake": care_rules.may_want_intake(actor, found),
        "tell_more": care_rules.may_tell_more(actor, found),
        "confirm_arrival": care_rules.may_confirm_arrival(actor, found),
        "confirm_handover": care_rules.may_confirm_handover(actor, found),
        "withdraw": care_rules.may_withdraw(actor, found),
    }
    return render(request, "casework/referral.html", context | {"may": may} | forms)


def _moment(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "j F, H:i") if at else ""
