"""The pages of cases, tracks, tasks and requests for a place."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ketenwerk.care import queries as places
from ketenwerk.care.cards import PlaceCard, needs_facts, place_card
from ketenwerk.care.referring import queries as searches
from ketenwerk.care.referring.cards import referral_card
from ketenwerk.casework import actions, queries, rules
from ketenwerk.casework.cards import case_cards, case_facts, task_card, track_card, track_name
from ketenwerk.casework.forms import (
    AskForm,
    CloseTrackForm,
    NeedsForm,
    NextStepForm,
    OpenCaseForm,
    TaskForm,
)
from ketenwerk.casework.placing import actions as placing
from ketenwerk.casework.placing import course
from ketenwerk.casework.timeline import course_of, looks_at
from ketenwerk.country.data import Choices
from ketenwerk.foundation.decision import Decision
from ketenwerk.foundation.problems import Refused
from ketenwerk.organisations.doors import actor_of, signed_in
from ketenwerk.organisations.queries import coordinating_organisation
from ketenwerk.signals import queries as signals
from ketenwerk.signals import rules as signal_rules

PER_PAGE = 30
MOST_OTHERS = 8  # places offered beside the chosen one


# ---- cases ----


@signed_in
@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    """`?show=closed` shows the closed ones, the newest first."""
    actor, today = actor_of(request), timezone.localdate()
    closed = request.GET.get("show") == "closed"
    found = queries.closed_cases(actor) if closed else queries.open_cases(actor)
    page = Paginator(found.select_related("director"), PER_PAGE).get_page(request.GET.get("page"))
    cards = case_cards(actor, page, today=today)
    return render(request, "casework/list.html", {"page": page, "cards": cards, "closed": closed})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def open_case(request: HttpRequest, signal_id: UUID) -> HttpResponse:
    """Open a case from a signal. A signal that has its case leads there."""
    actor, at = actor_of(request), timezone.now()
    signal = signals.signal_by_id(actor, signal_id)
    existing = queries.case_of_signal(actor, signal_id)
    if existing is not None:
        return redirect("casework:show", existing.id)
    today, region = timezone.localdate(at), signal.region
    coordinator = coordinating_organisation(region, on=today)
    form = OpenCaseForm(
        request.POST if request.method == "POST" else None,
        region=region,
        today=today,
        initial={"care-responsible": str(coordinator.id) if coordinator else ""},
    )
    if not form.is_valid():
        may = signal_rules.may_open_case(actor, signal)
        return render(
            request, "casework/open.html", {"signal": signal, "form": form, "may_open": may}
        )
    reason = form.cleaned_data["reason"]
    case = actions.open_case(actor, signal, plans=form.plans(), reason=reason, at=at)
    messages.success(request, _("Case %(label)s is open.") % {"label": case.label})
    return redirect("casework:show", case.id)


@signed_in
@require_safe
def show(request: HttpRequest, case_id: UUID) -> HttpResponse:
    return _case_page(request, case_id)


@signed_in
@require_POST
def close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    actions.close_case(actor, queries.case_by_id(actor, case_id), at=timezone.now())
    messages.success(request, _("The case is closed."))
    return redirect("casework:show", case_id)


def _case_page(request: HttpRequest, case_id: UUID, wrong: TaskForm | None = None) -> HttpResponse:
    """The course of the case; its content only for who may read it."""
    actor, at = actor_of(request), timezone.now()
    case, today = queries.case_by_id(actor, case_id), timezone.localdate(at)
    actions.see_case(actor, case, at=at)
    may_read = rules.may_read(actor, case)
    context = {
        "case": case,
        "facts": case_facts(case),
        "may_read": may_read,
        "summary": actions.read_case(actor, case, at=at) if may_read else "",
        "tracks": [track_card(track, today=today) for track in queries.tracks_of(actor, case)],
        "tasks": [task_card(task, today=today) for task in queries.tasks_of(actor, case)],
        "may_add_task": rules.may_add_task(actor, case),
        "task_form": wrong or TaskForm(region=case.region, today=today),
        "may_close": rules.may_close(actor, case),
        "course": course_of(actor, case),
        "looks": looks_at(case) if may_read else [],
        "form": wrong,
    }
    return render(request, "casework/case.html", context)


# ---- tasks ----


@signed_in
@require_POST
def add_task(request: HttpRequest, case_id: UUID) -> HttpResponse:
    actor, at = actor_of(request), timezone.now()
    case = queries.case_by_id(actor, case_id)
    form = TaskForm(request.POST, region=case.region, today=timezone.localdate(at))
    if not form.is_valid():
        return _case_page(request, case_id, wrong=form)
    given = form.cleaned_data
    actions.add_task(
        actor,
        case,
        organisation=UUID(given["organisation"]),
        instruction=given["instruction"],
        due_on=given["due_on"],
        at=at,
    )
    messages.success(request, _("The task has been given."))
    return redirect("casework:show", case_id)


@signed_in
@require_safe
def task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    actor, at = actor_of(request), timezone.now()
    found = queries.task_by_id(actor, task_id)
    context = {
        "task": found,
        "instruction": actions.read_task(actor, found, at=at),
        "card": task_card(found, today=timezone.localdate(at)),
        "may_finish": rules.may_finish_task(actor, found),
        "may_see": rules.may_see(actor, found.case),
    }
    return render(request, "casework/task.html", context)


@signed_in
@require_POST
def finish_task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    actions.finish_task(actor, queries.task_by_id(actor, task_id), at=timezone.now())
    messages.success(request, _("The task is done."))
    return redirect("casework:task", task_id)


# ---- tracks ----


@signed_in
@require_safe
def track(request: HttpRequest, track_id: UUID) -> HttpResponse:
    return _track_page(request, track_id)


@signed_in
@require_POST
def set_next_step(request: HttpRequest, track_id: UUID) -> HttpResponse:
    actor, at = actor_of(request), timezone.now()
    found = queries.track_by_id(actor, track_id)
    form = NextStepForm(request.POST, today=timezone.localdate(at))
    if not form.is_valid():
        return _track_page(request, track_id, step_form=form, form=form)
    actions.set_next_step(actor, found, **form.cleaned_data, at=at)
    messages.success(request, _("The next step is set."))
    return redirect("casework:track", track_id)


@signed_in
@require_POST
def close_track(request: HttpRequest, track_id: UUID) -> HttpResponse:
    actor, at = actor_of(request), timezone.now()
    found = queries.track_by_id(actor, track_id)
    form = CloseTrackForm(request.POST, kind=found.kind)
    if not form.is_valid():
        return _track_page(request, track_id, close_form=form, form=form)
    actions.close_track(actor, found, **form.cleaned_data, at=at)
    messages.success(request, _("The track is closed."))
    return redirect("casework:track", track_id)


def _track_page(request: HttpRequest, track_id: UUID, **forms: object) -> HttpResponse:
    """A track belongs to a person's case: looking at it is looking at the case."""
    actor, at = actor_of(request), timezone.now()
    found, today = queries.track_by_id(actor, track_id), timezone.localdate(at)
    actions.see_case(actor, found.case, at=at)
    placements = queries.placements_of(actor, found)
    asked = [
        referral_card(referral, today=today)
        for placement in placements
        for referral in searches.referrals_of(actor, placement.id)
    ]
    context = {
        "track": found,
        "name": track_name(found),
        "card": track_card(found, today=today),
        "referrals": asked,
        "may_set": rules.may_set_next_step(actor, found, on=today, today=today),
        "may_close": rules.may_close_track(actor, found),
        "may_ask": rules.may_ask_for_place(actor, found),
        "waits": course.is_busy(found),
        "search": course.search_of(found),
        "step_form": NextStepForm(today=today),
        "close_form": CloseTrackForm(kind=found.kind),
    }
    return render(request, "casework/track.html", context | forms)


