"""The kinds of shelter and help: for whom, who places, and how fast things go there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ketenwerk.country.calendar import Calendar
from ketenwerk.country.entries import Entry, Opening, Words
from ketenwerk.country.hours import Answering, hours_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Placer:
    """Kinds of organisation that may place, in these hours; without hours always. A holiday changes nothing."""

    kinds: tuple[str, ...]
    open: tuple[Opening, ...] = ()

    @property
    def on_holidays(self) -> str:
        return "open"

    def may_place(self, organisation_kind: str, at: datetime, *, time_zone: str) -> bool:
        if organisation_kind not in self.kinds:
            return False
        if not self.open:
            return True
        no_holidays = Calendar(frozenset(), frozenset())
        now = hours_of(self, at, calendar=no_holidays, time_zone=time_zone)
        return now.answering == Answering.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceKind(Entry):
    """A kind of shelter or help. Without `placers` everybody may place there who looks for a place.

    Where people `stay`, nothing tells where it is: only of a `public` kind can an address be shown. A count of free
    places is `fresh` for so many hours, and not to be trusted once it is `stale`. A request is answered within
    `answer_minutes`; an accepted place waits `hold_hours` for its person, 0 where nothing is held.
    """

    name: Words
    for_whom: Words
    intake: Words
    paid_by: Words
    stay: bool
    fresh_hours: int
    stale_hours: int
    answer_minutes: int
    hold_hours: int
    placers: tuple[Placer, ...] = ()
    public: bool = False

    @property
    def placed_by(self) -> tuple[str, ...]:
        """Every kind of organisation that may place at some hour; empty where everybody may."""
        return tuple(dict.fromkeys(kind for placer in self.placers for kind in placer.kinds))

    def may_place(self, organisation_kind: str, at: datetime, *, time_zone: str) -> bool:
        """Whether an organisation of this kind may place somebody there at this moment."""
        return not self.placers or any(
            placer.may_place(organisation_kind, at, time_zone=time_zone) for placer in self.placers
        )

    def faults(self) -> Iterator[str]:
        """Numbers that cannot be meant, and an address shown of where people stay."""
        if not 0 < self.fresh_hours < self.stale_hours:
            yield "fresh_hours and stale_hours: a count is fresh first, and stale later"
        if self.answer_minutes <= 0:
            yield "answer_minutes: an answer takes some time"
        if self.stay != (self.hold_hours > 0):
            yield "hold_hours: a place is held where people stay, and nowhere else"
        if self.stay and self.public:
            yield "public: where people stay, no address is shown"
        if any(not placer.kinds for placer in self.placers):
            yield "placers: names no kind of organisation"
