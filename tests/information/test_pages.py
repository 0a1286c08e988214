"""The pages of text: what each says about itself, and where it leads."""

import re
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings
from django.utils.translation import gettext, override

from ketenwerk.country.data import country
from ketenwerk.information.rendering import rendered
from tests.conftest import NOON

ARABIC = "هذا نص مخترع."
PAGES = sorted(page.address for page in country().pages.values())
HREF = re.compile(r'<a [^>]*href="([^"]+)"')
WITH_ARABIC = override_settings(
    LANGUAGES=list({**dict(settings.LANGUAGES), "ar": "Arabic"}.items()),
    UNCHECKED_LANGUAGES=frozenset(),
)


def shown(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.text


def said(words: str, language: str = "ar") -> str:
    """What the interface makes of it in another language; as long as nobody translated it, in the first one."""
    with override(language):
        return gettext(words)


def article(page: str) -> str:
    return page.split("<article")[1].split("</article>", maxsplit=1)[0]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_for_whom_it_is_from_where_and_who_reviewed_it(language, address):
    page = shown(f"/{language}/read/{address}/")

    for term in {
        "nl": ("Voor wie", "Nagekeken door", "Bronnen"),
        "en": ("For whom", "Reviewed by", "Sources"),
    }[language]:
        assert f">{term}</dt>" in page
    assert f'<article lang="{language}" dir="ltr">' in page


@pytest.mark.parametrize("address", PAGES)
def test_every_page_ends_with_whom_to_call_and_how_to_stay_safe(address):
    after = shown(f"/en/read/{address}/").split("</article>")[1].split("</main>")[0]

    assert 'href="/en/help/"' in after
    assert ('href="/en/safety/"' in after) is (address != "safety")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_link_in_a_text_leads_somewhere(db, language, address):
    links = HREF.findall(article(shown(f"/{language}/read/{address}/")))

    for link in links:
        if not link.startswith("https://"):
            path, _, anchor = link.partition("#")
            answer = Client().get(path)
            assert answer.status_code == 200, link
            assert not anchor or f'id="{anchor}"' in answer.text, link


@pytest.mark.parametrize("page", country().pages.values(), ids=lambda page: page.code)
def test_the_window_says_what_the_page_is_about_only_where_that_is_harmless(page):
    title = shown(f"/en/read/{page.address}/").split("<title>")[1].split("</title>")[0]

    neutral = title == "Help and information"
    assert neutral is page.neutral
    assert "trafficking" not in title.casefold()


def test_no_address_says_what_this_is_about():
    words = [each.address for each in country().pages.values()]
    words += [each.address for each in country().situations.values()]

    assert not re.search(r"traffick|exploit|victim|report|sex|abuse|minor|danger", " ".join(words))


def test_the_safety_page_keeps_its_address():
    assert article(shown("/nl/safety/")) == article(shown("/nl/read/safety/"))


def test_a_text_that_nobody_reviewed_says_so_and_one_that_was_says_by_whom(write):
    write("en/rights.md", "Words.")
    assert "Nobody has reviewed this text yet" in shown("/en/read/rights/")

    write("en/rights.md", "Words.", reviewed_by='"A. Person"', reviewed_on="2026-11-01")
    page = shown("/en/read/rights/?fresh")

    assert "A. Person, on 1 November 2026" in page
    assert "Nobody has reviewed" not in page


@pytest.mark.parametrize(("year", "overdue"), [(2026, False), (2028, True)])
def test_a_text_past_its_day_says_that_it_may_be_out_of_date(write, clock, year, overdue):
    write("en/rights.md", "Words.")
    clock.now = NOON.replace(year=year)

    page = shown("/en/read/rights/")

    assert ("This page may be out of date" in page) is overdue
    assert ("looked at it again before 24 May 2027" in page) is overdue


@WITH_ARABIC
def test_a_machine_translation_is_marked_runs_right_to_left_and_leads_to_other_languages(write):
    write("ar/rights.md", ARABIC, written='"machine"')

    page = shown("/ar/read/rights/")
    before, after = page.split("<article", 1)

    assert '<html lang="ar" dir="rtl">' in page
    assert after.startswith(' lang="ar" dir="rtl">')
    assert ARABIC in after
    assert said("Machine translated, not yet checked by a person") in before
    mark = before.split("notice--warning")[1]
    assert 'href="/nl/read/rights/"' in mark
    assert 'href="/en/read/rights/"' in mark


@WITH_ARABIC
def test_where_every_page_of_a_language_is_marked_a_text_is_not_marked_again(write, settings):
    settings.UNCHECKED_LANGUAGES = frozenset({"ar"})
    write("ar/rights.md", ARABIC, written='"machine"')

    assert said("Machine translated, not yet checked by a person") not in shown("/ar/read/rights/")


@WITH_ARABIC
def test_a_machine_translation_that_somebody_checked_is_not_marked(write):
    checked = {"reviewed_by": '"A. Person"', "reviewed_on": "2026-11-01"}
    write("ar/rights.md", ARABIC, written='"machine"', **checked)

    assert said("Machine translated, not yet checked by a person") not in shown("/ar/read/rights/")


@WITH_ARABIC
def test_a_page_that_is_not_there_in_the_language_of_the_reader_is_shown_in_another_and_says_so(
    write, tmp_path
):
    (tmp_path / "nl/texts/ar/programme.md").unlink(missing_ok=True)
    write("ar/rights.md", ARABIC)

    page = shown("/ar/read/programme/")

    assert said("This page is not there in your language yet") in page
    assert (
        said("You read it in another language: %(language_name)s.") % {"language_name": "English"}
        in page
    )
    assert '<article lang="en" dir="ltr">' in page


@WITH_ARABIC
@pytest.mark.parametrize("path", ["", "help/", "help/work/", "numbers/", "read/", "block/now/"])
def test_who_reads_a_language_of_few_texts_still_gets_every_page(path):
    assert 'dir="rtl"' in shown(f"/ar/{path}")


# ---- from Markdown to a page ----


@pytest.fixture
def made(write):
    def make(body: str) -> str:
        write("en/rights.md", body)
        return rendered(country().text("rights", "en"))

    return make


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("Call {emergency}.", "<p>Call 112.</p>"),
        ("## Head\n\n- one\n- **two**", "<h2>Head</h2>\n<ul>\n<li>one</li>\n<li><strong>two</strong></li>\n</ul>"),
        ("[x](page:help)", '<p><a href="/en/read/getting-help/">x</a></p>'),
        ("[x](page:safety)", '<p><a href="/en/safety/">x</a></p>'),
        ("[x](channel:comensha)", '<p><a href="/en/numbers/#comensha">x</a></p>'),
        ("[x](view:whom)", '<p><a href="/en/help/">x</a></p>'),
        ("[x](view:contact)", '<p><a href="/en/contact/">x</a></p>'),
        ("[x](view:answer)", '<p><a href="/en/answer/">x</a></p>'),
        ("[x](https://example.org/a)", '<p><a href="https://example.org/a" rel="noreferrer nofollow">x</a></p>'),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
    ],
)  # fmt: skip
def test_a_text_becomes_a_page(made, body, html):
    with override("en"):
        assert made(body).strip() == html


def test_what_the_loader_would_have_refused_does_not_come_out_either():
    text = country().text("rights", "en")
    bad = "<script>alert(1)</script>\n\n![x](https://example.org/x.png) [y](javascript:alert(1))"

    html = rendered(replace(text, body=bad))

    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
