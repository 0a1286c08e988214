"""From Markdown to the text of a page: paragraphs, lists, headings and links, and nothing else."""

import nh3
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ketenwerk.country.data import Text, country
from ketenwerk.information.cards import channel_url, page_url

TAGS = {"p", "h2", "h3", "ul", "ol", "li", "a", "strong", "em", "blockquote", "br", "hr", "code"}
VIEWS = {
    "whom": "information:whom",
    "signs": "information:signs",
    "contact": "reporting:report",
    "answer": "reporting:mailbox",
    "find": "care:find",
    "safety": "information:safety",
}
MARKDOWN = MarkdownIt("commonmark", {"html": False})


def rendered(text: Text) -> SafeString:
    """The body of a text, with its links in the language of the page around it."""
    body = text.body.replace("{emergency}", country().emergency_number)
    found = MARKDOWN.parse(body)
    for token in found:
        _lead(token.children or [])
    html = MARKDOWN.renderer.render(found, MARKDOWN.options, {})
    clean = nh3.clean(
        html, tags=TAGS, attributes={"a": {"href", "rel"}}, url_schemes={"https"}, link_rel=None
    )
    return mark_safe(clean)  # noqa: S308 - of these tags only, made from files of our own


def _lead(inside: list[Token]) -> None:
    for token in inside:
        if token.type == "link_open":
            href = str(token.attrs["href"])
            token.attrs["href"] = url = _url(href)
            if url == href:
                token.attrs["rel"] = "noreferrer nofollow"


def _url(href: str) -> str:
    kind, _, target = href.partition(":")
    match kind:
        case "page":
            return page_url(country().pages[target])
        case "channel":
            return channel_url(target)
        case "view":
            return reverse(VIEWS[target])
        case _:
            return href
