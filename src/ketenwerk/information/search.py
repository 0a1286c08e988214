"""Finds pages by what somebody typed. Pure: the same question to the same documents gives the same answer."""

import re
import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from ketenwerk.foundation.folding import WORD, alike, folded, script_of, spelled
from ketenwerk.foundation.text import plain

LONGEST = 200  # letters of a question; what comes after is not looked at
MOST_WORDS = 12
MOST_FOUND = 20
PASSAGE = 280  # letters
# Any hit in a title comes before any hit in a text; what people call it in words of their own stands between.
COUNTS = {"title": 3.0, "called": 2.0, "text": 1.0}
WHOLE = 3.0  # on top, when all the words of one way to call it were asked for
SMALL, SMALL_COUNTS = 2, 0.3  # words such as "I", "me" and "ik" stand in every question
ENOUGH = 0.3  # of what was asked, by how telling the words are
SENTENCE = re.compile(r"(?<=[.!?؟።])\s+")

Fold = Callable[[str], str]
Likely = Mapping[str, float]  # folded word -> how much it is what was typed


@dataclass(frozen=True, slots=True)
class Document:
    """Something with an address that can be found. `kind` says in the reader's words what it is.

    `called` holds words that people use for it; they are looked in and never shown.
    """

    kind: str
    title: str
    text: str
    url: str
    language: str
    called: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A bit of a text; `found` when it is a word that was asked for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Hit:
    document: Document
    title: tuple[Piece, ...]
    passage: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of a question, and the words of the documents it may stand for."""

    word: str
    fold: Fold
    likely: Likely

    def means(self, word: str) -> bool:
        return self.fold(word) in self.likely


class Index:
    """All documents for the readers of one language, in the order that breaks a tie."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = tuple(documents)
        self.parts: dict[Fold, dict[str, dict[str, set[int]]]] = {
            fold: {part: self._where(fold, part) for part in COUNTS} for fold in (folded, spelled)
        }
        self.ways = self._ways()
        self.words = {fold: sorted(set().union(*self.parts[fold].values())) for fold in self.parts}

    def find(self, question: str) -> tuple[Hit, ...]:
        """The best first. Empty for a question without words, and when nothing is like it."""
        asked = [self._asked(word) for word in words_of(question)]
        scores = self._scores(asked)
        best = sorted(scores, key=lambda number: (-scores[number], number))[:MOST_FOUND]
        return tuple(_hit(self.documents[number], asked) for number in best)

    def _where(self, fold: Fold, part: str) -> dict[str, set[int]]:
        found: defaultdict[str, set[int]] = defaultdict(set)
        for number, document in enumerate(self.documents):
            for word in WORD.findall(getattr(document, part)):
                found[fold(word)].add(number)
        found.pop("", None)
        return dict(found)

    def _ways(self) -> dict[tuple[str, ...], set[int]]:
        """The ways of several words to call something, and what is called so."""
        found: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
        for number, document in enumerate(self.documents):
            for way in document.called.splitlines():
                found[tuple(WORD.findall(way))].add(number)
        return {way: numbers for way, numbers in found.items() if len(way) > 1}

    def _asked(self, word: str) -> Asked:
        fold = script_of(word)
        return Asked(fold(word), fold, alike(fold(word), self.words[fold]))

    def _scores(self, asked: Sequence[Asked]) -> dict[int, float]:
        """Rare words tell more than common ones; what holds too little of the question is left out."""
        score: defaultdict[int, float] = defaultdict(float)
        covered: defaultdict[int, float] = defaultdict(float)
        owed = 0.0
        for word in asked:
            weights = self._weights(word)
            telling = self._telling(word, weights)
            owed += telling
            for number, weight in weights.items():
                score[number] += telling * weight
                covered[number] += telling
        for number in self._called_whole(asked):
            score[number] += WHOLE * owed
        return {number: score[number] for number in score if covered[number] >= ENOUGH * owed}

    def _telling(self, asked: Asked, weights: Mapping[int, float]) -> float:
        small = asked.word.isalpha() and asked.word.isascii() and len(asked.word) <= SMALL
        rare = log(1 + len(self.documents) / len(weights)) if weights else 0.0
        return rare * (SMALL_COUNTS if small else 1.0)

    def _called_whole(self, asked: Sequence[Asked]) -> set[int]:
        found: set[int] = set()
        for way, numbers in self.ways.items():
            if all(any(each.means(word) for each in asked) for word in way):
                found |= numbers
        return found

    def _weights(self, asked: Asked) -> dict[int, float]:
        weights: defaultdict[int, float] = defaultdict(float)
        for part, where in self.parts[asked.fold].items():
            for word, likely in asked.likely.items():
                for number in where.get(word, ()):
                    weights[number] = max(weights[number], COUNTS[part] * likely)
        return weights


def asked_for(typed: str) -> str:
    """A question as we take it: one line, no marks that hide or turn letters, not without end."""
    return " ".join(plain(typed[: 10 * LONGEST]).split())[:LONGEST]


def words_of(question: str) -> list[str]:
    """Each word once, in the order they were typed."""
    found = {folded(word): word for word in reversed(WORD.findall(asked_for(question)))}
    return [word for fold, word in reversed(found.items()) if fold][:MOST_WORDS]


def _hit(document: Document, asked: Sequence[Asked]) -> Hit:
    passages = list(_passages(document.text)) or [""]
    best = max(passages, key=lambda passage: _likeness(passage, asked))  # the first of equals
    return Hit(document, _marked(document.title, asked), _marked(best, asked))


def _passages(text: str) -> Iterator[str]:
    """Sentences of one line put together as long as they stay short, and a long one cut between its words."""
    for line in text.splitlines():
        passage = ""
        for part in (
            part for each in SENTENCE.split(line) for part in textwrap.wrap(each, PASSAGE)
        ):
            if passage and len(passage) + len(part) >= PASSAGE:
                yield passage
                passage = ""
            passage = f"{passage} {part}".strip()
        if passage:
            yield passage


def _likeness(passage: str, asked: Sequence[Asked]) -> float:
    words = WORD.findall(passage)
    return sum(
        max((each.likely.get(each.fold(w), 0.0) for w in words), default=0) for each in asked
    )


def _marked(text: str, asked: Sequence[Asked]) -> tuple[Piece, ...]:
    """The whole text in pieces: joined together it is what it was."""
    spans = [
        found.span()
        for found in WORD.finditer(text)
        if any(each.means(found[0]) for each in asked)
    ]
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    pieces = (Piece(text[a:b], at % 2 == 1) for at, (a, b) in enumerate(pairwise(edges)))
    return tuple(piece for piece in pieces if piece.text)
