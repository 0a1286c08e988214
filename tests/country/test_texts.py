"""What a page of text may hold. Every mistake is planted in a copy of the real files."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from ketenwerk.country.data import load
from ketenwerk.country.reader import read
from ketenwerk.country.texts import read_texts

from .conftest import FOLDER

TABLES = read(FOLDER)

FACTS = """title = "Uw rechten"
summary = "Wat u mag vragen."
written = "person"
look_again_on = 2027-05-24
"""
BODY = (
    "Bel {emergency}, of [CoMensha](channel:comensha).\n\n## Hulp\n\nLees [verder](page:help).\n"
)


def write(
    folder: Path, *, facts: str = FACTS, body: str = BODY, place: str = "nl/rights.md"
) -> None:
    path = folder / "texts" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"+++\n{facts}+++\n{body}", encoding="utf-8")


def reasons(folder: Path, place: str = "nl/rights.md") -> list[str]:
    """What is wrong with this one text; the others are not there."""
    _, findings = read_texts(folder, TABLES)
    return [each.reason for each in findings if each.file == f"texts/{place}"]


def test_a_sound_text_is_read(folder):
    write(folder)

    text = load(folder).text("rights", "nl")

    assert (text.code, text.language, text.title) == ("rights", "nl", "Uw rechten")
    assert text.body == BODY.strip()
    assert not text.reviewed_by


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "holds no text"),
        ("Klik <b>hier</b>.", "holds raw HTML: '<b>'"),
        ("<div>Hier</div>", "holds raw HTML: '<div>Hier</div>'"),
        ("<!-- later -->", "holds raw HTML"),
        ("![een foto](https://example.org/a.png)", "holds a picture"),
        ("Tekst.\n\n    te ver naar rechts", "holds a line that begins with four spaces"),
        ("```\ncode\n```", "holds a block of code"),
        ("# Uw rechten", "holds a heading of level 1"),
        ("### Te diep", "holds a heading of level 3"),
        ("## Kop\n\n#### Te diep", "holds a heading of level 4"),
        ("Bel {alarm}.", "{alarm} stands for nothing"),
        ("[x](page:plichten)", "links to 'page:plichten', which does not exist"),
        ("[x](channel:nobody)", "links to 'channel:nobody', which does not exist"),
        ("[x](view:home)", "links to 'view:home', which does not exist"),
        ("[x](/nl/help/)", "links to '/nl/help/'; must be"),
        ("[x](http://example.org/)", "links to 'http://example.org/'; must be"),
        ("[x](mailto:a@example.org)", "links to 'mailto:a@example.org'; must be"),
        ("## Kop\n\n- een\n- [x](page:x)", "links to 'page:x', which does not exist"),
    ],
)
def test_what_would_not_come_out_as_text_is_refused(tmp_path, body, reason):
    write(tmp_path, body=body)

    assert any(reason in each for each in reasons(tmp_path)), reasons(tmp_path)


@pytest.mark.parametrize("view", ["whom", "signs", "contact", "answer", "find", "safety"])
def test_a_text_may_link_to_these_pages(tmp_path, view):
    write(tmp_path, body=f"Zie [verder]({'view:' + view}) en [elders](https://example.org/).")

    assert reasons(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('title = "Uw rechten"\n', "", "missing key 'title'"),
        ('title = "Uw rechten"', 'title = ""', "title and summary: must say something"),
        ("look_again_on = 2027-05-24\n", "", "missing key 'look_again_on'"),
        ("2027-05-24", '"2027-05-24"', "look_again_on: must be a day"),
        (
            'written = "person"',
            'written = "robot"',
            "written 'robot' is not one of machine, person",
        ),
        ('written = "person"', 'writer = "person"', "unknown key 'writer'"),
        ('written = "person"', 'written = "person"\nbody = "x"', "unknown key 'body'"),
        ('written = "person"', "written = person", "cannot be read"),
        (
            'written = "person"',
            'written = "person"\nreviewed_by = "A. B."',
            "one goes not without",
        ),
        (
            'written = "person"',
            'written = "person"\nreviewed_on = 2026-11-24',
            "one goes not without",
        ),
        (
            'written = "person"',
            'written = "person"\nreviewed_by = "A. B."\nreviewed_on = 2027-05-24',
            "look_again_on 2027-05-24 is not after reviewed_on 2027-05-24",
        ),
    ],
)
def test_the_facts_about_a_text_must_be_sound(tmp_path, old, new, reason):
    assert old in FACTS
    write(tmp_path, facts=FACTS.replace(old, new))

    assert any(reason in each for each in reasons(tmp_path)), reasons(tmp_path)


@pytest.mark.parametrize("content", ["Alleen tekst.", "+++\ntitle = 1\n", "\n+++\n+++\n"])
def test_a_text_without_facts_is_refused(tmp_path, content):
    write(tmp_path)
    (tmp_path / "texts/nl/rights.md").write_text(content, encoding="utf-8")

    assert reasons(tmp_path) == ["must begin with facts between two lines of '+++'"]


def test_a_text_in_another_encoding_is_refused(tmp_path):
    write(tmp_path)
    (tmp_path / "texts/nl/rights.md").write_bytes("+++\n+++\ncaf\xe9".encode("latin-1"))

    assert ["cannot be read" in each for each in reasons(tmp_path)] == [True]


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("nl/right.md", "no page of this name stands in texts.toml"),
        ("nl/rights.txt", "no page of this name stands in texts.toml"),
        ("fr/rights.md", "'fr' is no language that is offered"),
        ("rights.md", "'texts' is no language that is offered"),
    ],
)
def test_a_misspelt_text_is_not_left_out_in_silence(tmp_path, place, reason):
    write(tmp_path, place=place)

    assert reasons(tmp_path, place) == [reason]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_must_be_there_in_the_languages_of_the_country(tmp_path, language):
    assert reasons(tmp_path, f"{language}/rights.md") == [
        "the file is missing; every page is in every language"
    ]


def test_in_other_languages_a_page_may_be_missing_and_a_spare_one_is_read(folder, settings):
    settings.LANGUAGES = list({**dict(settings.LANGUAGES), "ar": "Arabic"}.items())
    shutil.rmtree(folder / "texts/ar", ignore_errors=True)
    write(folder, place="ar/rights.md")

    country = load(folder)

    assert country.text("rights", "ar").language == "ar"
    assert country.text("help", "ar").language == "en"


@pytest.mark.parametrize(
    ("day", "overdue"), [(date(2027, 5, 24), False), (date(2027, 5, 25), True)]
)
def test_a_text_is_overdue_the_day_after(folder, day, overdue):
    write(folder)

    assert load(folder).text("rights", "nl").is_overdue(day) is overdue
