"""How the invented care coordinators find a place, and how the shelters answer and count."""

from collections.abc import Generator
from datetime import datetime
from uuid import UUID

from ketenwerk.care import actions as care
from ketenwerk.care import queries as places
from ketenwerk.care.facts import Needs
from ketenwerk.care.models import Referral, ReferralState, Service
from ketenwerk.casework import actions as casework
from ketenwerk.casework.models import Track
from ketenwerk.commands.stage import Life, Stage
from ketenwerk.country.data import country

Placing = Generator[datetime, None, tuple[Track, datetime]]

IS_REFUSED, STAYS_IN_THE_REGION = 0.25, 0.7  # how often
MOST_REFUSALS = 3
FULL = "full"


def placed(stage: Stage, track: Track, at: datetime) -> Placing:
    """Ask one place after the other until one accepts; the track as it is then, and when that was."""
    coordinator = stage.desks.of(track.responsible_id)
    needs = Needs.from_facts(stage.stories.needs())
    asked: set[UUID] = set()
    while len(asked) < MOST_REFUSALS:
        fitting = places.fitting_services(coordinator, needs, region=track.region)
        service = _choose(stage, [each for each in fitting if each.id not in asked], track.region)
        if service is None:
            break
        asked.add(service.id)
        note = stage.stories.text("messages", "place")
        referral = casework.ask_for_place(
            coordinator, track, service, needs=needs, note=note, at=at
        )
        at = stage.later(at, 0, 3)
        yield at
        track = _answer(stage, referral, at)
        if track.responsible_id == referral.receiver_id:
            break
    return track, at


def counted(stage: Stage, service: Service, at: datetime) -> Life:
    """A shelter counts its places every few weeks."""
    while True:
        at = stage.later(at, 25, 40)
        yield at
        count_places(stage, service, at=at)


def count_places(stage: Stage, service: Service, *, at: datetime) -> None:
    """As many places as the file says, and as many of them free, unless more of them are taken."""
    officer = stage.desks.of(service.organisation_id)
    taken = service.referrals.filter(state=ReferralState.ACCEPTED).count()
    free = min(service.free, service.places - taken)
    care.count_places(officer, service, places=service.places, free=free, at=at)


def _answer(stage: Stage, referral: Referral, at: datetime) -> Track:
    officer = stage.desks.of(referral.receiver_id)
    care.read_referral(officer, referral, at=at)
    if not referral.service.refreshed().free:
        return casework.refuse_place(officer, referral, refusal=FULL, at=at)
    if stage.chance(IS_REFUSED):
        reasons = country().choices("placement-refusal", country().languages[0])
        refusal = stage.dice.choice([code for code, _ in reasons if code != FULL])
        return casework.refuse_place(officer, referral, refusal=refusal, at=at)
    return casework.accept_place(officer, referral, at=at)


def _choose(stage: Stage, fitting: list[Service], region: str) -> Service | None:
    near = [service for service in fitting if service.region == region]
    some = near if stage.chance(STAYS_IN_THE_REGION) else fitting
    return stage.dice.choice(some or fitting) if fitting else None
