"""A PDF of pictures and nothing else: no text, no names, no dates, no links, no scripts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ketenwerk.reporting.attachments.limits import DOTS_PER_INCH

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Page:
    """One page as a JPEG of this many pixels, in RGB."""

    width: int
    height: int
    jpeg: bytes


def pdf_of(pages: Sequence[Page]) -> bytes:
    """The same pages give the same bytes. Written as PDF 1.4 (ISO 32000-1, 7.5)."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(_objects(pages), start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    where, count = len(out), len(places) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, where)
    return bytes(out)


def _objects(pages: Sequence[Page]) -> Iterator[bytes]:
    """The catalogue, the list of pages, and three objects a page: itself, what it draws, and the picture."""
    kids = b" ".join(b"%d 0 R" % (3 + 3 * number) for number in range(len(pages)))
    yield b"<< /Type /Catalog /Pages 2 0 R >>"
    yield b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(pages), kids)
    for number, page in enumerate(pages):
        yield from _page(page, 3 + 3 * number)


def _page(page: Page, number: int) -> Iterator[bytes]:
    width, height = (_points(pixels) for pixels in (page.width, page.height))
    yield (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %b %b] /Contents %d 0 R"
        b" /Resources << /XObject << /P %d 0 R >> >> >>"
    ) % (width, height, number + 1, number + 2)
    yield _stream(b"", b"q %b 0 0 %b 0 0 cm /P Do Q" % (width, height))
    yield _stream(
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB"
        b" /BitsPerComponent 8 /Filter /DCTDecode " % (page.width, page.height),
        page.jpeg,
    )


def _stream(about: bytes, data: bytes) -> bytes:
    return b"<< %b/Length %d >>\nstream\n%b\nendstream" % (about, len(data), data)


def _points(pixels: int) -> bytes:
    return b"%.2f" % (pixels * POINTS_PER_INCH / DOTS_PER_INCH)
