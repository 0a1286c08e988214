"""The page of a secret address: for the shelter that keeps it, and for who has somebody there."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ketenwerk.care import queries as places
from ketenwerk.care.whereabouts import actions, queries, rules
from ketenwerk.care.whereabouts.forms import AddressForm, AskForm
from ketenwerk.foundation.problems import NotFound
from ketenwerk.organisations.doors import actor_of, signed_in


@signed_in
@require_safe
def address(request: HttpRequest, service_id: UUID) -> HttpResponse:
    return _page(request, service_id)


@signed_in
@require_POST
def keep(request: HttpRequest, service_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, service_id, keep=form)
    service = places.service_by_id(actor, service_id)
    actions.keep_address(actor, service, form.cleaned_data["text"], at=timezone.now())
    messages.success(request, _("Kept, sealed. Nobody can read it back here."))
    return redirect("care:address", service_id)


@signed_in
@require_POST
def forget(request: HttpRequest, service_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    actions.forget_address(actor, places.service_by_id(actor, service_id), at=timezone.now())
    messages.success(request, _("No address is kept here any more."))
    return redirect("care:address", service_id)


@signed_in
@require_POST
def ask(request: HttpRequest, service_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    form = AskForm(request.POST)
    if not form.is_valid():
        return _page(request, service_id, ask=form)
    kept = queries.kept_address_of(actor, service_id)
    actions.ask_address(actor, kept, form.cleaned_data["reason"], at=timezone.now())
    messages.success(request, _("Asked. The shelter must agree before you are told."))
    return redirect("care:address", service_id)


@signed_in
@require_POST
def agree(request: HttpRequest, reveal_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    reveal = queries.reveal_by_id(actor, reveal_id)
    actions.agree_to_reveal(actor, reveal, at=timezone.now())
    messages.success(request, _("You agreed. Who asked can be told once, within an hour."))
    return redirect("care:address", reveal.address.service_id)


@signed_in
@require_POST
def tell(request: HttpRequest, reveal_id: UUID) -> HttpResponse:
    """The only page on which an address ever stands."""
    actor = actor_of(request)
    reveal = queries.reveal_by_id(actor, reveal_id)
    told = actions.tell_address(actor, reveal, at=timezone.now())
    context = {"place": reveal.address.service, "lines": told.told_to(actor)}
    return render(request, "whereabouts/told.html", context)


def _page(
    request: HttpRequest,
    service_id: UUID,
    *,
    keep: AddressForm | None = None,
    ask: AskForm | None = None,
) -> HttpResponse:
    actor, at = actor_of(request), timezone.now()
    service = places.service_by_id(actor, service_id)
    kept = queries.address_of(actor, service_id)
    may_keep = rules.may_keep(actor, service)
    if not may_keep and kept is None:
        raise NotFound("address.not-found")
    context = {
        "place": service,
        "kept": kept,
        "may_keep": may_keep,
        "may_ask": rules.may_ask(actor, kept) if kept else None,
        "keep_form": keep or AddressForm(),
        "ask_form": ask or AskForm(),
        "requests": actions.read_requests(actor, kept, at=at) if kept else [],
    }
    return render(request, "whereabouts/address.html", context)
