"""Which texts of the interface visitors read: those must stand in every language, the others in the whole ones."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from django.utils.translation import override

FRAME = "web/public.html"  # every page for visitors extends it
# Python with words for visitors. In a house for visitors everything counts but the rooms of those who work there.
HOUSES = ("information", "reporting")
STAFF_ROOMS = ("cards", "desk", "handling", "papers", "tasks", "together")
MODULES = ("web/forms.py", "statistics/views.py")
REASONS = "web/reasons.py"
REASONS_FOR_VISITORS = ("mailbox.", "report.", "request.", "upload.")
LEADS_TO = re.compile(r'{%\s*(extends|include)\s+"([^"]+)"')


def public_files(source: Path) -> frozenset[str]:
    """The files, from the source on, whose texts visitors read: pages with all they are made of, and modules."""
    return frozenset(
        str(path.relative_to(source)) for path in (*_pages(source), *_modules(source))
    )


def _pages(source: Path) -> Iterable[Path]:
    """The pages that visitors get, and what those extend and include, wherever it stands."""
    templates = {_name(path): path for path in source.glob("*/templates/**/*.html")}
    leads = {name: LEADS_TO.findall(path.read_text()) for name, path in templates.items()}
    wanted = [name for name in leads if _is_in_frame(name, leads)]
    seen: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in templates and name not in seen:
            seen.add(name)
            wanted += [to for _, to in leads[name]]
    return (templates[name] for name in seen)


def _is_in_frame(name: str, leads: Mapping[str, list[tuple[str, str]]]) -> bool:
    parents = [to for how, to in leads.get(name, ()) if how == "extends"]
    return name == FRAME or any(_is_in_frame(parent, leads) for parent in parents)


def _name(template: Path) -> str:
    return str(template).partition("/templates/")[2]


def _modules(source: Path) -> Iterator[Path]:
    for house in HOUSES:
        for path in (source / house).rglob("*.py"):
            if not path.relative_to(source / house).parts[0].startswith(STAFF_ROOMS):
                yield path
    yield from (source / name for name in MODULES)


def reasons_for_visitors() -> frozenset[str]:
    """Why a page for visitors refuses something, and what every refusal says."""
    from ketenwerk.web import reasons  # noqa: PLC0415 - needs the settings

    with override("en"):
        chosen = (
            text for code, text in reasons.REASONS.items() if code.startswith(REASONS_FOR_VISITORS)
        )
        return frozenset(
            str(text) for text in (*chosen, *reasons.TITLES.values(), *reasons.ADVICE.values())
        )
