"""Signs are explained, never added up."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenwerk.country.data import country
from ketenwerk.information.signs import (
    Explanation,
    explained,
    grouped,
    matching,
    parted,
    signs_on,
    ticked,
)
from tests.conftest import NOON

CODES = sorted(country().indicators)


def in_language(code):
    return lambda text: country().said(text, code)


any_ticks = st.sets(st.sampled_from(CODES))


def explain(codes) -> tuple[Explanation, ...]:
    return explained(country(), ticked(signs_on(country(), NOON.date()), codes))


def said(explanations) -> set[tuple[str, str]]:
    """Which sign is given as a reason for which form."""
    return {(each.meaning.form, sign.code) for each in explanations for sign in each.signs}


@given(any_ticks)
def test_every_tick_stands_exactly_once_with_every_form_it_is_seen_with(codes):
    found = explain(codes)

    listed = [(each.meaning.form, sign.code) for each in found for sign in each.signs]
    signs = (country().indicators[code] for code in codes)
    assert sorted(listed) == sorted((f, sign.code) for sign in signs for f in sign.forms or ("",))


@given(any_ticks, st.sampled_from(CODES))
def test_one_more_tick_never_takes_an_explanation_away(codes, more):
    assert said(explain(codes)) <= said(explain(codes | {more}))


@given(st.lists(st.sampled_from(CODES)))
def test_the_order_of_the_ticks_makes_no_difference(codes):
    assert explain(codes) == explain(codes[::-1]) == explain(codes + codes)


@given(any_ticks)
def test_the_order_of_the_forms_is_that_of_the_country_however_much_was_ticked(codes):
    shown = [each.meaning.form for each in explain(codes)]

    order = [*country().forms, ""]
    assert shown == sorted(shown, key=order.index)


def test_an_explanation_has_no_place_for_a_number():
    assert [field.name for field in fields(Explanation)] == ["form", "meaning", "signs"]


def test_no_sentence_that_explains_holds_a_number():
    texts = [text for each in country().meanings.values() for text in (each.may, *each.also)]
    texts += [sign.text for sign in country().indicators.values()]

    assert not [
        text for text in texts if any(c.isdigit() or c == "%" for c in "".join(text.values()))
    ]


@given(st.lists(st.text(max_size=8)))
def test_what_is_no_sign_is_left_out(codes):
    assert ticked(signs_on(country(), NOON.date()), codes) == ()


def test_a_sign_that_no_longer_holds_is_not_shown():
    ended = replace(country().indicators["I01"], valid_to=NOON.date().replace(year=2024))
    land = replace(country(), indicators={"I01": ended, "I02": country().indicators["I02"]})

    assert [sign.code for sign in signs_on(land, NOON.date())] == ["I02"]


@pytest.mark.parametrize("profession", country().professions)
def test_for_every_profession_there_are_signs_first_and_all_others_stay(profession):
    signs = signs_on(country(), NOON.date())

    first, others = parted(signs, country().professions[profession])

    assert first
    assert others
    assert sorted([*first, *others], key=signs.index) == list(signs)


@pytest.mark.parametrize(
    ("profession", "sign", "is_first"),
    [
        ("teacher", "I54", True),
        ("teacher", "I34", False),
        ("doctor", "I34", True),
        ("doctor", "I54", False),
        ("hotel", "I76", True),
        ("inspector", "I25", True),
        ("bank", "I67", True),
        ("counter", "I90", True),
        ("other", "I76", False),
    ],
)
def test_what_one_sees_at_work_comes_first(profession, sign, is_first):
    found = country().professions[profession].fits(country().indicators[sign])

    assert found is is_first


def test_signs_stand_in_groups_and_an_empty_group_is_left_out():
    signs = [country().indicators[code] for code in ("I76", "I01", "I75")]

    found = grouped(signs, ["control", "freedom", "hospitality"])

    assert [(group.code, [sign.code for sign in group.signs]) for group in found] == [
        ("control", ["I01"]),
        ("hospitality", ["I76", "I75"]),
    ]


@pytest.mark.parametrize(
    ("asked", "language", "sign"),
    [
        ("paspoort", "nl", "I01"),
        ("pasport", "nl", "I01"),
        ("PASPOORT kaart", "nl", "I01"),
        ("passprt", "en", "I01"),
        ("handdoken", "nl", "I76"),
        ("paszportt", "pl", "I01"),
        ("ho chieu", "vi", "I01"),
        ("جواز", "ar", "I01"),
        ("ፓስፖርት", "ti", "I01"),
    ],
)
def test_signs_are_found_by_a_word_also_when_it_is_typed_wrongly(asked, language, sign):
    signs = signs_on(country(), NOON.date())

    found = [each.code for each in matching(signs, asked, in_language(language))]

    assert sign in found
    assert len(found) < len(signs)


@given(st.text())
def test_any_words_can_be_looked_for(asked):
    signs = signs_on(country(), NOON.date())

    assert all(each in signs for each in matching(signs, asked, in_language("nl")))
