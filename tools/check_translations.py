"""Every text of the interface stands in every language, and no translation stands for nothing."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings

from tools.prepare import GETTEXT, prepare
from tools.tracked import ROOT

SOURCE = ROOT / "src" / "ketenwerk"
SOURCE_LANGUAGE = "en"


def languages() -> list[str]:
    """The languages that are offered, without the one the texts are written in."""
    os.environ.setdefault("KETENWERK_MODE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ketenwerk.settings")
    return [code for code, _name in settings.LANGUAGES if code != SOURCE_LANGUAGE]


def collected(source: Path, language: str, scratch: Path) -> Path:
    """Collect the texts of a copy of the source, and lay the translations we have beside them.

    Returns the catalogue; raises `RuntimeError` with what gettext said.
    """
    copy = scratch / language
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    (copy / "locale").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "django", "makemessages", "--locale", language]
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        command, check=False, cwd=copy, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
    return catalogue(copy, language)


def catalogue(source: Path, language: str) -> Path:
    """Where the translations of a language stand."""
    return source / "locale" / language / "LC_MESSAGES" / "django.po"


def gaps(path: Path) -> Iterator[str]:
    """What is missing, doubtful, left over, or would not fill in as the source does."""
    for entry in polib.pofile(str(path)):
        if entry.obsolete:
            yield f"no longer used: {entry.msgid!r}"
        elif entry.fuzzy:
            yield f"to be looked at: {entry.msgid!r} ({_places(entry)})"
        elif not entry.translated():
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
    with tempfile.TemporaryDirectory() as scratch:
        for language in languages():
            if catalogue(source, language).exists():
                path = collected(source, language, Path(scratch))
                yield from (f"{language}: {gap}" for gap in gaps(path))
            else:
                yield f"{language}: there is no locale/{language}/LC_MESSAGES/django.po"


if __name__ == "__main__":
    prepare([GETTEXT])
    found = list(mistakes())
    print("\n".join(found))
    sys.exit(bool(found))
