"""The road to a report, one question per page, at one address that says nothing.

What comes with POST is one step. Afterwards the browser is sent back to look where it is, so that a page can be
loaded again, and read in another language, without losing anything. Only the receipt is an answer itself: its code
stands in no address. Practice has no step that sends.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ketenwerk.country.data import country
from ketenwerk.country.speech import language
from ketenwerk.country.words import words
from ketenwerk.organisations.actor import ANONYMOUS
from ketenwerk.organisations.doors import public
from ketenwerk.reporting import (
    actions,
    cookies,
    draft,
    drafting,
    flow,
    gate,
    queries,
    receipt,
    told,
)
from ketenwerk.reporting.actions import Answers
from ketenwerk.reporting.draft import TO_CHECK, Draft, Ticket
from ketenwerk.reporting.forms import WORDS, KindForm, QuestionForm, initial_answer
from ketenwerk.reporting.routing import Way

LOST, CHANGED = "lost", "changed"


@dataclass(frozen=True, slots=True)
class Visit:
    """One visitor at one step. `begun` is false while nothing of them is kept."""

    request: HttpRequest
    road: "Road"
    ticket: Ticket
    draft: Draft
    begun: bool

    def goes_on(self, changed: Draft) -> HttpResponse:
        """Keep the draft, and look where it is now."""
        drafting.keep_draft(ANONYMOUS, self.ticket, changed, at=timezone.now())
        answer = redirect(f"reporting:{self.road.address}")
        answer.status_code = HTTPStatus.SEE_OTHER
        return cookies.keep(answer, self.road.cookie, draft.stamp(self.ticket))

    def ends(self, page: str, *, everything: bool = False, **context: object) -> HttpResponse:
        """The last page: the cookie is gone with it."""
        answer = self.shows(page, **context)
        return cookies.forget(answer, self.road.cookie, everything=everything)

    def shows(self, page: str, **context: object) -> HttpResponse:
        said = {**context, "road": self.road, "draft": self.draft, "begun": self.begun}
        return render(self.request, f"reporting/{page}.html", said)


Step = Callable[[Visit, str], HttpResponse]


@dataclass(frozen=True, slots=True)
class Road:
    """For real, or to practise: under which name the draft is kept, and which steps there are."""

    address: str
    cookie: str
    steps: Mapping[str, Step]

    @property
    def sends(self) -> bool:
        return "send" in self.steps


def _makes_a_code_while_busy(request: HttpRequest) -> bool:
    return request.POST.get("act") in {"send", "code"} and gate.is_busy()


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@gate.asks_patience(_makes_a_code_while_busy)
def report(request: HttpRequest) -> HttpResponse:
    return _walk(request, REPORT)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def practise(request: HttpRequest) -> HttpResponse:
    """The same pages with invented answers; nothing can be sent from here."""
    return _walk(request, PRACTICE)


def _walk(request: HttpRequest, road: Road) -> HttpResponse:
    ticket = draft.read(cookies.found(request, road.cookie))
    kept = drafting.open_draft(ticket)
    visit = Visit(
        request,
        road,
        ticket if kept and ticket else draft.new_ticket(),
        kept or Draft(),
        bool(kept),
    )
    if request.method != "POST":
        return _page(visit)
    name, _, what = request.POST.get("act", "").partition(":")
    if visit.draft.sent and name not in {"send", "stop"}:
        return _page(visit)
    return road.steps.get(name, _answer)(visit, what)


# ---- pages ----


def _page(visit: Visit) -> HttpResponse:
    if visit.draft.sent:
        return visit.shows("sent_already")
    here = visit.draft.here
    place = flow.place(visit.draft.answers, here)
    if here == TO_CHECK or place.question is None:
        return _check_page(visit)
    given = visit.draft.answers.get(place.question.code, ())
    form = QuestionForm(place.question, initial=initial_answer(place.question, tuple(given)))
    return _question_page(visit, form, place)


def _question_page(visit: Visit, form: QuestionForm, place: flow.Place) -> HttpResponse:
    answers, question = visit.draft.answers, form.question
    return visit.shows(
        "question",
        form=form,
        place=place,
        first=place.number == 1,
        remarks=[words(text) for text in flow.remarks(question, answers)],
        why=words(question.why) if question.why else "",
        urgent=question.fills == "urgency",
        always=told.always() if form.offers_buttons else [],
        enough=flow.is_enough(answers),
    )


def _check_page(visit: Visit, form: KindForm | None = None) -> HttpResponse:
    found = visit.draft
    facts, today = Answers.of(found).facts, timezone.localdate()
    ways = queries.ways_for(facts, on=today)
    way = queries.best_of(ways, found.keeps_out)
    steps = len(flow.likely(found.answers)) + 1
    return visit.shows(
        "check",
        form=form or KindForm(),
        place=flow.Place(None, steps, steps),
        rows=_rows(found),
        warnings=[words(text) for text in flow.warnings(found.answers)],
        way=way,
        why=words(way.why) if way else "",
        others=[each.receiver for each in ways if str(each.receiver.id) in found.keeps_out],
        seen=_seen(found, way),
    )


def _rows(found: Draft) -> list[told.Answer]:
    given = {each.code: found.answers.get(each.code, ()) for each in flow.asked(found.answers)}
    return list(told.in_words(given))


def _seen(found: Draft, way: Way | None) -> str:
    """What stands on the check page, in short: what is sent must be what was looked at."""
    shown = (found.nonce, flow.standing(found.answers), way.receiver.id if way else "")
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:32]


# ---- steps ----


def _answer(
    visit: Visit, _: str = "", *, here: str = "", may_be_open: bool = False
) -> HttpResponse:
    """Keep the answer to one question and go on to the next, or to `here`."""
    post, answers = visit.request.POST, visit.draft.answers
    question = country().questions.get(post.get("question", ""))
    if question is None:
        return _begin(visit) if "start" in post else _page(visit)
    form = QuestionForm(question, post)
    if post.get("always") in flow.ALWAYS:
        given: tuple[str, ...] = (post["always"],)
    elif form.is_valid():
        given = form.answer()
    elif may_be_open and form.is_empty:
        given, here = answers.get(question.code, ()), here or question.code
    else:
        return _question_page(visit, form, flow.place(answers, question.code))
    answers = {**answers, question.code: given}
    return visit.goes_on(_moved(visit, answers, question.code, here))


def _moved(visit: Visit, answers: draft.Given, code: str, here: str) -> Draft:
    """Where one is after an answer. Who looked at the check page already goes back there."""
    found, note = visit.draft, ""
    if not here and (found.checked or not visit.begun):
        here = flow.first_open(answers) or TO_CHECK
    here = here or flow.after(answers, code) or TO_CHECK
    if not visit.begun and code != flow.questions()[0].code:
        note = LOST
    checked = found.checked or here == TO_CHECK
    return replace(found, answers=answers, here=here, checked=checked, note=note)


def _begin(visit: Visit) -> HttpResponse:
    """Somebody comes with ticks from another page of this site."""
    post, answers = visit.request.POST, visit.draft.answers
    brought = flow.begun({"signs": post.getlist("sign"), "reporter": post.getlist("reporter")})
    if "reporter" in answers:
        brought.pop("reporter", None)
    answers = {**answers, **brought}
    here = flow.first_open(answers) or TO_CHECK
    return visit.goes_on(replace(visit.draft, answers=answers, here=here))


def _back(visit: Visit, _: str) -> HttpResponse:
    """To the page before; what was typed on this one is kept."""
    found, code = visit.draft, visit.request.POST.get("question", "")
    here = flow.before(found.answers, code or _code_of_page(found))
    if code and _is_typed(visit):
        return _answer(visit, here=here, may_be_open=True)
    return visit.goes_on(replace(found, here=here, note="")) if visit.begun else _page(visit)


def _stay(visit: Visit, _: str) -> HttpResponse:
    """The same page, in another language for instance, with what was typed on it."""
    if not _is_typed(visit):
        return _page(visit)
    here = visit.request.POST.get("question", "")
    return _answer(visit, here=here, may_be_open=True)


def _is_typed(visit: Visit) -> bool:
    """Whether this page has an answer that would be lost with it."""
    return any(visit.request.POST.getlist("answer"))


def _code_of_page(found: Draft) -> str:
    """The question one is at; empty on the check page."""
    place = flow.place(found.answers, found.here)
    at_check = found.here == TO_CHECK or place.question is None
    return "" if at_check or place.question is None else place.question.code


def _finish(visit: Visit, _: str) -> HttpResponse:
    """The rest stays open; what was typed on this page is kept."""
    return _answer(visit, here=TO_CHECK, may_be_open=True)


def _change(visit: Visit, code: str) -> HttpResponse:
    wanted = code if code in country().questions else TO_CHECK
    return visit.goes_on(replace(visit.draft, here=wanted, note=""))


def _keep_out(visit: Visit, organisation: str) -> HttpResponse:
    known = {str(each.id) for each in queries.receivers()}
    kept = dict.fromkeys((*visit.draft.keeps_out, organisation))
    kept_out = tuple(each for each in kept if each in known)
    return visit.goes_on(replace(visit.draft, keeps_out=kept_out, note=""))


def _let_in(visit: Visit, organisation: str) -> HttpResponse:
    kept = tuple(each for each in visit.draft.keeps_out if each != organisation)
    return visit.goes_on(replace(visit.draft, keeps_out=kept, note=""))


def _save(visit: Visit, _: str) -> HttpResponse:
    """Keep what is typed on this page, and ask which code one wants to come back with."""
    if "question" in visit.request.POST:
        kept = _answer(visit, may_be_open=True)
        if kept.status_code != HTTPStatus.SEE_OTHER:
            return kept
    if visit.draft.saved:
        return visit.ends("saved", last=_last_day())
    answer = visit.shows("save", form=KindForm())
    return cookies.keep(answer, visit.road.cookie, draft.stamp(visit.ticket))


def _last_day() -> date:
    return country().kept_until("report-draft-saved", timezone.localdate())


def _save_under_code(visit: Visit, _: str) -> HttpResponse:
    form = KindForm(visit.request.POST)
    if not visit.begun or not form.is_valid():
        return visit.shows("save", form=form) if visit.begun else _page(visit)
    code_words = _words(form)
    at = timezone.now()
    code = drafting.save_draft(ANONYMOUS, visit.ticket, visit.draft, words=code_words, at=at)
    return visit.ends("saved", code=code, last=_last_day())


def _send(visit: Visit, _: str) -> HttpResponse:
    """Send it, once: pressed twice, or again after a lost answer, it gives the same code."""
    found, form, at = visit.draft, KindForm(visit.request.POST), timezone.now()
    if not visit.begun:
        return _page(visit)
    facts = Answers.of(found).facts
    way = queries.way_for(facts, found.keeps_out, on=timezone.localdate(at))
    if not found.sent and (way is None or visit.request.POST.get("seen") != _seen(found, way)):
        return visit.goes_on(replace(found, here=TO_CHECK, checked=True, note=CHANGED))
    if not found.fixed and not form.is_valid():
        return _check_page(visit, form)
    said = {"language": language(), "words": "" if found.fixed else _words(form)}
    made = actions.submit_draft(ANONYMOUS, visit.ticket, found, **said, at=at)
    first_look = country().due_on("report-first-look", timezone.localdate(at))
    return visit.ends("receipt", receipt=made, first_look=first_look)


def _stop(visit: Visit, _: str) -> HttpResponse:
    """Throw away what was typed and not sent."""
    if visit.begun:
        drafting.drop_draft(ANONYMOUS, visit.ticket, at=timezone.now())
    return visit.ends("stopped", everything=True)


def _words(form: KindForm) -> str:
    wanted = form.cleaned_data["kind"] == WORDS
    return receipt.language_of_words(language()) if wanted else ""


_WALKING: dict[str, Step] = {
    "back": _back,
    "change": _change,
    "finish": _finish,
    "keep-out": _keep_out,
    "let-in": _let_in,
    "stay": _stay,
    "stop": _stop,
}
PRACTICE = Road("practice", cookies.PRACTICE, _WALKING)
REPORT = Road(
    "report",
    cookies.DRAFT,
    {**_WALKING, "save": _save, "code": _save_under_code, "send": _send},
)
