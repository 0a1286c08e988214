"""How hard a text is to read, by the measure of Björnsson (LIX): words per sentence, plus the share of long words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from ketenwerk.country.entries import Text
from ketenwerk.country.texts import tokens

LONG = 6  # letters; a word with more is a long one
ENOUGH = 5  # words; a heading of three says nothing about the sentences
WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
END = re.compile(r"[.!?:…]+[)”\"’]*(?:\s|$)")
SAID = frozenset({"text", "code_inline"})
BREAKS = frozenset({"softbreak", "hardbreak"})


@dataclass(frozen=True, slots=True)
class Measure:
    """Up to 45 a grown-up who reads ordinary newspapers can follow it; above 55 it is an official letter."""

    lix: float
    words_per_sentence: float
    words: int
    worst: tuple[str, ...]  # the three sentences that are hardest by themselves


def measure(text: Text) -> Measure:
    """Of the title, the summary and the text, without what only the page around it says."""
    found = list(sentences(text))
    words = [word for sentence in found for word in WORD.findall(sentence)]
    rows = [each for each in found if len(WORD.findall(each)) >= ENOUGH]
    return Measure(
        lix=_lix(words, len(found)),
        words_per_sentence=len(words) / len(found),
        words=len(words),
        worst=tuple(sorted(rows, key=lambda each: -_lix(WORD.findall(each), 1))[:3]),
    )


def sentences(text: Text) -> Iterator[str]:
    """A heading, a point of a list and the end of a paragraph end a sentence as a full stop does."""
    for block in (text.title, text.summary, *_blocks(text.body)):
        yield from (part.strip() for part in END.split(block) if WORD.search(part))


def _blocks(body: str) -> Iterator[str]:
    for token in tokens(body):
        if token.type == "inline":
            parts = token.children or ()
            yield "".join(" " if each.type in BREAKS else _said(each) for each in parts)


def _said(token: Token) -> str:
    return token.content if token.type in SAID else ""


def _lix(words: list[str], sentences: int) -> float:
    longer = sum(sum(sign.isalpha() for sign in word) > LONG for word in words)
    return len(words) / sentences + 100 * longer / len(words)
