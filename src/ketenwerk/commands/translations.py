"""Compiles the translations, without gettext installed."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

import polib
from django.conf import settings


def run(arguments: list[str]) -> int:
    del arguments
    compile_all()
    return 0


def compile_all() -> None:
    """Write every `django.mo` that is missing or older than what it is made of."""
    for root in settings.LOCALE_PATHS:
        for source in sorted(Path(root).glob("*/LC_MESSAGES/django.po")):
            target, whole = source.with_suffix(".mo"), _whole(Path(root))
            newest = max(each.stat().st_mtime for each in (source, *whole))
            if not target.exists() or target.stat().st_mtime < newest:
                _compile(source, target, whole)


def _whole(root: Path) -> list[Path]:
    """The catalogues that hold every text there is."""
    paths = (root / code / "LC_MESSAGES" / "django.po" for code, _ in settings.WHOLE_LANGUAGES)
    return [path for path in paths if path.exists()]


def _compile(source: Path, target: Path, whole: list[Path]) -> None:
    """In one move, so that nobody ever reads half a file."""
    made = polib.pofile(str(source))
    made.extend(_in_english(made, whole))
    with NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
        part.write(made.to_binary())
    Path(part.name).replace(target)


def _in_english(made: polib.POFile, whole: list[Path]) -> Iterator[polib.POEntry]:
    """What the language lacks stays as it was written: more visitors read English than the default language."""
    there = {entry.msgid for entry in made}
    for path in whole:
        for entry in polib.pofile(str(path)):
            if entry.msgid not in there and not entry.msgid_plural and not entry.obsolete:
                yield polib.POEntry(msgid=entry.msgid, msgctxt=entry.msgctxt, msgstr=entry.msgid)
