"""What there is in a region, on a page and as a PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from ketenwerk.care.overview import paper, queries
from ketenwerk.care.overview.cards import Sheet, sheet
from ketenwerk.organisations.doors import actor_of, signed_in


@signed_in
@require_safe
def overview(request: HttpRequest, code: str) -> HttpResponse:
    context = {"sheet": _sheet(request, code), "code": code}
    return render(request, "overview/overview.html", context)


@signed_in
@require_safe
def as_pdf(request: HttpRequest, code: str) -> HttpResponse:
    answer = HttpResponse(paper.pdf(_sheet(request, code)), content_type="application/pdf")
    name = content_disposition_header(as_attachment=True, filename=f"{code}.pdf")
    answer["Content-Disposition"] = name
    return answer


def _sheet(request: HttpRequest, code: str) -> Sheet:
    return sheet(queries.overview(actor_of(request), code, at=timezone.now()))
