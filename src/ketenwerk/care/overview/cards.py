"""The overview of a region as tables of words, the same on the page and on paper."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ketenwerk.care.overview.queries import OfKind, Overview
from ketenwerk.country.data import country
from ketenwerk.country.words import (
    choices,
    region_name,
    service_kind_name,
    word,
    words,
)

Cells = list[str | int]


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    made: str
    lead: str
    gaps: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]


def sheet(found: Overview) -> Sheet:
    day = date_format(timezone.localtime(found.at), "j F Y H:i")
    return Sheet(
        title=_("Shelter and help in the region %(name)s") % {"name": region_name(found.region)},
        made=_("As it was on %(day)s") % {"day": day},
        lead=_("Addresses are nowhere in it. Numbers are what organisations said last."),
        gaps=tuple(_gaps(found)),
        tables=(_kinds(found), _unmet(found)),
    )


def _gaps(found: Overview) -> Iterator[tuple[str, str]]:
    missing = ", ".join(map(service_kind_name, found.missing))
    full = ", ".join(map(service_kind_name, found.full))
    unspoken = [name for code, name in choices("spoken-language") if code not in found.languages]
    yield _("Kinds of which there is none"), missing or _("None: every kind is here")
    yield _("Kinds that are full"), full or _("None: of every kind here a place is free")
    yield _("Languages that nobody said are spoken"), ", ".join(unspoken) or _("None")


def _kinds(found: Overview) -> Table:
    columns = (
        Column(_("Kind")),
        Column(_("For whom")),
        Column(_("Who pays")),
        Column(_("Services"), number=True),
        Column(_("In all"), number=True),
        Column(_("Free"), number=True),
        Column(_("Too old to trust"), number=True),
        Column(_("Oldest count")),
    )
    rows = (_kind(code, each) for code, each in found.kinds.items() if each.services)
    empty = _("No service of this region is in the directory yet.")
    return Table(_("What there is"), columns, tuple(rows), empty)


def _kind(code: str, found: OfKind) -> Cells:
    kind = country().service_kind(code)
    oldest = date_format(timezone.localtime(found.oldest), "j F Y H:i") if found.oldest else ""
    return [
        words(kind.name),
        words(kind.for_whom),
        words(kind.paid_by),
        found.services,
        found.places,
        found.free,
        found.stale,
        oldest,
    ]


def _unmet(found: Overview) -> Table:
    since = date_format(found.since.replace(day=1), "F Y")
    columns = (Column(_("What was missing")), Column(_("Kind")), Column(_("Times"), number=True))
    rows = tuple[Cells, ...](
        [
            word("place-reason", each.reason.removeprefix("place.")),
            service_kind_name(each.kind) or _("Any kind"),
            each.number,
        ]
        for each in found.unmet
    )
    caption = _("Looked for and not found, since %(month)s") % {"month": since}
    return Table(caption, columns, rows, _("Nothing was counted as missing."))
