"""The page with public figures, and the same numbers as a file."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ketenwerk.country.words import form_name, region_name, word
from ketenwerk.foundation.pages import same_for_everybody
from ketenwerk.organisations.doors import public
from ketenwerk.statistics import queries
from ketenwerk.statistics.disclosure import BASE, THRESHOLD, Cell, Table
from ketenwerk.statistics.queries import Figures

Row = list[object]


@public
@same_for_everybody
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    first, last = _days(today)
    found = queries.figures(today=today)
    helped = queries.helped(today=today)
    context = {
        "first": first,
        "last": last,
        "threshold": THRESHOLD,
        "base": BASE,
        "subjects": [_subject(each) for each in found],
        "helped": _rows(helped) if helped.total is not None else [],
        "helped_columns": _columns(_("What they said")),
        "waited": queries.waited(found[0], today=today),
    }
    return render(request, "statistics/figures.html", context)


@public
@same_for_everybody
@require_safe
def as_file(request: HttpRequest) -> HttpResponse:
    """The same numbers, comma separated in UTF-8; a hidden number is an empty cell."""
    del request
    today = timezone.localdate()
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="figures.csv"'
    writer = csv.writer(answer)
    writer.writerow(["first_day", "last_day", "subject", "divided_by", "code", "name", "count"])
    found = queries.figures(today=today)
    for each in found:
        writer.writerows([*_days(today), *line] for line in _lines(each))
    writer.writerows([*_days(today), *line] for line in _of_reporters(found[0], today))
    return answer


def _days(today: date) -> tuple[date, date]:
    since, before = queries.edition(today=today)
    return since, before - timedelta(days=1)


def _lines(found: Figures) -> Iterator[Row]:
    for divided_by, table in (("region", found.by_region), ("form", found.by_form)):
        for cell in table.cells:
            yield [found.subject, divided_by, cell.code, _name(cell.code), _plain(cell.count)]
        yield [found.subject, divided_by, "total", _("Together"), _plain(table.total)]


def _of_reporters(reports: Figures, today: date) -> Iterator[Row]:
    """What reporters said, and within how many days half of them had an answer; empty too when they had none."""
    helped, waited = queries.helped(today=today), queries.waited(reports, today=today)
    for cell in helped.cells:
        yield ["helped", "answer", cell.code, _name(cell.code), _plain(cell.count)]
    yield ["helped", "answer", "total", _("Together"), _plain(helped.total)]
    median = _plain(waited.days if waited else None)
    yield [
        "reports",
        "days-to-first-answer",
        "median",
        _("At least half within so many days"),
        median,
    ]


def _plain(count: int | None) -> object:
    return "" if count is None else count


def _subject(found: Figures) -> dict[str, object]:
    """One part of the page: a heading and two tables, or one sentence when there is too little to show."""
    total = found.by_region.total
    return {
        "name": _subject_name(found.subject),
        "total": total,
        "regions": _rows(found.by_region) if total is not None else [],
        "forms": _rows(found.by_form) if total is not None else [],
        "region_columns": _columns(_("Region")),
        "form_columns": _columns(_("Form")),
    }


def _columns(first: str) -> list[dict[str, object]]:
    return [{"label": first}, {"label": _("Number"), "number": True}]


def _rows(table: Table) -> list[Row]:
    """What is shown, and one line for all that is hidden."""
    rows: list[Row] = [
        [_name(cell.code), cell.count] for cell in table.cells if cell.count is not None
    ]
    if table.hides:
        rows.append([_hidden_name(table.cells), _("hidden")])
    return [*rows, [_("Together"), table.total]]


def _hidden_name(cells: tuple[Cell, ...]) -> str:
    return ", ".join(_name(cell.code) for cell in cells if cell.count is None)


def _name(code: str) -> str:
    if code in {*queries.SAID, queries.SILENT}:
        return _("They said nothing") if code == queries.SILENT else word("helped", code)
    if code == queries.ELSEWHERE:
        return _("Place not known")
    return region_name(code) if code.startswith(f"{queries.REGIONS}-") else form_name(code)


def _subject_name(subject: str) -> str:
    names = {"reports": _("Reports"), "signals": _("Signals"), "cases": _("Cases")}
    return names[subject]
