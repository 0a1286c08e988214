"""How the chosen reports look on the page on which they are checked: each by name, and what becomes of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ketenwerk.country.speech import own_name
from ketenwerk.country.words import place_name
from ketenwerk.foundation.decision import Decision
from ketenwerk.reporting.handling import blocks
from ketenwerk.reporting.handling.blocks import Filled
from ketenwerk.reporting.handling.cards import SHAPES, Row, name_of, state_word
from ketenwerk.reporting.models import Report, ReportState
from ketenwerk.reporting.together.rules import Deed

Line = tuple[str, str, Decision]


@dataclass(frozen=True, slots=True)
class Said:
    """What the reporters of one language will read; `filled` is nothing when there are own words alone."""

    language: str
    code: str
    reports: int
    filled: Filled | None
    text: str


def columns() -> list[dict[str, object]]:
    labels = (_("Report"), _("Where"), _("Where it stands"), _("Who has it"))
    return [{"label": label} for label in (*labels, _("Language of the reporter"))]


def row(report: Report, *, people: Mapping[str, str]) -> Row:
    return [
        {"text": name_of(report), "url": reverse("reporting:show", args=[report.id])},
        place_name(report.municipality, report.region),
        {"status": state_word(report), "shape": SHAPES[ReportState(report.state)]},
        people.get(report.owner_user, ""),
        own_name(report.language) if report.language else "",
    ]


def line(report: Report, may: Decision) -> Line:
    """By name, with where it is read and why it cannot be done."""
    return name_of(report), reverse("reporting:show", args=[report.id]), may


def said(deed: Deed, reports: Iterable[Report]) -> list[Said]:
    """Every text that will be sent, once for each language, the most read on top."""
    first: dict[str, Report] = {}
    counted: Counter[str] = Counter()
    for report in reports:
        language = blocks.known(report.language)
        first.setdefault(language, report)
        counted[language] += 1
    return [
        Said(
            language=own_name(code),
            code=code,
            reports=number,
            filled=blocks.filled(deed.block, code) if deed.block else None,
            text=deed.message(first[code]),
        )
        for code, number in counted.most_common()
    ]
