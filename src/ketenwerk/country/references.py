"""Every code that an entry names must exist, and what is verified must have been published."""

from collections.abc import Iterable, Iterator
from typing import Any

from ketenwerk.country.entries import Entry
from ketenwerk.country.reader import Finding, file_of
from ketenwerk.country.tables import Tables

UNPUBLISHED = frozenset({"own-knowledge", "proposal"})

# table, key, and where the code stands: a table, or a list in the vocabulary
REFERENCES = (
    ("regions", "kind", "vocabulary/region-kind"),
    ("regions", "centre", "municipalities"),
    ("memberships", "region", "regions"),
    ("memberships", "municipalities", "municipalities"),
    ("forms", "parent", "forms"),
    ("forms", "law_version", "vocabulary/law-version"),
    ("indicators", "forms", "forms"),
    ("indicators", "group", "vocabulary/indicator-group"),
    ("indicators", "sector", "vocabulary/sector"),
    ("report_channels", "forms", "forms"),
    ("situations", "channels", "report_channels"),
    ("texts", "group", "vocabulary/text-group"),
    ("texts", "audience", "vocabulary/audience"),
    ("texts", "profession", "vocabulary/profession"),
    ("glossary", "pages", "texts"),
    ("glossary", "situations", "situations"),
    ("glossary", "channels", "report_channels"),
    ("glossary", "forms", "forms"),
    ("glossary", "groups", "vocabulary/indicator-group"),
    ("professions", "code", "vocabulary/profession"),
    ("professions", "reporter", "vocabulary/reporter-kind"),
    ("professions", "sectors", "vocabulary/sector"),
    ("professions", "groups", "vocabulary/indicator-group"),
    ("professions", "channels", "report_channels"),
    ("meanings", "form", "forms"),
    ("terms", "region", "regions"),
    ("terms", "instead_of", "terms"),
    ("answers", "situation", "vocabulary/answer-situation"),
    ("answers", "closes", "vocabulary/report-closing"),
    ("routing", "kinds", "organisation_kinds"),
    ("service_kinds", "placed_by", "organisation_kinds"),
    ("country", "covering_kinds", "vocabulary/region-kind"),
)


def references(tables: Tables) -> Iterator[Finding]:
    """Findings on codes that lead nowhere."""
    for table, key, target in REFERENCES:
        yield from _dangling(tables, table, key, target)
    for table in Tables.__slots__:
        for row in getattr(tables, table):
            if isinstance(row, Entry):
                yield from _grounds(tables, file_of(table), row)


def _dangling(tables: Tables, table: str, key: str, target: str) -> Iterator[Finding]:
    known = _codes(tables, target)
    for row in getattr(tables, table):
        for code in _named(getattr(row, key)):
            if code not in known:
                reason = f"{key}: {code!r} does not exist in {target}"
                yield Finding(file_of(table), row.code, reason)


def _named(value: Any) -> Iterable[str]:
    """A key holds one code, no code (empty text) or several."""
    if isinstance(value, str):
        return [value] if value else []
    return tuple(value)


def _codes(tables: Tables, target: str) -> frozenset[str]:
    table, _, name = target.partition("/")
    if not name:
        return frozenset(row.code for row in getattr(tables, table))
    lists = (row for row in tables.vocabulary if row.code == name)
    return frozenset(choice.code for row in lists for choice in row.choices)


def _grounds(tables: Tables, file: str, entry: Entry) -> Iterator[Finding]:
    kinds = {source.code: source.kind for source in tables.sources}
    for code in entry.source:
        if code not in kinds:
            yield Finding(file, entry.code, f"source: {code!r} does not exist in sources")
    if entry.verified and not UNPUBLISHED.isdisjoint(map(kinds.get, entry.source)):
        yield Finding(file, entry.code, "verified: only what is published can be verified")
