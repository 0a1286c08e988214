"""What a chain director sees of a region: counts, and of what waits the part that waits longest."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ketenwerk.casework import queries as casework
from ketenwerk.casework.cards import step_name, track_name
from ketenwerk.casework.terms import Level, lateness
from ketenwerk.country.words import form_name, region_name, word
from ketenwerk.foundation.cards import days_late
from ketenwerk.organisations.actor import Actor
from ketenwerk.reporting.handling import queries as reports
from ketenwerk.signals import queries as signals

LONGEST = 25  # rows of a table
DAY = "j F Y"

Row = list[object]
Facts = dict[str, object]


def overview(actor: Actor, code: str, *, today: date) -> Facts:
    """All that the page shows. A fixed number of queries, however much there is."""
    return {
        "name": region_name(code),
        "tiles": tiles(actor, code, today=today),
        "longest": LONGEST,
        "reports": _late_reports(actor, code, today=today),
        "signals": _signals(actor, code, today=today),
        "late": _late_tracks(actor, code, today=today),
        "kinds": _kinds(actor, code),
    }


def tiles(actor: Actor, code: str, *, today: date) -> list[Facts]:
    """The counts one looks at first."""
    unread = sum(pile.unread for pile in reports.late_in_region(actor, code, today=today))
    waiting = signals.counts_in_region(actor, code, today=today)
    tracks = casework.counts_in_region(actor, code, today=today)
    return [
        {"label": _("Reports: not looked at in time"), "count": unread, "shape": "late"},
        {"label": _("Signals without a decision"), "count": waiting["open"]},
        {"label": _("Signals: decision is late"), "count": waiting["late"], "shape": "late"},
        {"label": _("Open tracks"), "count": tracks["open"]},
        {"label": _("Tracks: next step is late"), "count": tracks["late"], "shape": "late"},
    ]


def _late_reports(actor: Actor, code: str, *, today: date) -> Facts:
    """Counts alone: what was told is for the intake."""
    rows: list[Row] = [
        [
            pile.organisation,
            pile.unread,
            pile.undecided,
            date_format(pile.oldest, DAY),
            _who_looks(pile.oldest, today=today),
        ]
        for pile in reports.late_in_region(actor, code, today=today)[:LONGEST]
    ]
    columns = [
        {"label": _("Organisation")},
        {"label": _("Not looked at in time"), "number": True},
        {"label": _("Not decided on in time"), "number": True},
        {"label": _("Should have been done by")},
        {"label": _("Who looks at it")},
    ]
    return {"columns": columns, "rows": rows}


def _signals(actor: Actor, code: str, *, today: date) -> Facts:
    rows: list[Row] = [
        [
            {"text": signal.label, "url": reverse("signals:show", args=[signal.id])},
            form_name(signal.form),
            date_format(signal.decide_by, DAY),
            _how_late(signal.decide_by, signal.owner.name, today=today),
        ]
        for signal in signals.open_in_region(actor, code)[:LONGEST]
    ]
    columns = _columns(_("Signal"), _("Form"), _("Decide by"), _("Who has it, and how late"))
    return {"columns": columns, "rows": rows}


def _late_tracks(actor: Actor, code: str, *, today: date) -> Facts:
    rows: list[Row] = [
        [
            {
                "text": f"{track.case.label} · {track_name(track)}",
                "url": reverse("casework:track", args=[track.id]),
            },
            step_name(track),
            _how_late(track.next_step_on, track.responsible.name, today=today),
            _who_looks(track.next_step_on, today=today),
        ]
        for track in casework.late_tracks_in_region(actor, code, today=today)[:LONGEST]
    ]
    columns = _columns(
        _("Case and track"), _("Next step"), _("Who has it, and how late"), _("Who looks at it")
    )
    return {"columns": columns, "rows": rows}


def _kinds(actor: Actor, code: str) -> Facts:
    found = casework.open_tracks_by_kind(actor, code)
    rows: list[Row] = [[word("track-kind", kind), count] for kind, count in found.items()]
    return {"columns": [{"label": _("Track")}, {"label": _("Open"), "number": True}], "rows": rows}


def _columns(*labels: str) -> list[Facts]:
    return [{"label": label} for label in labels]


def _how_late(day: date | None, who: str, *, today: date) -> object:
    late = days_late(day, today=today)
    return {"late": late, "who": who} if late else who


def _who_looks(day: date | None, *, today: date) -> str:
    """How far what is late has climbed."""
    level = lateness(day, today=today).level if day else Level.ON_TIME
    if level is Level.NATIONAL:
        return _("You and the national desk")
    return _("You") if level is Level.REGION else _("The organisation itself")
