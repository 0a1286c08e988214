"""How places look in a list."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ketenwerk.care.facts import Needs
from ketenwerk.care.models import Service
from ketenwerk.country.words import region_name, service_kind_name, word


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
