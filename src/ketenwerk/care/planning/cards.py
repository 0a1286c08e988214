"""How an action day and its plan look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ketenwerk.care.cards import needs_facts
from ketenwerk.care.models import ActionDay, FoundPerson, Service
from ketenwerk.care.planning.picture import Picture, picture
from ketenwerk.care.reasons import because
from ketenwerk.care.searching.cards import aspect, aspects
from ketenwerk.foundation.decision import Decision


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody in the table. `place` is empty without one; `state` is "settled", "proposed", "unplaced" or "new"."""

    id: str
    label: str
    needs: str
    together: str
    apart: str
    state: str
    place: str
    fits: str
    ask: str
    drawbacks: tuple[Decision, ...]
    rather: tuple[str, ...]
    otherwise: str
    why_not: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in the plan: who could go there, and what happens if it falls away."""

    id: str
    name: str
    people: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class DayView:
    people: tuple[PersonRow, ...]
    places: tuple[PlaceRow, ...]
    waiting: tuple[str, ...]
    unplaced: int
    picture: Picture


def day_view(
    day: ActionDay, people: Sequence[FoundPerson], services: Mapping[str, Service]
) -> DayView:
    """`services` by key: those in the plan and those that were settled."""
    names = {key: service.name for key, service in services.items()}
    proposals = {each["label"]: each for each in day.plan.get("proposals", ())}
    left = {each["label"]: each for each in day.plan.get("unplaced", ())}
    otherwise = day.plan.get("otherwise", {})
    at = {each.label: place for each in people if (place := _place(each, proposals))}
    settled = frozenset(each.label for each in people if each.settled_id)
    rows = [
        _person(each, proposals.get(each.label), left.get(each.label), at, otherwise, names)
        for each in people
    ]
    return DayView(
        tuple(rows),
        tuple(_places(at, otherwise, names)),
        tuple(each.label for each in rows if each.state == "proposed"),
        sum(each.state == "unplaced" for each in rows),
        picture([each.label for each in people], at, settled, names),
    )


def _place(person: FoundPerson, proposals: Mapping[str, Any]) -> str:
    proposed: str = proposals.get(person.label, {}).get("place", "")
    return str(person.settled_id or proposed)


def _person(
    person: FoundPerson,
    proposal: Mapping[str, Any] | None,
    left: Mapping[str, Any] | None,
    at: Mapping[str, str],
    otherwise: Mapping[str, Mapping[str, str | None]],
    names: Mapping[str, str],
) -> PersonRow:
    judged = proposal["judgement"] if proposal else {}
    place = at.get(person.label, "")
    state = (
        "settled"
        if person.settled_id
        else "proposed"
        if proposal
        else "unplaced"
        if left
        else "new"
    )
    other = otherwise.get(place, {}).get(person.label)
    return PersonRow(
        id=str(person.pk),
        label=person.label,
        needs="; ".join(f"{term}: {value}" for term, value in needs_facts(person.wanted())),
        together=person.together,
        apart=", ".join(person.apart),
        state=state,
        place=names.get(place, ""),
        fits=aspects(judged.get("in_favour", ())),
        ask=aspects(judged.get("unknown", ())),
        drawbacks=tuple(map(because, judged.get("drawbacks", ()))),
        rather=tuple(_rather(proposal, names)),
        otherwise=names.get(other or "", ""),
        why_not=_why_not(left) if left else "",
    )


def _rather(proposal: Mapping[str, Any] | None, names: Mapping[str, str]) -> list[str]:
    """Better places for them, with who has those."""
    said = []
    for key, labels in (proposal["rather"] if proposal else {}).items():
        if labels:
            words = {"place": names.get(key, key), "people": ", ".join(labels)}
            said.append(_("%(place)s suits better, but %(people)s needs it") % words)
    return said


def _why_not(left: Mapping[str, Any]) -> str:
    if left["fitting"]:
        number = left["fitting"]
        return ngettext(
            "%(number)d place fits, and others need it or it is too small for the group",
            "%(number)d places fit, and others need them or they are too small for the group",
            number,
        ) % {"number": number}
    ruled_out = sorted(left["reasons"].items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{aspect(code)} ({number})" for code, number in ruled_out)


def _places(
    at: Mapping[str, str],
    otherwise: Mapping[str, Mapping[str, str | None]],
    names: Mapping[str, str],
) -> list[PlaceRow]:
    found = []
    for key in sorted(set(at.values()), key=lambda one: (names.get(one, ""), one)):
        people = sorted(label for label, place in at.items() if place == key)
        moved = otherwise.get(key, {})
        to = [
            f"{label}: {names.get(moved.get(label) or '', '') or _('no place')}"
            for label in people
        ]
        found.append(PlaceRow(key, names.get(key, ""), ", ".join(people), "; ".join(to)))
    return found
