"""The search page. What somebody looks for stands in no address and is not kept."""

import re

import pytest
from django.test import Client
from django.utils.translation import override

from ketenwerk.country.data import country
from ketenwerk.information.documents import SOURCES, index_on
from tests.conftest import NOON


def find(question: str, language: str = "en") -> str:
    answer = Client().post(f"/{language}/search/", {"q": question})
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    return answer.text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_empty_page_is_the_same_for_everybody_and_hears_no_question(client, language):
    answer = client.get(f"/{language}/search/?q=paspoort")

    assert not answer.cookies
    main = answer.text.partition("<main")[2]
    assert f'action="/{language}/search/"' in main
    assert "paspoort" not in main
    assert 'class="hit' not in main


def test_a_number_to_call_is_found_with_a_typing_error():
    page = find("veilg thius", "nl")

    assert "<mark>Veilig</mark> <mark>Thuis</mark>" in page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_channel_every_form_and_every_group_of_signs_can_be_found(language):
    index = index_on(NOON.date(), language)
    forms = [form for form in country().forms.values() if not form.parent]
    groups = country().vocabulary["indicator-group"].choices

    for each in (*country().channels.values(), *forms, *groups):
        name = each.name[language]
        assert name in [hit.document.title for hit in index.find(name)]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_and_every_situation_can_be_found(language):
    index = index_on(NOON.date(), language)
    titles = [country().text(page, language).title for page in country().pages]
    titles += [each.name[language] for each in country().situations.values()]

    assert titles
    for title in titles:
        assert title in [hit.document.title for hit in index.find(title)]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_found_twice(language):
    with override(language):
        found = [document for source in SOURCES for document in source(NOON.date(), language)]
    names = [(each.kind, each.title, each.url) for each in found]

    assert len(names) == len(set(names))


def test_a_page_that_does_not_exist_in_a_language_is_found_in_a_spare_one():
    documents = index_on(NOON.date(), "vi").documents

    assert {document.language for document in documents} <= {"vi", "en"}
    assert [hit.document.language for hit in index_on(NOON.date(), "vi").find("lawyer")]


@pytest.mark.parametrize("language", ["ar", "ti", "pl"])
def test_what_is_translated_is_not_said_to_be_in_a_spare_language(language):
    documents = {each.title: each for each in index_on(NOON.date(), language).documents}
    situations = country().situations.values()

    for title in (country().said(each.name, language) for each in situations):
        assert documents[title].language == language


def test_a_sentence_ends_once_in_every_script():
    for language in ("nl", "ar", "ti"):
        for document in index_on(NOON.date(), language).documents:
            assert not re.search("[።؟?!]\\.", document.text)


def test_what_a_page_says_is_searched_without_its_markup():
    for document in index_on(NOON.date(), "nl").documents:
        assert not {"](", "**", "##", "{emergency}"} & set(document.text.split())
        assert "](" not in document.text
        assert " ." not in document.text


def test_of_the_signs_the_one_that_was_meant_is_shown():
    assert "<mark>passport</mark>" in find("pasport")


def test_when_nothing_is_found_it_says_what_to_do_and_whom_to_call():
    page = find("zzzqqq")

    assert "Nothing found." in page
    assert f"Call {country().emergency_number}." in page
    assert 'href="/en/help/"' in page


@pytest.mark.parametrize("question", ["", "  ", "\x00", "\u202e", "?!"])
def test_a_question_without_words_asks_for_one(question):
    assert "Type a word first." in find(question)


@pytest.mark.parametrize("question", ["<script>alert(1)</script>", '"><b>zzz'])
def test_what_was_typed_is_shown_as_text(question):
    page = find(question)

    assert question not in page
    assert "<script>alert" not in page


def test_a_question_that_is_too_long_is_cut():
    page = find("x" * 100_000)

    assert "x" * 200 in page
    assert "x" * 201 not in page


def test_what_no_longer_holds_is_not_found():
    long_ago = NOON.date().replace(year=2020)

    assert index_on(long_ago, "nl").find("politie") == ()
