"""Files that people send: in memory alone, without their names, and only where a page asks for them."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import get_language, get_language_from_path, override

View = Callable[..., HttpResponse]
NAME = "file"  # whatever the sender called it: a name tells who somebody is


class InMemory(FileUploadHandler):
    """Keeps up to `FILE_AT_MOST` bytes. Of what is larger only the size is known: it streams by and is let go."""

    def new_file(self, *args: Any, **named: Any) -> None:
        super().new_file(*args, **named)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > settings.FILE_AT_MOST:
            self.kept = BytesIO()
        else:
            self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        return InMemoryUploadedFile(self.kept, self.field_name, NAME, None, file_size, None)


def takes_files(view: View) -> View:
    """Let a body be as large as a few files; every other page answers that with 413."""
    view.takes_files = True  # type: ignore[attr-defined]
    return in_lane("files")(view)


def in_lane(name: str) -> Callable[[View], View]:
    """What is sent to this page takes long: it waits in a lane of its own, and no other page waits for it."""

    def mark(view: View) -> View:
        view.lane = name  # type: ignore[attr-defined]
        return view

    return mark


def lane_of(path: str) -> str:
    """Empty for what is answered at once."""
    return str(getattr(_view(path), "lane", ""))


def body_at_most(path: str) -> int:
    """How many bytes may be sent to this address."""
    wanted = getattr(_view(path), "takes_files", False)
    return int(
        (settings.FILE_BODY_AT_MOST if wanted else settings.DATA_UPLOAD_MAX_MEMORY_SIZE) or 0
    )


def _view(path: str) -> View | None:
    """The page at an address, in whatever language stands in it."""
    with override(get_language_from_path(path) or get_language()):
        try:
            found: View = resolve(path).func
        except Resolver404:
            return None
    return found
