"""Compiles the translations, without gettext installed."""

from pathlib import Path
from tempfile import NamedTemporaryFile

import polib
from django.conf import settings


def run(arguments: list[str]) -> int:
    del arguments
    compile_all()
    return 0


def compile_all() -> None:
    """Write every `django.mo` that is missing or older than its `django.po`."""
    for root in settings.LOCALE_PATHS:
        for source in sorted(Path(root).glob("*/LC_MESSAGES/django.po")):
            target = source.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                _compile(source, target)


def _compile(source: Path, target: Path) -> None:
    """In one move, so that nobody ever reads half a file."""
    with NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
        part.write(polib.pofile(str(source)).to_binary())
    Path(part.name).replace(target)
