"""The pages of places: how many there are and how many are free, said by who gives them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ketenwerk.care import actions, queries, rules
from ketenwerk.care.cards import place_card
from ketenwerk.care.forms import CountForm
from ketenwerk.organisations.actor import Actor
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
    form = _form(service_id, request.POST)
    if not form.is_valid():
        return _page(request, wrong=form, of=service_id)
    actions.count_places(actor, service, **form.cleaned_data, at=timezone.now())
    messages.success(request, _("The places of %(name)s are up to date.") % {"name": service})
    return redirect("care:services")


def _page(
    request: HttpRequest, *, wrong: CountForm | None = None, of: UUID | None = None
) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "own": [
            (service.id, place_card(service), _form_of(service, wrong, of), decision)
            for service in queries.own_services(actor)
            for decision in [rules.may_count(actor, service)]
        ],
        "others": _others(actor),
        "form": wrong,
    }
    return render(request, "care/services.html", context)
