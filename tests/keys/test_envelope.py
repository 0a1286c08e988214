"""The cryptography: nothing opens that was changed by one bit or moved by one word."""

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketenwerk.keys import envelope
from ketenwerk.keys.envelope import CannotOpen

PAIR, OTHER = envelope.new_pair(), envelope.new_pair()
KEY = envelope.new_key()
PLACE = "signals.signal|1|summary"
TOKEN = envelope.seal_text("Invented: a text.", KEY, place=PLACE)
WRAPPED = envelope.wrap(KEY, PAIR.public, info="kw/v1|a|b|c")


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@given(st.text(max_size=2000), st.text(max_size=80))
@settings(max_examples=60)
def test_what_is_sealed_opens_in_its_place(text, place):
    text, place = (each.encode(errors="ignore").decode() for each in (text, place))
    assert envelope.open_text(envelope.seal_text(text, KEY, place=place), KEY, place=place) == text


@pytest.mark.parametrize("length", [1, 2, 3, 100])
def test_any_changed_bit_of_a_sealed_text_is_detected(length):
    """Every length of base64's tail: its last letter has bits that mean nothing, and count all the same."""
    token = envelope.seal_text("x" * length, KEY, place=PLACE)

    for bit in range(len(token) * 8):
        changed = flipped(token.encode(), bit).decode("latin-1")
        with pytest.raises(CannotOpen):
            envelope.open_text(changed, KEY, place=PLACE)


def test_any_changed_bit_of_a_wrapped_key_is_detected():
    for bit in random.sample(range(len(WRAPPED) * 8), 600):
        with pytest.raises(CannotOpen):
            envelope.unwrap(flipped(WRAPPED, bit), PAIR.private, info="kw/v1|a|b|c")


@pytest.mark.parametrize("part", [0, 1, 12, 40, -1])
def test_a_part_of_a_wrapped_key_is_nothing(part):
    with pytest.raises(CannotOpen):
        envelope.unwrap(WRAPPED[:part], PAIR.private, info="kw/v1|a|b|c")


@pytest.mark.parametrize(
    "token",
    [
        *("", "1", "1:", ":", "2" + TOKEN[1:], TOKEN[1:], TOKEN + "=", TOKEN + "\n", TOKEN[:-4]),
        *(TOKEN.replace("1:", "1: "), TOKEN.lower(), "1:" + "A" * 8, "1:é", "1:\0"),
    ],
    ids=range(14),  # the tokens differ from run to run, the names of the tests may not
)
def test_anything_else_than_the_sealed_text_itself_is_not_opened(token):
    with pytest.raises(CannotOpen):
        envelope.open_text(token, KEY, place=PLACE)


def test_a_thousand_random_moves_of_texts_open_nothing():
    words = list(product(("signals.signal", "casework.case"), "123456", ("summary", "reason")))
    places = ["|".join(each) for each in words]
    keys = {place: envelope.new_key() for place in places}
    tokens = {place: envelope.seal_text(place, keys[place], place=place) for place in places}
    for _ in range(1000):
        here, there = random.sample(places, 2)
        key = keys[random.choice((here, there))]
        with pytest.raises(CannotOpen):
            envelope.open_text(tokens[here], key, place=there)


def test_a_thousand_random_moves_of_keys_open_nothing():
    """Between holders, purposes and records, with the right private half and with another."""
    infos = [
        f"kw/v1|{holder}|{purpose}|{record}"
        for holder, purpose, record in product("abcd", ("reports", "cases"), "1234")
    ]
    wrapped = {info: envelope.wrap(KEY, PAIR.public, info=info) for info in infos}
    for _ in range(1000):
        here, there = random.sample(infos, 2)
        private = random.choice((PAIR, OTHER)).private
        with pytest.raises(CannotOpen):
            envelope.unwrap(wrapped[here], private, info=there)


def test_another_key_opens_nothing():
    with pytest.raises(CannotOpen):
        envelope.open_text(TOKEN, envelope.new_key(), place=PLACE)
    with pytest.raises(CannotOpen):
        envelope.unwrap(WRAPPED, OTHER.private, info="kw/v1|a|b|c")


def test_a_wrapped_key_opens_for_its_holder():
    assert envelope.unwrap(WRAPPED, PAIR.private, info="kw/v1|a|b|c") == KEY


def test_the_same_text_is_never_sealed_to_the_same_letters():
    tokens = {envelope.seal_text("same", KEY, place=PLACE) for _ in range(50)}

    assert len(tokens) == 50


def test_both_halves_of_the_hybrid_are_needed():
    """Neither the curve alone nor the lattice alone opens it."""
    half = envelope.MLKEM_SEED_BYTES
    for mixed in (
        PAIR.private[:half] + OTHER.private[half:],
        OTHER.private[:half] + PAIR.private[half:],
    ):
        with pytest.raises(CannotOpen):
            envelope.unwrap(WRAPPED, mixed, info="kw/v1|a|b|c")


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_key_for_one_purpose_is_not_that_for_another(one, other):
    one, other = (each.encode(errors="ignore").decode() for each in (one, other))
    same = envelope.derive(KEY, one) == envelope.derive(KEY, other)

    assert same is (one == other)
