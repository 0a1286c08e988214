"""The pages on which an organisation keeps its help points."""

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ketenwerk.care.help_cards import help_card
from ketenwerk.care.help_points import actions, queries, rules
from ketenwerk.care.help_points.cards import kept_card
from ketenwerk.care.help_points.forms import HelpPointForm, ShowForm, filled_in
from ketenwerk.country.words import region_name
from ketenwerk.foundation.problems import Refused
from ketenwerk.organisations.actor import EVERYWHERE, Actor, Role
from ketenwerk.organisations.doors import actor_of, signed_in

if TYPE_CHECKING:
    from ketenwerk.care.models import HelpPoint


@signed_in
@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    """The own ones; for a chain director also what was not looked at in time."""
    actor, today = actor_of(request), timezone.localdate()
    if not (may := rules.may_look(actor)):
        raise Refused(may.reason)
    context = {
        "may_add": rules.may_add(actor),
        "points": [kept_card(point, today=today) for point in queries.own(actor)],
        "regions": _regions(actor, today=today),
    }
    return render(request, "help_points/list.html", context)


def _regions(actor: Actor, *, today: date) -> list[dict[str, object]]:
    return [
        {
            "name": region_name(code),
            "points": [
                kept_card(point, today=today)
                for point in queries.not_looked_at(actor, code, today=today)
            ],
        }
        for code in sorted(actor.regions(Role.CHAIN_DIRECTOR) - {EVERYWHERE})
    ]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = HelpPointForm(request.POST if request.method == "POST" else None)
    if not (may := rules.may_add(actor)):
        raise Refused(may.reason)
    if form.is_valid():
        point = actions.add_help_point(actor, form.facts(), at=timezone.now())
        messages.success(request, _("It has been kept. Nobody else sees it yet."))
        return redirect("care:show_help_point", point.id)
    return render(request, "help_points/form.html", {"form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, point_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    point = queries.own_by_id(actor, point_id)
    form = HelpPointForm(
        request.POST if request.method == "POST" else None,
        initial=_filled_in(point),
        spoken=point.languages,
    )
    if form.is_valid():
        actions.change_help_point(actor, point, form.facts(), at=timezone.now())
        messages.success(request, _("The changes to %(name)s are kept.") % {"name": point})
        return redirect("care:help_points")
    return render(request, "help_points/form.html", {"form": form, "point": point})


def _filled_in(point: "HelpPoint") -> dict[str, Any]:
    said = {each.name: getattr(point, each.name) for each in fields(actions.Facts)}
    return filled_in(said, point.open)


@signed_in
@require_POST
def check(request: HttpRequest, point_id: UUID) -> HttpResponse:
    """Still right today."""
    actor = actor_of(request)
    point = queries.own_by_id(actor, point_id)
    actions.check_help_point(actor, point, at=timezone.now())
    messages.success(request, _("%(name)s was looked at today.") % {"name": point})
    return redirect("care:help_points")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, point_id: UUID) -> HttpResponse:
    """As everybody would see it, before anybody does."""
    actor, at = actor_of(request), timezone.now()
    point = queries.own_by_id(actor, point_id)
    form = ShowForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.show_help_point(actor, point, at=at)
        messages.success(
            request, _("Within a minute everybody can find %(name)s.") % {"name": point}
        )
        return redirect("care:help_points")
    context = {
        "point": point,
        "card": help_card(point, at=timezone.localtime(at), near=None),
        "form": form,
        "may_show": rules.may_show(actor, point),
    }
    return render(request, "help_points/show.html", context)


@signed_in
@require_POST
def hide(request: HttpRequest, point_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    point = queries.own_by_id(actor, point_id)
    actions.hide_help_point(actor, point, at=timezone.now())
    messages.success(
        request, _("Within a minute no visitor finds %(name)s any more.") % {"name": point}
    )
    return redirect("care:help_points")
