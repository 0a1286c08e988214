"""Whether there are words for every sign somebody can tick, and for everybody who can tick one."""

from collections.abc import Iterable, Iterator

from ketenwerk.country.reader import Finding, file_of
from ketenwerk.country.tables import Tables


def guidance(tables: Tables) -> Iterator[Finding]:
    """Findings on professions without advice, and on forms whose signs nobody explains."""
    lists = (row.choices for row in tables.vocabulary if row.code == "profession")
    named = [choice.code for choices in lists for choice in choices]
    yield from _missing("professions", named, [each.code for each in tables.professions])
    seen = [form for sign in tables.indicators for form in sign.forms or ("",)]
    explained = [each.form for each in tables.meanings]
    yield from _missing("meanings", seen, explained)
    for form in sorted({form for form in explained if explained.count(form) > 1}):
        yield Finding(file_of("meanings"), form, "is explained more than once")


def _missing(table: str, wanted: Iterable[str], found: Iterable[str]) -> Iterator[Finding]:
    for code in sorted(set(wanted) - set(found)):
        yield Finding(file_of(table), code or "every form", "is missing here")
