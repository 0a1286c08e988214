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
    "track.place-more-asked": ("place", _("{track}: a place wants to know more")),
    "track.place-more-told": ("place", _("{track}: a place has been told more")),
    "track.place-intake-first": ("place", _("{track}: a place wants to meet first, on {on}")),
    "track.place-withdrawn": ("place", _("{track}: a request was taken back: {why}")),
    "track.place-out-of-time": ("place", _("{track}: a request ran out of time: {why}")),
    "track.search-stopped": ("place", _("{track}: no place is looked for any more")),
    "track.place-held": ("place", _("{track}: {receiver} holds a place")),
    "track.arrived": ("place", _("{track}: the person has arrived")),
    "track.handover-confirmed": ("place", _("{track}: the sender has confirmed the handover")),
    "track.handed-over": (
        "referral",
        _("{track}: handed over to {receiver}, who has it from now on"),
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
        "why": word("placement-over", facts.get("why", "")),
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
