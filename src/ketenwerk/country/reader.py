"""Reads the files of a country into entries, and says what does not fit: file, entry, reason."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from ketenwerk.country.entries import Given, Words
from ketenwerk.country.tables import Tables

Row = Mapping[str, Any]
CALLED = {
    str: "text",
    int: "a whole number",
    float: "a number with decimals",
    bool: "true or false",
    date: "a day",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not fit. `entry` is a code, or `#3` for an entry without one."""

    file: str
    entry: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.entry, self.reason) if part)


class CountryError(Exception):
    """The files of a country cannot be used; `findings` says why, one by one."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in findings))


class Misfit(Exception):
    """A value is not what its key asks for."""


def read(folder: Path) -> Tables:
    """All tables of the country in `folder`. Raises CountryError with all that cannot be read."""
    languages = _languages(folder / file_of("country"))
    findings = list(_strangers(folder))
    hints = get_type_hints(Tables)
    tables = {
        name: tuple(_table(folder / file_of(name), get_args(hints[name])[0], languages, findings))
        for name in hints
    }
    if findings:
        raise CountryError(findings)
    return Tables(**tables)


def file_of(table: str) -> str:
    return table.replace("_", "-") + ".toml"


def _strangers(folder: Path) -> Iterator[Finding]:
    """A misspelt file would otherwise be left out without a word."""
    known = {file_of(name) for name in get_type_hints(Tables)}
    for path in sorted(folder.glob("*.toml")):
        if path.name not in known:
            yield Finding(path.name, "", "no file of this name belongs to a country")


def _languages(path: Path) -> tuple[str, ...]:
    """Asked first, and nothing can be read without: all texts are in these languages."""
    findings: list[Finding] = []
    rows = _rows(path, findings)
    found = rows[0].get("languages") if rows else None
    if isinstance(found, list) and found and all(isinstance(language, str) for language in found):
        return tuple(found)
    raise CountryError(findings or [Finding(path.name, "", "names no languages")])


def _table(
    path: Path, shape: type, languages: tuple[str, ...], findings: list[Finding]
) -> Iterator[Any]:
    for number, row in enumerate(_rows(path, findings), start=1):
        try:
            yield built(shape, row, languages)
        except Misfit as misfit:
            code = row.get("code")
            named = code if isinstance(code, str) and code else f"#{number}"
            findings += [Finding(path.name, named, reason) for reason in misfit.args]


def _rows(path: Path, findings: list[Finding]) -> list[Row]:
    """The entries of one file; `every` holds for each entry that does not say otherwise."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        findings.append(Finding(path.name, "", f"cannot be read: {_words_for(fault)}"))
        return []
    every, rows = content.pop("every", {}), content.pop("entry", [])
    findings += [Finding(path.name, "", f"unknown key {key!r}") for key in content]
    if not isinstance(every, dict) or not _are_tables(rows):
        reason = "must hold [[entry]] tables, and at most one [every]"
        findings.append(Finding(path.name, "", reason))
        return []
    if not rows:
        findings.append(Finding(path.name, "", "has no entries"))
    return [{**every, **row} for row in rows]


def _words_for(fault: Exception) -> str:
    return "the file is missing" if isinstance(fault, FileNotFoundError) else str(fault)


def _are_tables(rows: object) -> bool:
    return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)


def built(shape: type, row: Row, languages: tuple[str, ...]) -> Any:
    """An entry of this shape. Raises Misfit with every reason why the row is not one."""
    hints = get_type_hints(shape)
    expected = {each.name: each for each in fields(shape) if not each.metadata.get("gathered")}
    reasons = [f"unknown key {key!r}" for key in row if key not in expected]
    owed = [key for key in expected if _is_owed(expected[key])]
    reasons += [f"missing key {key!r}" for key in owed if key not in row]
    values = {}
    for key in expected.keys() & row.keys():
        values[key], wrong = _tried(row[key], hints[key], languages)
        reasons += [f"{key}: {reason}" for reason in wrong]
    if reasons:
        raise Misfit(*sorted(reasons))
    return shape(**values)


def _is_owed(each: Field[Any]) -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _tried(value: object, hint: Any, languages: tuple[str, ...]) -> tuple[Any, Iterable[str]]:
    try:
        return _fitted(value, hint, languages), ()
    except Misfit as misfit:
        return None, misfit.args


def _fitted(value: object, hint: Any, languages: tuple[str, ...]) -> Any:
    """The value as the type asks for. Raises Misfit."""
    if isinstance(hint, UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if hint is Words or hint == Words:
        return _words(value, languages)
    if hint == Given:
        return _given(value)
    if get_origin(hint) is tuple:
        return _sequence(value, lambda item: _fitted(item, get_args(hint)[0], languages))
    if is_dataclass(hint) and isinstance(hint, type):
        return built(hint, _row(value), languages)
    return _plain(value, hint)


def _plain(value: object, wanted: type) -> object:
    if type(value) is not wanted:
        raise Misfit(f"must be {CALLED[wanted]}, not {value!r}")
    if isinstance(value, str) and (value != value.strip() or not value.isprintable()):
        raise Misfit(f"has spaces around it or characters that cannot be seen: {value!r}")
    return value


def _row(value: object) -> Row:
    if not isinstance(value, dict):
        raise Misfit(f"must be a table, not {value!r}")
    return value


def _sequence(value: object, each: Callable[[object], Any]) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise Misfit(f"must be a list, not {value!r}")
    return tuple(each(item) for item in value)


def _given(value: object) -> Given:
    """Which answers were given to which questions; a condition that asks nothing would always hold."""
    row = _row(value)
    if not row or not all(row.values()):
        raise Misfit("must name questions, each with the answers that fit")
    wanted = {
        name: _sequence(codes, lambda code: _plain(code, str)) for name, codes in row.items()
    }
    return MappingProxyType(wanted)


def _words(value: object, languages: tuple[str, ...]) -> Words:
    """Text in every language of the country, and in no other."""
    row = _row(value)
    missing = [each for each in languages if not row.get(each)]
    foreign = [each for each in row if each not in languages]
    reasons = [f"language {each!r} is missing" for each in missing]
    reasons += [f"language {each!r} is not one of the country" for each in foreign]
    if reasons:
        raise Misfit(*reasons)
    return MappingProxyType({language: str(_plain(row[language], str)) for language in languages})
