"""`ketenwerk docs`: the reference, printed from the code and the country, so that it cannot say anything else."""

import inspect
import sys
from collections.abc import Callable, Iterator

from django.apps import apps
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from ketenwerk.care.models import REFERRAL_FLOW, REQUEST_FLOW
from ketenwerk.casework.models import FLOW
from ketenwerk.country.data import country
from ketenwerk.environment import ROOT, Environment
from ketenwerk.keys.fields import SealedField
from ketenwerk.organisations.doors import policy_of
from ketenwerk.reporting.handling.models import HANDOVER_FLOW
from ketenwerk.reporting.models import REPORT_FLOW
from ketenwerk.signals.models import SIGNAL_FLOW

FOLDER = ROOT / "docs" / "reference"
NOTE = "<!-- Printed by `ketenwerk docs`. Change the code or the country files, not this page. -->"
FLOWS = {
    "A report": REPORT_FLOW,
    "A request to take a report over": HANDOVER_FLOW,
    "A signal": SIGNAL_FLOW,
    "A case, a track": FLOW,
    "A search for a place": REQUEST_FLOW,
    "What one service was asked in it": REFERRAL_FLOW,
}


def run(arguments: list[str]) -> int:
    """Write the pages; with `--check`, exit code 1 when a page is not what would be written."""
    pages = {f"{name}.md": "\n".join([NOTE, "", *page(), ""]) for name, page in PAGES.items()}
    if arguments == ["--check"]:
        return _check(pages)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


def _check(pages: dict[str, str]) -> int:
    old = [
        name
        for name, text in pages.items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != text
    ]
    for name in old:
        sys.stdout.write(f"docs/reference/{name} is not up to date: run `ketenwerk docs`\n")
    return 1 if old else 0


def data_register() -> Iterator[str]:
    """Every field of every table of ours, how carefully it is kept, and whether it lies sealed."""
    yield "# Data register"
    yield ""
    yield "`internal` is not about a person, `personal` is, `special` lies sealed: only its holders can open it."
    for model in sorted(_own_models(), key=lambda model: model._meta.label):
        yield f"\n## {model._meta.label}\n"
        yield f"{_first_paragraph(model)}\n"
        yield from _table("field", "class", "sealed")
        for field in model._meta.local_fields:
            sealed = "sealed" if isinstance(field, SealedField) else ""
            yield f"| `{field.attname}` | {model.privacy[field.attname]} | {sealed} |"  # type: ignore[attr-defined]


def states() -> Iterator[str]:
    """The states of everything that has them, from the same tables the rules use."""
    yield "# States"
    for name, flow in FLOWS.items():
        yield f"\n## {name}\n\n```mermaid\n{flow.diagram()}\n```"


def addresses() -> Iterator[str]:
    """Every address and who may come in."""
    yield "# Addresses\n"
    yield "`public`: everybody. `signed-in`: who holds a role today."
    yield "`own`: the pages of signing in, which decide for themselves.\n"
    yield from _table("address", "name", "who")
    for path, name, policy in sorted(routes(get_resolver())):
        yield f"| `/{path}` | `{name}` | {policy} |"


def routes(
    resolver: URLResolver, before: str = "", space: str = ""
) -> Iterator[tuple[str, str, str]]:
    """(path, name, policy) of every address."""
    for pattern in resolver.url_patterns:
        path = before + _part(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield path, f"{space}{pattern.name}", policy_of(pattern.callback)
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern, path, inner)


def _part(pattern: object) -> str:
    return "<language>/" if isinstance(pattern, LocalePrefixPattern) else str(pattern).lstrip("^")


def settings() -> Iterator[str]:
    """What can be set from outside."""
    yield "# Settings\n"
    yield from _table("variable", "default")
    for name, field in Environment.model_fields.items():
        variable = field.validation_alias or f"KETENWERK_{name.upper()}"
        default = "" if field.is_required() else field.get_default(call_default_factory=True)
        yield f"| `{variable}` | {_relative(default)} |"


def retention() -> Iterator[str]:
    """How long what is kept, and which of it nobody has verified."""
    yield "# Retention\n"
    yield from _table("what", "how long", "why", "verified")
    for code, kept in country().retentions.items():
        long = f"{kept.months} months" if kept.months is not None else f"{kept.days} days"
        yield f"| {code} | {long} | {kept.why['en']} | {_yes(kept.verified)} |"


def roles() -> Iterator[str]:
    """The roles, and what they are called here."""
    yield "# Roles\n"
    yield from _table("role", *(f"name ({code})" for code in country().languages))
    for code, role in country().roles.items():
        names = " | ".join(role.name[language] for language in country().languages)
        yield f"| `{code}` | {names} |"


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "data-register": data_register,
    "states": states,
    "addresses": addresses,
    "settings": settings,
    "retention": retention,
    "roles": roles,
}


def _own_models() -> Iterator[type[Model]]:
    for model in apps.get_models():
        if model.__module__.startswith("ketenwerk."):
            yield model


def _first_paragraph(model: type[Model]) -> str:
    text = inspect.getdoc(model) or ""
    return " ".join(text.split("\n\n")[0].split())


def _table(*heads: str) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)


def _yes(value: object) -> str:
    return "yes" if value else "no"


def _relative(value: object) -> str:
    return f"`{str(value).replace(str(ROOT), '.')}`" if value not in ("", None, []) else ""
