"""People find what they mean in the words they have for it, with their typing errors, in every language."""

import pytest
from django.conf import settings
from django.test import Client

from ketenwerk.country.data import country
from ketenwerk.information.documents import index_on
from ketenwerk.information.search import Document, Index, words_of
from tests.conftest import NOON

ENOUGH = {"nl": 60, "en": 60}
ENOUGH_OF_OTHERS = 25


def titles(question: str, language: str) -> list[str]:
    return [hit.document.title for hit in index_on(NOON.date(), language).find(question)]


def names(topic, language):
    """What the topic leads to, by name."""
    land = country()
    groups = {each.code: each.name for each in land.vocabulary["indicator-group"].choices}
    named = [land.situations[code].name for code in topic.situations]
    named += [land.channels[code].name for code in topic.channels]
    named += [land.forms[code].name for code in topic.forms]
    named += [groups[code] for code in topic.groups]
    pages = [land.text(code, language).title for code in topic.pages]
    return {*pages, *(land.said(each, language) for each in named)}


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_there_are_enough_words(language):
    words = [word for topic in country().glossary for word in topic.words_in({language})]

    assert len(words) >= ENOUGH.get(language, ENOUGH_OF_OTHERS)


def test_nobody_gets_words_of_a_language_that_is_not_offered():
    found = {each.language for topic in country().glossary for each in topic.said}

    assert found == set(dict(settings.LANGUAGES))


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_every_word_finds_what_its_topic_leads_to(language):
    for topic in country().glossary:
        for word in topic.words_in({language}):
            assert names(topic, language) & set(titles(word, language)[:8]), word


@pytest.mark.parametrize(
    ("question", "language", "title"),
    [
        ("loverboy", "nl", "Het gaat om seks"),
        ("uitgebuit", "nl", "Uitbuiting: wat is het?"),
        ("mijn paspoort is afgepakt", "nl", "Het gaat om werk"),
        ("onderbetalt", "nl", "Nederlandse Arbeidsinspectie"),
        ("prostitutie", "nl", "Het gaat om seks"),
        ("nagel salon", "nl", "Ik ken alleen een plek"),
        ("scam", "en", "It happens online"),
        ("drugs runer", "en", "Hotline on the exploitation of minors"),
        ("I need a bed tonight", "en", "A bed is needed tonight"),
        ("papers taken", "en", "FairWork"),
        ("boss keeps my pasport", "en", "It is about work"),
        ("zabrali mi paszport", "pl", "Chodzi o pracę"),
        ("nie placa wyplaty", "pl", "Chodzi o pracę"),
        ("teapa", "ro", "Se întâmplă pe internet"),
        ("bi danh", "vi", "Đang có nguy hiểm"),
        ("اغتصاب", "ar", "يتعلق الأمر بالجنس"),
        ("homeless", "uk", "Потрібне ліжко на цю ніч"),
    ],
)
def test_everyday_words_find_it_near_the_top(question, language, title):
    assert title in titles(question, language)[:6]


@pytest.mark.parametrize(
    ("question", "language"),
    [("I want to die", "en"), ("ik wil niet meer leven", "nl"), ("nie chcę już żyć", "pl")],
)
def test_who_wants_to_die_finds_somebody_to_talk_to_first(question, language):
    line = country().said(country().channels["suicide-prevention"].name, language)

    assert line in titles(question, language)[:3]


def called(title: str, words: str) -> Document:
    return Document("Page", title, "Nothing.", f"/{title}", "en", words)


def test_all_words_of_one_way_to_say_it_tell_more_than_words_of_a_title():
    index = Index([called("What you want to know", ""), called("Talk", "want to die\nsuicide")])

    assert next(hit.document.title for hit in index.find("i want to die")) == "Talk"


def test_a_word_for_it_comes_between_a_title_and_a_text():
    text = Document("Page", "Text", "A bed.", "/text", "en")

    found = Index([text, called("Shelter", "bed"), called("A bed", "")]).find("bed")

    assert [hit.document.title for hit in found] == ["A bed", "Shelter", "Text"]


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_the_words_are_never_shown(language):
    page = Client().post(f"/{language}/search/", {"q": "tienerpooier mensensmokkel alfons"}).text
    main = page.partition("<main")[2].replace('value="tienerpooier mensensmokkel alfons"', "")

    assert words_of("tienerpooier")
    assert not [word for word in ("tienerpooier", "mensensmokkel", "alfons") if word in main]
