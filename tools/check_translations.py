"""Every text stands in the whole languages, what visitors read in all, and no translation stands for nothing.

`--missing pl` prints as JSON what visitors cannot read in Polish yet: texts of the interface, words of the country.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import django
import polib
from django.conf import settings

from tools.prepare import GETTEXT, prepare
from tools.public_texts import REASONS, public_files, reasons_for_visitors
from tools.tracked import ROOT

SOURCE = ROOT / "src" / "ketenwerk"
SOURCE_LANGUAGE = "en"


def languages() -> list[str]:
    """The languages that are offered, without the one the texts are written in."""
    os.environ.setdefault("KETENWERK_MODE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ketenwerk.settings")
    return [code for code, _name in settings.LANGUAGES if code != SOURCE_LANGUAGE]


def is_whole(language: str) -> bool:
    return language in dict(settings.WHOLE_LANGUAGES)


def collected(source: Path, wanted: Sequence[str], scratch: Path) -> Path:
    """Collect the texts of a copy of the source, and lay the translations we have beside them.

    Returns the copy; raises `RuntimeError` with what gettext said.
    """
    copy = scratch / "copy"
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    (copy / "locale").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "django", "makemessages"]
    command += [f"--locale={language}" for language in wanted]
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        command, check=False, cwd=copy, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
    return copy


def catalogue(source: Path, language: str) -> Path:
    """Where the translations of a language stand."""
    return source / "locale" / language / "LC_MESSAGES" / "django.po"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which texts a language must have: all of them, or those of some files and some by themselves."""

    everything: bool = True
    files: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()

    def __contains__(self, entry: polib.POEntry) -> bool:
        files = {file for file, _line in entry.occurrences}
        return self.everything or entry.msgid in self.texts or not self.files.isdisjoint(files)


def scope_of(source: Path, language: str) -> Scope:
    if is_whole(language):
        return Scope()
    reasons = reasons_for_visitors() if (source / REASONS).exists() else frozenset()
    return Scope(everything=False, files=public_files(source), texts=reasons)


def gaps(path: Path, scope: Scope) -> Iterator[str]:
    """What is missing, doubtful, left over, or would not fill in as the source does."""
    for entry in polib.pofile(str(path)):
        if entry.obsolete:
            yield f"no longer used: {entry.msgid!r}"
        elif entry in scope and entry.fuzzy:
            yield f"to be looked at: {entry.msgid!r} ({_places(entry)})"
        elif entry in scope and not entry.translated():
            yield f"not translated: {entry.msgid!r} ({_places(entry)})"
    yield from _refused_by_gettext(path)


def _places(entry: polib.POEntry) -> str:
    return ", ".join(f"{file}:{line}" for file, line in entry.occurrences[:2])


def _refused_by_gettext(path: Path) -> Iterator[str]:
    command = ["msgfmt", "--check-format", "--output-file", os.devnull, str(path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        yield from done.stderr.replace(f"{path}:", "line ").splitlines()


def mistakes(source: Path = SOURCE) -> Iterator[str]:
    """The gaps in every language; a language without a catalogue is one gap."""
    there = [language for language in languages() if catalogue(source, language).exists()]
    for language in languages():
        if language not in there:
            yield f"{language}: there is no locale/{language}/LC_MESSAGES/django.po"
    with tempfile.TemporaryDirectory() as scratch:
        copy = collected(source, there, Path(scratch)) if there else source
        for language in there:
            found = gaps(catalogue(copy, language), scope_of(source, language))
            yield from (f"{language}: {gap}" for gap in found)


def missing(language: str, source: Path = SOURCE) -> dict[str, list[str | list[str]]]:
    """What visitors do not find in their language; a text with a plural is a list of two."""
    from ketenwerk.country.check import missing_words  # noqa: PLC0415 - needs the settings

    scope = scope_of(source, language)
    with tempfile.TemporaryDirectory() as scratch:
        path = catalogue(collected(source, [language], Path(scratch)), language)
        wanted = [each for each in polib.pofile(str(path)) if each in scope and not each.obsolete]
    open_ones = [each for each in wanted if each.fuzzy or not each.translated()]
    words = missing_words(settings.COUNTRIES_DIR / settings.COUNTRY, language)
    return {"interface": [_asked(each) for each in open_ones], "country": [*words]}


def _asked(entry: polib.POEntry) -> str | list[str]:
    return [entry.msgid, entry.msgid_plural] if entry.msgid_plural else str(entry.msgid)


def main(arguments: Sequence[str]) -> int:
    prepare([GETTEXT])
    languages()
    django.setup()
    match arguments:
        case []:
            found = list(mistakes())
            print("\n".join(found))
            return int(bool(found))
        case ["--missing", language]:
            print(json.dumps(missing(language), ensure_ascii=False, indent=1))
            return 0
        case _:
            print("usage: python -m tools.check_translations [--missing LANGUAGE]")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
