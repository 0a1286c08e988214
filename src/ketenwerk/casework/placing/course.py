"""How a track follows the search for a place. Called from actions; whatever is done to a search, its track hears it."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from ketenwerk.care.models import PlaceRequest, Referral
from ketenwerk.care.referring.course import live_search
from ketenwerk.care.states import WAITING, ReferralState, RequestState
from ketenwerk.casework.models import Placement, Track
from ketenwerk.casework.rules import STEP_TERM
from ketenwerk.country.data import country
from ketenwerk.foundation.problems import Conflict

FIND_PLACE = "find-place"
INTAKE_TALK = "intake-talk"
HANDOVER = "handover"
TELL_MORE = "tell-more"


def track_of(reference: UUID) -> Track | None:
    """The track a search belongs to, locked."""
    placement = Placement.objects.select_related("track").filter(id=reference).first()
    return placement.track.refreshed() if placement else None


def open_track_of(referral: Referral) -> Track:
    """Raises Conflict for what belongs to no track: there is nobody to be responsible for."""
    track = track_of(referral.reference)
    if track is None:
        raise Conflict("referral.without-track")
    return track


def search_of(track: Track) -> PlaceRequest | None:
    """The search for this track that is not over."""
    return live_search(track.placements.values_list("id", flat=True))


def is_busy(track: Track) -> bool:
    """Whether somebody has still to answer, or has accepted."""
    search = search_of(track)
    return search is not None and search.state != RequestState.EXHAUSTED


def follow(track: Track, search: PlaceRequest, *, at: datetime) -> None:
    """The track's next step is what the search waits for, with its day."""
    search.refresh_from_db()
    step, day = _step_of(search, today=timezone.localdate(at))
    set_step(track, step, day, today=timezone.localdate(at))


def hand_over(track: Track, receiver: UUID, *, at: datetime) -> None:
    """Whoever took the person in has the track from now on, and begins with a talk."""
    today = timezone.localdate(at)
    track.responsible_id = receiver
    track.save(update_fields=["responsible"])
    set_step(track, INTAKE_TALK, country().due_on("placement-intake", today), today=today)


def set_step(track: Track, step: str, day: date, *, today: date) -> None:
    """Never further away than any next step may be."""
    track.next_step = step
    track.next_step_on = min(day, country().due_on(STEP_TERM, today))
    track.save(update_fields=["next_step", "next_step_on"])


def _step_of(search: PlaceRequest, *, today: date) -> tuple[str, date]:
    held = search.referrals.filter(state=ReferralState.HELD).first()
    if held is not None and held.held_until is not None:
        return HANDOVER, today if held.arrived_at else timezone.localdate(held.held_until)
    waiting = search.referrals.filter(state__in=WAITING).order_by("answer_by").first()
    if search.state != RequestState.OPEN or waiting is None or waiting.answer_by is None:
        return FIND_PLACE, today
    if search.referrals.filter(state=ReferralState.MORE_INFORMATION).exists():
        return TELL_MORE, today
    return FIND_PLACE, timezone.localdate(waiting.answer_by)
