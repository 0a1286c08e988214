"""The code: digits or words, forgiving to type, and hard to guess."""

import math

import pytest

from ketenwerk.country.code_words import code_words, meant
from ketenwerk.reporting.receipt import as_meant, code_for, language_of_words

DIGITS = "1234" * 6


@pytest.mark.parametrize("language", ["nl", "en"])
def test_seven_words_carry_eighty_bits(language):
    assert 7 * math.log2(len(code_words()[language])) >= 80


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_code_in_words_is_seven_words_of_its_list(language):
    words = code_for("n" * 32, "content", words=language).split()

    assert len(words) == 7
    assert set(words) <= set(code_words()[language])
    assert as_meant(" ".join(words)) == " ".join(words)


def test_all_words_come_up_about_as_often():
    found = {word for n in range(3000) for word in code_for(str(n), "", words="nl").split()}

    assert len(found) > 0.9 * len(code_words()["nl"])


def test_a_language_without_a_list_gets_the_words_of_another():
    assert language_of_words("nl") == "nl"
    assert language_of_words("ti") in code_words()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (DIGITS, DIGITS),
        (" 1234-1234.1234 123412341234\n", DIGITS),
        ("١٢٣٤" * 6, DIGITS),
        ("1" * 23, ""),
        ("1" * 25, ""),
        ("9" * 5000, ""),
        ("²" * 24, "2" * 24),
        ("", ""),
        ("hello", ""),
    ],
)
def test_digits_as_they_were_meant(typed, code):
    assert as_meant(typed) == code


def test_words_as_they_were_meant():
    words = code_for("n" * 32, "", words="nl")

    assert as_meant(words.upper()) == words
    assert as_meant("  " + words.replace(" ", " - ") + ".\n") == words
    assert as_meant(words.replace(" ", "\n")) == words
    assert as_meant(words + " en") == ""
    assert as_meant(" ".join(words.split()[:6])) == ""
    assert as_meant(words.replace(" ", "")) == ""


def test_a_beginning_stands_for_a_word_only_when_no_other_begins_so():
    every = sorted({word for words in code_words().values() for word in words})
    for word in every[::97]:
        begins = [each for each in every if each.startswith(word[:5])]
        expected = word[:5] if word[:5] in every else begins[0] if len(begins) == 1 else ""
        assert meant(word[:5]) == (expected if len(word[:5]) >= 4 or word[:5] in every else "")


def test_no_two_codes_mean_the_same():
    codes = {as_meant(code_for(str(number), "", words="nl")) for number in range(500)}

    assert len(codes) == 500
