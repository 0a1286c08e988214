"""The addresses under /hsds/: read by anybody, changed by nobody. What goes wrong is told as RFC 9457 asks.

A search may come in the body of a POST too: then it stands in no address and no log.
"""

import json
from collections.abc import Callable, Iterable
from functools import wraps
from http import HTTPStatus
from math import ceil
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from ketenwerk.care.hsds import cards, queries, terms
from ketenwerk.care.hsds.forms import ParameterForm, unknown
from ketenwerk.foundation.problems import NotFound, Problem
from ketenwerk.organisations.doors import public

VERSION = "3.1"
STANDARD = "https://docs.openreferral.org/en/v3.1/"
PAGES = ("search", "page", "per_page", "format")
SERVICES = (
    *PAGES,
    *("taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "minimal", "full"),
)
PLACES = (
    *PAGES,
    *("taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "full"),
)
ORGANISATIONS = (*PAGES, "full_service", "full", "taxonomy_term_id", "taxonomy_id")
TERMS = (*PAGES, "taxonomy_id", "top_only", "parent_id")
Made = Callable[..., HttpResponse]
Shape = dict[str, Any]


def _problem(status: HTTPStatus, code: str, **more: object) -> HttpResponse:
    body = {"type": "about:blank", "title": status.phrase, "status": status, "code": code, **more}
    return JsonResponse(body, status=status, content_type="application/problem+json")


def endpoint(*known: str, only_read: bool = False) -> Callable[[Made], Made]:
    """An address that takes these parameters. `only_read`: there is nothing to search, so nothing to post."""

    def made(view: Made) -> Made:
        @public
        @csrf_exempt  # it changes nothing and reads no cookie
        @wraps(view)
        def answer(request: HttpRequest, **where: str) -> HttpResponse:
            allowed = ("GET", "HEAD") if only_read else ("GET", "HEAD", "POST")
            if request.method not in allowed:
                refused = _problem(HTTPStatus.METHOD_NOT_ALLOWED, "hsds.read-only")
                refused["Allow"] = ", ".join(allowed)
                return refused
            found = _answered(view, request, known, where)
            found["Access-Control-Allow-Origin"] = "*"
            return found

        return answer

    return made


def _answered(
    view: Made, request: HttpRequest, known: tuple[str, ...], where: dict[str, str]
) -> HttpResponse:
    given = {**request.GET.dict(), **request.POST.dict()}
    strange = unknown(given, known)
    form = ParameterForm(given)
    if strange or not form.is_valid():
        wrong = [{"name": name, "reason": "unknown here"} for name in strange] or form.wrong()
        return _problem(HTTPStatus.BAD_REQUEST, "hsds.parameters", errors=wrong)
    try:
        return view(request, form, **{name: _id(value) for name, value in where.items()})
    except Problem as problem:
        return _problem(HTTPStatus(problem.status), problem.code)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound("hsds.not-found") from error


def _listed(
    form: ParameterForm, count: int, part: Callable[[int, int], Iterable[Shape]]
) -> HttpResponse:
    """One page; as lines, everything at once."""
    if form.cleaned_data["format"] == "ndjson":
        lines = (json.dumps(each) + "\n" for each in part(0, count))
        return HttpResponse(lines, content_type="application/x-ndjson")
    size, number = form.size(), form.page_number()
    if form.cleaned_data["minimal"]:
        size, number = max(count, 1), 1
    contents = list(part((number - 1) * size, number * size))
    last = max(1, ceil(count / size))
    return JsonResponse(
        {
            "total_items": count,
            "total_pages": last,
            "page_number": number,
            "size": len(contents),
            "first_page": number == 1,
            "last_page": number >= last,
            "empty": not contents,
            "contents": contents,
        }
    )


@endpoint(only_read=True)
def about(request: HttpRequest, form: ParameterForm) -> HttpResponse:
    del form
    url = request.build_absolute_uri(reverse("hsds:openapi"))
    return JsonResponse({"version": VERSION, "profile": STANDARD, "openapi_url": url})


@endpoint(*SERVICES)
def services(request: HttpRequest, form: ParameterForm) -> HttpResponse:
    del request
    found, full = queries.services(form.asked()), form.cleaned_data["full"]
    minimal = form.cleaned_data["minimal"]

    def part(start: int, end: int) -> Iterable[Shape]:
        rows = found.part(start, end)
        return (cards.minimal(row) if minimal else cards.service(row, full=full) for row in rows)

    return _listed(form, found.count(), part)


@endpoint(only_read=True)
def service(request: HttpRequest, form: ParameterForm, *, hsds_id: UUID) -> HttpResponse:
    del request, form
    return JsonResponse(cards.service(queries.service_by_id(hsds_id), full=True))


@endpoint(*PLACES)
def places(request: HttpRequest, form: ParameterForm) -> HttpResponse:
    del request
    found, full = queries.points_with_a_place(form.asked()), form.cleaned_data["full"]

    def part(start: int, end: int) -> Iterable[Shape]:
        return (cards.at_location(each, full=full) for each in found[start:end])

    return _listed(form, found.count(), part)


@endpoint(only_read=True)
def place(request: HttpRequest, form: ParameterForm, *, hsds_id: UUID) -> HttpResponse:
    del request, form
    return JsonResponse(cards.at_location(queries.point_by_id(hsds_id), full=True))


@endpoint(*ORGANISATIONS)
def organisations(request: HttpRequest, form: ParameterForm) -> HttpResponse:
    del request
    found = queries.organisations(form.asked())
    full, whole = form.cleaned_data["full"], form.cleaned_data["full_service"]

    def part(start: int, end: int) -> Iterable[Shape]:
        return (_organisation(each, full=full, whole=whole) for each in found[start:end])

    return _listed(form, found.count(), part)


@endpoint("full_service", only_read=True)
def organisation(request: HttpRequest, form: ParameterForm, *, hsds_id: UUID) -> HttpResponse:
    del request
    found = queries.organisation_by_id(hsds_id)
    whole = form.cleaned_data["full_service"]
    return JsonResponse(_organisation(found, full=True, whole=whole))


def _organisation(found: Any, *, full: bool, whole: bool) -> Shape:
    shape = cards.organisation(found)
    if not (full or whole):
        return shape
    of_it = (cards.service(each, full=whole) for each in queries.services_of(found))
    return {**shape, "services": list(of_it)}


@endpoint(*PAGES)
def taxonomies(request: HttpRequest, form: ParameterForm) -> HttpResponse:
    del request
    named = _named(terms.taxonomies(), form)
    return _listed(form, len(named), lambda start, end: map(cards.taxonomy, named[start:end]))


@endpoint(only_read=True)
def taxonomy(request: HttpRequest, form: ParameterForm, *, hsds_id: UUID) -> HttpResponse:
    del request, form
    return JsonResponse(cards.taxonomy(_by_id(terms.taxonomies(), hsds_id)))


@endpoint(*TERMS)
def taxonomy_terms(request: HttpRequest, form: ParameterForm) -> HttpResponse:
    """No term has a parent, so `top_only` leaves out none and `parent_id` all."""
    del request
    wanted, parent = form.cleaned_data["taxonomy_id"], form.cleaned_data["parent_id"]
    named = [
        each
        for each in _named(terms.terms(), form)
        if not parent and wanted in {None, terms.taxonomy_id(each.taxonomy)}
    ]
    return _listed(form, len(named), lambda start, end: map(cards.term, named[start:end]))


@endpoint(only_read=True)
def taxonomy_term(request: HttpRequest, form: ParameterForm, *, hsds_id: UUID) -> HttpResponse:
    del request, form
    return JsonResponse(cards.term(_by_id(terms.terms(), hsds_id)))


def _named(found: Iterable[Any], form: ParameterForm) -> list[Any]:
    text = form.cleaned_data["search"].casefold()
    return [each for each in found if text in each.name.casefold()]


def _by_id(found: Iterable[Any], wanted: UUID) -> Any:
    for each in found:
        if each.id == wanted:
            return each
    raise NotFound("hsds.not-found")


@endpoint(only_read=True)
def openapi(request: HttpRequest, form: ParameterForm) -> HttpResponse:
    """What can be asked here. What is answered, the standard describes."""
    del request, form
    lists = {
        "services": SERVICES,
        "service_at_locations": PLACES,
        "organizations": ORGANISATIONS,
        "taxonomies": PAGES,
        "taxonomy_terms": TERMS,
    }
    paths: Shape = {"/": {"get": _operation("about", ())}}
    for name, known in lists.items():
        paths[f"/{name}"] = {
            "get": _operation(f"list_{name}", known),
            "post": _operation(f"search_{name}", ()),
        }
        one = _operation(f"get_{name}", ())
        one["parameters"] = [_parameter("id", "path")]
        paths[f"/{name}/{{id}}"] = {"get": one}
    title = {"title": "Ketenwerk: HSDS", "version": VERSION}
    return JsonResponse({"openapi": "3.1.0", "info": title, "paths": paths})


def _operation(name: str, known: tuple[str, ...]) -> Shape:
    answer = {"description": f"As in HSDS {VERSION}", "content": {"application/json": {}}}
    return {
        "operationId": name,
        "parameters": [_parameter(each, "query") for each in known],
        "responses": {"200": answer},
    }


def _parameter(name: str, where: str) -> Shape:
    return {"name": name, "in": where, "required": where == "path", "schema": {"type": "string"}}
