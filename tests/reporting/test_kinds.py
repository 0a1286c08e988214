"""A file is what its own first bytes say, whatever it is called."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenwerk.reporting.attachments.kinds import Kind, NotTaken, kind_of
from ketenwerk.reporting.uploads import REFUSALS
from tests.reporting.samples import document, paper, saved


def zipped(*names: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "invented")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (saved("JPEG"), Kind.JPEG),
        (saved("PNG"), Kind.PNG),
        (saved("WEBP"), Kind.WEBP),
        (document(paper()), Kind.PDF),
        (b"Invented.", Kind.TEXT),
        ("Uitgevonden: één, شخص 😀".encode(), Kind.TEXT),
        (b"\xef\xbb\xbfwith a mark", Kind.TEXT),
        (b"\n%PDF-1.4 is no document then: its letters are letters", Kind.TEXT),
        (b"2 < 3, and <b>bold</b> is said", Kind.TEXT),
    ],
    ids=range(9),
)
def test_what_is_taken(data, kind):
    assert kind_of(data) is kind


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (zipped("a.txt"), "packed"),
        (zipped("[Content_Types].xml", "word/document.xml"), "office"),
        (zipped("mimetype"), "packed"),
        (b"PK\x05\x06" + b"\0" * 18, "packed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old office", "office"),
        (b"{\\rtf1 text}", "office"),
        (b"\x1f\x8b\x08", "packed"),
        (b"7z\xbc\xaf\x27\x1c", "packed"),
        (b"Rar!\x1a\x07", "packed"),
        (b"\0" * 257 + b"ustar", "packed"),
        (saved("GIF"), "picture"),
        (saved("GIF") + zipped("a.class"), "picture"),
        (saved("BMP"), "picture"),
        (saved("TIFF"), "picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "picture"),
        (b"\xc5\xd0\xd3\xc6", "picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0", "heic"),
        (b"\0\0\0\x18ftypavif\0\0\0\0", "heic"),
        (b"\0\0\0\x18ftypisom\0\0\0\0", "media"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0", "media"),
        (b"RIFF\0\0\0\0WAVE", "media"),
        (b"ID3\x03", "media"),
        (b"OggS\0", "media"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "page"),
        (b"\n\n <!DOCTYPE html><p>hello", "page"),
        (b"\xef\xbb\xbf<html>", "page"),
        (b"<?xml version='1.0'?>", "page"),
        (b"words, and then <script>alert(1)</script>", "page"),
        (b"\x7fELF\x02", "program"),
        (b"MZ\x90\0", "program"),
        (b"#!/bin/sh\n", "program"),
        (b"\xca\xfe\xba\xbe", "program"),
        (b"caf\xe9", "unknown"),
        (b"a\0b", "unknown"),
        ("utf-16".encode("utf-16"), "unknown"),
    ],
    ids=range(36),
)
def test_what_is_not_taken_is_told_what_to_do_instead(data, why):
    with pytest.raises(NotTaken) as refused:
        kind_of(data)

    assert refused.value.code == why
    assert all(str(sentence) for sentence in REFUSALS[why])


def said_of(data: bytes) -> str:
    try:
        return kind_of(data)
    except NotTaken as refused:
        return refused.code


@given(st.binary(max_size=2000))
def test_any_bytes_are_one_kind_or_are_refused_with_a_sentence(data):
    assert said_of(data) in {*Kind, *REFUSALS}


@given(st.sampled_from([saved("JPEG"), saved("PNG"), document(paper())]), st.binary(max_size=200))
def test_what_lies_behind_a_picture_does_not_make_it_something_else(data, more):
    assert kind_of(data + more) is kind_of(data)
