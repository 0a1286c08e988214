"""What people type is compared with what was written, whatever marks, capitals or letters they miss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenwerk.foundation.folding import WORD, alike, folded, script_of, spelled


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("BEDREIGD", "bedreigd"),
        ("één", "een"),
        ("bezplatna", "bezpłatna"),
        ("zolc", "żółć"),
        ("Politia", "Poliția"),
        ("oras", "oraș"),
        ("dien", "điện"),
        ("thoai", "thoại"),
        ("szo", "szó"),
        ("strasse", "Straße"),
        ("шии", "шии\u0306"),
        ("شرطة", "شُرْطَة"),
        ("شرطه", "شرطة"),
        ("امان", "أمان"),
        ("سلام", "ســلام"),
        ("مستشفي", "مستشفى"),
    ],
)
def test_marks_and_capitals_make_no_difference(typed, written):
    assert folded(typed) == folded(written)


@pytest.mark.parametrize("word", ["شرطة", "مساعدة", "عمل", "ሓገዝ", "допомога"])
def test_a_word_in_another_script_stays_in_its_script(word):
    assert not folded(word).isascii()
    assert script_of(word) is folded


def test_two_arabic_words_that_latin_letters_would_confuse_stay_apart():
    assert spelled("عمل") == spelled("أمل")
    assert alike(folded("عمل"), [folded("أمل")]) == {}


@pytest.mark.parametrize(
    ("typed", "written"), [("dopomoha", "допомога"), ("politsiya", "полиция")]
)
def test_who_has_no_such_keyboard_types_latin_letters(typed, written):
    assert alike(spelled(typed), [script_of(typed)(written)])


@pytest.mark.parametrize(
    "typed",
    ["paspoort", "pasport", "psapoort", "paspoorrt", "paspoott", "paspo"],
)
def test_a_typing_error_is_forgiven(typed):
    assert "paspoort" in alike(typed, ["paspoort", "telefoon"])


def test_what_is_nearer_counts_for_more():
    found = alike("werk", ["werk", "werkplek", "huiswerk", "werl", "sterk"])

    assert found["werk"] > found["werkplek"] > found["huiswerk"]
    assert found["werk"] > found["werl"]


def test_of_a_short_word_every_letter_counts():
    assert alike("ik", ["ek", "is", "tik"]) == {}


def test_an_error_in_a_part_of_a_long_word_is_forgiven_when_nothing_else_is_like_it():
    assert alike("uitbiuting", ["arbeidsuitbuiting"])
    assert "arbeidsuitbuiting" not in alike("uitbiuting", ["arbeidsuitbuiting", "uitbuiting"])


@given(st.text())
def test_any_text_can_be_folded_and_folding_twice_changes_nothing(text):
    for word in WORD.findall(text):
        once = folded(word)
        assert folded(once) == once
        assert spelled(word).isascii()


@given(st.text(min_size=1, max_size=12), st.lists(st.text(max_size=12), max_size=8))
def test_a_word_is_like_itself_and_nothing_is_more_like_it(word, others):
    asked = folded(word)
    found = alike(asked, [*map(folded, others), asked])

    assert not asked or max(found.values()) == found[asked] == 1
