"""What a file is, by its own first bytes. What it is called, and what a browser says of it, count for nothing."""

from enum import StrEnum

HEAD = 1024  # bytes that are looked at
TAR_AT = 257
BRAND_AT = 4  # where the family of HEIC, AVIF and MP4 names itself
ZIP = b"PK\x03\x04"
PICTURE_BRANDS = (b"hei", b"hev", b"mif", b"msf", b"avi")


class NotTaken(Exception):
    """What was sent is not taken. `code` finds the sentence that says what to do instead."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Kind(StrEnum):
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"
    TEXT = "text"


TAKEN = ((b"\xff\xd8\xff", Kind.JPEG), (b"\x89PNG\r\n\x1a\n", Kind.PNG), (b"%PDF-", Kind.PDF))

# What is recognised only to say what to do instead.
REFUSED = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"{\\rtf", "office"),
    (b"PK\x05\x06", "packed"),
    (b"PK\x07\x08", "packed"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"Rar!", "packed"),
    (b"\x1f\x8b", "packed"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ\0", "packed"),
    (b"\x28\xb5\x2f\xfd", "packed"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"8BPS", "picture"),
    (b"\0\0\1\0", "picture"),
    (b"\0\0\0\x0cjP", "picture"),
    (b"\xff\x0a", "picture"),
    (b"%!PS", "picture"),
    (b"\xc5\xd0\xd3\xc6", "picture"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"#!", "program"),
    (b"ID3", "media"),
    (b"OggS", "media"),
    (b"fLaC", "media"),
    (b"\x1a\x45\xdf\xa3", "media"),
    (b"#!AMR", "media"),
)
OFFICE_INSIDE = (b"[Content_Types].xml", b"word/", b"xl/", b"ppt/", b"mimetypeapplication/")
PAGE_STARTS = (b"<",)
PAGE_INSIDE = (b"<html", b"<svg", b"<script", b"<!doctype")


def kind_of(data: bytes) -> Kind:
    """Raises NotTaken for everything that cannot be made anew safely."""
    head = data[:HEAD]
    taken = next((kind for start, kind in TAKEN if head.startswith(start)), None)
    if taken is None and head.startswith(b"RIFF"):
        taken = Kind.WEBP if head[8:12] == b"WEBP" else None
    if taken is None and (refused := _refused(head)):
        raise NotTaken(refused)
    if taken is None and not _is_text(data):
        raise NotTaken("unknown")
    return taken or Kind.TEXT


def _refused(head: bytes) -> str:
    """Why not; empty when nothing is known against it."""
    found = next((why for start, why in REFUSED if head.startswith(start)), "")
    return found or _container(head) or _page(head)


def _container(head: bytes) -> str:
    if head.startswith(ZIP):
        return "office" if any(part in head for part in OFFICE_INSIDE) else "packed"
    if head.startswith(b"RIFF"):
        return "media"
    if head[BRAND_AT : BRAND_AT + 4] == b"ftyp":
        brand = head[BRAND_AT + 4 : BRAND_AT + 7]
        return "heic" if brand in PICTURE_BRANDS else "media"
    return "packed" if head[TAR_AT : TAR_AT + 5] == b"ustar" else ""


def _page(head: bytes) -> str:
    """A page or drawing written as text can hold a program."""
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    written = begin.startswith(PAGE_STARTS) or any(part in begin for part in PAGE_INSIDE)
    return "page" if written else ""


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in data
