"""Which questions are asked of whom: pure, for the check of the files and for the pages alike."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ketenwerk.country.entries import Given, Question

UNKNOWN, UNSAID = "unknown", "unsaid"  # "I don't know" and "I'd rather not say": always answers
ALWAYS = (UNKNOWN, UNSAID)
Answers = Mapping[str, Sequence[str]]  # question -> what was chosen, or one text


def fits(when: Sequence[Given], answers: Answers) -> bool:
    """Whether one of the alternatives fits; without any, everybody fits."""
    return not when or any(_all_given(each, answers) for each in when)


def road(questions: Iterable[Question], answers: Answers) -> Iterator[Question]:
    """The questions for somebody with these answers, in order.

    An answer to a question that is not on the road opens nothing: it was given before another one changed.
    """
    standing: dict[str, Sequence[str]] = {}
    for question in questions:
        here = answers.get(question.code, ())
        if fits(question.when, standing) and (here or not question.brought):
            yield question
            standing[question.code] = here


def _all_given(given: Given, answers: Answers) -> bool:
    return all(not set(wanted).isdisjoint(answers.get(name, ())) for name, wanted in given.items())
