"""Whether the questions of a report lead everybody to its end, and every report to somebody."""

from collections.abc import Iterator, Mapping

from ketenwerk.country.entries import Given, Question
from ketenwerk.country.reader import Finding, file_of
from ketenwerk.country.road import ALWAYS, UNKNOWN, road
from ketenwerk.country.tables import Tables

CHOOSING = frozenset({"choice", "several"})
KINDS = CHOOSING | {"text", "municipality"}
FILLS = frozenset(
    {"reporter", "urgency", "case", "story", "municipality", "age", "form", "wish", "contact"}
)
ONE_LIST = {"reporter": "reporter-kind", "urgency": "urgency", "form": "forms"}
PLACE = "place"  # a fact of its own: whether a municipality is known
AREAS = frozenset({"region", "nation"})
LONGEST = 16  # pages; nobody in fear gets further


def roads(tables: Tables) -> Iterator[Finding]:
    """Findings on questions, on the roads through them, and on the rules for who receives a report."""
    codes = {each.code: answers_of(each, tables) for each in tables.report_flow}
    found = [*_questions(tables, codes)] or [*_walked(tables.report_flow, codes)]
    yield from found
    if not found:
        yield from _routes(tables, codes)


def answers_of(question: Question, tables: Tables) -> tuple[str, ...]:
    """The codes somebody can choose, with those that are always answers."""
    named = [choice.code for choice in question.choices] or _listed(question.words_from, tables)
    return (*(code for code in named if code not in ALWAYS), *ALWAYS)


def _listed(name: str, tables: Tables) -> list[str]:
    """The codes of a list that a question may take its choices from."""
    if name == "forms":
        return [each.code for each in tables.forms if not each.parent]
    if name == "indicators":
        return [each.code for each in tables.indicators]
    lists = [each for each in tables.vocabulary if each.code == name]
    return [choice.code for each in lists for choice in each.choices]


def _questions(tables: Tables, codes: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    file, earlier = file_of("report_flow"), dict[str, tuple[str, ...]]()
    for question in tables.report_flow:
        answers = codes[question.code]
        reasons = [*_wrong_with(question, answers), *_wrong_list(question, answers, tables)]
        reasons += _conditions(question.when, earlier)
        earlier[question.code] = answers
        for remark in question.remarks:
            reasons += _conditions(remark.when, earlier)
        yield from (Finding(file, question.code, reason) for reason in reasons)
    for fact in sorted(FILLS - {each.fills for each in tables.report_flow}):
        yield Finding(file, "", f"no question fills {fact!r}")


def _wrong_with(question: Question, answers: tuple[str, ...]) -> Iterator[str]:
    if question.kind not in KINDS:
        yield f"kind {question.kind!r} is not one of {', '.join(sorted(KINDS))}"
    if question.fills and question.fills not in FILLS:
        yield f"fills: {question.fills!r} is no fact of a report"
    if question.choices and question.words_from:
        yield "has both choices and words_from"
    if (question.kind in CHOOSING) is (answers == ALWAYS):
        yield "a question to choose from needs choices, and no other has any"


def _wrong_list(question: Question, answers: tuple[str, ...], tables: Tables) -> Iterator[str]:
    """A report keeps some answers as codes of a list; the question may only offer those."""
    wanted = ONE_LIST.get(question.fills)
    kept = {*_listed(wanted, tables), *ALWAYS} if wanted else set(answers)
    for code in sorted(set(answers) - kept):
        yield f"fills {question.fills!r}, and {code!r} does not exist in {wanted}"


def _conditions(when: tuple[Given, ...], earlier: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for given in when:
        for name, wanted in given.items():
            if name not in earlier:
                yield f"when: {name!r} is no earlier question"
                continue
            for code in sorted(set(wanted) - set(earlier[name])):
                yield f"when: {code!r} is no answer to {name!r}"


def _walked(
    questions: tuple[Question, ...], codes: Mapping[str, tuple[str, ...]]
) -> Iterator[Finding]:
    """Go every road there is. Only the answers that some condition names can change one."""
    file, asked, longest = file_of("report_flow"), set[str](), 0
    for way in _ways(questions, codes):
        asked |= {question.code for question in way}
        longest = max(longest, len(way))
        if not any(question.enough for question in way):
            names = ", ".join(question.code for question in way)
            yield Finding(file, "", f"a road without a question that is enough: {names}")
            return
    if longest > LONGEST:
        yield Finding(file, "", f"a road of {longest} questions; at most {LONGEST} may be asked")
    for question in questions:
        if question.code not in asked:
            yield Finding(file, question.code, "is asked of nobody")


def _ways(
    questions: tuple[Question, ...], codes: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Question, ...]]:
    turning = {name for each in questions for given in each.when for name in given}
    open_ends: list[dict[str, tuple[str, ...]]] = [{}]
    while open_ends:
        answers = open_ends.pop()
        way = tuple(road([*questions], answers | _brought(questions)))
        fork = next((q for q in way if q.code in turning and q.code not in answers), None)
        if fork is None:
            yield way
        else:
            open_ends += [{**answers, fork.code: (code,)} for code in codes[fork.code]]


def _brought(questions: tuple[Question, ...]) -> dict[str, tuple[str, ...]]:
    return {each.code: (UNKNOWN,) for each in questions if each.brought}


def _routes(tables: Tables, codes: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    file = file_of("routing")
    facts = {PLACE: ("known", UNKNOWN)}
    for question in tables.report_flow:
        facts[question.fills] = (*facts.get(question.fills, ()), *codes[question.code])
    for route in tables.routing:
        if route.area not in AREAS:
            yield Finding(file, route.code, f"area {route.area!r} is not region or nation")
        yield from (Finding(file, route.code, reason) for reason in _conditions(route.when, facts))
    if not any(not each.when and each.area == "nation" for each in tables.routing):
        yield Finding(file, "", "has no rule for everybody that leads to the whole country")
