"""What must be true of each entry by itself, and of each file."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from zoneinfo import available_timezones

from ketenwerk.country import required
from ketenwerk.country.entries import (
    About,
    Channel,
    Entry,
    Municipality,
    Opening,
    Page,
    Retention,
    Situation,
    Source,
    Term,
    Topic,
)
from ketenwerk.country.reader import Finding, file_of
from ketenwerk.country.references import UNPUBLISHED
from ketenwerk.country.service_kinds import ServiceKind
from ketenwerk.country.tables import Tables
from ketenwerk.foundation.folding import folded

CODE = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
PHONE = re.compile(r"\+?[0-9]([0-9 -]*[0-9])?")
LANGUAGE = re.compile(r"[a-z]{2}")
SOURCE_KINDS = UNPUBLISHED | {"published"}
ANONYMOUS = frozenset({"yes", "no", "unknown"})
ON_HOLIDAYS = frozenset({"open", "closed", "unknown"})
CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00")
ISO_WEEKDAYS = frozenset(range(1, 8))


def soundness(tables: Tables) -> Iterator[Finding]:
    """Findings on codes, validity, numbers, spans of time and what every country must have."""
    for name in Tables.__slots__:
        rows = getattr(tables, name)
        for row in rows:
            yield from (Finding(file_of(name), row.code, reason) for reason in _wrong_with(row))
        yield from _twice(file_of(name), [row.code for row in rows])
    yield from _lists(tables)
    yield from _required(tables)


def _wrong_with(row: Entry | Source) -> Iterator[str]:
    if not CODE.fullmatch(row.code):
        yield f"code {row.code!r} must be letters and digits, in parts joined by '-'"
    if isinstance(row, Entry):
        yield from _grounds(row)
    rule = RULES.get(type(row))
    if rule is not None:
        yield from rule(row)


def _grounds(entry: Entry) -> Iterator[str]:
    if not entry.source:
        yield "source: names none"
    if entry.valid_to is not None and entry.valid_to < entry.valid_from:
        yield f"valid_to {entry.valid_to} is before valid_from {entry.valid_from}"


def _source(source: Source) -> Iterator[str]:
    if source.kind not in SOURCE_KINDS:
        yield f"kind {source.kind!r} is not one of {_listed(SOURCE_KINDS)}"
    if source.kind == "published" and source.read_on is None:
        yield "read_on: a published source was read on some day"
    yield from _address(source.url)


def _about(about: About) -> Iterator[str]:
    if about.time_zone not in available_timezones():
        yield f"time_zone {about.time_zone!r} does not exist"
    if not set(about.weekend) <= ISO_WEEKDAYS or set(about.weekend) == ISO_WEEKDAYS:
        yield "weekend: must be weekdays from 1 (Monday) to 7, and not all of them"
    yield from _shaped(PHONE, about.emergency_number, "emergency_number")
    yield from _each_language(about.languages)


def _place(municipality: Municipality) -> Iterator[str]:
    if not (-180 <= municipality.longitude <= 180 and -90 <= municipality.latitude <= 90):  # noqa: PLR2004 - degrees
        yield f"{municipality.longitude}, {municipality.latitude} is no place on earth"


def _channel(channel: Channel) -> Iterator[str]:
    if channel.anonymous not in ANONYMOUS:
        yield f"anonymous {channel.anonymous!r} is not one of {_listed(ANONYMOUS)}"
    yield from _shaped(PHONE, channel.phone, "phone")
    yield from _address(channel.web)
    yield from _each_language(channel.languages)
    if channel.on_holidays not in ON_HOLIDAYS:
        yield f"on_holidays {channel.on_holidays!r} is not one of {_listed(ON_HOLIDAYS)}"
    for opening in channel.open:
        yield from _opening(opening)


def _opening(opening: Opening) -> Iterator[str]:
    if not opening.days or not set(opening.days) <= ISO_WEEKDAYS:
        yield "open: days must be weekdays from 1 (Monday) to 7"
    if not CLOCK.fullmatch(opening.opens) or not CLOCK.fullmatch(opening.closes):
        yield f"open: {opening.opens!r} to {opening.closes!r} must be times such as '09:00'"
    elif opening.opens >= opening.closes:
        yield f"open: {opening.opens} is not before {opening.closes}; end a day at 24:00"


def _service_kind(kind: ServiceKind) -> Iterator[str]:
    yield from kind.faults()
    for placer in kind.placers:
        for opening in placer.open:
            yield from _opening(opening)


def _situation(situation: Situation) -> Iterator[str]:
    """Both roads are always there: nobody has to report in order to be helped."""
    yield from _word(situation.address)
    for road in ("help", "report"):
        channels = [each.channel for each in getattr(situation, road)]
        if not channels:
            yield f"{road}: names no channel"
        if len(set(channels)) < len(channels):
            yield f"{road}: names a channel twice"


def _page(page: Page) -> Iterator[str]:
    yield from _word(page.address)
    if not page.audience:
        yield "audience: names nobody"


def _topic(topic: Topic) -> Iterator[str]:
    if not (topic.pages or topic.situations or topic.channels or topic.forms or topic.groups):
        yield "leads nowhere"
    languages = [each.language for each in topic.said]
    yield from _each_language(languages)
    if len(set(languages)) < len(languages):
        yield "said: names a language twice"
    for each in topic.said:
        typed = {folded(word) for word in each.words}
        if not typed or "" in typed or len(typed) < len(each.words):
            yield f"said: {each.language} needs words, each once whatever its accents and capitals"


def _word(address: str) -> Iterator[str]:
    if not CODE.fullmatch(address):
        yield f"address {address!r} must be letters and digits, in parts joined by '-'"


def _span(row: Retention | Term) -> Iterator[str]:
    given = [span for span in (row.days, row.months) if span is not None]
    if len(given) != 1:
        yield "must have either days or months"
    if any(span < 0 for span in given):
        yield "a span of time cannot be negative"
    if isinstance(row, Term):
        yield from _term(row)


def _term(term: Term) -> Iterator[str]:
    if term.working_days and term.days is None:
        yield "working_days: only days can be working days"
    if bool(term.region) != bool(term.instead_of):
        yield "region and instead_of: a region's own term names both"


def _shaped(pattern: re.Pattern[str], value: str, key: str) -> Iterator[str]:
    if value and not pattern.fullmatch(value):
        yield f"{key} {value!r} must be digits, spaces and '-', with at most one '+' in front"


def _address(url: str) -> Iterator[str]:
    if url and not url.startswith(("https://", "http://")):
        yield f"{url!r} is no web address"


def _each_language(languages: Iterable[str]) -> Iterator[str]:
    for language in languages:
        if not LANGUAGE.fullmatch(language):
            yield f"languages: {language!r} is no two-letter code"


def _lists(tables: Tables) -> Iterator[Finding]:
    """No word or address twice in one list, no day twice among the holidays, one country in a folder."""
    for vocabulary in tables.vocabulary:
        codes = [f"{vocabulary.code}/{choice.code}" for choice in vocabulary.choices]
        yield from _twice(file_of("vocabulary"), codes)
    yield from _twice(file_of("holidays"), [str(holiday.on) for holiday in tables.holidays])
    for name, rows in (("situations", tables.situations), ("texts", tables.texts)):
        yield from _twice(file_of(name), [f"address {row.address}" for row in rows])
    if len(tables.country) != 1:
        yield Finding(file_of("country"), "", "must describe exactly one country")


def _twice(file: str, codes: Iterable[str]) -> Iterator[Finding]:
    for code, times in Counter(codes).items():
        if times > 1:
            yield Finding(file, code, f"stands {times} times; a code is never used again")


def _required(tables: Tables) -> Iterator[Finding]:
    yield from _missing("vocabulary", required.VOCABULARY, [row.code for row in tables.vocabulary])
    yield from _missing("terms", required.TERMS, [row.code for row in tables.terms])
    yield from _missing("retention", required.RETENTION, [row.code for row in tables.retention])
    yield from _missing("texts", required.TEXTS, [row.code for row in tables.texts])
    roles = {role.code for role in tables.roles}
    yield from _missing("roles", required.ROLES, roles)
    for code in sorted(roles - required.ROLES):
        yield Finding(file_of("roles"), code, "is no role that Ketenwerk knows")
    for vocabulary in tables.vocabulary:
        wanted = required.CHOICES.get(vocabulary.code, frozenset())
        found = [choice.code for choice in vocabulary.choices]
        yield from _missing("vocabulary", wanted, found)


def _missing(table: str, wanted: Iterable[str], found: Iterable[str]) -> Iterator[Finding]:
    for code in sorted(set(wanted) - set(found)):
        yield Finding(file_of(table), code, "is missing; Ketenwerk asks it of every country")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


RULES: Mapping[type, Callable[[Any], Iterator[str]]] = {
    Source: _source,
    About: _about,
    Municipality: _place,
    Channel: _channel,
    Situation: _situation,
    Page: _page,
    Topic: _topic,
    Retention: _span,
    Term: _span,
    ServiceKind: _service_kind,
}
