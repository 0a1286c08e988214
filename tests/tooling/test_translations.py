import pytest

from tools.check_translations import Scope, catalogue, collected, gaps, languages, mistakes
from tools.public_texts import public_files
from tools.tracked import ROOT

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
SOURCE = """
from django.utils.translation import gettext as _

HELLO = _("Hello %(name)s") % {"name": "x"}
"""
GOOD = '\n#, python-format\nmsgid "Hello %(name)s"\nmsgstr "Dag %(name)s"\n'
EVERYTHING = Scope()


@pytest.fixture
def house(tmp_path):
    folder = tmp_path / "house"
    folder.mkdir()
    (folder / "words.py").write_text(SOURCE)
    return folder


def found(house, tmp_path, translations, scope=EVERYTHING):
    path = catalogue(house, "nl")
    path.parent.mkdir(parents=True)
    path.write_text(HEADER + translations)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    copy = collected(house, ["nl"], scratch)
    return [gap.partition(":")[0] for gap in gaps(catalogue(copy, "nl"), scope)]


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


@pytest.mark.parametrize(
    ("scope", "gap"),
    [
        (Scope(everything=False, files=frozenset({"words.py"})), ["not translated"]),
        (Scope(everything=False, texts=frozenset({"Hello %(name)s"})), ["not translated"]),
        (Scope(everything=False, files=frozenset({"other.py"})), []),
    ],
)
def test_a_language_for_visitors_needs_only_what_they_read(house, tmp_path, scope, gap):
    assert found(house, tmp_path, "", scope) == gap


def test_visitors_read_their_pages_with_all_that_is_in_them_and_no_others():
    files = public_files(ROOT / "src" / "ketenwerk")

    assert {
        "web/templates/web/base.html",
        "web/templates/web/problem.html",
        "web/templates/web/components/all_languages.html",
        "web/templates/web/components/channel.html",
        "reporting/templates/reporting/receipt.html",
        "reporting/forms.py",
    } <= files
    assert files.isdisjoint(
        {
            "web/templates/web/work.html",
            "reporting/templates/reporting/desk_report.html",
            "reporting/desk.py",
            "reporting/cards.py",
            "accounts/templates/account/login.html",
        }
    )
