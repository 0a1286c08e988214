"""Fills an installation with invented signals, cases and reports: `python -m bench.populate SIGNALS OPEN [REPORTS]`.

OPEN signals wait for a decision in the director's own region, of the others one in twenty; one in five led to a
case. REPORTS more are of the intake there, and one in twenty waits. May be run again, to add to what is there. Texts
are one sealed nothing: nobody opens them here.
"""

import secrets
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402 - models exist only now
from django.utils import timezone  # noqa: E402

from ketenwerk.casework.models import Case, Task, Track  # noqa: E402
from ketenwerk.country.data import country  # noqa: E402
from ketenwerk.foundation.records import acting  # noqa: E402, TID251 - raw rows, for measuring
from ketenwerk.keys.fields import Sealed  # noqa: E402
from ketenwerk.organisations.models import Organisation  # noqa: E402
from ketenwerk.reporting.models import Report  # noqa: E402
from ketenwerk.signals.models import Signal  # noqa: E402

OWN_REGION = "care-utrecht"
BATCH = 2000
WAITING = 20  # one in so many signals of the other regions waits
CASES = 5  # one in so many signals led to a case
REPORTS = 4  # one report on so many signals
ANSWERED = 30  # to one report in so many the reporter wrote last
NOTHING: Any = Sealed("1:AAAA")
NOW = timezone.now()


class Filler:
    def __init__(self) -> None:
        self.today: date = timezone.localdate(NOW)
        self.batch = secrets.token_hex(3)  # in every label, so that one can fill again
        self.organisations = {one.code: one for one in Organisation.objects.all()}
        self.others = [
            region.code
            for region in country().regions_of_kind("care")
            if region.code != OWN_REGION
        ]

        inside = country().municipalities_of(OWN_REGION, self.today)
        self.places = [each.code for each in inside]
        self.forms = [code for code, _ in country().form_choices("en")]
        self.urgencies = [code for code, _ in country().choices("urgency", "en")]

    def fill(self, signals: int, open_here: int) -> None:
        with acting():
            self._keep(Signal, self._signals(signals, open_here))
            self._keep(Report, self._reports(signals // REPORTS, waiting=0))
            mine = Signal.objects.filter(label__startswith=self.batch).order_by("label")
            chosen = mine[: signals // CASES]
            cases = list(self._cases(chosen, open_here // 2))
            self._keep(Case, iter(cases))
            self._keep(Track, self._tracks(cases))
            self._keep(Task, self._tasks(cases, open_here // 4))

    def fill_inbox(self, reports: int) -> None:
        with acting():
            self._keep(Report, self._reports(reports, waiting=WAITING))

    @staticmethod
    def _keep(model: Any, records: Iterator[Any]) -> None:
        while batch := list(islice(records, BATCH)):
            model.objects.bulk_create(batch)

    def _signals(self, how_many: int, open_here: int) -> Iterator[Signal]:
        for number in range(how_many):
            here = number % (len(self.others) + 1) == 0 or number < open_here
            waits = number < open_here if here else number % WAITING == 1
            region = OWN_REGION if here else self._elsewhere(number)
            yield self._signal(number, region, waits=waits)

    def _signal(self, number: int, region: str, *, waits: bool) -> Signal:
        here = region == OWN_REGION
        raised = NOW - timedelta(days=number % 20 if waits else 30 + number % 1500)
        return Signal(
            label=f"{self.batch}-{number:07}",
            region=region,
            municipality="",
            owner=self.organisations["meldpunt-waterkant" if here else "meldpunt-wad"],
            owner_user="",
            director=self.organisations["gemeente-domstad" if here else "meldpunt-wad"],
            form="UNK",
            urgency="unknown",
            summary=NOTHING,
            raised_at=raised,
            decide_by=timezone.localdate(raised) + timedelta(days=14),
            **({"state": "open"} if waits else self._decision(raised)),
        )

    @staticmethod
    def _decision(raised: datetime) -> dict[str, Any]:
        return {
            "state": "decided",
            "decision": "no-action",
            "reason": NOTHING,
            "decided_at": raised + timedelta(days=9),
        }

    def _reports(self, how_many: int, *, waiting: int) -> Iterator[Report]:
        """Dealt with, but for one in so many that nobody has taken; none waits when that is 0."""
        for number in range(how_many):
            waits = bool(waiting) and number % waiting == 1
            day = self.today - timedelta(days=60 + number % 1500)
            yield Report(
                region=OWN_REGION,
                municipality=self.places[number % len(self.places)],
                receiver=self.organisations["meldpunt-waterkant"],
                reporter="bystander",
                form=self.forms[number % len(self.forms)],
                urgency=self.urgencies[number % len(self.urgencies)],
                unanswered=number % ANSWERED == 0,
                received_on=day,
                look_by=day,
                answer_by=day,
                state="new" if waits else "dealt-with",
                closed_on=None if waits else day,
                keep_until=None if waits else self.today + timedelta(days=365),
                story=NOTHING,
                locator=secrets.token_hex(32),
                mailbox_public=b"",
                mailbox_private=b"",
            )

    def _cases(self, signals: Iterable[Signal], open_here: int) -> Iterator[Case]:
        """The first `open_here` of the own region are open, and one in WAITING of the others."""
        left = open_here
        for number, signal in enumerate(signals):
            here = number % (len(self.others) + 1) == 0
            waits = left > 0 if here else number % WAITING == 1
            left -= here
            yield Case(
                label=f"{self.batch}-{number:07}",
                region=OWN_REGION if here else self._elsewhere(number),
                director=self.organisations["gemeente-domstad" if here else "meldpunt-wad"],
                signal=signal,
                form="UNK",
                summary=NOTHING,
                opened_at=signal.raised_at,
                **({} if waits else {"state": "closed", "closed_at": NOW}),
            )

    def _tracks(self, cases: list[Case]) -> Iterator[Track]:
        for case in cases:
            here = case.region == OWN_REGION
            for kind, responsible in (("care", "zorgkompas"), ("criminal", "politie-middenland")):
                yield self._track(case, kind, responsible if here else "meldpunt-wad")

    def _track(self, case: Case, kind: str, responsible: str) -> Track:
        step: dict[str, Any] = (
            {"next_step": "first-contact", "next_step_on": self.today + timedelta(days=1)}
            if case.state == "open"
            else {"state": "closed", "outcome": "independent", "closed_at": NOW}
        )
        return Track(
            case=case,
            kind=kind,
            region=case.region,
            responsible=self.organisations[responsible],
            opened_at=case.opened_at,
            **step,
        )

    def _tasks(self, cases: list[Case], open_here: int) -> Iterator[Task]:
        everybody = list(self.organisations.values())
        for number, case in enumerate(cases):
            yield Task(
                case=case,
                organisation=everybody[number % len(everybody)],
                given_by=self.organisations["gemeente-domstad"],
                instruction=NOTHING,
                due_on=self.today,
                given_at=case.opened_at,
                done_at=None if number < open_here else NOW,
            )

    def _elsewhere(self, number: int) -> str:
        return self.others[number % len(self.others)]


def main(signals: int, open_here: int, reports: int = 0) -> None:
    filler = Filler()
    filler.fill(signals, open_here)
    filler.fill_inbox(reports)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
