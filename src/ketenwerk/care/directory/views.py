"""The page on which an organisation says whom one of its places takes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketenwerk.care import queries
from ketenwerk.care.cards import place_card
from ketenwerk.care.directory import actions, rules
from ketenwerk.care.directory.forms import EntryForm, filled_in
from ketenwerk.organisations.doors import actor_of, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, service_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    service = queries.service_by_id(actor, service_id)
    names = ("age_groups", "sexes", "children", "wheelchair", "public")
    kept = filled_in(service.admission, **{name: getattr(service, name) for name in names})
    form = EntryForm(request.POST if request.method == "POST" else None, initial=kept)
    if form.is_valid():
        actions.change_entry(actor, service, form.entry(), at=timezone.now())
        messages.success(request, _("Kept. Searches use it from now on."))
        return redirect("care:services")
    context = {
        "place": place_card(service),
        "form": form,
        "may_keep": rules.may_keep(actor, service),
    }
    return render(request, "directory/entry.html", context)
