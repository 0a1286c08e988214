"""The course of a case, told from the audit trail: what was done, by which organisation, when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenwerk.audit.models import AuditEntry
from ketenwerk.audit.queries import entries_about, subject_of
from ketenwerk.casework import queries
from ketenwerk.casework.cards import track_name
from ketenwerk.casework.models import Case, Track
from ketenwerk.country.words import word
from ketenwerk.organisations.actor import Actor
from ketenwerk.organisations.queries import names

MOST = 100
ORGANISATIONS = ("organisation", "sender", "receiver")
LOOKS = {"case.seen": _("Looked at the course"), "case.read": _("Read what is known")}
ACTS: dict[str, tuple[str, str | Promise]] = {
    "case.opened": ("case", _("The case was opened")),
    "case.closed": ("case", _("The case was closed")),
    "task.given": ("task", _("A task was given to {organisation}")),
    "task.done": ("task", _("A task was done")),
    "track.next-step-set": ("track", _("{track}: next step is {step}, on {on}")),
    "track.place-asked": ("place", _("{track}: a place was asked for")),
    "track.place-refused": ("place", _("{track}: a place was refused: {refusal}")),
    "track.handed-over": (
        "referral",
        _("{track}: accepted by {receiver}, who has it from now on"),
    ),
    "track.closed": ("track", _("{track}: closed: {outcome}")),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry in the reader's language; `who` is an organisation, never a person."""

    at: datetime
    title: str
    who: str
    icon: str = "check"


def course_of(actor: Actor, case: Case) -> list[Moment]:
    """What was done in the case, as far as the actor may see it, the newest first."""
    tracks = {subject_of(track): track for track in queries.tracks_of(actor, case)}
    tasks = queries.tasks_of(actor, case)
    entries = list(entries_about(case, *tracks.values(), *tasks, acts=ACTS.keys())[:MOST])
    known = _names(entries)
    return [
        Moment(
            entry.at,
            str(ACTS[entry.act][1]).format(**_words(entry, tracks, known)),
            known.get(entry.organisation, ""),
            ACTS[entry.act][0],
        )
        for entry in entries
    ]


def looks_at(case: Case) -> list[Moment]:
    """Who looked at the case, the newest first; for who may read it."""
    entries = list(entries_about(case, acts=LOOKS.keys())[:MOST])
    known = _names(entries)
    return [
        Moment(entry.at, str(LOOKS[entry.act]), known.get(entry.organisation, ""), "person")
        for entry in entries
    ]


def _words(
    entry: AuditEntry, tracks: Mapping[str, Track], known: Mapping[str, str]
) -> dict[str, str]:
    """The codes of an entry as words."""
    facts, track = entry.facts, tracks.get(entry.subject)
    return {
        "track": track_name(track) if track else "",
        "outcome": word(f"track-outcome-{track.kind}", facts.get("outcome", "")) if track else "",
        "step": word("next-step", facts.get("step", "")),
        "refusal": word("placement-refusal", facts.get("refusal", "")),
        "on": _day(facts.get("on", "")),
        **{key: known.get(facts.get(key, ""), "") for key in ORGANISATIONS},
    }


def _names(entries: list[AuditEntry]) -> dict[str, str]:
    """The names of every organisation the entries speak of, by id."""
    ids = {entry.organisation for entry in entries}
    ids |= {entry.facts.get(key, "") for entry in entries for key in ORGANISATIONS}
    return {str(key): name for key, name in names({UUID(each) for each in ids if each}).items()}


def _day(on: str) -> str:
    return date_format(date.fromisoformat(on), "j F Y") if on else ""
