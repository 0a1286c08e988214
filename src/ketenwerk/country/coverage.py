"""Whether the regions cover the country: every municipality in exactly one, on every day."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from ketenwerk.country.entries import Membership, Municipality, Region
from ketenwerk.country.reader import Finding, file_of
from ketenwerk.country.tables import Tables

Spans = Mapping[tuple[str, str], list[Membership]]  # (municipality, kind) -> its memberships


def coverage(tables: Tables) -> Iterator[Finding]:
    """Findings on municipalities with no or several regions of a covering kind, and on centres."""
    kinds = {region.code: region.kind for region in tables.regions}
    spans = _spans(tables, kinds)
    for municipality in tables.municipalities:
        for kind in tables.country[0].covering_kinds:
            yield from _covered(municipality, kind, spans[municipality.code, kind])
    for region in tables.regions:
        yield from _centred(region, spans)


def _spans(tables: Tables, kinds: Mapping[str, str]) -> Spans:
    spans: defaultdict[tuple[str, str], list[Membership]] = defaultdict(list)
    for membership in tables.memberships:
        for code in membership.municipalities:
            spans[code, kinds[membership.region]].append(membership)
    return spans


def _covered(
    municipality: Municipality, kind: str, memberships: list[Membership]
) -> Iterator[Finding]:
    """Nothing changes between days on which something begins or ends: only those are asked."""
    for day in _turning_days(municipality, memberships):
        regions = [each.region for each in memberships if each.holds_on(day)]
        if municipality.holds_on(day) and len(regions) != 1:
            found = ", ".join(regions) or "none"
            reason = f"must be in exactly one region of kind {kind!r} on {day}, found: {found}"
            yield Finding(file_of("memberships"), municipality.code, reason)
            return


def _turning_days(municipality: Municipality, memberships: list[Membership]) -> list[date]:
    starts = {each.valid_from for each in (municipality, *memberships)}
    ends = {each.valid_to + timedelta(days=1) for each in memberships if each.valid_to}
    return sorted(starts | ends)


def _centred(region: Region, spans: Spans) -> Iterator[Finding]:
    """The municipality with the lead is one of the region's own."""
    own = [each.region for each in spans.get((region.centre, region.kind), [])]
    if region.centre and region.code not in own:
        reason = f"centre: {region.centre!r} is not in the region itself"
        yield Finding(file_of("regions"), region.code, reason)
