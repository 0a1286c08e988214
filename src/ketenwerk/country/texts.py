"""Reads the pages of text of a country: one file for the words of one page in one language.

A file begins with facts about the text between two lines of `+++`, and goes on in Markdown. What would
not come out as text on the page is refused here, so that a mistake is found by who wrote it and not by who reads it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from django.conf import settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ketenwerk.country.entries import Text
from ketenwerk.country.reader import Finding, Misfit, built
from ketenwerk.country.tables import Tables

Texts = Mapping[tuple[str, str], Text]  # (page, language)

MARKDOWN = MarkdownIt("commonmark")
FENCE = "+++\n"
WRITTEN = frozenset({"person", "machine"})
VIEWS = frozenset({"whom", "signs", "contact", "answer", "find", "safety"})
FILLED_IN = frozenset({"emergency"})
BLANK = re.compile(r"\{([^{}]*)\}")
REFUSED = {
    "html_block": "raw HTML",
    "html_inline": "raw HTML",
    "image": "a picture",
    "code_block": "a line that begins with four spaces",
    "fence": "a block of code",
}
HEADINGS = frozenset({"h2", "h3"})


def read_texts(folder: Path, tables: Tables) -> tuple[Texts, list[Finding]]:
    """Every text that can be read, and what does not fit."""
    texts: dict[tuple[str, str], Text] = {}
    findings: list[Finding] = []
    for path in _files(folder / "texts"):
        place = path.relative_to(folder).as_posix()
        try:
            text = _text(path, tables)
        except Misfit as misfit:
            findings += [Finding(place, "", reason) for reason in misfit.args]
        else:
            texts[text.code, text.language] = text
    findings += _missing(folder, tables)
    return MappingProxyType(texts), findings


def tokens(body: str) -> Iterator[Token]:
    """What Markdown makes of it, the parts of a line after the line itself."""
    for token in MARKDOWN.parse(body):
        yield token
        yield from token.children or ()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _missing(folder: Path, tables: Tables) -> Iterator[Finding]:
    """In the languages of the country every page is there."""
    for language in tables.country[0].languages if tables.country else ():
        for page in tables.texts:
            path = folder / "texts" / language / f"{page.code}.md"
            if not path.is_file():
                place = path.relative_to(folder).as_posix()
                yield Finding(place, "", "the file is missing; every page is in every language")


def _text(path: Path, tables: Tables) -> Text:
    """Raises Misfit with every reason why it cannot be shown."""
    reasons = list(_misplaced(path, tables))
    if reasons:
        raise Misfit(*reasons)
    head, body = _halves(path)
    plain: Text = built(Text, head, ())
    text = replace(plain, code=path.stem, language=path.parent.name, body=body.strip())
    reasons = [*_unsound(text), *_unfit(text.body, _targets(tables))]
    if reasons:
        raise Misfit(*reasons)
    return text


def _misplaced(path: Path, tables: Tables) -> Iterator[str]:
    known = {*tables.country[0].languages, *dict(settings.LANGUAGES)}
    if path.suffix != ".md" or path.stem not in {page.code for page in tables.texts}:
        yield "no page of this name stands in texts.toml"
    if path.parent.name not in known:
        yield f"{path.parent.name!r} is no language that is offered"


def _halves(path: Path) -> tuple[dict[str, object], str]:
    try:
        content = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        raise Misfit(f"cannot be read: {fault}") from fault
    nothing, *rest = content.split(FENCE, maxsplit=2)
    if nothing or len(rest) < 2:  # noqa: PLR2004 - the facts and the text
        raise Misfit("must begin with facts between two lines of '+++'")
    try:
        return tomllib.loads(rest[0]), rest[1]
    except tomllib.TOMLDecodeError as fault:
        raise Misfit(f"cannot be read: {fault}") from fault


def _unsound(text: Text) -> Iterator[str]:
    if not text.title or not text.summary:
        yield "title and summary: must say something"
    if text.written not in WRITTEN:
        yield f"written {text.written!r} is not one of {', '.join(sorted(WRITTEN))}"
    if bool(text.reviewed_by) is not bool(text.reviewed_on):
        yield "reviewed_by and reviewed_on: one goes not without the other"
    if text.reviewed_on and text.look_again_on <= text.reviewed_on:
        yield f"look_again_on {text.look_again_on} is not after reviewed_on {text.reviewed_on}"


def _targets(tables: Tables) -> Mapping[str, frozenset[str]]:
    return {
        "page": frozenset(page.code for page in tables.texts),
        "channel": frozenset(channel.code for channel in tables.report_channels),
        "view": VIEWS,
    }


def _unfit(body: str, targets: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """What stands in the text and must not."""
    if not body:
        yield "holds no text"
    yield from (
        f"{{{name}}} stands for nothing" for name in BLANK.findall(body) if name not in FILLED_IN
    )
    above = ""
    for token in tokens(body):
        if token.type in REFUSED:
            yield f"holds {REFUSED[token.type]}: {token.content.strip()[:40]!r}"
        elif token.type == "heading_open":
            yield from _heading(token.tag, above)
            above = token.tag
        elif token.type == "link_open":
            yield from _link(str(token.attrs["href"]), targets)


def _heading(tag: str, above: str) -> Iterator[str]:
    """The title of the page is its only heading of level 1."""
    if tag not in HEADINGS or (tag == "h3" and not above):
        yield f"holds a heading of level {tag[1:]}; begin with ##, and ### under it"


def _link(href: str, targets: Mapping[str, frozenset[str]]) -> Iterator[str]:
    kind, _, target = href.partition(":")
    if kind in targets and target not in targets[kind]:
        yield f"links to {href!r}, which does not exist"
    elif kind not in targets and not href.startswith("https://"):
        yield f"links to {href!r}; must be page:, channel:, view: or https://"
