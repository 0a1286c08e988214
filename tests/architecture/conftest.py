"""One of everything, in two regions, each text marked with the organisations that may read it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from ketenwerk.care.facts import Needs
from ketenwerk.care.models import HelpPoint, Reveal
from ketenwerk.care.planning import actions as planning
from ketenwerk.care.referring.actions import Asking
from ketenwerk.care.whereabouts import actions as whereabouts
from ketenwerk.casework import actions as casework
from ketenwerk.casework.actions import TrackPlan
from ketenwerk.casework.placing import actions as placing
from ketenwerk.foundation.records import acting
from ketenwerk.organisations.actor import ANONYMOUS
from ketenwerk.organisations.doors import policy_of
from ketenwerk.reporting import actions as reporting
from ketenwerk.reporting import filing
from ketenwerk.reporting import queries as reports
from ketenwerk.reporting.attachments.kinds import Kind
from ketenwerk.reporting.handling import actions as handling
from ketenwerk.signals import actions as signals
from ketenwerk.signals import queries as known

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
UTRECHT, GRONINGEN = "GM0344", "GM0014"
ON_THE_CASE = ("kees-ketting", "zora-zorgzaam", "pim-politie", "lara-landelijk")


@dataclass
class World:
    """Ids for every kind of address, and which canary belongs to whom."""

    cast: object
    ids: dict[str, list[object]] = field(default_factory=dict)
    readers: dict[str, set[str]] = field(default_factory=dict)

    def add(self, name: str, thing: object) -> None:
        self.ids.setdefault(name, []).append(thing)

    def canary(self, name: str, *people: str) -> str:
        """A string that may only ever be shown to these people."""
        text = f"kanarie-{name}-{len(self.readers)}"
        self.readers[text] = set(people)
        return text

    def marked(self, label: str, *people: str) -> None:
        """A name that lies open, and that nobody else should meet all the same."""
        self.readers[label] = set(people)


@dataclass(frozen=True)
class Route:
    name: str
    path: str
    parameters: tuple[str, ...]
    policy: str

    def addresses(self, world: World, language: str = "en") -> Iterator[str]:
        """The route with every object of the world filled in; a route without parameters once."""
        path = self.path.replace("<language>", language)
        if not self.parameters:
            yield f"/{path}"
        for parameter in self.parameters:
            _, name = parameter.split(":")
            yield from (f"/{path.replace(f'<{parameter}>', str(i))}" for i in world.ids[name])


@pytest.fixture
def as_person(cast):
    """A browser in which somebody of the cast is signed in."""

    def sign_in(person: str) -> Client:
        client = Client(raise_request_exception=True)
        client.force_login(cast.people[person], backend=BACKEND)
        return client

    return sign_in


def our_routes() -> list[Route]:
    """Every address of ours: those of signing in are walked in tests/accounts."""
    return [route for route in _walk(get_resolver(), "", "") if route.policy != "own"]


def sign_in_routes() -> list[Route]:
    """Those that guard themselves."""
    return [route for route in _walk(get_resolver(), "", "") if route.policy == "own"]


def staying_routes() -> list[Route]:
    """All but the one that signs out whoever opens it."""
    return [route for route in our_routes() if route.name != "web:leave"]


def _walk(resolver: URLResolver, before: str, space: str) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        part = pattern.pattern
        path = before + ("<language>/" if isinstance(part, LocalePrefixPattern) else str(part))
        if isinstance(pattern, URLPattern):
            wanted = tuple(each.split(">")[0] for each in path.split("<")[1:])
            parameters = tuple(each for each in wanted if each != "language")
            yield Route(f"{space}{pattern.name}", path, parameters, policy_of(pattern.callback))
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern, path, inner)


@pytest.fixture
def world(cast, noon) -> World:
    made = World(cast)
    _region(made, noon, UTRECHT, intake="ina-inkijk", director="kees-ketting")
    _region(made, noon, GRONINGEN, intake="wessel-wad", director="wessel-wad")
    _files(made, noon)
    _course(made, noon)
    made.ids["code"] = ["care-utrecht", "care-groningen", "care-amsterdam"]
    made.ids |= {"page": ["rights"], "situation": ["work"], "onward": ["contact", "rights"]}
    made.ids["point_id"] = list(HelpPoint.objects.values_list("pk", flat=True))
    made.ids["hsds_id"] = made.ids["point_id"]
    _action_day(made, noon)
    for code in ("linde-vrouwen", "wilg-breed"):
        made.add("service_id", cast.services[code].id)
    return made


def _region(world: World, noon, place: str, *, intake: str, director: str) -> None:
    """A report nobody has taken, and a signal with an answer, in one region."""
    actor = world.cast.actor(intake, on=noon.date())
    for number in range(2):
        story = world.canary(f"story-{place}-{number}", intake, *([director] if number else []))
        answers = reporting.Answers("bystander", story, municipality=place)
        reporting.submit_report(ANONYMOUS, answers, nonce=story, at=noon)
    waiting = [
        report
        for report in reports.inbox(actor)
        if reporting.read_report(actor, report, at=noon).story.split("-")[3] == "1"
    ]
    signal = signals.raise_signal(actor, waiting[0], at=noon)
    signals.answer_reporter(actor, signal, world.canary(f"answer-{place}", intake), at=noon)
    for report in reports.inbox(actor):
        world.add("report_id", report.id)
    world.add("signal_id", signal.id)
    world.marked(signal.label, intake, director)
    _handled(world, noon, actor, place, intake)


def _handled(world: World, noon, actor, place: str, intake: str) -> None:
    """The report nobody took is noted on, grouped and offered to the national desk, which may not read it yet."""
    national = world.cast.actor("lara-landelijk", on=noon.date())
    bureau = world.cast.organisations["landelijk-bureau"]
    report = reports.inbox(actor).get()
    handling.write_note(actor, report, world.canary(f"noted-{place}", intake), at=noon)
    both = ("lara-landelijk", intake)
    for number in range(2):
        reason = world.canary(f"offer-{place}-{number}", *both)
        offered = handling.hand_over(actor, report, bureau, reason=reason, at=noon)
        world.add("handover_id", offered.id)
        if number == 0:
            no = world.canary(f"no-{place}", *both)
            handling.refuse_handover(national, offered, reason=no, at=noon)
    closed = _closed(world, noon, actor, place, intake)
    why = world.canary(f"group-{place}", intake)
    handling.group_reports(actor, [report, closed], reason=why, at=noon)


def _closed(world: World, noon, actor, place: str, intake: str):
    """A report that was brought to an end, of which the reporter said whether it helped."""
    before = [report.pk for report in reports.inbox(actor)]
    story = world.canary(f"closed-{place}", intake)
    told = reporting.Answers("bystander", story, municipality=place)
    code = reporting.submit_report(ANONYMOUS, told, nonce=story, at=noon).code
    closed = reports.inbox(actor).exclude(pk__in=before).get()
    world.add("report_id", closed.pk)
    message = world.canary(f"message-{place}", intake)
    handling.close_report(actor, closed, reason="no-leads", message=message, at=noon)
    ticket = reporting.enter_mailbox(ANONYMOUS, code, at=noon)
    text = world.canary(f"verdict-{place}", intake)
    handling.say_whether_it_helped(ANONYMOUS, ticket, "yes", text=text, at=noon)
    return closed


def _files(world: World, noon) -> None:
    """A text that was sent with a report of Utrecht, its original, and a request to open that."""
    actor = world.cast.actor("ina-inkijk", on=noon.date())
    words = world.canary("attachment", "ina-inkijk").encode()
    story = world.canary("story-with-a-file", "ina-inkijk")
    answers = reporting.Answers("bystander", story, municipality=UTRECHT)
    receipt = reporting.submit_report(ANONYMOUS, answers, nonce=story, at=noon)
    ticket = reporting.enter_mailbox(ANONYMOUS, receipt.code, at=noon)
    made = filing.Made(Kind.TEXT, words, mark="f" * 64, original=words)  # without the work
    filing._keep_attachment(ANONYMOUS, ticket, made, at=noon)
    report = reports.report_by_handle(actor, ticket.handle)
    attachment = reports.attachments(actor, report).get()
    original = reports.original_of(actor, attachment.id)
    reason = world.canary("reason-to-open", "ina-inkijk")
    opening = filing.ask_original(actor, original, reason, at=noon)
    world.add("report_id", report.id)
    world.add("attachment_id", attachment.id)
    world.add("opening_id", opening.id)


def _course(world: World, noon) -> None:
    """A case in Utrecht with its tracks, a task and a request for a place."""
    cast, day = world.cast, noon.date()
    director = cast.actor("kees-ketting", on=day)
    coordinator = cast.actor("zora-zorgzaam", on=day)
    signal = known.open_in_region(director, "care-utrecht").get()
    plans = [
        TrackPlan("care", cast.organisations["zorgkompas"].id, "first-contact", day),
        TrackPlan("criminal", cast.organisations["politie-middenland"].id, "investigation", day),
    ]
    reason = world.canary("reason", "kees-ketting", "ina-inkijk")
    case = casework.open_case(director, signal, plans=plans, reason=reason, at=noon)
    task = casework.add_task(
        director,
        case,
        organisation=cast.organisations["politie-middenland"].id,
        instruction=world.canary("instruction", "kees-ketting", "pim-politie"),
        due_on=day + timedelta(days=2),
        at=noon,
    )
    care = case.tracks.get(kind="care")
    _search(world, coordinator, care, noon)
    world.marked(case.label, *ON_THE_CASE)
    world.add("case_id", case.id)
    world.add("task_id", task.id)
    for track in case.tracks.all():
        world.add("track_id", track.id)


def _search(world: World, coordinator, care, noon) -> None:
    """A place that was asked, asked back, and told more."""
    cast, day = world.cast, noon.date()
    note = world.canary("note", "zora-zorgzaam", "linda-linde")
    asking = Asking(Needs("23-plus", "woman"), note)
    places = [cast.services["linde-vrouwen"]]
    search = placing.ask_for_places(coordinator, care, places, asking, at=noon)
    referral, shelter = search.referrals.get(), cast.actor("linda-linde", on=day)
    asked = world.canary("question", "zora-zorgzaam", "linda-linde")
    told = world.canary("addition", "zora-zorgzaam", "linda-linde")
    placing.ask_for_more(shelter, referral, question=asked, at=noon)
    placing.tell_more(coordinator, referral, addition=told, at=noon)
    _where(world, noon, coordinator)
    world.add("referral_id", referral.id)
    world.add("search_id", search.id)


def _where(world: World, noon, coordinator) -> None:
    """An address that no page may show to who only looks, and a request for it."""
    shelter = world.cast.actor("linda-linde", on=noon.date())
    service = world.cast.services["linde-vrouwen"]
    address = whereabouts.keep_address(shelter, service, "Kanarielaan 7", at=noon)
    with acting(coordinator.organisation):
        reveal = Reveal.objects.create(
            address=address,
            asked_by=coordinator.user_id,
            asked_for_id=coordinator.organisation,
            asked_at=noon,
            reason=world.canary("where", "zora-zorgzaam", "linda-linde"),
        )
    world.add("reveal_id", reveal.id)


def _action_day(world: World, noon) -> None:
    """Two people found at once, by the care coordinator of Utrecht."""
    coordinator = world.cast.actor("zora-zorgzaam", on=noon.date())
    day = planning.open_day(coordinator, region="care-utrecht", at=noon)
    alike = planning.Alike(Needs("23-plus", "woman"), number=2)
    for person in planning.add_people(coordinator, day, alike, at=noon):
        world.add("person_id", person.id)
    world.add("day_id", day.id)
    world.marked(day.label, "zora-zorgzaam")
