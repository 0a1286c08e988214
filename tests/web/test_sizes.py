"""The size of an answer does not tell which page was read (security.md T32)."""

import gzip
import zlib

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from ketenwerk.foundation.packing import pack
from ketenwerk.web.sizes import STEP
from tests.information.test_weight import PATHS

FORMS = [
    "contact/",
    "contact/practice/",
    "answer/",
    "signs/",
    "search/?q=help",
    "find/",
    "figures/",
]
PAGES = [*PATHS, *FORMS, "nothing-here/", "answer/open/"]
PACKED = {"headers": {"accept-encoding": "gzip, br"}}


def over_the_line(answer) -> int:
    """Head and body, as PEP 3333 hands them to the server."""
    head = sum(len(f"{name}: {value}\r\n") for name, value in answer.items())
    cookies = sum(len(f"{cookie.output()}\r\n") for cookie in answer.cookies.values())
    return head + cookies + len(answer.content)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "ti"])
@pytest.mark.parametrize("path", PAGES)
def test_every_public_page_has_the_same_size(path, language):
    again = [Client().get(f"/{language}/{path}", **PACKED) for _ in range(2)]

    assert {over_the_line(answer) for answer in again} == {STEP}
    assert {int(answer["Content-Length"]) for answer in again} == {len(again[0].content)}
    assert b"</html>" in gzip.decompress(again[0].content)


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_who_cannot_unpack_gets_one_of_a_few_sizes(path):
    answer = Client().get(f"/en/{path}")

    assert over_the_line(answer) % STEP == 0
    assert answer.text.rstrip().endswith("</html>")


@pytest.mark.django_db
def test_a_page_says_that_it_depends_on_what_can_be_unpacked():
    answer = Client().get("/en/safety/", **PACKED)

    assert "Accept-Encoding" in answer["Vary"]
    assert answer["Content-Encoding"] == "gzip"


def test_who_is_signed_in_gets_pages_as_they_are():
    """Their cookie goes along when another site leads them here; what is packed could be measured from there."""
    browser = Client(headers={"cookie": "session=x", **PACKED["headers"]})

    assert "Content-Encoding" not in browser.get("/en/safety/")


@pytest.mark.django_db
def test_what_is_no_page_is_left_alone():
    answer = Client().get("/en/contact/paper/", **PACKED)

    assert answer["Content-Type"] == "application/pdf"
    assert "Content-Encoding" not in answer


@given(text=st.binary(max_size=3000), more=st.integers(0, 300))
def test_what_is_packed_comes_out_whole_and_as_long_as_asked(text, more):
    packed = pack(text)
    made = packed.filled(more)

    assert len(made) == packed.size + more
    assert gzip.decompress(made) == text
    assert zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(made) == text
