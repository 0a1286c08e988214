"""The questions of a report as a form on paper, from the same data as the pages: a tagged PDF to fill in by hand."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _
from django.utils.translation import override

from ketenwerk.country.data import Question, country
from ketenwerk.country.entries import Given
from ketenwerk.country.speech import direction
from ketenwerk.country.words import words
from ketenwerk.reporting import flow, told

LOOK = Path(__file__).with_suffix(".typ")
LETTERS = Path(__file__).with_name("letters")  # of scripts for which typst brings none
LINES = {flow.TEXT: 5, flow.MUNICIPALITY: 1}


@cache
def form(language: str) -> bytes:
    """The whole form as a PDF in this language."""
    with override(language):
        said = json.dumps(_said(language))
    return typst.compile(
        LOOK,
        format="pdf",
        pdf_standards="ua-1",  # headings and language for who listens to it
        ignore_system_fonts=True,
        font_paths=[LETTERS],
        sys_inputs={"said": said},
    )


def _said(language: str) -> dict[str, Any]:
    asked = [each for each in flow.questions() if not each.brought]
    numbers = {each.code: number for number, each in enumerate(asked, start=1)}
    return {
        "language": language,
        "direction": direction(language),
        "title": _("Your report on paper"),
        "before": [
            _("Is somebody in danger now? Call %(number)s.")
            % {"number": country().emergency_number},
            _(
                "These are the same questions as on the website. You do not have to give your name."
            ),
            _("Leave out what you do not want to answer. Keep this paper where nobody finds it."),
        ],
        "questions": [_question(each, numbers) for each in asked],
        "after_heading": _("When you are ready"),
        "after": [
            _(
                "Filling in this paper sends nothing. Type the answers on the website, alone or together with somebody."
            ),
            _(
                "Or give the paper to somebody of an organisation that you trust. Ask who will read it."
            ),
        ],
    }


def _question(question: Question, numbers: dict[str, int]) -> dict[str, Any]:
    named = [words(name) for _code, name in flow.named(question)]
    is_list = question.kind == flow.MUNICIPALITY  # its hint is about the list on the page
    return {
        "number": numbers[question.code],
        "label": words(question.label),
        "only": words(question.on_paper) if question.on_paper else _only(question.when, numbers),
        "hint": words(question.hint) if question.hint and not is_list else "",
        "why": words(question.why) if question.why else "",
        "remarks": [
            f"{_only(each.when, numbers)} {words(each.text)}".strip() for each in question.remarks
        ],
        "lines": LINES.get(question.kind, 0),
        "choices": [*named, *(name for _code, name in told.always())],
    }


def _only(when: Sequence[Given], numbers: dict[str, int]) -> str:
    """Whom the question is for, in words; nothing when it is for everybody."""
    if not when:
        return ""
    ways = (_(", and ").join(_conditions(given, numbers)) for given in when)
    return _("Only if %(answers)s.") % {"answers": _("; or if ").join(ways)}


def _conditions(given: Given, numbers: dict[str, int]) -> Iterator[str]:
    for code, wanted in given.items():
        question = country().questions[code]
        names = {code: words(name) for code, name in flow.named(question)} | dict(told.always())
        left = [name for code, name in names.items() if code not in wanted]
        if len(left) < len(wanted):
            yield _asked(
                numbers[code], left, _("your answer to question %(number)s is not %(names)s")
            )
        else:
            held = [name for code, name in names.items() if code in wanted]
            yield _asked(numbers[code], held, _("your answer to question %(number)s is %(names)s"))


def _asked(number: int, names: Sequence[str], sentence: str) -> str:
    quoted = _(" or ").join(f"“{name}”" for name in names)
    return sentence % {"number": number, "names": quoted}
