"""The steps of the walk. Each does one thing through an action and says in a sentence what happened."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from ketenwerk.audit.models import AuditEntry
from ketenwerk.care import queries as places
from ketenwerk.care.facts import Needs
from ketenwerk.care.models import Referral
from ketenwerk.care.referring.actions import Asking
from ketenwerk.casework import actions as casework
from ketenwerk.casework.actions import TrackPlan
from ketenwerk.casework.models import Case, Track
from ketenwerk.casework.placing import actions as placing
from ketenwerk.casework.placing import clock
from ketenwerk.commands.cast import Cast
from ketenwerk.foundation.problems import Problem
from ketenwerk.organisations.actor import ANONYMOUS, Actor
from ketenwerk.reporting import actions as reporting
from ketenwerk.reporting import queries as reports
from ketenwerk.reporting.handling import actions as handling
from ketenwerk.signals import actions as signals
from ketenwerk.signals.models import Signal

PLACE = "GM0344"
STORY = "Bij de buren werkt een vrouw die nooit alleen naar buiten mag. (verzonnen)"
ANSWER = "Dank u. Wij kijken ernaar. Belt zij u om hulp, bel dan meteen het alarmnummer."
INSTRUCTION = "Kijk of er eerdere signalen over dit adres zijn. (verzonnen)"
OFFER = "Wij zijn vandaag met te weinig. (verzonnen)"
NO = "Dit hoort bij uw eigen regio. (verzonnen)"
NOTE = "Slaapt slecht, rustige kamer als het kan. (verzonnen)"
NEEDS = Needs(age_group="23-plus", sex="woman", children=1)
ASKING = Asking(NEEDS, NOTE, at_once=2)


@dataclass(slots=True)
class Story:
    """What the walk has reached so far."""

    cast: Cast
    at: datetime
    code: str = ""
    signal: Signal = field(init=False)
    case: Case = field(init=False)
    referral: Referral = field(init=False)
    other: Referral = field(init=False)
    refusals: dict[str, str] = field(default_factory=dict)
    mailbox: list[str] = field(default_factory=list)
    _told: int = 0

    def actor(self, person: str) -> Actor:
        return self.cast.actor(person, on=self.at.date())

    def organisation(self, code: str) -> UUID:
        return self.cast.organisations[code].id

    def later(self, **time: float) -> datetime:
        self.at += timedelta(**time)
        return self.at

    def track(self, kind: str) -> Track:
        return Track.objects.get(case=self.case, kind=kind)

    def refused(self, attempt: Callable[[], object]) -> str:
        """The reason with which an attempt is refused. Raises AssertionError when it is not."""
        try:
            attempt()
        except Problem as problem:
            return problem.code
        raise AssertionError("this should have been refused")

    def new_lines(self) -> list[str]:
        """What has come onto the trail since the last call."""
        entries = AuditEntry.objects.filter(id__gt=self._told).order_by("id")
        lines = [self._line(entry) for entry in entries]
        self._told = entries.last().id if lines else self._told  # type: ignore[union-attr]
        return lines

    def _names(self) -> dict[str, str]:
        everybody = {str(user.pk): user.name for user in self.cast.people.values()}
        codes = {**self.cast.organisations, **self.cast.services}
        return everybody | {str(thing.pk): code for code, thing in codes.items()}

    def _line(self, entry: AuditEntry) -> str:
        names = self._names()
        facts = " ".join(
            f"{key}={names.get(str(value), value)}" for key, value in entry.facts.items()
        )
        answer = "yes" if entry.outcome == AuditEntry.Outcome.DONE else "NO"
        return f"{answer:<4}{names.get(entry.actor, entry.actor):<16}{entry.act:<32} {facts}"


def report(story: Story) -> str:
    given = reporting.Answers("bystander", STORY, municipality=PLACE, form="LAB", urgency="days")
    receipt = reporting.submit_report(ANONYMOUS, given, nonce="walk", at=story.at)
    story.code = receipt.code
    return f"A neighbour reports without an account. {receipt.receiver} receives it; the neighbour keeps 24 digits."


def look_from_outside(story: Story) -> str:
    stranger = story.actor("wessel-wad")
    waiting = reports.inbox(story.actor("ina-inkijk")).get()
    story.refusals["report"] = story.refused(
        lambda: reporting.read_report(stranger, waiting, at=story.at)
    )
    return (
        f"The intake of another region tries to read it and may not ({story.refusals['report']})."
    )


def take(story: Story) -> str:
    intake = story.actor("ina-inkijk")
    waiting = reports.inbox(intake).get()
    reporting.take_report(intake, waiting, at=story.later(hours=1))
    story.signal = signals.raise_signal(intake, waiting, at=story.later(hours=1))
    signals.answer_reporter(intake, story.signal, ANSWER, at=story.at)
    return f"The intake takes it up as signal {story.signal} with an owner, and answers in the mailbox."


def hand_over(story: Story) -> str:
    """Asked and refused: nothing moves, and the other has read nothing."""
    intake, national = story.actor("ina-inkijk"), story.actor("lara-landelijk")
    waiting = reports.inbox(intake).get()
    bureau = story.cast.organisations["landelijk-bureau"]
    asked = handling.hand_over(intake, waiting, bureau, reason=OFFER, at=story.later(hours=1))
    story.refusals["offered"] = story.refused(
        lambda: reporting.read_report(national, waiting, at=story.at)
    )
    handling.refuse_handover(national, asked, reason=NO, at=story.later(minutes=30))
    return (
        "The intake offers it to the national desk, which cannot read it yet "
        f"({story.refusals['offered']}) and says no, with a reason. It stays where it was."
    )


def read_answer(story: Story) -> str:
    ticket = reporting.enter_mailbox(ANONYMOUS, story.code, at=story.later(hours=5))
    mailbox = reporting.read_mailbox(ANONYMOUS, ticket, at=story.at)
    story.mailbox = [reply.body for reply in mailbox.replies]
    return f"The neighbour reads the answer with the code: “{story.mailbox[0]}”"


def open_case(story: Story) -> str:
    director, day = story.actor("kees-ketting"), story.later(days=1).date()
    plans = [
        TrackPlan("care", story.organisation("zorgkompas"), "first-contact", day + timedelta(1)),
        TrackPlan(
            "criminal",
            story.organisation("politie-middenland"),
            "informative-talk",
            day + timedelta(7),
        ),
    ]
    story.case = casework.open_case(
        director, story.signal, plans=plans, reason="Twee sporen nodig.", at=story.at
    )
    return f"The chain director opens case {story.case} with a care and a criminal track."


def give_tasks(story: Story) -> str:
    director, due = story.actor("kees-ketting"), story.at.date() + timedelta(days=3)
    for code in ("politie-middenland", "zorgkompas"):
        casework.add_task(
            director,
            story.case,
            organisation=story.organisation(code),
            instruction=INSTRUCTION,
            due_on=due,
            at=story.at,
        )
    return "The director gives the police and the care coordinator each a task with a day."


def ask_in_vain(story: Story) -> str:
    coordinator = story.actor("zora-zorgzaam")
    service = story.cast.services["wilg-breed"]
    story.refusals["place"] = story.refused(
        lambda: placing.ask_for_places(
            coordinator, story.track("care"), [service], ASKING, at=story.at
        )
    )
    return f"The coordinator asks a place that does not fit; the answer says why ({story.refusals['place']})."


def ask_for_places(story: Story) -> str:
    """Two places fit: both are asked, and both may answer."""
    coordinator, care = story.actor("zora-zorgzaam"), story.track("care")
    services = places.fitting_services(coordinator, NEEDS, region=story.case.region)[:2]
    search = placing.ask_for_places(coordinator, care, services, ASKING, at=story.later(hours=1))
    story.referral, story.other = search.referrals.order_by("position")
    asked = " and ".join(str(service) for service in services)
    return f"The coordinator asks {asked} at once. Responsible: {story.track('care').responsible}."


def refuse(story: Story) -> str:
    shelter = story.actor("linda-linde")
    placing.refuse_place(shelter, story.referral, refusal="safety", at=story.later(minutes=5))
    return (
        f"The first says no, with a reason. Still responsible: {story.track('care').responsible}."
    )


def time_runs_out(story: Story) -> str:
    """The second does not answer; the clock brings it back to the sender."""
    done = clock.run(at=story.later(days=2))
    return (
        f"The other does not answer: {done.out_of_time} request is out of time, and the search comes back to "
        f"{story.track('care').responsible}, who has to {story.track('care').next_step} today."
    )


def accept(story: Story) -> str:
    coordinator, care = story.actor("zora-zorgzaam"), story.track("care")
    service = story.cast.services["linde-vrouwen"]
    search = placing.ask_for_places(coordinator, care, [service], ASKING, at=story.later(hours=1))
    story.referral = search.referrals.get(state="asked")
    placing.accept_place(story.actor("linda-linde"), story.referral, at=story.later(minutes=10))
    return f"Asked again; {service} holds a place. Still responsible: {story.track('care').responsible}."


def arrive(story: Story) -> str:
    shelter, coordinator = story.actor("linda-linde"), story.actor("zora-zorgzaam")
    placing.confirm_arrival(shelter, story.referral, at=story.later(hours=2))
    between = story.track("care").responsible
    placing.confirm_handover(coordinator, story.referral, at=story.later(minutes=20))
    return (
        f"The shelter says that she has arrived; responsible: {between}. The coordinator confirms for her. "
        f"Only now responsible: {story.track('care').responsible}."
    )


def close_too_early(story: Story) -> str:
    case = story.case
    story.refusals["case"] = story.refused(
        lambda: casework.close_case(story.actor("kees-ketting"), case, at=story.at)
    )
    return f"The director tries to close the case and may not ({story.refusals['case']})."


def finish(story: Story) -> str:
    story.later(days=20)
    for person, kind, outcome in (
        ("linda-linde", "care", "independent"),
        ("pim-politie", "criminal", "no-leads"),
    ):
        casework.close_track(story.actor(person), story.track(kind), outcome=outcome, at=story.at)
    for person in ("pim-politie", "zora-zorgzaam"):
        for task in story.case.tasks.filter(organisation_id=story.actor(person).organisation):
            casework.finish_task(story.actor(person), task, at=story.at)
    return "Weeks later both tracks are closed with an outcome, and the tasks are done."


def close_case(story: Story) -> str:
    casework.close_case(story.actor("kees-ketting"), story.case, at=story.later(hours=1))
    ticket = reporting.enter_mailbox(ANONYMOUS, story.code, at=story.at)
    state = reporting.read_mailbox(ANONYMOUS, ticket, at=story.at).state
    return f"The director closes the case. The neighbour's mailbox says: {state}, and no more."


STEPS: tuple[Callable[[Story], str], ...] = (
    report,
    look_from_outside,
    hand_over,
    take,
    read_answer,
    open_case,
    give_tasks,
    ask_in_vain,
    ask_for_places,
    refuse,
    time_runs_out,
    accept,
    arrive,
    close_too_early,
    finish,
    close_case,
)
