"""A large body is read by one page alone, and a file that is sent lies on no disk."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver
from django.utils.translation import override

from ketenwerk.foundation.bodies import InMemory, body_at_most, takes_files

PAGE = "/en/answer/add/"
GIB = 1024**3


class Unread(BytesIO):
    """A body that may not be asked for."""

    def read(self, *_: object) -> bytes:
        raise AssertionError("it was read")

    readline = read


def ask(path: str, size: int) -> HttpResponse:
    body = {"CONTENT_LENGTH": str(size), "wsgi.input": Unread()}
    return Client().generic("POST", path, content_type="multipart/form-data; boundary=b", **body)


@pytest.mark.parametrize(
    "path", [PAGE, "/en/answer/", "/en/contact/", "/en/intake/", "/en/nothing/"]
)
def test_two_gigabytes_are_refused_before_anything_is_read(path):
    answer = ask(path, 2 * GIB)

    assert answer.status_code == 413
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        (PAGE, settings.FILE_BODY_AT_MOST + 1, 413),
        ("/en/answer/", settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1, 413),
        ("/en/answer/write/", 1_000_000, 413),
        ("/en/nothing/", 1_000_000, 413),
        ("/nothing/", 1_000_000, 413),
    ],
)
def test_every_other_page_keeps_its_own_measure(path, size, status):
    assert ask(path, size).status_code == status


def test_one_address_takes_files():
    taking = [
        f"{space}:{pattern.name}"
        for space, (_, resolver) in get_resolver().namespace_dict.items()
        for pattern in resolver.url_patterns
        if getattr(pattern.callback, "takes_files", False)
    ]
    assert taking == ["reporting:attach"]
    with override("en"):
        assert body_at_most(PAGE) == settings.FILE_BODY_AT_MOST
        assert body_at_most("/en/answer/") == settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def received(rf, data: bytes) -> object:
    request = rf.post(
        "/", {"file": SimpleUploadedFile("name of a person.jpg", data, "image/secret")}
    )
    return request.FILES["file"]


@pytest.mark.parametrize("size", [0, 1, 65_536, 3_000_000])
def test_a_file_lies_in_memory_whole_and_without_its_name(rf, size):
    found = received(rf, b"x" * size)

    assert isinstance(found.file, BytesIO)
    assert found.read() == b"x" * size
    assert (found.name, found.content_type, found.size) == ("file", None, size)


def test_of_a_file_that_is_too_large_nothing_is_kept_but_its_size(rf, settings):
    settings.FILE_AT_MOST = 100_000

    found = received(rf, b"x" * 300_000)

    assert (found.size, found.read()) == (300_000, b"")


def test_a_file_of_just_the_limit_is_kept(rf, settings):
    settings.FILE_AT_MOST = 100_000

    assert received(rf, b"x" * 100_000).read() == b"x" * 100_000


def test_nothing_of_djangos_own_writes_a_file():
    assert [f"{InMemory.__module__}.InMemory"] == settings.FILE_UPLOAD_HANDLERS


def test_no_file_appears_while_one_is_sent(rf, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    received(rf, b"x" * 5_000_000)

    assert list(Path(tmp_path).iterdir()) == []


def test_a_page_says_so_itself():
    def view() -> None: ...

    assert takes_files(view).takes_files
