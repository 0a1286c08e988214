"""How places and requests for a place look in a list."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from ketenwerk.care.facts import Needs
from ketenwerk.care.models import Referral, ReferralState, Service
from ketenwerk.country.words import region_name, service_kind_name, word
from ketenwerk.foundation.cards import Card, days_late

SHAPES = {
    ReferralState.ASKED: "waiting",
    ReferralState.ACCEPTED: "done",
    ReferralState.REFUSED: "stopped",
    ReferralState.WITHDRAWN: "stopped",
    ReferralState.ENDED: "done",
}


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """A service with what somebody who looks for a place wants to know. Never where it is."""

    id: str
    name: str
    organisation: str
    kind: str
    region: str
    places: int
    free: int
    counted_at: datetime
    asked_again: bool
    takes: str


def place_card(service: Service) -> PlaceCard:
    return PlaceCard(
        id=str(service.id),
        name=service.name,
        organisation=service.organisation.name,
        kind=service_kind_name(service.kind),
        region=region_name(service.region),
        places=service.places,
        free=service.free,
        counted_at=service.counted_at,
        asked_again=service.is_asked_again(),
        takes=", ".join(_takes(service)),
    )


def referral_card(referral: Referral, *, today: date) -> Card:
    """A request that waits names its day; an answered one the answer."""
    waiting = referral.state == ReferralState.ASKED
    return Card(
        kind="referral",
        what=referral.service.name,
        url=reverse("casework:referral", args=[referral.id]),
        where=region_name(referral.service.region),
        whose=referral.sender.name if waiting else "",
        next_step=_("Answer of %(receiver)s") % {"receiver": referral.receiver} if waiting else "",
        day=referral.answer_by if waiting else None,
        late_days=days_late(referral.answer_by, today=today) if waiting else 0,
        status=state_word(referral),
        shape=SHAPES[ReferralState(referral.state)],
    )


def state_word(referral: Referral) -> str:
    """Where the request stands; of a refusal also the reason."""
    words = {
        ReferralState.ASKED: _("Waits for an answer"),
        ReferralState.ACCEPTED: _("Accepted"),
        ReferralState.REFUSED: _("Refused: %(why)s")
        % {"why": word("placement-refusal", referral.refusal)},
        ReferralState.WITHDRAWN: _("Taken back"),
        ReferralState.ENDED: _("The stay has ended"),
    }
    return words[ReferralState(referral.state)]


def needs_facts(needs: Needs) -> list[tuple[str, object]]:
    return [
        (_("Age"), word("age-group", needs.age_group)),
        (_("For whom"), word("shelter-sex", needs.sex)),
        (_("Children who come along"), needs.children),
        (_("Uses a wheelchair"), _("Yes") if needs.wheelchair else _("No")),
    ]


def trust_in(service: Service, *, at: datetime) -> str:
    """How far the number of free places can still be believed, in words."""
    sure = service.confidence(at)
    if sure == 1:
        return _("Just counted")
    return _("Counted a while ago") if sure else _("Too old to trust")


def _takes(service: Service) -> list[str]:
    """For whom it is, in words."""
    found = [word("shelter-sex", sex) for sex in service.sexes]
    found += [word("age-group", group) for group in service.age_groups]
    if service.children:
        found.append(_("children: at most %(number)d") % {"number": service.children})
    if service.wheelchair:
        found.append(_("wheelchair accessible"))
    return found