# ---- looking for a place ----


@signed_in
@require_safe
def find_place(request: HttpRequest, track_id: UUID) -> HttpResponse:
    """The needs stand in the address, as codes; `service` is the place that was chosen."""
    form = NeedsForm(request.GET if "age_group" in request.GET else None)
    chosen = request.GET.get("service", "")
    return _place_page(request, track_id, form, chosen=chosen)


@signed_in
@require_POST
def ask(request: HttpRequest, track_id: UUID) -> HttpResponse:
    """Ask the chosen place."""
    actor = actor_of(request)
    form = AskForm(request.POST, others=[])
    if not form.is_valid():
        needs, chosen = NeedsForm(request.POST), request.POST.get("service", "")
        return _place_page(request, track_id, needs, chosen=chosen, sent=request.POST)
    track = queries.track_by_id(actor, track_id)
    asked = [places.service_by_id(actor, each) for each in form.chosen()]
    placing.ask_for_places(actor, track, asked, form.asking(), at=timezone.now())
    messages.success(
        request, _("The place has been asked. You stay responsible until the person has arrived.")
    )
    return redirect("casework:track", track_id)


def _place_page(
    request: HttpRequest,
    track_id: UUID,
    form: NeedsForm,
    *,
    chosen: str,
    sent: QueryDict | None = None,
) -> HttpResponse:
    """The needs, the places that fit them, and the request to the chosen one."""
    actor = actor_of(request)
    found = queries.track_by_id(actor, track_id)
    _must(rules.may_ask_for_place(actor, found))
    fitting: list[PlaceCard] = []
    wanted: dict[str, object] = {"service": chosen}
    if form.is_valid():
        free = places.fitting_services(actor, form.needs(), region=found.region)
        fitting = [place_card(service) for service in free]
        wanted |= form.needs().facts()
    ask_form = AskForm(sent, initial=wanted, others=_others(fitting, chosen))
    context = {
        "track": found,
        "form": ask_form if sent else form,
        "needs_form": form,
        "searched": form.is_valid(),
        "places": fitting,
        "chosen": next((place for place in fitting if place.id == chosen), None),
        "facts": needs_facts(form.needs()) if form.is_valid() else [],
        "ask_form": ask_form,
        "again": f"{reverse('casework:find_place', args=[track_id])}?{_needs_in(form)}",
    }
    return render(request, "casework/find_place.html", context)


def _others(places: list[PlaceCard], chosen: str) -> Choices:
    """What can be asked as well: the rest of the list, in its order."""
    return [
        (place.id, f"{place.name} · {place.region}") for place in places if place.id != chosen
    ][:MOST_OTHERS]


def _needs_in(form: NeedsForm) -> str:
    """The needs as they stand in the address of the page."""
    return urlencode(form.needs().facts()) if form.is_valid() else ""


def _must(decision: Decision) -> None:
    """For a page that does nothing but show a form; the action asks again."""
    if not decision:
        raise Refused(decision.reason)
