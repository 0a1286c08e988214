"""What a reporter told, as it lies sealed: the story, and every answer under the code of its question."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ketenwerk.country.data import Question, country
from ketenwerk.country.words import municipality_name, words
from ketenwerk.reporting import flow

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """One question as it was asked, and what was answered, in the language of the reader."""

    code: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Told:
    """`given` holds codes and texts by the code of the question, in the order of the road."""

    story: str
    given: Mapping[str, Sequence[str]]

    @property
    def text(self) -> str:
        """All of it as one text, the story first."""
        lines = [f"{each.question}\n{each.answer}" for each in self.answers]
        return "\n\n".join(part for part in (self.story, *lines) if part)

    @property
    def answers(self) -> list[Answer]:
        """Every answer but the story, in words."""
        return list(in_words(self.given, without="story"))


def write(story: str, given: Mapping[str, Sequence[str]]) -> str:
    """As it is sealed. The story stands once, under its own name."""
    rest = {code: list(said) for code, said in given.items() if not _is_story(code)}
    return json.dumps({"format": FORMAT, "story": story, "given": rest}, ensure_ascii=False)


def read(text: str) -> Told:
    """What was written; a report of before there were questions is a story alone."""
    try:
        said = json.loads(text)
        return Told(said["story"], {code: tuple(given) for code, given in said["given"].items()})
    except (ValueError, TypeError, KeyError, AttributeError):
        return Told(text, {})


def in_words(given: Mapping[str, Sequence[str]], *, without: str = "") -> Iterator[Answer]:
    """Questions and answers as one reads them. A question that is no longer asked keeps its code."""
    for code, said in given.items():
        question = country().questions.get(code)
        if question is None:
            yield Answer(code, code, ", ".join(said))
        elif not without or question.fills != without:
            yield Answer(code, words(question.label), answer_in_words(question, said))


def answer_in_words(question: Question, said: Sequence[str]) -> str:
    names = {code: words(name) for code, name in flow.named(question)}
    names |= dict(always())
    if question.kind == flow.MUNICIPALITY:
        names |= {code: municipality_name(code) for code in said if code not in flow.ALWAYS}
    return "\n".join(names.get(each, each) for each in said)


def always() -> list[tuple[str, str]]:
    """The answers that are always right."""
    return [(flow.UNKNOWN, _("I don't know")), (flow.UNSAID, _("I'd rather not say"))]


def _is_story(code: str) -> bool:
    question = country().questions.get(code)
    return question is not None and question.fills == "story"
