"""How the invented care coordinators find a place, and how the shelters answer, take in and count."""

from collections.abc import Generator
from dataclasses import replace
from datetime import datetime

from ketenwerk.care import actions as care
from ketenwerk.care import queries as places
from ketenwerk.care.facts import Needs
from ketenwerk.care.models import (
    TAKES_A_PLACE,
    WAITING,
    PlaceRequest,
    Referral,
    ReferralState,
    RequestState,
    Service,
)
from ketenwerk.care.planning import actions as planning
from ketenwerk.care.planning import queries as days
from ketenwerk.care.planning.actions import Alike
from ketenwerk.care.referring import actions as referring
from ketenwerk.care.referring.actions import Asking
from ketenwerk.care.searching.queries import region_of
from ketenwerk.casework import queries as casework
from ketenwerk.casework.models import Track
from ketenwerk.casework.placing import actions as placing
from ketenwerk.casework.placing import clock
from ketenwerk.commands.stage import Life, Stage
from ketenwerk.country.data import country
from ketenwerk.organisations.actor import Actor, Role

Placing = Generator[datetime, None, tuple[Track, datetime]]

IS_REFUSED, STAYS_IN_THE_REGION, IS_LATE = 0.25, 0.7, 0.15  # how often
ASKS_FOR_MORE, TOGETHER = 0.15, 0.3
MOST_ASKED = 3
GOES_ON = (RequestState.OPEN, RequestState.PLACED)
ANSWERS = (*WAITING, ReferralState.HELD)
FULL = "full"


def placed(stage: Stage, track: Track, at: datetime) -> Placing:
    """Ask a few places until one takes the person in; the track as it is then, and when that was."""
    coordinator = stage.desks.of(track.responsible_id)
    needs = Needs.from_facts(stage.stories.needs())
    fitting = places.fitting_services(coordinator, needs, region=track.region)
    services = _choose(stage, fitting, track.region)
    if not services:
        return track, at
    at_once = len(services) if stage.chance(TOGETHER) else 1
    asking = Asking(needs, stage.stories.text("messages", "place"), at_once)
    search = placing.ask_for_places(coordinator, track, services, asking, at=at)
    while search.state in GOES_ON:
        asked = search.referrals.filter(state__in=ANSWERS).order_by("answer_by", "position")[0]
        at = _moment(stage, asked, at)
        yield at
        clock.run(at=at)  # what was due before this moment
        _step(stage, asked.refreshed(), at)
        search.refresh_from_db()
        if track.refreshed().responsible_id != track.responsible_id:
            break
    return track.refreshed(), at


def looked_for_today(stage: Stage, *, at: datetime) -> None:
    """In every region somebody waits for an answer at this moment, and somebody else is on the way to a place."""
    for region in stage.desks.regions:
        coordinator = stage.desks.holder(Role.CARE_COORDINATOR, region)
        tracks = casework.own_tracks(coordinator).filter(kind="care", region=region)
        for number, track in enumerate(tracks.filter(placements=None)[:2]):
            asked = _ask(stage, coordinator, track, at).referrals.order_by("-service__free")
            if number:
                _hold(stage, asked[0], at)


def _hold(stage: Stage, asked: Referral, at: datetime) -> None:
    """Where there is most room: nobody who tries the demo finds the last place gone."""
    placing.accept_place(stage.desks.of(asked.receiver_id), asked, at=at)


def _ask(stage: Stage, coordinator: Actor, track: Track, at: datetime) -> PlaceRequest:
    """Ask for what most people need, first the places of the region."""
    needs = Needs.from_facts(stage.stories.usual_needs())
    fitting = places.fitting_services(coordinator, needs, region=track.region)[:MOST_ASKED]
    asking = Asking(needs, stage.stories.text("messages", "place"), len(fitting))
    return placing.ask_for_places(coordinator, track, fitting, asking, at=at)


def counted(stage: Stage, service: Service, at: datetime) -> Life:
    """A shelter counts its places every few weeks."""
    while True:
        at = stage.later(at, 25, 40)
        yield at
        count_places(stage, service, at=at)


def count_places(stage: Stage, service: Service, *, at: datetime) -> None:
    """As many places as the file says, and as many of them free, unless more of them are taken."""
    officer = stage.desks.of(service.organisation_id)
    taken = service.referrals.filter(state__in=TAKES_A_PLACE).count()
    free = min(service.free, service.places - taken)
    care.count_places(officer, service, places=service.places, free=free, at=at)


def _moment(stage: Stage, asked: Referral, at: datetime) -> datetime:
    """Most often before it is due, sometimes after: then the clock was first."""
    due = asked.held_until if asked.state == ReferralState.HELD else asked.answer_by
    part = stage.dice.uniform(1.1, 1.5) if stage.chance(IS_LATE) else stage.dice.uniform(0.1, 0.9)
    return max(at, at + (due - at) * part) if due else at


def _step(stage: Stage, asked: Referral, at: datetime) -> None:
    """Whoever's turn it is does what is to be done; nothing when the clock was first."""
    officer, sender = (stage.desks.of(each) for each in (asked.receiver_id, asked.sender_id))
    if asked.state == ReferralState.MORE_INFORMATION:
        addition = stage.stories.text("messages", "place")
        placing.tell_more(sender, asked, addition=addition, at=at)
    elif asked.state == ReferralState.ASKED:
        _answer(stage, officer, asked, at)
    elif asked.state == ReferralState.HELD:
        placing.confirm_arrival(officer, asked, at=at)
        placing.confirm_handover(sender, asked, at=at)


def _answer(stage: Stage, officer: Actor, asked: Referral, at: datetime) -> None:
    written = referring.read_referral(officer, asked, at=at)
    if not asked.service.refreshed().free:
        placing.refuse_place(officer, asked, refusal=FULL, at=at)
    elif stage.chance(IS_REFUSED):
        reasons = country().choices("placement-refusal", country().languages[0])
        refusal = stage.dice.choice([code for code, _ in reasons if code != FULL])
        placing.refuse_place(officer, asked, refusal=refusal, at=at)
    elif not written["question"] and stage.chance(ASKS_FOR_MORE):
        question = stage.stories.text("messages", "more-about-place")
        placing.ask_for_more(officer, asked, question=question, at=at)
    else:
        placing.accept_place(officer, asked, at=at)


def _choose(stage: Stage, fitting: list[Service], region: str) -> list[Service]:
    """A few of them, those in the region mostly alone."""
    near = [service for service in fitting if service.region == region]
    some = near if near and stage.chance(STAYS_IN_THE_REGION) else fitting
    return stage.dice.sample(some, min(len(some), MOST_ASKED)) if some else []


def found_at_once(stage: Stage, at: datetime) -> None:
    """Some people were found together this morning; a plan was made, and nobody has accepted it yet."""
    coordinator = stage.desks.first(Role.CARE_COORDINATOR)
    region = region_of(coordinator)
    day = planning.open_day(coordinator, region=region, at=at)
    needs = Needs("23-plus", "man", found_in=region, labour_group=True)
    planning.add_people(coordinator, day, Alike(needs, number=4), at=at)
    pair = Alike(replace(needs, sex="woman"), number=2, together="A", apart=frozenset({"001"}))
    planning.add_people(coordinator, day, pair, at=at)
    planning.keep_plan(coordinator, day, days.plan_of(coordinator, day, at=at), at=at)
