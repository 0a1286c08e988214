"""Looking for a place for a track, and what every answer does to the track. The track is locked first, everywhere."""

from collections.abc import Sequence
from datetime import date, datetime

from ketenwerk.audit.trail import action, allow, record
from ketenwerk.care.models import PlaceRequest, Referral, Service
from ketenwerk.care.referring import actions as care
from ketenwerk.care.referring.actions import Asking
from ketenwerk.care.states import RequestState
from ketenwerk.casework import rules
from ketenwerk.casework.models import Placement, Track
from ketenwerk.casework.placing import course
from ketenwerk.foundation.decision import YES
from ketenwerk.foundation.problems import Conflict
from ketenwerk.organisations.actor import Actor


@action
def ask_for_places(
    actor: Actor, track: Track, services: Sequence[Service], asking: Asking, *, at: datetime
) -> PlaceRequest:
    """Look for a place. The asker stays responsible until one has taken the person in.

    After everybody said no, the same search goes on with these services.
    """
    track = track.refreshed()
    allow(rules.may_ask_for_place(actor, track))
    search = course.search_of(track)
    if search is None:
        placement = Placement.objects.create(track=track, asked_at=at)
        search = care.ask_for_places(
            actor, services, asking, reference=placement.id, region=track.region, at=at
        )
    elif search.state == RequestState.EXHAUSTED:
        search = care.ask_further(actor, search, services, asking, at=at)
    else:
        raise Conflict("referral.already-asked")
    course.follow(track, search, at=at)
    record("track.place-asked", track, services=len(services))
    return search


@action
def accept_place(actor: Actor, referral: Referral, *, at: datetime) -> Referral:
    """Hold a place. The sender stays responsible until the person has arrived and both sides have said so."""
    track = course.open_track_of(referral)
    allow(rules.is_open(track))
    referral = care.accept_place(actor, referral, at=at)
    course.follow(track, referral.request, at=at)
    record("track.place-held", track, receiver=str(referral.service.organisation_id))
    return referral


@action
def refuse_place(actor: Actor, referral: Referral, *, refusal: str, at: datetime) -> Referral:
    """Say no. The track stays with the sender, who looks further."""
    track = course.open_track_of(referral)
    allow(rules.is_open(track))
    referral = care.refuse_place(actor, referral, refusal=refusal, at=at)
    course.follow(track, referral.request, at=at)
    record("track.place-refused", track, refusal=refusal)
    return referral


@action
def ask_for_more(actor: Actor, referral: Referral, *, question: str, at: datetime) -> Referral:
    """They must know more before they can answer: the sender's turn."""
    track = course.open_track_of(referral)
    allow(rules.is_open(track))
    referral = care.ask_for_more(actor, referral, question=question, at=at)
    course.follow(track, referral.request, at=at)
    record("track.place-more-asked", track)
    return referral


@action
def tell_more(actor: Actor, referral: Referral, *, addition: str, at: datetime) -> Referral:
    track = course.open_track_of(referral)
    allow(rules.is_open(track))
    referral = care.tell_more(actor, referral, addition=addition, at=at)
    course.follow(track, referral.request, at=at)
    record("track.place-more-told", track)
    return referral


@action
def want_intake(actor: Actor, referral: Referral, *, on: date, at: datetime) -> Referral:
    """They meet first."""
    track = course.open_track_of(referral)
    allow(rules.is_open(track))
    referral = care.want_intake(actor, referral, on=on, at=at)
    course.follow(track, referral.request, at=at)
    record("track.place-intake-first", track, on=on.isoformat())
    return referral


@action
def confirm_arrival(actor: Actor, referral: Referral, *, at: datetime) -> Track:
    """The person has come."""
    track = course.open_track_of(referral)
    allow(rules.is_open(track))
    referral = care.confirm_arrival(actor, referral, at=at)
    course.follow(track, referral.request, at=at)
    record("track.arrived", track)
    return _handed_over(track, referral, at=at)


@action
def confirm_handover(actor: Actor, referral: Referral, *, at: datetime) -> Track:
    """The worker says for the person that this is right, and that all has been told."""
    track = course.open_track_of(referral)
    allow(rules.is_open(track))
    referral = care.confirm_handover(actor, referral, at=at)
    course.follow(track, referral.request, at=at)
    record("track.handover-confirmed", track)
    return _handed_over(track, referral, at=at)


@action
def withdraw_referral(
    actor: Actor, referral: Referral, *, at: datetime, why: str = care.SENDER
) -> Referral:
    """Take back what one service was asked."""
    track = course.open_track_of(referral)
    allow(rules.is_open(track))
    referral = care.withdraw_referral(actor, referral, at=at, why=why)
    course.follow(track, referral.request, at=at)
    record("track.place-withdrawn", track, why=why)
    return referral


@action
def stop_search(actor: Actor, track: Track, *, at: datetime) -> Track:
    """No place is looked for any more; the track goes on without."""
    track = track.refreshed()
    allow(rules.is_open(track))
    search = course.search_of(track)
    if search is None:
        raise Conflict("referral.none-live")
    search = care.stop_search(actor, search, at=at)
    course.follow(track, search, at=at)
    record("track.search-stopped", track)
    return track


@action
def out_of_time(actor: Actor, referral: Referral, *, at: datetime) -> Referral:
    """Nobody answered, or nobody arrived, in time. Also where there is no open track to tell it to."""
    track = course.track_of(referral.reference)
    referral = care.expire(actor, referral, at=at)
    allow(YES)  # care has decided that it is over
    if track is not None and rules.is_open(track):
        course.follow(track, referral.request, at=at)
        record("track.place-out-of-time", track, why=referral.why_over)
    else:
        record("referral.without-open-track", referral)
    return referral


def _handed_over(track: Track, referral: Referral, *, at: datetime) -> Track:
    """Responsibility moves in the moment in which the second of the two has confirmed, and not before."""
    if referral.is_accepted:
        sender, receiver = track.responsible_id, referral.service.organisation_id
        course.hand_over(track, receiver, at=at)
        record("track.handed-over", track, sender=str(sender), receiver=str(receiver))
    return track
