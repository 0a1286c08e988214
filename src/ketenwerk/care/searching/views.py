"""Looking for a place. What is needed stands in no address, for an address is kept in many places."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ketenwerk.care.searching import actions, queries, rules
from ketenwerk.care.searching.cards import results
from ketenwerk.care.searching.forms import NeedsForm
from ketenwerk.foundation.problems import Invalid, Refused
from ketenwerk.organisations.doors import actor_of, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not (may := rules.may_search(actor)):
        raise Refused(may.reason)
    form = NeedsForm(
        request.POST if request.method == "POST" else None,
        initial={"found_in": queries.care_region_of(actor)},
    )
    found = None
    if form.is_valid():
        found = results(queries.search(actor, form.needs(), at=timezone.now()))
    answer = render(request, "searching/search.html", {"form": form, "found": found})
    add_never_cache_headers(answer)
    return answer


@signed_in
@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """Nothing fits: count what is missing. The search is done again, for places may have come free."""
    actor, at, form = actor_of(request), timezone.now(), NeedsForm(request.POST)
    if not form.is_valid():
        raise Invalid("request.malformed")
    needs = form.needs()
    region = needs.found_in or queries.region_of(actor)
    missing = queries.search(actor, needs, at=at).found.missing()
    actions.count_unmet(actor, needs, missing, region=region, at=at)
    messages.success(
        request, _("Counted. The region sees what is missing, and nobody who it was.")
    )
    return redirect("care:search")
