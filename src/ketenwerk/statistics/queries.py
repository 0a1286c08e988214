"""The public figures: how many reports, signals and cases there were, by care region and by form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from ketenwerk.casework import queries as casework
from ketenwerk.country.data import country
from ketenwerk.reporting import queries as reporting
from ketenwerk.signals import queries as signals
from ketenwerk.statistics.disclosure import Table, publish_together

REGIONS = "care"
ELSEWHERE = "elsewhere"  # no place given, or one outside every care region
UNKNOWN = "UNK"

Count = Callable[..., Mapping[str, int]]

SUBJECTS: dict[str, tuple[Count, Count]] = {
    "reports": (reporting.counts_by_region, reporting.counts_by_form),
    "signals": (signals.counts_by_region, signals.counts_by_form),
    "cases": (casework.counts_by_region, casework.counts_by_form),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What may be published about one subject; the two tables divide the same total."""

    subject: str
    by_region: Table
    by_form: Table


def edition(*, today: date) -> tuple[date, date]:
    """The first day counted and the first day no longer counted: the twelve whole months before this one.

    The numbers change once a month. If they changed with every report, two looks at the page would show one person.
    """
    before = today.replace(day=1)
    return before.replace(year=before.year - 1), before


def figures(*, today: date) -> list[Figures]:
    since, before = edition(today=today)
    return [
        _figures(subject, by_region(since, before), by_form(since, before))
        for subject, (by_region, by_form) in SUBJECTS.items()
    ]


def _figures(subject: str, by_region: Mapping[str, int], by_form: Mapping[str, int]) -> Figures:
    return Figures(subject, *publish_together([_regions(by_region), _main_forms(by_form)]))


def _regions(counts: Mapping[str, int]) -> dict[str, int]:
    """Every care region, also without reports, and at the end what belongs to none."""
    found = {
        region.code: counts.get(region.code, 0) for region in country().regions_of_kind(REGIONS)
    }
    return {**found, ELSEWHERE: sum(counts.values()) - sum(found.values())}


def _main_forms(counts: Mapping[str, int]) -> dict[str, int]:
    """Forms that are part of another are counted there; what is not known stands at the end."""
    forms = country().forms
    main = [code for code, form in forms.items() if not form.parent and code != UNKNOWN]
    found = dict.fromkeys([*main, UNKNOWN], 0)
    for code, count in counts.items():
        found[forms[code].parent or code] += count
    return found
