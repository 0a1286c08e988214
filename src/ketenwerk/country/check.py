"""Whether the files of a country fit together. Needs nothing but the folder."""

import sys
from collections.abc import Iterator
from pathlib import Path

from ketenwerk.country import code_words, translations
from ketenwerk.country.coverage import coverage
from ketenwerk.country.entries import Entry
from ketenwerk.country.guidance import guidance
from ketenwerk.country.reader import CountryError, Finding, file_of, read
from ketenwerk.country.references import references
from ketenwerk.country.roads import roads
from ketenwerk.country.soundness import soundness
from ketenwerk.country.tables import Tables
from ketenwerk.country.texts import Texts, read_texts


def check(folder: Path) -> list[Finding]:
    """Everything that does not fit; empty when the country can be used.

    References are followed only when every entry can be read: one mistake gives one finding.
    """
    try:
        checked(folder)
    except CountryError as error:
        return list(error.findings)
    return []


def checked(folder: Path) -> tuple[Tables, Texts]:
    """The tables and the texts of a country that fits. Raises CountryError with every finding."""
    tables = read(folder)
    texts, misfits = read_texts(folder, tables)
    wrong = [*soundness(tables), *references(tables), *misfits]
    wrong += translations.findings(folder, tables)
    findings = wrong or list(_together(folder, tables))
    if findings:
        raise CountryError(findings)
    return tables, texts


def _together(folder: Path, tables: Tables) -> Iterator[Finding]:
    """What can only be asked of entries that are right by themselves."""
    yield from coverage(tables)
    yield from guidance(tables)
    yield from roads(tables)
    yield from code_words.check(folder)


def missing_words(folder: Path, language: str) -> list[str]:
    """What visitors read of this country and nobody has put into the language yet."""
    made = translations.translations(folder).get(language, translations.Translation())
    return translations.missing(checked(folder)[0], made)


def main(code: str, root: Path) -> int:
    """Print the findings, or per file how many entries there are and how many nobody has verified.

    `root` holds one folder per country. Returns an exit code: 0 when everything fits, or 1.
    """
    try:
        tables, texts = checked(root / code)
    except CountryError as error:
        sys.stdout.write(f"{error}\n{code}: findings: {len(error.findings)}\n")
        return 1
    sys.stdout.writelines(f"{line}\n" for line in _summary(code, tables, texts))
    return 0


def _summary(code: str, tables: Tables, texts: Texts) -> Iterator[str]:
    yield f"{'file':<26}{'entries':>8}{'unverified':>12}"
    entries = unverified = 0
    for name in Tables.__slots__:
        rows = getattr(tables, name)
        doubtful = sum(isinstance(row, Entry) and not row.verified for row in rows)
        yield f"{file_of(name):<26}{len(rows):>8}{doubtful:>12}"
        entries, unverified = entries + len(rows), unverified + doubtful
    unread = sum(not text.reviewed_by for text in texts.values())
    yield f"{'texts/ (reviewed by nobody)':<26}{len(texts):>7}{unread:>12}"
    yield f"{code}: everything fits; {unverified} of {entries} entries are unverified"
