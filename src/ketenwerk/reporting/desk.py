"""The pages of the intake: what came in, reading it, and writing back."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ketenwerk.country.data import Choices, country
from ketenwerk.country.words import word
from ketenwerk.foundation.cards import days_late
from ketenwerk.foundation.problems import Refused
from ketenwerk.organisations import queries as organisations
from ketenwerk.organisations.actor import EVERYWHERE, Actor, Role
from ketenwerk.organisations.doors import actor_of, signed_in
from ketenwerk.reporting import actions, queries, rules
from ketenwerk.reporting.cards import file_lines, report_facts
from ketenwerk.reporting.handling import actions as handling
from ketenwerk.reporting.handling import blocks, cards
from ketenwerk.reporting.handling import queries as handled
from ketenwerk.reporting.handling import rules as handling_rules
from ketenwerk.reporting.handling.forms import AnswerForm, FilterForm, NoteForm
from ketenwerk.reporting.handling.paging import Page, count, page
from ketenwerk.reporting.handling.queries import Wanted

if TYPE_CHECKING:
    from ketenwerk.reporting.models import Report

PER_PAGE = 30
VIEWS = (  # what is asked for most: the same as a filter, one click away
    ("state=new", Wanted(state="new")),
    ("state=new&late=on", Wanted(state="new", late=True)),
    ("state=taken&mine=on", Wanted(state="taken", mine=True)),
    ("state=taken", Wanted(state="taken")),
    ("state=taken&late=on", Wanted(state="taken", late=True)),
    ("state=all&wrote=on", Wanted(wrote=True)),
)


@signed_in
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Filtered, in order and by pages, all in the address."""
    actor, today = actor_of(request), timezone.localdate()
    if not (may := handling_rules.may_see_inbox(actor)):
        raise Refused(may.reason)
    form = FilterForm(request.GET, regions=_regions(actor))
    wanted = form.wanted()
    found = handled.reports(actor, wanted, today=today)
    shown = page(
        found,
        form.order(wanted),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        size=PER_PAGE,
    )
    offered = handled.asked_of(actor)[:PER_PAGE]
    context = {
        "form": form,
        "count": count(found),
        "page": shown,
        "columns": cards.columns(),
        "rows": _rows(shown, today=today),
        "chips": _chips(request.GET, form),
        "views": _views(actor, request.GET, today=today),
        "offered": [cards.handover_card(each, today=today) for each in offered],
    }
    return render(request, "reporting/desk_inbox.html", context)


def _rows(shown: Page, *, today: date) -> list[cards.Row]:
    people = people_of(shown.rows)
    return [cards.row(each, people=people, today=today) for each in shown.rows]


def people_of(reports: Iterable["Report"]) -> dict[str, str]:
    """The names of who has them, by id."""
    return organisations.people(each.owner_user for each in reports if each.owner_user)


def _regions(actor: Actor) -> Choices:
    """Those the actor's intake works for; every one for a national desk."""
    mine = actor.regions(Role.INTAKE)
    found = country().regions
    return [(code, found[code].name) for code in found if code in mine or EVERYWHERE in mine]


def _chips(given: QueryDict, form: FilterForm) -> list[dict[str, str]]:
    """Every choice with the address of the same list without it."""
    chips = []
    for name, words in form.chips():
        rest = given.copy()
        for gone in (name, "after", "before"):
            rest.pop(gone, None)
        chips.append({"words": words, "url": f"?{rest.urlencode()}"})
    return chips


def _views(actor: Actor, given: QueryDict, *, today: date) -> list[dict[str, object]]:
    labels = (
        _("Nobody has taken it"),
        _("Not looked at in time"),
        _("On my name"),
        _("Taken by anybody"),
        _("Not answered in time"),
        _("The reporter wrote"),
    )
    here = given.urlencode() or VIEWS[0][0]
    return [
        {
            "label": label,
            "url": f"?{address}",
            "count": count(handled.reports(actor, wanted, today=today)),
            "current": address == here,
        }
        for label, (address, wanted) in zip(labels, VIEWS, strict=True)
    ]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Read what was told, and answer in the mailbox of who told it."""
    actor, at = actor_of(request), timezone.now()
    report = queries.report_by_id(actor, report_id)
    if request.method != "POST":
        return report_page(request, report, at=at)
    form = AnswerForm(request.POST)
    if "fill" in request.POST:
        again, text = form.with_text()
        return report_page(request, report, at=at, form=again, filled=text)
    if not form.is_valid():
        return report_page(request, report, at=at, form=form)
    actions.answer_report(actor, report, form.cleaned_data["body"], at=at)
    messages.success(request, _("Your answer is in the mailbox."))
    return redirect("reporting:show", report_id)


def report_page(
    request: HttpRequest, report: "Report", *, at: datetime, **forms: Any
) -> HttpResponse:
    """The report with its forms; one that was refused comes back with what was typed."""
    actor, today = actor_of(request), timezone.localdate(at)
    handovers = list(handled.handovers_of(actor, report))
    said, said_more = handling.read_verdict(actor, report, at=at)
    context = {
        "report": report,
        "told": actions.read_report(actor, report, at=at),
        "replies": actions.read_messages(actor, report, at=at),
        "notes": _notes(actor, report, at=at),
        "helped": word("helped", said),
        "helped_text": said_more,
        "facts": report_facts(report),
        "state": cards.state_word(report),
        "shape": cards.SHAPES[report.state],  # type: ignore[index]
        "owner": people_of([report]).get(report.owner_user, ""),
        "mine": report.owner_user == actor.user_id,
        "late_days": days_late(report.look_by, today=today) if report.closed_on is None else 0,
        "alike": count(handled.look_alikes(actor, report)),
        "handovers": handovers,
        "files": file_lines(queries.attachments(actor, report)),
        "may_take": rules.may_take(actor, report),
        "may_take_up": rules.may_take_up(actor, report),
        "may_ask": handling_rules.may_ask_to_take_over(actor, report),
        "may_close": handling_rules.may_close(actor, report),
        "form": AnswerForm(initial={"language": blocks.known(report.language)}),
        "note_form": NoteForm(),
    }
    return render(request, "reporting/desk_report.html", context | forms)


def _notes(actor: Actor, report: "Report", *, at: datetime) -> list[dict[str, object]]:
    found = handling.read_notes(actor, report, at=at)
    people = organisations.people(each.author for each in found)
    return [
        {"at": each.written_at, "who": people.get(each.author, ""), "body": each.body}
        for each in found
    ]
