"""How a search for a place, and what one service was asked, look in a list."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ketenwerk.care.models import (
    Level,
    PlaceRequest,
    Referral,
    ReferralState,
    RequestState,
)
from ketenwerk.country.words import region_name, word
from ketenwerk.foundation.cards import Card, days_late

HOUR = "j F, H:i"
SHAPES = {
    ReferralState.IN_LINE: "open",
    ReferralState.ASKED: "waiting",
    ReferralState.MORE_INFORMATION: "waiting",
    ReferralState.INTAKE_FIRST: "waiting",
    ReferralState.HELD: "busy",
    ReferralState.ACCEPTED: "done",
    ReferralState.REFUSED: "stopped",
    ReferralState.WITHDRAWN: "stopped",
    ReferralState.EXPIRED: "stopped",
    ReferralState.ENDED: "done",
}


def referral_card(referral: Referral, *, today: date) -> Card:
    """One that waits names whose turn it is, and the day; an answered one the answer."""
    day = due_on(referral)
    return Card(
        kind="referral",
        what=referral.service.name,
        url=reverse("casework:referral", args=[referral.id]),
        where=region_name(referral.service.region),
        whose=referral.sender.name if day else "",
        next_step=_turn(referral),
        day=day,
        late_days=days_late(day, today=today),
        status=state_word(referral),
        shape=SHAPES[ReferralState(referral.state)],
    )


def search_card(search: PlaceRequest, *, today: date) -> Card:
    """A search names who sees to it, and the day on which it climbs."""
    return Card(
        kind="place",
        what=_("Search for a place"),
        url=reverse("casework:search", args=[search.id]),
        where=region_name(search.region),
        whose=search.sender.name,
        next_step=level_word(search),
        day=search.climbs_on,
        late_days=days_late(search.climbs_on, today=today),
        status=search_word(search),
        shape="late" if search.state == RequestState.EXHAUSTED else "waiting",
    )


def level_word(search: PlaceRequest) -> str:
    """Who sees to it that a place is found."""
    words = {
        Level.COORDINATOR: _("The care coordinator looks"),
        Level.DIRECTOR: _("The chain director looks as well"),
        Level.NATIONAL: _("The national desk looks as well"),
    }
    return words[Level(search.level)]


def search_word(search: PlaceRequest) -> str:
    words = {
        RequestState.OPEN: _("Waits for an answer"),
        RequestState.PLACED: _("A place is held or given"),
        RequestState.EXHAUSTED: _("Everybody said no"),
        RequestState.WITHDRAWN: _("Stopped"),
        RequestState.ENDED: _("The stay has ended"),
    }
    return words[RequestState(search.state)]


def due_on(referral: Referral) -> date | None:
    """The day of its clock, while it has one."""
    moment = due_at(referral)
    return timezone.localdate(moment) if moment else None


def due_at(referral: Referral) -> datetime | None:
    """When it runs out of time, while it can."""
    if referral.waits:
        return referral.answer_by
    held = referral.state == ReferralState.HELD and not referral.arrived_at
    return referral.held_until if held else None


def state_word(referral: Referral) -> str:
    """Where it stands; of a no also the reason."""
    words = {
        ReferralState.IN_LINE: _("Is asked when the others say no"),
        ReferralState.ASKED: _("Waits for an answer"),
        ReferralState.MORE_INFORMATION: _("They want to know more first"),
        ReferralState.INTAKE_FIRST: _("They want to meet first"),
        ReferralState.HELD: _("Accepted: the place is held"),
        ReferralState.ACCEPTED: _("Has arrived, handed over"),
        ReferralState.REFUSED: _("Refused: %(why)s")
        % {"why": word("placement-refusal", referral.refusal)},
        ReferralState.WITHDRAWN: _why(_("Taken back"), referral),
        ReferralState.EXPIRED: _why(_("Out of time"), referral),
        ReferralState.ENDED: _("The stay has ended"),
    }
    return words[ReferralState(referral.state)]


def referral_facts(referral: Referral) -> list[tuple[str, object]]:
    """Who, and every moment that counts."""
    moments = (
        (_("Asked on"), referral.asked_at),
        (_("Answer by"), referral.answer_by if referral.waits else None),
        (_("Answered on"), referral.answered_at if not referral.waits else None),
        (_("Place is held until"), _held(referral)),
        (_("Arrived on"), referral.arrived_at),
        (_("Sender confirmed on"), referral.confirmed_at),
    )
    told = [
        (name, date_format(timezone.localtime(moment), "j F Y, H:i"))
        for name, moment in moments
        if moment
    ]
    if referral.intake_on:
        told.append((_("Intake talk on"), date_format(referral.intake_on, "j F Y")))
    return [(_("Who asks"), referral.sender), (_("Who is asked"), referral.receiver), *told]


def _held(referral: Referral) -> datetime | None:
    return referral.held_until if referral.state == ReferralState.HELD else None


def _turn(referral: Referral) -> str:
    """What is to happen next, and by whom."""
    house = referral.service.organisation
    steps = {
        ReferralState.ASKED: _("Answer of %(who)s") % {"who": referral.receiver},
        ReferralState.MORE_INFORMATION: _("%(who)s tells more") % {"who": referral.sender},
        ReferralState.INTAKE_FIRST: _("Intake talk, then the answer of %(who)s")
        % {"who": referral.receiver},
        ReferralState.HELD: _("%(who)s says that they have come") % {"who": house}
        if referral.arrived_at is None
        else _("%(who)s confirms the handover") % {"who": referral.sender},
    }
    return steps.get(ReferralState(referral.state), "")


def _why(what: str, referral: Referral) -> str:
    why = word("placement-over", referral.why_over)
    return f"{what}: {why}" if why else what
