"""The shell's own pages: the first page, leaving, my work and the region."""

from datetime import date
from http import HTTPStatus
from itertools import groupby

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ketenwerk.accounts.demo import sign_in_as
from ketenwerk.casework import rules
from ketenwerk.country.data import country
from ketenwerk.country.words import region_name, role_name
from ketenwerk.foundation.pages import same_for_everybody
from ketenwerk.foundation.problems import NotFound, Refused
from ketenwerk.organisations import queries as organisations
from ketenwerk.organisations.doors import SESSION_KEY, actor_of, public, signed_in
from ketenwerk.web.languages import in_whole_languages
from ketenwerk.web.navigation import directed
from ketenwerk.web.region import overview, tiles
from ketenwerk.web.waiting import Pile, awaited, climbed, piles

COOKIES = ("draft", "practice", "mailbox", "session", "csrf")


@public
@same_for_everybody
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "web/home.html")


@public
@never_cache
@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Away from here at once, with everything closed. A plain link may do this: it only closes."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        logout(request)
    answer = HttpResponse(status=HTTPStatus.SEE_OTHER, headers={"Location": settings.LEAVE_TO})
    for name in COOKIES:
        answer.delete_cookie(f"{settings.COOKIE_PREFIX}{name}")
    answer["Clear-Site-Data"] = '"*"'
    return answer


@public
@in_whole_languages
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def try_out(request: HttpRequest) -> HttpResponse:
    """Sign in as an invented person. Does not exist where people are real."""
    if not settings.DEMO_SIGN_IN:
        raise Http404
    people = list(organisations.people_to_try(on=timezone.localdate()))
    if request.method != "POST":
        roles = [
            (role_name(role), list(held))
            for role, held in groupby(people, key=lambda each: each.role)
        ]
        return render(request, "web/try.html", {"roles": roles})
    chosen = [each.user for each in people if str(each.user.pk) == request.POST.get("person")]
    if not chosen:
        raise Http404
    sign_in_as(request, chosen[0])
    return redirect("web:work")


@signed_in
@require_POST
def organisation(request: HttpRequest) -> HttpResponse:
    """Go on working for another of one's organisations."""
    wanted = request.POST.get("organisation", "")
    if wanted not in _organisations(request):
        raise NotFound("organisation.not-found")
    request.session[SESSION_KEY] = wanted
    return redirect("web:work")


@signed_in
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """What waits for me, the late first."""
    actor, today = actor_of(request), timezone.localdate()
    mine = [_section(pile, today=today) for pile in piles(actor)]
    regions = [
        {"code": code, "name": region_name(code), "tiles": tiles(actor, code, today=today)}
        for code in sorted(directed(actor))
    ]
    context = {
        "awaited": awaited(actor, at=timezone.now()),
        "sections": mine,
        "regions": regions,
        "climbed": climbed(actor, today=today),
        "today": today,
        "others": [
            each for each in _organisations(request).items() if each[0] != actor.organisation
        ],
    }
    return render(request, "web/my_work.html", context)


def _section(pile: Pile, *, today: date) -> dict[str, object]:
    return {
        "code": pile.code,
        "title": pile.title,
        "count": pile.rows.count(),
        "late": pile.late(today=today),
        "cards": pile.cards(today=today),
        "url": pile.url,
    }


def _organisations(request: HttpRequest) -> dict[str, str]:
    """Where one works today: names by id."""
    user = request.user
    held = (
        organisations.memberships(user, on=timezone.localdate()) if user.is_authenticated else []
    )
    return {str(each.organisation_id): each.organisation.name for each in held}


@signed_in
@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    """For the chain director: which signals wait for a decision, what is open, what is late and with whom."""
    actor, today = actor_of(request), timezone.localdate()
    decision = rules.may_see_region(actor, code)
    if not decision:
        raise Refused(decision.reason)
    if code not in country().regions:
        raise NotFound("region.not-found")
    return render(request, "web/region.html", overview(actor, code, today=today))
