"""Somebody finds out alone: signs, a search, help nearby. With and without scripts, without a barrier or a trace."""

import pytest
from playwright.sync_api import expect

from tests.journeys.inspection import invalid
from tests.journeys.reader import Reader
from tests.journeys.walk import Walk


@pytest.fixture(params=[True, False], ids=["with-scripts", "without-scripts"])
def visitor(request, newcomer) -> Reader:
    return newcomer(scripts=request.param)


def see_signs(visitor: Reader) -> None:
    visitor.open("signs/")
    visitor.go(visitor.main.locator("button[value=teacher]"))


def test_a_teacher_reads_what_the_signs_may_mean_and_goes_on_to_a_report(visitor):
    see_signs(visitor)
    visitor.write({"sign": "I09", "q": "companon"})
    visitor.go(visitor.main.locator("button[name=look]"))
    expect(visitor.main.locator("#sign-I09")).to_be_checked()
    visitor.press("See what it may mean")

    assert visitor.word("Seen with every form of exploitation") in visitor.text
    assert visitor.path == "/en/signs/"
    visitor.go(visitor.main.locator("form[action$='/contact/'] button"))
    assert visitor.path.startswith("/en/contact/")


def test_signs_are_found_while_one_types_and_what_is_ticked_stays(newcomer):
    visitor = newcomer()
    see_signs(visitor)
    visitor.write({"sign": "I09"})
    shown = visitor.main.locator("[data-sign]:visible")

    visitor.main.locator("#q").press_sequentially("PÁSSPORT")
    expect(visitor.main.locator("#sign-I01")).to_be_visible()
    expect(visitor.main.locator("#sign-I09")).to_be_visible()
    expect(shown).to_have_count(2)

    visitor.main.locator("#q").fill("zzzz")
    expect(visitor.main.locator("#none")).to_be_visible()
    expect(shown).to_have_count(1)

    visitor.main.locator("#q").fill("")
    expect(visitor.main.locator("#none")).to_be_hidden()
    expect(visitor.main.locator("#sign-I54")).to_be_visible()


def test_what_was_looked_for_stands_in_no_address(visitor):
    visitor.open("search/")
    visitor.write({"q": "pasport"})
    visitor.press("Search")

    assert visitor.main.locator("mark", has_text="passport").count()
    assert visitor.page.url == f"{visitor.site}/en/search/"
    assert visitor.page.context.cookies() == []


def test_a_point_on_the_map_leads_to_the_list(visitor):
    visitor.open("find/")
    visitor.write({"place": "utrect"})
    visitor.press("Show help that fits")
    target = visitor.main.locator(".map__point").first.get_attribute("href")
    visitor.main.locator(".map__point").first.click()

    expect(visitor.main.locator(str(target))).to_be_in_viewport()
    assert visitor.page.url == f"{visitor.site}/en/find/{target}"
    assert visitor.page.context.cookies() == []


@pytest.mark.parametrize(("language", "scheme"), [("nl", "light"), ("en", "dark")])
def test_the_answers_have_no_barriers(newcomer, language, scheme, tmp_path):
    reader = newcomer(language=language, scheme=scheme)
    walk = Walk(reader, f"visitor ({language})", set())
    see_signs(reader)
    walk.look("signs", narrow=True)
    reader.write({"sign": "I54"})
    reader.press("See what it may mean")
    walk.look("what it may mean", narrow=True)
    for question in ("polite", "zzzqqq", ""):
        reader.open("search/")
        reader.write({"q": question})
        reader.press("Search")
        walk.look(f"searched {question!r}", narrow=True)
    for place in ("utrect", "bergen"):
        reader.open("find/")
        reader.write({"place": place})
        reader.press("Show help that fits")
        walk.look(f"near {place}", narrow=True)

    faults = walk.faults + invalid(walk.pages, tmp_path)
    assert not faults, "\n".join(faults)
