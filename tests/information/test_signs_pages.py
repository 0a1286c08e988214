"""The three pages of the signs checker. None of them needs a database, a cookie or an address with answers in it."""

import re
from html import unescape

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketenwerk.country.data import country

CODES = sorted(country().indicators)
SECTION = re.compile(r'<section class="explanation">.*?</section>', re.DOTALL)
SOURCES = re.compile(r'<span class="tick__more">.*?</span>(?=</li>)', re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def post(path: str = "/en/signs/", **answers):
    return Client().post(path, answers)


def explanations(page: str) -> list[str]:
    """What each says, without the titles of the sources."""
    return [unescape(TAG.sub(" ", SOURCES.sub("", each))) for each in SECTION.findall(page)]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_first_page_is_the_same_for_everybody_and_leaves_nothing(client, language):
    answer = client.get(f"/{language}/signs/?profession=doctor&sign=I01")

    assert answer.status_code == 200
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.text
    assert 'name="sign"' not in answer.text
    assert answer.text.count('name="profession"') == len(country().professions)


@pytest.mark.parametrize("profession", country().professions)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_everybody_gets_all_signs_and_their_own_first(language, profession):
    answer = post(f"/{language}/signs/", profession=profession)

    first, _, others = answer.text.partition("<details")
    fitting = [
        s.code for s in country().indicators.values() if country().professions[profession].fits(s)
    ]
    assert set(re.findall(r'id="sign-(\w+)"', first)) == set(fitting)
    assert len(re.findall(r'id="sign-(\w+)"', others)) == len(CODES) - len(fitting)
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"


def test_a_search_keeps_what_was_ticked_and_shows_what_was_found():
    answer = post(profession="teacher", sign=["I09", "I90"], q="pasport", look="1")

    shown = re.findall(r'id="sign-(\w+)"( checked)?', answer.text)
    assert dict(shown) == {"I01": "", "I09": " checked", "I90": " checked"}
    assert '<details class="more" id="others" open>' in answer.text
    assert 'value="pasport"' in answer.text


def test_a_search_without_a_hit_says_so_and_keeps_the_ticks():
    answer = post(profession="teacher", sign="I09", q="zzzqqq", look="1")

    assert re.findall(r'id="sign-(\w+)"', answer.text) == ["I09"]
    assert '<p class="unchecked" role="status" id="none">' in answer.text


@pytest.mark.parametrize(
    "query", ["<script>", "\x00", "x" * 100_000, "<.*[(", "\u202ereversed", "'\"><b>"]
)
def test_any_words_may_be_looked_for(query):
    answer = post(profession="teacher", q=query, look="1")

    assert answer.status_code == 200
    assert query not in answer.text
    assert "\u202e" not in answer.text


@pytest.mark.parametrize("profession", ["", "pope", "teacher\x00", "TEACHER", "../x"])
def test_who_is_not_in_the_list_is_asked_again_and_keeps_the_ticks(profession):
    answer = post(profession=profession, sign=["I09", "nothing"], answer="1")

    assert answer.status_code == 200
    assert "This answer is not in the list." in answer.text
    assert '<input type="checkbox" name="sign" value="I09" checked hidden>' in answer.text
    assert "nothing" not in answer.text


def test_one_may_choose_again_who_one_is():
    answer = post(profession="teacher", sign="I09", again="1")

    assert "This answer is not in the list." not in answer.text
    assert '<input type="checkbox" name="sign" value="I09" checked hidden>' in answer.text


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.sampled_from(CODES)), st.sampled_from(sorted(country().professions)))
def test_any_ticks_get_an_answer_in_words_without_a_number(codes, profession):
    page = post(profession=profession, sign=[*codes, "unknown"], answer="1").text

    found = explanations(page)
    assert bool(found) is bool(codes)
    assert not any(c.isdigit() or c == "%" for each in found for c in each)
    for code in codes:
        sign = country().indicators[code]
        assert sum(sign.text["en"] in each for each in found) == len(sign.forms or ("",))


def test_no_ticks_get_an_answer_too():
    answer = post(profession="other", answer="1")

    assert "That you see no signs does not mean that nothing is wrong." in answer.text


def test_every_reason_names_where_it_can_be_read():
    page = post(profession="teacher", sign="I01", answer="1").text

    for source in country().sources_of(country().indicators["I01"]):
        assert source.url in page


def test_the_answer_says_whom_this_profession_asks_and_what_not_to_do():
    page = unescape(post(profession="doctor", sign="I41", answer="1").text)

    doctor = country().professions["doctor"]
    assert all(country().channels[code].name["en"] in page for code in doctor.channels)
    assert all(step["en"] in page for step in (*doctor.now, *doctor.never, doctor.ask))


@pytest.mark.parametrize("profession", [code for code in country().professions if code != "other"])
def test_the_answer_leads_to_the_page_for_this_profession(profession):
    page = post(profession=profession, sign="I41", answer="1").text

    (ours,) = [each for each in country().pages.values() if each.profession == profession]
    assert f'href="/en/read/{ours.address}/"' in page


def test_an_explanation_nobody_checked_says_so():
    assert (
        "No expert has checked them yet." in post(profession="other", sign="I01", answer="1").text
    )


@pytest.mark.parametrize(
    ("profession", "reporter"), [("doctor", "professional"), ("other", "bystander")]
)
def test_one_button_takes_the_ticks_to_a_report(profession, reporter):
    page = post(profession=profession, sign=["I09", "I01", "unknown"], answer="1").text

    form = re.search(r'<form method="post" action="/en/contact/">(.*?)</form>', page, re.DOTALL)[1]
    fields = dict.fromkeys(re.findall(r'name="(\w+)" value="([\w-]+)"', form))
    fields = {field for field in fields if field[0] != "csrfmiddlewaretoken"}
    assert fields == {
        ("start", "signs"),
        ("reporter", reporter),
        ("sign", "I01"),
        ("sign", "I09"),
    }


def test_ticks_stand_in_no_address():
    page = post(profession="teacher", sign=["I09"], answer="1").text

    addresses = re.findall(r'(?:href|action)="([^"]*)"', page)
    assert not [each for each in addresses if "I09" in each or "profession=" in each]
