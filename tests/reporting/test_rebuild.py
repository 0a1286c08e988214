"""How one file is made anew: what is seen stays as it was seen, and what is too much is not begun."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from ketenwerk.reporting.attachments import limits, rebuild
from ketenwerk.reporting.attachments.rebuild import CannotRebuild
from tests.reporting.samples import document, exif, image, saved

WHITE, ORIENTATION = (255, 255, 255), 0x0112


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def bomb(width: int, height: int) -> bytes:
    """A picture of one colour, in a few kilobytes however large it is."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data))
        )

    packer = zlib.compressobj(9)
    line = b"\0" * (1 + width // 8)
    packed = b"".join(packer.compress(line * 100) for _ in range(height // 100)) + packer.flush()
    head = struct.pack("!IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def papers(pages: int, width: float = 60, height: float = 40) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width, height)
    return document(writer)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK", "I;16", "1"])
def test_every_way_of_keeping_colours_becomes_one(mode):
    form = "JPEG" if mode == "CMYK" else "PNG"

    made = opened(rebuild.picture(saved(form, mode), form=form))

    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (48, 32))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_was_transparent_lies_on_white(mode):
    out = BytesIO()
    Image.new(mode, (16, 16), 0).save(out, "PNG", **({"transparency": 0} if mode == "P" else {}))

    assert opened(rebuild.picture(out.getvalue(), form="PNG")).getpixel((8, 8)) == WHITE


@pytest.mark.parametrize(
    ("how", "size"), [(1, (48, 32)), (3, (48, 32)), (6, (32, 48)), (8, (32, 48))]
)
def test_a_photo_stands_upright(how, size):
    photo = saved("JPEG", exif=exif(ORIENTATION, how))

    assert opened(rebuild.picture(photo, form="JPEG")).size == size


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_photo_with_a_damaged_note_is_made_all_the_same():
    photo = saved("JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff")

    assert opened(rebuild.picture(photo, form="JPEG")).size == (48, 32)


def test_the_first_picture_of_a_film_is_taken():
    film = saved("WEBP", save_all=True, append_images=[image(), image()])

    assert getattr(opened(rebuild.picture(film, form="WEBP")), "n_frames", 1) == 1


@pytest.mark.parametrize("size", [(30_000, 30_000), (8_000, 5_100)])
def test_a_picture_of_too_many_pixels_is_not_unpacked(size, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)  # our own look comes first
    monkeypatch.setattr(Image.Image, "load", pytest.fail)

    with pytest.raises(CannotRebuild) as refused:
        rebuild.picture(bomb(*size), form="PNG")

    assert refused.value.code == rebuild.TOO_MANY_PIXELS


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_half_a_picture_is_none(form):
    data = saved(form)

    with pytest.raises((OSError, SyntaxError, ValueError)):
        rebuild.picture(data[: len(data) // 2], form=form)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_read_as_what_its_first_bytes_say_and_as_nothing_else(form):
    other = "PNG" if form == "JPEG" else "JPEG"

    with pytest.raises(OSError, match="cannot identify"):
        rebuild.picture(saved(form), form=other)


@pytest.mark.parametrize("pages", [1, 3, limits.PAGES])
def test_a_document_keeps_its_pages_and_their_size(pages):
    made = PdfReader(BytesIO(rebuild.document(papers(pages))))

    assert len(made.pages) == pages
    assert float(made.pages[0].mediabox.width) == pytest.approx(60, abs=0.5)
    assert float(made.pages[0].mediabox.height) == pytest.approx(40, abs=0.5)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (papers(limits.PAGES + 1), rebuild.TOO_MANY_PAGES),
        (papers(1, 14_000, 14_000), rebuild.TOO_MANY_PIXELS),
        (papers(1, 3_500, 3_500), rebuild.TOO_MANY_PIXELS),
        (b"%PDF-1.4 and nothing", rebuild.BROKEN),
        (papers(1)[:200], rebuild.BROKEN),
    ],
    ids=["pages", "huge", "large", "empty", "half"],
)
def test_a_document_that_cannot_be_made(data, code):
    with pytest.raises(CannotRebuild) as refused:
        rebuild.document(data)

    assert refused.value.code == code


def test_without_the_program_a_document_is_refused_and_not_kept(monkeypatch):
    monkeypatch.setattr(rebuild, "PROGRAMS", "/nowhere")

    with pytest.raises(CannotRebuild) as refused:
        rebuild.document(papers(1))

    assert refused.value.code == rebuild.NO_PDF


@pytest.mark.parametrize(
    ("sent", "made"),
    [
        ("Invented.\r\nTwo lines", "Invented.\nTwo lines"),
        ("\ufeffwith a mark", "with a mark"),
        ("e\u0301e\u0301n", "één"),
        ("says \u202eevil\u202c \u2066things\u2069", "says evil things"),
        ("a\x1b[31mb\x07", "a[31mb"),
        ("شخص 😀", "شخص 😀"),
    ],
)
def test_a_text_keeps_its_letters_and_loses_what_cannot_be_seen(sent, made):
    assert rebuild.text(sent.encode()).decode() == made


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"x" * (limits.TEXT + 1), rebuild.TOO_LONG_TEXT), (b" \n\t ", rebuild.BROKEN)],
    ids=["long", "empty"],
)
def test_a_text_that_is_too_long_or_says_nothing(data, code):
    with pytest.raises(CannotRebuild) as refused:
        rebuild.text(data)

    assert refused.value.code == code


def test_bytes_that_are_no_letters_are_no_text():
    with pytest.raises(UnicodeDecodeError):
        rebuild.text(b"caf\xe9")


def test_the_same_document_gives_the_same_bytes():
    """No hour of the day in it."""
    assert rebuild.document(papers(2)) == rebuild.document(papers(2))
