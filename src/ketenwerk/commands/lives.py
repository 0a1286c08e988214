"""What happens to a report, a case, a track, a place: each as a life of its own, in the order of time.

Everything goes through the same actions as on the pages, so the rules hold and the trail is real.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from uuid import UUID

from django.utils import timezone
from PIL import Image, ImageDraw

from ketenwerk.casework import actions as casework
from ketenwerk.casework.actions import TrackPlan
from ketenwerk.casework.models import Case, State, Track
from ketenwerk.commands.handled import HANDLED
from ketenwerk.commands.placing import placed
from ketenwerk.commands.stage import Life, Stage
from ketenwerk.country.data import country
from ketenwerk.organisations.actor import ANONYMOUS, Actor, Role
from ketenwerk.reporting import actions as reporting
from ketenwerk.reporting import filing
from ketenwerk.reporting import queries as reports
from ketenwerk.reporting.actions import Answers, Receipt
from ketenwerk.reporting.attachments.kinds import NotTaken
from ketenwerk.reporting.models import Attachment, Report
from ketenwerk.signals import actions as signals
from ketenwerk.signals.models import Signal

UNREAD, UNDECIDED, CASE = "unread", "undecided", "open-case"
OTHER_TRACKS = {"criminal": 0.8, "residence": 0.25, "administrative": 0.2}  # how often
PLACE_IS_NEEDED, GETS_TASK, URGENT = 0.7, 0.1, 0.15
ANSWERED, WRITES_BACK = 0.75, 0.15


@dataclass(frozen=True, slots=True)
class Plan:
    """When somebody reports something, where (empty: they do not say), and what becomes of it.

    `ending` is UNREAD, UNDECIDED or a code of the vocabulary `signal-decision`.
    """

    at: datetime
    region: str
    ending: str


def reported(stage: Stage, plan: Plan) -> Life:
    """From the report to the decision."""
    yield plan.at
    intake = stage.desks.holder(Role.INTAKE, plan.region)
    receipt, report = _send(stage, plan, intake)
    if plan.ending == UNREAD:
        _add_photo(receipt, report, plan.at)
        return
    if plan.ending in HANDLED:
        yield from HANDLED[plan.ending](stage, intake, receipt, report, plan.at)
        return
    at = stage.later(plan.at, 0, 1)
    yield at
    signal = signals.raise_signal(intake, report, at=at)
    if stage.chance(ANSWERED):
        signals.answer_reporter(intake, signal, stage.stories.text("messages", "answer"), at=at)
        if stage.chance(WRITES_BACK):
            stage.start(wrote_back(stage, receipt, at))
    if plan.ending == UNDECIDED:
        return
    at = stage.later(at, 1, 4)
    yield at
    _decide(stage, plan, signal, at)


def _add_photo(receipt: Receipt, report: Report, at: datetime) -> None:
    """The first report that waits at a desk came with a photo, of which the reporter wanted the original kept."""
    if Attachment.objects.filter(report__receiver=report.receiver_id).exists():
        return
    ticket = reporting.enter_mailbox(ANONYMOUS, receipt.code, at=at)
    with suppress(NotTaken):  # where nothing can be made anew, the story goes on without
        filing.attach_file(ANONYMOUS, ticket, _photo(), keep_original=True, at=at)


def _photo() -> bytes:
    """A front door, drawn."""
    drawn, out = Image.new("RGB", (480, 640), (176, 190, 197)), BytesIO()
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((120, 120, 360, 640), fill=(38, 70, 83))
    pen.rectangle((160, 170, 320, 330), fill=(233, 196, 106))
    pen.ellipse((315, 400, 345, 430), fill=(244, 241, 222))
    drawn.save(out, "JPEG")
    return out.getvalue()


def wrote_back(stage: Stage, receipt: Receipt, at: datetime) -> Life:
    """The reporter opens the mailbox with the code, reads, and adds something."""
    at = stage.later(at, 1, 3)
    yield at
    ticket = reporting.enter_mailbox(ANONYMOUS, receipt.code, at=at)
    reporting.read_mailbox(ANONYMOUS, ticket, at=at)
    more = stage.stories.text("messages", "more")
    reporting.write_from_mailbox(ANONYMOUS, ticket, more, at=at)


def directed(stage: Stage, case: Case, at: datetime) -> Life:
    """The chain director gives tasks at once, and looks again every few weeks."""
    director = stage.desks.holder(Role.CHAIN_DIRECTOR, case.region)
    while case.state == State.OPEN:
        for kind in stage.stories.keys("instructions"):
            if stage.chance(GETS_TASK):
                stage.start(tasked(stage, case, kind, at))
        at = stage.later(at, 12, 25)
        yield at
        case = case.refreshed()
        casework.read_case(director, case, at=at)


def tasked(stage: Stage, case: Case, kind: str, at: datetime) -> Life:
    """A task for the partner of this kind, done around its day."""
    director = stage.desks.holder(Role.CHAIN_DIRECTOR, case.region)
    partner = stage.desks.partner(kind, case.region)
    task = casework.add_task(
        director,
        case,
        organisation=UUID(partner.organisation),
        instruction=stage.stories.text("instructions", kind),
        due_on=stage.soon(at),
        at=at,
    )
    at = stage.at_work(task.due_on + timedelta(days=stage.dice.randint(-3, 2)), after=at)
    yield at
    casework.read_task(partner, task, at=at)
    casework.finish_task(partner, task, at=at)


def cared_for(stage: Stage, track: Track, at: datetime) -> Life:
    """The care track: a first contact, most often a place, then step by step."""
    at = stage.at_work(_day_of(track), after=at)
    yield at
    if stage.chance(PLACE_IS_NEEDED):
        track, at = yield from placed(stage, track, at)
    yield from stepped(stage, track, at)


def stepped(stage: Stage, track: Track, at: datetime) -> Life:
    """One step after the other, each on its day, until the track is closed with an outcome."""
    worker = stage.desks.of(track.responsible_id)
    for _ in range(stage.dice.randint(1, 6)):
        at = stage.at_work(_day_of(track), after=at)
        yield at
        step = stage.stories.text("steps", track.kind)
        track = casework.set_next_step(worker, track, next_step=step, on=stage.soon(at), at=at)
    at = stage.at_work(_day_of(track), after=at)
    yield at
    outcomes = country().choices(f"track-outcome-{track.kind}", country().languages[0])
    casework.close_track(worker, track, outcome=stage.dice.choice(outcomes)[0], at=at)
    if not track.case.tracks.filter(state=State.OPEN).exists():
        stage.start(closed(stage, track.case, at))


def closed(stage: Stage, case: Case, at: datetime) -> Life:
    """Every track is closed: the director closes the case, as soon as every task is done."""
    director = stage.desks.holder(Role.CHAIN_DIRECTOR, case.region)
    waiting = True
    while waiting:
        at = stage.later(at, 1, 4)
        yield at
        waiting = case.tasks.filter(done_at=None).exists()
    casework.close_case(director, case, at=at)


def _send(stage: Stage, plan: Plan, intake: Actor) -> tuple[Receipt, Report]:
    """Send the report, and find it as the intake does: it is the new one in the inbox."""
    before = set(reports.inbox(intake).values_list("id", flat=True))
    nonce = f"{stage.dice.getrandbits(128):032x}"
    receipt = reporting.submit_report(ANONYMOUS, _answers(stage, plan), nonce=nonce, at=plan.at)
    [report] = reports.inbox(intake).exclude(id__in=before)
    return receipt, report


def _answers(stage: Stage, plan: Plan) -> Answers:
    day = timezone.localdate(plan.at)
    form, reporter = stage.stories.form(on=day), stage.stories.reporter()
    here = country().municipalities_of(plan.region, day) if plan.region else ()
    urgencies = [code for code, _ in country().choices("urgency", country().languages[0])]
    return Answers(
        reporter=reporter,
        story=stage.stories.story(form, reporter),
        municipality=stage.dice.choice(here).code if here else "",
        form=form,
        urgency=urgencies[0] if stage.chance(URGENT) else stage.dice.choice(urgencies[1:]),
        language=stage.stories.language(),
    )


def _decide(stage: Stage, plan: Plan, signal: Signal, at: datetime) -> None:
    reason = stage.stories.text("reasons", plan.ending)
    if plan.ending != CASE:
        intake = stage.desks.holder(Role.INTAKE, plan.region)
        signals.decide_signal(intake, signal, decision=plan.ending, reason=reason, at=at)
        return
    director = stage.desks.holder(Role.CHAIN_DIRECTOR, plan.region)
    plans = _track_plans(stage, plan.region, at)
    case = casework.open_case(director, signal, plans=plans, reason=reason, at=at)
    for track in case.tracks.order_by("kind"):
        stage.start((cared_for if track.kind == "care" else stepped)(stage, track, at))
    stage.start(directed(stage, case, at))


def _track_plans(stage: Stage, region: str, at: datetime) -> list[TrackPlan]:
    coordinator = stage.desks.holder(Role.CARE_COORDINATOR, region)
    plans = [TrackPlan("care", UUID(coordinator.organisation), "first-contact", stage.soon(at))]
    for kind, often in OTHER_TRACKS.items():
        if stage.chance(often):
            taker = stage.desks.partner(
                stage.stories.mostly_the_first("responsible", kind), region
            )
            step = stage.stories.text("steps", kind)
            plans.append(TrackPlan(kind, UUID(taker.organisation), step, stage.soon(at)))
    return plans


def _day_of(track: Track) -> date:
    """The day of the next step, which every open track has."""
    if track.next_step_on is None:
        raise ValueError(f"{track} is closed")
    return track.next_step_on
