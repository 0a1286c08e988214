"""Where the invented lives run side by side: one clock, one pair of dice, and who works where."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from heapq import heappop, heappush
from itertools import count
from random import Random

from django.utils import timezone

from ketenwerk.audit import chain
from ketenwerk.commands.cast import Cast
from ketenwerk.commands.stories import Stories
from ketenwerk.country.data import country
from ketenwerk.organisations import queries
from ketenwerk.organisations.actor import Actor, Role

Life = Generator[datetime, None, None]  # does something, then says when it goes on

OPENS, CLOSES = time(8, 30), time(17)
WORKING_MINUTES = 510
TRAIL_IS_CLOSED_EVERY = timedelta(days=7)
SLOW = 0.18  # of all lives: somebody let it lie, some days before today
AT_WORK = frozenset(
    {Role.CHAIN_DIRECTOR, Role.CARE_COORDINATOR, Role.CASE_WORKER, Role.PLACEMENT_OFFICER}
    | {Role.INTAKE, Role.FOCAL_OFFICER}
)


@dataclass(slots=True)
class Stage:
    """Runs every life in the order of time, until today."""

    cast: Cast
    today: datetime
    dice: Random
    stories: "Stories" = field(init=False)
    desks: "Desks" = field(init=False)
    _waiting: list[tuple[datetime, int, datetime, Life]] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)

    def __post_init__(self) -> None:
        self.stories = Stories(self.dice)
        self.desks = Desks(self.cast, timezone.localdate(self.today))

    def start(self, life: Life, *, punctual: bool = False) -> None:
        """Let it begin. Some lives that are not punctual stop days before today: what they leave is late."""
        slow = not punctual and self.chance(SLOW)
        until = self.today - timedelta(days=self.dice.uniform(2, 14)) if slow else self.today
        self._go_on(life, until)

    def run(self) -> None:
        """Nothing happens after today; what would, is what still waits. The trail is closed every week."""
        close_at = datetime.min.replace(tzinfo=self.today.tzinfo)
        while self._waiting:
            at, _, until, life = heappop(self._waiting)
            if at >= close_at:
                chain.seal(at=at)
                close_at = at + TRAIL_IS_CLOSED_EVERY
            self._go_on(life, until)

    def _go_on(self, life: Life, until: datetime) -> None:
        at = next(life, None)
        if at is not None and at <= until:
            heappush(self._waiting, (at, next(self._numbers), until, life))

    def chance(self, of: float) -> bool:
        return self.dice.random() < of

    def ago(self, earliest: float, latest: float) -> datetime:
        """Between so many and so many days ago, at any hour."""
        return self.today - timedelta(days=self.dice.uniform(latest, earliest))

    def later(self, than: datetime, fewest: int, most: int) -> datetime:
        """In working hours, so many working days later."""
        days = self.dice.randint(fewest, most)
        day = country().working_days_after(timezone.localdate(than), days)
        return self.at_work(day, after=than)

    def at_work(self, day: date, *, after: datetime) -> datetime:
        """In working hours on that day, or on the first working day that comes after `after`."""
        first = max(day, timezone.localdate(after))
        moment = self._moment(country().working_days_after(first, 0))
        return moment if moment > after else self._moment(country().working_days_after(first, 1))

    def soon(self, at: datetime) -> date:
        """A working day within the term of a next step."""
        day = timezone.localdate(at) + timedelta(days=self.dice.randint(6, 9))
        return country().working_days_after(day, 0)

    def _moment(self, day: date) -> datetime:
        opens = datetime.combine(day, OPENS, tzinfo=timezone.get_current_timezone())
        return opens + timedelta(minutes=self.dice.randrange(WORKING_MINUTES))


class Desks:
    """Who acts for whom."""

    def __init__(self, cast: Cast, on: date) -> None:
        self._actors = [cast.actor(person, on=on) for person in cast.people]
        self._on = on
        self._partners: dict[tuple[str, str], Actor] = {}

    @cached_property
    def _by_organisation(self) -> dict[str, Actor]:
        at_work = [actor for actor in self._actors if actor.has(*AT_WORK)]
        return {actor.organisation: actor for actor in reversed(at_work)}

    @cached_property
    def regions(self) -> list[str]:
        """Those with a chain director of their own."""
        found = {code for actor in self._actors for code in actor.regions(Role.CHAIN_DIRECTOR)}
        return sorted(found)

    def holder(self, role: Role, region: str) -> Actor:
        """The first who has this role in the region itself, otherwise in the whole country."""
        own = [actor for actor in self._actors if region in actor.regions(role)]
        return (own or [actor for actor in self._actors if actor.holds(role, region=region)])[0]

    def first(self, role: Role) -> Actor:
        """The first of all who has this role."""
        return next(actor for actor in self._actors if actor.has(role))

    def of(self, organisation: object) -> Actor:
        """Who does the work of an organisation."""
        return self._by_organisation[str(organisation)]

    def partner(self, kind: str, region: str) -> Actor:
        """Who does the work of the first organisation of this kind that works for the region."""
        if (kind, region) not in self._partners:
            self._partners[kind, region] = self.of(queries.partners(region, kind)[0].id)
        return self._partners[kind, region]
