"""Whether the Dutch pages stay plain, by the measure of Björnsson (LIX)."""

from dataclasses import replace

import pytest

from ketenwerk.country.data import load
from ketenwerk.country.reading import measure, sentences

from .conftest import FOLDER

NETHERLANDS = load(FOLDER)
HARDEST = 45
DUTCH = [text for text in NETHERLANDS.texts.values() if text.language == "nl"]


@pytest.mark.parametrize("text", DUTCH, ids=lambda text: text.code)
def test_a_dutch_page_is_no_harder_than_an_ordinary_newspaper(text):
    found = measure(text)
    worst = "\n".join(found.worst)

    assert found.lix <= HARDEST, f"{text.code}: LIX {found.lix:.1f}; the hardest:\n{worst}"


@pytest.fixture
def written():
    def write(body: str, title: str = "Kort", summary: str = "Kort."):
        return replace(DUTCH[0], title=title, summary=summary, body=body)

    return write


def test_the_measure_is_words_per_sentence_plus_the_share_of_long_words(written):
    found = measure(written("De zorgcoördinator belt u. U bent veilig."))

    assert found.words == 1 + 1 + 4 + 3
    assert found.words_per_sentence == pytest.approx(9 / 4)
    assert found.lix == pytest.approx(9 / 4 + 100 * 1 / 9)  # only zorgcoördinator is long


def test_a_heading_a_point_of_a_list_and_a_paragraph_end_a_sentence(written):
    body = "## Een kop\n\nEen regel\ndie doorloopt\n\n- een punt\n- nog een: [met link](page:help)"

    assert list(sentences(written(body))) == [
        "Kort",
        "Kort",
        "Een kop",
        "Een regel die doorloopt",
        "een punt",
        "nog een",
        "met link",
    ]


def test_a_number_is_one_word_and_ends_no_sentence(written):
    assert list(sentences(written("Bel 033-448.11.86 nu.")))[2:] == ["Bel 033-448.11.86 nu"]


def test_the_hardest_sentences_are_named_first(written):
    plain = "Bel nu maar even op."
    hard = (
        "Onmiddellijke tenuitvoerlegging vereist voorafgaande bestuursrechtelijke besluitvorming."
    )

    assert measure(written(f"{plain} {hard}")).worst == (hard.rstrip("."), plain.rstrip("."))
