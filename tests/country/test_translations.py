"""Words of the country in a language it does not have itself: each stands for a text that is there."""

import json

import pytest
from django.conf import settings

from ketenwerk.commands.country import run
from ketenwerk.country.check import check, missing_words
from ketenwerk.country.data import load
from ketenwerk.country.speech import Foreign
from ketenwerk.country.translations import translations

from .conftest import FOLDER

GOOD = 'written = "machine"\n\n[words]\n"Not urgent" = "Niepilne"\n'


@pytest.fixture
def write(folder):
    """Write a file of translations in a copy of the country."""

    def written(text, name="xx.toml"):
        (folder / "words").mkdir(exist_ok=True)
        (folder / "words" / name).write_text(text, encoding="utf-8")

    return written


def found(folder):
    return [(each.file, each.entry, each.reason) for each in check(folder)]


@pytest.mark.parametrize(
    ("text", "entry", "reason"),
    [
        (GOOD.replace("Not urgent", "Gone"), "Gone", "is no text of this country (any more)"),
        (GOOD.replace("Niepilne", " "), "Not urgent", "must be translated into text"),
        (GOOD.replace('"Niepilne"', "5"), "Not urgent", "must be translated into text"),
        (
            GOOD.replace("Niepilne", "{x}"),
            "Not urgent",
            "has other blanks to fill in than its translation",
        ),
        (GOOD.replace("machine", "somebody"), "", "written: must be one of machine, person"),
        (f'colour = "red"\n{GOOD}', "", "unknown key 'colour'"),
        (f'awaiting = ["Not urgent"]\n{GOOD}', "Not urgent", "awaits a translation, and has one"),
        (
            f'awaiting = ["Gone"]\n{GOOD}',
            "Gone",
            "awaits a translation, but is no text of this country (any more)",
        ),
    ],
)
def test_a_mistake_is_refused_with_its_place(folder, write, text, entry, reason):
    write(text)

    assert found(folder) == [("words/xx.toml", entry, reason)]


def test_a_file_that_cannot_be_read_is_named(folder, write):
    write("[words")

    assert [(file, entry) for file, entry, _ in found(folder)] == [("words/xx.toml", "")]


@pytest.mark.parametrize("name", ["nl.toml", "polish.toml"])
def test_it_is_named_after_a_language_that_the_country_lacks(folder, write, name):
    write(GOOD, name)

    ((_, _, reason),) = found(folder)
    assert "must be the two letters of a language that the country lacks" in reason


def test_a_word_is_said_in_the_language_and_what_it_lacks_in_another_that_says_so(folder, write):
    write(GOOD)

    said = load(folder).choices("urgency", "xx")

    assert ("not-urgent", "Niepilne") in said
    others = [text for _, text in said if text != "Niepilne"]
    assert {each.lang for each in others if isinstance(each, Foreign)} == {"en"}
    assert len(others) == len(said) - 1


@pytest.mark.parametrize("language", sorted(translations(FOLDER)))
def test_visitors_lack_no_word_but_those_that_are_said_to_await_a_translation(language):
    awaited = translations(FOLDER)[language].awaiting

    assert sorted(missing_words(FOLDER, language)) == sorted(awaited)


def test_every_language_that_is_offered_has_words(netherlands):
    assert {*netherlands.languages, *netherlands.translations} == set(dict(settings.LANGUAGES))


def test_what_awaits_a_translation_is_still_listed_as_missing(folder, write):
    write(f'awaiting = ["Within a few days"]\n{GOOD}')

    assert found(folder) == []
    assert "Within a few days" in missing_words(folder, "xx")


def test_what_visitors_lack_is_listed(folder, write, capsys, monkeypatch):
    write(GOOD)
    monkeypatch.setattr(settings, "COUNTRIES_DIR", folder.parent)

    assert run(["words", "nl", "xx"]) == 0

    listed = json.loads(capsys.readouterr().out)
    assert "Not urgent" not in listed
    assert "Within a few days" in listed
    assert len(listed) == len(set(listed)) == len(missing_words(folder, "yy")) - 1
