"""Choosing, filling in, checking, doing: four pages on one address, and nothing is kept in between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ketenwerk.organisations import queries as organisations
from ketenwerk.organisations.actor import Actor
from ketenwerk.organisations.doors import actor_of, signed_in
from ketenwerk.reporting import queries as reports
from ketenwerk.reporting.desk import people_of
from ketenwerk.reporting.handling import blocks
from ketenwerk.reporting.handling.cards import choices_of
from ketenwerk.reporting.handling.forms import DUPLICATE, HandOverForm
from ketenwerk.reporting.together import actions, cards, queries, rules
from ketenwerk.reporting.together.forms import AnswerForm, ChooseForm, CloseForm, TakeForm
from ketenwerk.reporting.together.rules import Deed, Kind

if TYPE_CHECKING:
    from ketenwerk.reporting.models import Report

CARRIED = ("block", "words", "to", "reason")  # from page to page


@dataclass(frozen=True, slots=True)
class Going:
    """Somebody on the way: the report it began with, those that were chosen, and for what."""

    request: HttpRequest
    actor: Actor
    at: datetime
    first: "Report"
    chosen: "Sequence[Report]" = ()
    kind: Kind = Kind.TAKE

    def show(self, page: str, **context: Any) -> HttpResponse:
        about = {"report": self.first, "kind": self.kind, "chosen": self.chosen}
        return render(self.request, f"reporting/together_{page}.html", about | context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def together(request: HttpRequest, report_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    first = reports.report_by_id(actor, report_id)
    step = request.POST.get("step", "")
    if request.method != "POST" or step == "again":
        return _choose(Going(request, actor, timezone.now(), first))
    chosen = queries.chosen(actor, request.POST.getlist("reports"))
    form = ChooseForm(request.POST, reports=choices_of(chosen, people={}))
    if not form.is_valid():
        return _choose(Going(request, actor, timezone.now(), first), form)
    kind = Kind(form.cleaned_data["deed"])
    return _step(Going(request, actor, timezone.now(), first, chosen, kind), step)


def _step(going: Going, step: str) -> HttpResponse:
    typed = going.request.POST
    if step == "change" or (step == "choose" and going.kind is not Kind.TAKE):
        return _fill_in(going, _form(going, initial={name: typed.get(name) for name in CARRIED}))
    form = _form(going, typed)
    if not form.is_valid():
        return _fill_in(going, form)
    deed = _deed(going, form)
    return _do(going, deed) if step == "do" else _check(going, deed)


def _choose(going: Going, refused: ChooseForm | None = None) -> HttpResponse:
    """With what was ticked still ticked when something was missing."""
    found = queries.open_together(going.actor, going.first)
    offered = choices_of(found, people=people_of(found))
    form = ChooseForm(refused.data if refused else None, reports=offered)
    return going.show("choose", form=form, most=queries.MOST, offered=offered)


def _fill_in(going: Going, form: forms.Form) -> HttpResponse:
    return going.show("fill_in", form=form)


def _form(going: Going, data: Any = None, *, initial: Any = None) -> forms.Form:
    if going.kind is Kind.ANSWER:
        return AnswerForm(data, initial=initial)
    if going.kind is Kind.CLOSE:
        holds = any(each.pk == going.first.pk for each in going.chosen)
        return CloseForm(data, initial=initial, holds_first=holds)
    if going.kind is Kind.HAND_OVER:
        return HandOverForm(
            data,
            initial=initial,
            organisations=queries.receivers(going.actor, going.chosen),
            people=queries.colleagues(going.actor, today=timezone.localdate(going.at)),
        )
    return TakeForm(data)


def _deed(going: Going, form: forms.Form) -> Deed:
    given, words = form.cleaned_data, form.cleaned_data.get("words", "")
    if isinstance(form, HandOverForm):
        code, key = form.asked()
        person, to = (key, None) if code == "person" else ("", organisations.organisation(key))
        return Deed(kind=going.kind, to=to, person=person, why=given["reason"])
    if isinstance(form, CloseForm):
        reason = given["reason"]
        of = going.first if reason == DUPLICATE else None
        block = blocks.closing(reason)
        return Deed(kind=going.kind, block=block, words=words, reason=reason, of=of)
    return Deed(kind=going.kind, block=given.get("block", ""), words=words)


def _check(going: Going, deed: Deed) -> HttpResponse:
    """Each by name, and whether it can be done with it. Nothing has been done yet."""
    today, people = timezone.localdate(going.at), people_of(going.chosen)
    answers = [(each, rules.may_do(going.actor, each, deed, today=today)) for each in going.chosen]
    able = [each for each, may in answers if may]
    typed = going.request.POST
    return going.show(
        "check",
        able=able,
        columns=cards.columns(),
        rows=[cards.row(each, people=people) for each in able],
        unable=[cards.line(each, may) for each, may in answers if not may],
        said=cards.said(deed, able) if deed.kind in {Kind.ANSWER, Kind.CLOSE} else [],
        asked=deed.to.name
        if deed.to
        else organisations.people([deed.person]).get(deed.person, ""),
        why=deed.why,
        carried=[(name, typed[name]) for name in CARRIED if name in typed],
        seen=[f"{each.pk}:{queries.stand(each)}" for each in able],
    )


def _do(going: Going, deed: Deed) -> HttpResponse:
    pairs = (each.partition(":") for each in going.request.POST.getlist("seen"))
    seen = {key: mark for key, _colon, mark in pairs}
    found = actions.do_together(going.actor, going.chosen, deed, seen=seen, at=going.at)
    return going.show(
        "done",
        done=[cards.line(each.report, each.done) for each in found if each.done],
        left=[cards.line(each.report, each.done) for each in found if not each.done],
    )
