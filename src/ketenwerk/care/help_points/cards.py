"""How a help point looks to who keeps it, and to who sees that it is kept."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ketenwerk.care.help_points.rules import look_again_by
from ketenwerk.care.models import HelpPoint
from ketenwerk.country.words import municipality_name, word
from ketenwerk.foundation.cards import days_late


@dataclass(frozen=True, slots=True)
class KeptCard:
    id: str
    name: str
    organisation: str
    kind: str
    where: str
    public: bool
    checked_on: date
    look_again_by: date
    late_days: int


def kept_card(point: HelpPoint, *, today: date) -> KeptCard:
    by = look_again_by(point)
    return KeptCard(
        id=str(point.id),
        name=point.name,
        organisation=point.organisation.name,
        kind=word("help-kind", point.kind),
        where=municipality_name(point.municipality) or _("By telephone, from anywhere"),
        public=point.public,
        checked_on=point.checked_on,
        look_again_by=by,
        late_days=days_late(by, today=today),
    )
