"""Whole files, sealed as texts are, in buckets that tell little of their size."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenwerk.keys import envelope
from ketenwerk.keys.envelope import CannotOpen

KEY = envelope.new_key()
PLACE = "reporting.attachment|1|content"
SEALED = envelope.seal_bytes(b"Invented: a file.", KEY, place=PLACE)
OVERHEAD = 1 + envelope.NONCE_BYTES + 16  # the version, the nonce and the tag


@given(st.binary(max_size=40_000))
def test_what_is_sealed_opens_in_its_place(data):
    assert (
        envelope.open_bytes(envelope.seal_bytes(data, KEY, place=PLACE), KEY, place=PLACE) == data
    )


def test_a_changed_bit_anywhere_is_detected():
    for bit in [*range(64), *random.sample(range(len(SEALED) * 8), 400)]:
        changed = bytearray(SEALED)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(CannotOpen):
            envelope.open_bytes(bytes(changed), KEY, place=PLACE)


@pytest.mark.parametrize(
    "part",
    [b"", SEALED[:1], SEALED[:13], SEALED[:-1], SEALED + b"\0", b"2" + SEALED[1:]],
    ids=[
        "nothing",
        "the version",
        "the nonce",
        "short of a byte",
        "one byte more",
        "another version",
    ],
)
def test_a_part_of_it_or_more_than_it_does_not_open(part):
    with pytest.raises(CannotOpen):
        envelope.open_bytes(part, KEY, place=PLACE)


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (envelope.new_key(), PLACE),
        (KEY, "reporting.attachment|2|content"),
        (KEY, "reporting.original|1|content"),
        (KEY, "reporting.attachment|1|other"),
    ],
    ids=["another key", "another record", "another table", "another column"],
)
def test_it_opens_with_its_key_and_at_its_place_alone(key, place):
    with pytest.raises(CannotOpen):
        envelope.open_bytes(SEALED, key, place=place)


def test_a_text_does_not_open_as_a_file_nor_a_file_as_a_text():
    with pytest.raises(CannotOpen):
        envelope.open_bytes(envelope.seal_text("x", KEY, place=PLACE).encode(), KEY, place=PLACE)
    with pytest.raises(CannotOpen):
        envelope.open_text(SEALED.decode("latin-1"), KEY, place=PLACE)


@given(st.integers(min_value=1, max_value=10**9))
def test_a_bucket_is_never_too_small_and_at_most_twelve_percent_too_large(size):
    bucket = envelope.bucket(size)

    assert size <= bucket
    assert bucket <= max(envelope.SMALLEST_BUCKET, size * 1.12)
    assert envelope.bucket(bucket) == bucket


def test_few_sizes_exist():
    sizes = {envelope.bucket(size) for size in range(1, 25 * 1024 * 1024, 997)}

    assert len(sizes) < 400  # of twenty-six million


@pytest.mark.parametrize("size", [0, 1, 5000, 16_000])
def test_below_the_smallest_bucket_every_file_looks_as_large(size):
    sealed = envelope.seal_bytes(b"x" * size, KEY, place=PLACE)

    assert len(sealed) == envelope.SMALLEST_BUCKET + OVERHEAD
