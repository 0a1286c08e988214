"""The public figures: how many reports, signals and cases there were, by care region and by form.

And of the reports: whether it helped, and how long half of the reporters waited for a first answer at most.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from math import inf

from ketenwerk.casework import queries as casework
from ketenwerk.country.data import country
from ketenwerk.reporting import queries as reporting
from ketenwerk.reporting.handling import queries as handling
from ketenwerk.signals import queries as signals
from ketenwerk.statistics.disclosure import THRESHOLD, Table, publish, publish_together

REGIONS = "care"
ELSEWHERE = "elsewhere"  # no place given, or one outside every care region
UNKNOWN = "UNK"
SAID = ("yes", "partly", "no")  # what a reporter can say of the help
SILENT = "not-said"

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


@dataclass(frozen=True, slots=True)
class Waited:
    """At least half of the reporters had an answer within so many days; None: half had none before the period ended."""

    days: int | None


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


def helped(*, today: date) -> Table:
    """What reporters said after the closing; all who said nothing at the end."""
    since, before = edition(today=today)
    said = handling.helped_by_answer(since, before)
    silent = said.get(SILENT, 0) + handling.closed_without_a_word(since, before)
    return publish({**{code: said.get(code, 0) for code in SAID}, SILENT: silent})


def waited(reports: Figures, *, today: date) -> Waited | None:
    """None when there were too few reports; never when the number of reports itself is hidden.

    One number for the whole country: of ten or more it is the wait of the one in the middle, and says nothing of the
    others. Who had no answer yet counts as having waited longest: leaving them out would make every delay look short.
    """
    since, before = edition(today=today)
    found = sorted(
        inf if days is None else days for days in handling.days_to_first_answer(since, before)
    )
    if len(found) < THRESHOLD or reports.by_region.total is None:
        return None
    middle = found[len(found) // 2]
    return Waited(None if middle == inf else int(middle))


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
