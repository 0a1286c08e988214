import pytest

from tools.check_translations import catalogue, collected, gaps, languages, mistakes

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
SOURCE = """
from django.utils.translation import gettext as _

HELLO = _("Hello %(name)s") % {"name": "x"}
"""
GOOD = '\n#, python-format\nmsgid "Hello %(name)s"\nmsgstr "Dag %(name)s"\n'


@pytest.fixture
def house(tmp_path):
    folder = tmp_path / "house"
    folder.mkdir()
    (folder / "words.py").write_text(SOURCE)
    return folder


def found(house, tmp_path, translations):
    path = catalogue(house, "nl")
    path.parent.mkdir(parents=True)
    path.write_text(HEADER + translations)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    return [gap.partition(":")[0] for gap in gaps(collected(house, "nl", scratch))]


@pytest.mark.parametrize(
    ("translations", "gap"),
    [
        (GOOD, []),
        ("", ["not translated"]),
        (GOOD.replace("Dag %(name)s", ""), ["not translated"]),
        (GOOD.replace("#, ", "#, fuzzy, "), ["to be looked at"]),
        (GOOD + '\nmsgid "Gone"\nmsgstr "Weg"\n', ["no longer used"]),
    ],
)
def test_a_gap_is_found(house, tmp_path, translations, gap):
    assert found(house, tmp_path, translations) == gap


def test_a_translation_that_cannot_be_filled_in_is_refused(house, tmp_path):
    assert found(house, tmp_path, GOOD.replace("Dag %(name)s", "Dag %(naam)s")) != []


def test_a_language_without_translations_is_a_gap(house):
    assert mistakes_begin(house) == [f"{code}: there is no locale" for code in languages()]


def mistakes_begin(house):
    return [mistake.partition("/")[0] for mistake in mistakes(house)]


def test_the_source_is_left_as_it_was(house, tmp_path):
    found(house, tmp_path, "")
    assert catalogue(house, "nl").read_text() == HEADER
