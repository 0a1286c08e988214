"""The pages of an action day: who was found, who could go where and why, and accepting it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ketenwerk.care import queries as places
from ketenwerk.care.planning import actions, queries, rules
from ketenwerk.care.planning.cards import day_view
from ketenwerk.care.planning.forms import PeopleForm
from ketenwerk.care.searching.queries import region_of
from ketenwerk.foundation.problems import Refused
from ketenwerk.organisations.doors import actor_of, signed_in


@signed_in
@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not (may := rules.may_plan(actor)):
        raise Refused(may.reason)
    return render(request, "planning/list.html", {"days": queries.action_days(actor)})


@signed_in
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    day = actions.open_day(actor, region=region_of(actor), at=timezone.now())
    return redirect("care:action_day", day.id)


@signed_in
@require_safe
def show(request: HttpRequest, day_id: UUID) -> HttpResponse:
    return _page(request, day_id)


@signed_in
@require_POST
def add(request: HttpRequest, day_id: UUID) -> HttpResponse:
    actor, form = actor_of(request), PeopleForm(request.POST)
    day = queries.day_by_id(actor, day_id)
    if not form.is_valid():
        return _page(request, day_id, wrong=form)
    people = actions.add_people(actor, day, form.alike(), at=timezone.now())
    said = ngettext("%(number)d person was added.", "%(number)d people were added.", len(people))
    messages.success(request, said % {"number": len(people)})
    return redirect("care:action_day", day_id)


@signed_in
@require_POST
def remove(request: HttpRequest, person_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    person = queries.person_by_id(actor, person_id)
    actions.remove_person(actor, person, at=timezone.now())
    return redirect("care:action_day", person.day_id)


@signed_in
@require_POST
def plan(request: HttpRequest, day_id: UUID) -> HttpResponse:
    """Propose. The reckoning is done before anything is locked."""
    actor, at = actor_of(request), timezone.now()
    day = queries.day_by_id(actor, day_id)
    actions.keep_plan(actor, day, queries.plan_of(actor, day, at=at), at=at)
    messages.success(
        request,
        _(
            "This is a proposal. Nobody has been asked, and nothing is settled until you accept it."
        ),
    )
    return redirect("care:action_day", day_id)


@signed_in
@require_POST
def accept(request: HttpRequest, day_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    day = queries.day_by_id(actor, day_id)
    actions.accept_proposals(actor, day, request.POST.getlist("people"), at=timezone.now())
    messages.success(
        request, _("Accepted. Ask for each place from the care track of the person's case.")
    )
    return redirect("care:action_day", day_id)


@signed_in
@require_POST
def let_fall(request: HttpRequest, day_id: UUID, service_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    day = queries.day_by_id(actor, day_id)
    actions.let_fall(actor, day, places.service_by_id(actor, service_id), at=timezone.now())
    messages.success(
        request, _("The place is out of the plan. Make a new plan for who was to go there.")
    )
    return redirect("care:action_day", day_id)


@signed_in
@require_POST
def close(request: HttpRequest, day_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    actions.close_day(actor, queries.day_by_id(actor, day_id), at=timezone.now())
    messages.success(request, _("The action day is closed, and its people are forgotten."))
    return redirect("care:action_days")


def _page(request: HttpRequest, day_id: UUID, wrong: PeopleForm | None = None) -> HttpResponse:
    actor = actor_of(request)
    day = queries.day_by_id(actor, day_id)
    people = list(queries.people_of(actor, day))
    context = {
        "day": day,
        "may_change": rules.may_change(actor, day),
        "view": day_view(day, people, queries.services_of(actor, day)),
        "people_form": wrong or PeopleForm(initial={"found_in": day.region}),
        "form": wrong,
    }
    return render(request, "planning/day.html", context)
