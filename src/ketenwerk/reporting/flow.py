"""The road to a report: which question comes next, what may be said about it, and when it is enough.

Pure: answers in, questions out. What is asked of whom stands in countries/<code>/report-flow.toml.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ketenwerk.country.data import Question, Words, country
from ketenwerk.country.road import ALWAYS, UNKNOWN, UNSAID, Answers, fits, road

CHOICE, SEVERAL, TEXT, MUNICIPALITY = "choice", "several", "text", "municipality"
__all__ = ["ALWAYS", "CHOICE", "MUNICIPALITY", "SEVERAL", "TEXT", "UNKNOWN", "UNSAID"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is on the road: page `number` of `of`; the check page is the last."""

    question: Question | None
    number: int
    of: int


def questions() -> tuple[Question, ...]:
    return tuple(country().questions.values())


def asked(answers: Answers) -> tuple[Question, ...]:
    """The questions for somebody with these answers."""
    return tuple(road(questions(), answers))


def standing(answers: Answers) -> dict[str, tuple[str, ...]]:
    """The answers that count: those to questions on the road, in its order.

    What was typed before another answer took its question away, a name for instance, is not sent.
    """
    return {
        each.code: tuple(answers[each.code]) for each in asked(answers) if answers.get(each.code)
    }


def place(answers: Answers, code: str) -> Place:
    """The page of this question; the first one open when it is not on the road; else the check page."""
    way, last = asked(answers), len(likely(answers)) + 1
    codes = [each.code for each in way]
    code = code if code in codes else first_open(answers)
    number = codes.index(code) + 1 if code else last
    return Place(way[number - 1] if code else None, number, max(number, last))


def likely(answers: Answers) -> tuple[Question, ...]:
    """The road when what is still open gets the first answer that one can choose."""
    found = dict(answers)
    for question in questions():
        if not found.get(question.code) and not question.brought:
            found[question.code] = (next(iter(named(question)), (UNKNOWN, {}))[0],)
    return asked(found)


def first_open(answers: Answers) -> str:
    """The first question without an answer; empty when all have one."""
    return next((each.code for each in asked(answers) if not answers.get(each.code)), "")


def after(answers: Answers, code: str) -> str:
    """The question after this one, or the first one open when it is not on the road; empty after the last."""
    codes = [each.code for each in asked(answers)]
    if code not in codes:
        return first_open(answers)
    return next(iter(codes[codes.index(code) + 1 :]), "")


def before(answers: Answers, code: str) -> str:
    """The question before this one, or before the check page; empty on the first page."""
    codes = [each.code for each in asked(answers)]
    earlier = codes[: codes.index(code)] if code in codes else codes
    return earlier[-1] if earlier else ""


def is_enough(answers: Answers) -> bool:
    """Whether the rest may be left out from here on."""
    return any(each.enough and answers.get(each.code) for each in asked(answers))


def remarks(question: Question, answers: Answers) -> Iterator[Words]:
    """What is said above a question to somebody with these answers."""
    counted = standing(answers)
    return (each.text for each in question.remarks if fits(each.when, counted))


def warnings(answers: Answers) -> Iterator[Words]:
    """The remarks that are said once more before sending."""
    counted = standing(answers)
    for question in asked(answers):
        yield from (
            each.text for each in question.remarks if each.again and fits(each.when, counted)
        )


def facts(answers: Answers) -> dict[str, str]:
    """What the answers say about the report, by the name of the fact; without what is not known."""
    found: dict[str, str] = {}
    for code, given in standing(answers).items():
        name = country().questions[code].fills
        if name and given[0] not in ALWAYS:
            found[name] = given[0]
    return found


def codes_of(question: Question) -> frozenset[str]:
    """Every answer one can choose."""
    return frozenset(code for code, _ in named(question)) | set(ALWAYS)


def named(question: Question) -> Iterable[tuple[str, Words]]:
    """The answers one can choose with their words, without those that are always answers."""
    if question.words_from == "forms":
        held = [(each.code, each.name) for each in country().forms.values() if _is_whole(each)]
    elif question.words_from == "indicators":
        held = [(each.code, each.text) for each in country().indicators.values()]
    elif question.words_from:
        listed = country().vocabulary[question.words_from].choices
        held = [(each.code, each.name) for each in listed]
    else:
        held = [(each.code, each.name) for each in question.choices]
    return [(code, words) for code, words in held if code not in (*ALWAYS, "UNK")]


def begun(given: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Answers that somebody brings along from another page, as far as they are answers."""
    found = {}
    for question in questions():
        wanted = given.get(question.code, ())
        kept = tuple(code for code, _ in named(question) if code in wanted)
        if kept:
            found[question.code] = kept if question.kind == SEVERAL else kept[:1]
    return found


def _is_whole(form: object) -> bool:
    return not getattr(form, "parent", "") and getattr(form, "valid_to", None) is None
