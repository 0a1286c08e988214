import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenwerk.foundation.text import plain

ANY = st.text(alphabet=st.characters(), max_size=60)  # surrogates too
NASTY = st.lists(
    st.sampled_from(
        list(
            "ea\u0301\u200b\u202e\u2066\r\n\t\0\ufeff"
            "\u0645\u200d\u200c \u1112\u1161\u0327\x1b\ud800"
        )
    ),
    max_size=30,
).map("".join)


@given(ANY | NASTY)
def test_doing_it_twice_changes_nothing(text):
    assert plain(plain(text)) == plain(text)


@given(ANY | NASTY)
def test_nothing_that_turns_hides_or_controls_is_left(text):
    for char in plain(text):
        assert char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs", "Co"}
        assert unicodedata.bidirectional(char) not in {
            *("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"),
        }
        assert char not in "\u061c\u200b\u200e\u200f\u2060\ufeff"


@given(ANY | NASTY)
def test_the_text_is_in_nfc_without_space_around_it(text):
    found = plain(text)

    assert unicodedata.is_normalized("NFC", found)
    assert found == found.strip()


@given(ANY | NASTY)
def test_the_text_can_always_be_written_down(text):
    assert plain(text).encode().decode() == plain(text)


@pytest.mark.parametrize(
    "text",
    [
        "Zij heeft geen paspoort meer. Café, straße, Łódź, Ağrı.",
        "هي لا تخرج وحدها أبدًا، وجواز سفرها عند رب العمل.",
        "او هرگز تنها بیرون نمی\u200cرود.",
        "ንሳ ንበይና ኣይትወጽእን እያ። ፓስፖርታ ኣብ ኢዱ ኣሎ።",
        "她从不独自外出。她的护照在老板那里。",
        "Cô ấy không bao giờ ra ngoài một mình.",
        "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f3f3\ufe0f\u200d\U0001f308 \U0001f44d\U0001f3fd",
        "\U0001fae8\U0001fae9",  # younger than some Pythons that this runs on
        "first line\nsecond line\tafter a tab",
    ],
)
def test_what_people_say_stays_as_they_said_it(text):
    assert plain(text) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("  around  ", "around"),
        ("nul\0l", "null"),
        ("ab\u202egnp.exe", "abgnp.exe"),
        ("e\u0301", "é"),
        ("e\u200b\u0301", "é"),
        ("\ufeffmark", "mark"),
        ("\x1b[31mred", "[31mred"),
        ("half \ud83d a pair", "half  a pair"),
        ("never \ufdd0\U0001ffff letters", "never  letters"),
        ("\u200b\u200e\0", ""),
    ],
)
def test_what_could_mislead_or_break_is_left_out(typed, kept):
    assert plain(typed) == kept
