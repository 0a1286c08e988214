"""How places look in a list."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ketenwerk.care.facts import UNKNOWN, Needs
from ketenwerk.care.models import Service
from ketenwerk.country.words import municipality_name, region_name, service_kind_name, word


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
    """What is needed, in words. What was not said is left out, but for what is always asked."""
    return [
        (_("Age"), word("age-group", needs.age_group)),
        (_("For whom"), word("shelter-sex", needs.sex)),
        (_("Children who come along"), _children(needs)),
        (_("Uses a wheelchair"), _("Yes") if needs.wheelchair else _("No")),
        *((term, ", ".join(words)) for term, words in _more_needs(needs) if words),
    ]


def _known(vocabulary: str, code: str) -> list[str]:
    return [] if code == UNKNOWN else [word(vocabulary, code)]


def _children(needs: Needs) -> object:
    if not needs.children:
        return 0
    words = {"number": needs.children, "years": needs.oldest_child}
    return _("%(number)d, the oldest %(years)d years") % words


def _more_needs(needs: Needs) -> list[tuple[str, list[str]]]:
    conditions = [word("care-condition", each) for each in sorted(needs.conditions)]
    if needs.unaccompanied:
        conditions.append(_("A minor without parent or guardian"))
    if needs.labour_group:
        conditions.append(_("In labour exploitation, in a group"))
    away = {
        "kilometres": needs.avoid_km,
        "towns": ", ".join(map(municipality_name, sorted(needs.avoid))),
    }
    return [
        (_("Residence position"), _known("residence-position", needs.residence)),
        (_("Danger"), _known("danger-level", needs.danger)),
        (_("Conditions"), conditions),
        (_("Languages"), [word("spoken-language", each) for each in sorted(needs.languages)]),
        (
            _("Safe distance"),
            [_("At least %(kilometres)d km from %(towns)s") % away] if needs.avoid else [],
        ),
        (_("Found in"), [region_name(needs.found_in)] if needs.found_in else []),
        (_("Kind of place"), [service_kind_name(each) for each in sorted(needs.kinds)]),
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
