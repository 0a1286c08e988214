"""What partners show inside their own pages: text and links, and only that page may be framed."""

import re

import pytest
from django.test import Client

from ketenwerk.country.data import country

SITUATIONS = [each.address for each in country().situations.values()]
OTHERS = ["", "help/", "help/now/", "numbers/", "read/", "read/rights/", "safety/", "share/",
          "before/contact/", "contact/", "answer/", "figures/", "account/login/"]  # fmt: skip


def block(address: str = "now", language: str = "en"):
    answer = Client().get(f"/{language}/block/{address}/")
    assert answer.status_code == 200
    return answer


@pytest.mark.parametrize("again", [False, True])
def test_any_site_may_frame_the_block(again):
    if again:
        block()  # the page itself is kept, its headers are made anew
    answer = block()

    assert "frame-ancestors *;" in f"{answer['Content-Security-Policy']};"
    assert "X-Frame-Options" not in answer
    assert "script-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("path", OTHERS)
def test_no_site_may_frame_any_other_page(db, path):
    answer = Client().get(f"/en/{path}")

    assert answer.status_code == 200
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("address", SITUATIONS)
def test_the_block_is_text_with_links_that_leave_the_frame(address, language):
    answer = block(address, language)

    assert not re.search(r"<(script|form|button|input|iframe|img)", answer.text)
    links = re.findall(r"<a [^>]*>", answer.text)
    assert links
    assert all('target="_top"' in link for link in links)
    assert f'href="/{language}/help/{address}/"' in answer.text
    assert not answer.cookies
    assert len(answer.text.rstrip()) < 8_000  # what fills it up (web/sizes.py) comes behind


@pytest.mark.parametrize("situation", country().situations.values(), ids=lambda each: each.code)
def test_the_block_shows_both_roads(situation):
    text = block(situation.address).text

    for code in situation.channels:
        assert country().channels[code].name["en"] in text
    assert "One does not need the other." in text
    unverified = [each for each in situation.channels if not country().channels[each].verified]
    assert text.count("Not yet compared with a published source.") == len(unverified)


def test_the_page_for_partners_gives_code_to_copy_for_every_block():
    page = Client().get("/en/share/").text

    for address in SITUATIONS:
        assert f"&lt;iframe src=&quot;http://testserver/en/block/{address}/" in page.replace(
            '"', "&quot;"
        )
