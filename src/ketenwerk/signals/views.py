"""The pages of signals: every one gets an owner, a decision and an answer."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ketenwerk.foundation.cards import days_late
from ketenwerk.foundation.decision import every, require
from ketenwerk.organisations.actor import Role
from ketenwerk.organisations.doors import actor_of, signed_in
from ketenwerk.reporting import queries as reports
from ketenwerk.signals import actions, queries, rules
from ketenwerk.signals.cards import signal_card, signal_facts, state_word
from ketenwerk.signals.forms import AnswerForm, DecisionForm

PER_PAGE = 30


@signed_in
@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    """`?show=decided` shows what was decided, the newest first."""
    actor, today = actor_of(request), timezone.localdate()
    decided = request.GET.get("show") == "decided"
    found = queries.decided_signals(actor) if decided else queries.open_signals(actor)
    page = Paginator(found.select_related("owner"), PER_PAGE).get_page(request.GET.get("page"))
    cards = [signal_card(signal, today=today) for signal in page]
    return render(request, "signals/list.html", {"page": page, "cards": cards, "decided": decided})


@signed_in
@require_POST
def raise_signal(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Take a report over."""
    actor = actor_of(request)
    report = reports.report_by_id(actor, report_id)
    signal = actions.raise_signal(actor, report, at=timezone.now())
    messages.success(
        request, _("You have taken the report as signal %(label)s.") % {"label": signal.label}
    )
    return redirect("signals:show", signal.id)


@signed_in
@require_safe
def show(request: HttpRequest, signal_id: UUID) -> HttpResponse:
    return _page(request, signal_id)


@signed_in
@require_POST
def answer(request: HttpRequest, signal_id: UUID) -> HttpResponse:
    """Write to the mailbox of who reported."""
    actor = actor_of(request)
    signal = queries.signal_by_id(actor, signal_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, signal_id, form=form, answer_form=form)
    actions.answer_reporter(actor, signal, form.cleaned_data["body"], at=timezone.now())
    messages.success(request, _("Your answer is in the mailbox."))
    return redirect("signals:show", signal_id)


@signed_in
@require_POST
def decide(request: HttpRequest, signal_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    signal = queries.signal_by_id(actor, signal_id)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, signal_id, form=form, decision_form=form)
    actions.decide_signal(
        actor,
        signal,
        decision=form.cleaned_data["decision"],
        reason=form.cleaned_data["reason"],
        at=timezone.now(),
    )
    messages.success(request, _("The decision stands. The mailbox says that it was dealt with."))
    return redirect("signals:show", signal_id)


def _page(request: HttpRequest, signal_id: UUID, **forms: object) -> HttpResponse:
    """The signal with its forms; one that was refused comes back with what was typed."""
    actor, at = actor_of(request), timezone.now()
    signal = queries.signal_by_id(actor, signal_id)
    owns = every(actor.is_from(signal.owner_id), rules.may_read(actor, signal))
    told = require(that=signal.report is not None, otherwise="signal.no-reporter")
    context = {
        "signal": signal,
        "summary": actions.read_signal(actor, signal, at=at),
        "replies": actions.read_conversation(actor, signal, at=at),
        "reason": actions.read_reason(actor, signal, at=at) if signal.decision else "",
        "facts": signal_facts(signal),
        "state": state_word(signal),
        "late_days": days_late(signal.decide_by, today=timezone.localdate(at)),
        "may_answer": every(told, owns),
        "may_decide": rules.may_decide(actor, signal),
        "may_open_case": rules.may_open_case(actor, signal),
        "directs": actor.holds(Role.CHAIN_DIRECTOR, region=signal.region),
        "answer_form": AnswerForm(),
        "decision_form": DecisionForm(),
    }
    return render(request, "signals/show.html", context | forms)
