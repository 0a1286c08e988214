"""The form on paper asks what the pages ask."""

import re
from io import BytesIO

import pytest
from django.conf import settings
from pypdf import PdfReader

from ketenwerk.commands import form as command
from ketenwerk.country.data import country
from ketenwerk.country.speech import Foreign
from ketenwerk.reporting import flow, paper

ABOVE_OR_BELOW = re.compile(
    "[\u0610-\u061a\u064b-\u065f]"
)  # vowels: copied together with a letter


def words_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_question_and_every_answer_stands_on_it(language):
    words = words_of(paper.form(language))

    for question in flow.questions():
        if not question.brought:
            assert "".join(question.label[language].split()) in words, question.code
            for _, named in flow.named(question):
                assert "".join(named[language].split()) in words, named
    assert country().emergency_number in words


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_every_letter_of_the_questions_can_be_printed_and_copied(language):
    letters = set(words_of(paper.form(language)))

    for question in flow.questions():
        if not question.brought:
            label = country().said(question.label, language)
            assert not isinstance(label, Foreign)
            assert set(ABOVE_OR_BELOW.sub("", "".join(label.split()))) <= letters, label


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_it_can_be_read_aloud(language):
    found = PdfReader(BytesIO(paper.form(language)))

    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert found.trailer["/Root"]["/Lang"] == language
    assert found.metadata.title


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_anyone_can_fetch_it(visitor, language):
    answer = visitor.get(f"/{language}/contact/paper/")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    assert f"/{language}/contact/paper/" in visitor.get(f"/{language}/contact/").text


def test_the_command_writes_it(tmp_path, capsys):
    assert command.run(["nl", str(tmp_path / "form.pdf")]) == 0

    assert (tmp_path / "form.pdf").read_bytes() == paper.form("nl")
    assert "form.pdf" in capsys.readouterr().out
