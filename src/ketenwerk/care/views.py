"""The pages of places: how many there are and how many are free, said by who gives them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ketenwerk.care import actions, queries, rules
from ketenwerk.care.cards import PlaceCard, place_card, trust_in
from ketenwerk.care.forms import CountForm
from ketenwerk.care.whereabouts.rules import may_keep as may_keep_address
from ketenwerk.country.words import region_name
from ketenwerk.organisations.actor import EVERYWHERE, Actor, Role
from ketenwerk.organisations.doors import actor_of, signed_in


@signed_in
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    return _page(request)


@signed_in
@require_POST
def count(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """The provider counted: so many places, so many free."""
    actor = actor_of(request)
    service = queries.service_by_id(actor, service_id)
    form = _form(service_id, data=request.POST)
    if not form.is_valid():
        return _page(request, wrong=form)
    actions.count_places(actor, service, **form.cleaned_data, at=timezone.now())
    messages.success(request, _("The places of %(name)s are up to date.") % {"name": service})
    return redirect("care:services")


def _page(request: HttpRequest, wrong: CountForm | None = None) -> HttpResponse:
    """The own services, each with a form; for who looks for a place also those of others."""
    actor, at = actor_of(request), timezone.now()
    own = list(queries.own_services(actor))
    context = {
        "own": [
            {
                "place": place_card(service),
                "stays": bool(may_keep_address(actor, service)),
                "trust": trust_in(service, at=at),
                "may_count": rules.may_count(actor, service),
                "form": wrong
                if wrong and wrong.prefix == str(service.id)
                else _form(service.id, places=service.places, free=service.free),
            }
            for service in own
        ],
        "others": _others(actor, {service.id for service in own}, at=at),
        "regions": [(code, region_name(code)) for code in sorted(_regions(actor))],
        "columns": _columns(),
        "form": wrong,
    }
    return render(request, "care/services.html", context)


def _regions(actor: Actor) -> frozenset[str]:
    """Those whose places the actor looks after."""
    return actor.regions(Role.CARE_COORDINATOR, Role.CHAIN_DIRECTOR) - {EVERYWHERE}


def _form(service_id: UUID, data: Any = None, **shown: int) -> CountForm:
    """One page holds many of these, so each has a prefix of its own."""
    return CountForm(data, prefix=str(service_id), initial=shown)


def _others(actor: Actor, own: set[UUID], *, at: datetime) -> list[list[object]]:
    found = queries.services(actor).exclude(pk__in=own)
    return [_row(place_card(service), trust_in(service, at=at)) for service in found]


def _row(place: PlaceCard, trust: str) -> list[object]:
    return [
        place.name,
        place.region,
        place.kind,
        place.takes,
        place.free,
        place.places,
        date_format(timezone.localtime(place.counted_at), "j F Y H:i"),
        trust,
    ]


def _columns() -> list[dict[str, object]]:
    return [
        {"label": _("Place")},
        {"label": _("Region")},
        {"label": _("Kind")},
        {"label": _("For whom")},
        {"label": _("Free"), "number": True},
        {"label": _("In all"), "number": True},
        {"label": _("Counted")},
        {"label": _("How sure")},
    ]
