"""`python -m ketenwerk.reporting.attachments.rebuild KIND`: makes one file anew, in a process of its own.

It reads the file from its input and writes the new one to its output, both in memory; the parent sees to walls
around it (`sandbox`), it limits itself before it looks at the first byte. Nothing of the old file goes into the
new one but pixels, or letters. Why it could not be done is its exit code.
"""

import ctypes
import os
import resource
import shutil
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import IO

from PIL import Image, ImageOps

from ketenwerk.foundation.text import plain
from ketenwerk.reporting.attachments import limits
from ketenwerk.reporting.attachments.paper import Page, pdf_of

BROKEN, TOO_MANY_PIXELS, TOO_MANY_PAGES, NO_PDF, TOO_LONG_TEXT, HEAVY = range(40, 46)
WHY = {
    BROKEN: "broken",
    TOO_MANY_PIXELS: "pixels",
    TOO_MANY_PAGES: "pages",
    NO_PDF: "no-pdf",
    TOO_LONG_TEXT: "long-text",
    HEAVY: "heavy",
}
SMALLEST = 8  # pixels
WHITE = (255, 255, 255)
PROGRAMS = "/usr/local/bin:/usr/bin:/bin"
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
SIXTEEN_BITS = ("I;16", "I;16B", "I;16L", "I;16N", "I", "F")


class CannotRebuild(Exception):
    """`code` is the exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(WHY[code])
        self.code = code


def picture(data: bytes, *, form: str) -> bytes:
    """A JPEG of its pixels, as one would see it: upright, on white where it was transparent."""
    return _jpeg(_seen(data, form))


def document(data: bytes) -> bytes:
    """A PDF of pictures of its pages."""
    pages = [Page(*page.size, _jpeg(page)) for page in _drawn(data)]
    if not pages:
        raise CannotRebuild(BROKEN)
    return pdf_of(pages)


def text(data: bytes) -> bytes:
    """Its letters in UTF-8, without what cannot be seen and turns or hides others."""
    if len(data) > limits.TEXT:
        raise CannotRebuild(TOO_LONG_TEXT)
    letters = plain(data.decode())
    if not letters:
        raise CannotRebuild(BROKEN)
    return letters.encode()


def _seen(data: bytes, form: str) -> Image.Image:
    with Image.open(BytesIO(data), formats=[form]) as found:
        if found.width * found.height > limits.PIXELS:  # known before anything is unpacked
            raise CannotRebuild(TOO_MANY_PIXELS)
        found.load()
        return _in_rgb(_upright(found))


def _upright(found: Image.Image) -> Image.Image:
    """As the camera was held. A photo whose note about that is damaged stays as it lies."""
    try:
        return ImageOps.exif_transpose(found)
    except Exception:  # noqa: BLE001 - what is in such a note has many ways to be wrong
        return found


def _in_rgb(found: Image.Image) -> Image.Image:
    """A new image: of the old one nothing comes along but its pixels."""
    if found.mode in SIXTEEN_BITS:
        found = _in_eight_bits(found)
    if found.has_transparency_data:
        seen = found.convert("RGBA")
        flat = Image.new("RGB", seen.size, WHITE)
        flat.paste(seen, mask=seen.getchannel("A"))
    else:
        flat = found.convert("RGB")
    return Image.frombytes("RGB", flat.size, flat.tobytes())


def _in_eight_bits(found: Image.Image) -> Image.Image:
    """Grey of more than 256 steps, spread over what is there."""
    grey = found.convert("F")
    low, high = grey.getextrema()
    step = 255 / (high - low) if isinstance(high, float) and high > low else 1  # type: ignore[operator]
    return grey.point(lambda value: value * step - low * step).convert("L")  # type: ignore[operator]


def _jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=limits.QUALITY, optimize=True)
    return out.getvalue()


def _drawn(data: bytes) -> Iterator[Image.Image]:
    """The pages one by one, as `pdftoppm` draws them; it reads and writes pipes alone."""
    program = shutil.which("pdftoppm", path=PROGRAMS)
    if program is None:
        raise CannotRebuild(NO_PDF)
    command = [program, "-r", str(limits.DOTS_PER_INCH), "-l", str(limits.PAGES + 1), "-"]
    with subprocess.Popen(  # noqa: S603 - our command; the document is its input
        command,
        stdin=_memory(data),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        restore_signals=False,  # a file that may not be written is an error to it, not its end
    ) as drawing:
        assert drawing.stdout  # noqa: S101 - a pipe was asked for
        try:
            yield from _pages(drawing.stdout)
        except CannotRebuild:
            drawing.kill()
            raise
    if drawing.returncode:
        raise CannotRebuild(BROKEN)


def _pages(drawn: IO[bytes]) -> Iterator[Image.Image]:
    """Pictures in PPM (`P6`, width and height, 255, pixels), one behind the other."""
    count = 0
    while drawn.readline() == b"P6\n":
        count += 1
        if count > limits.PAGES:
            raise CannotRebuild(TOO_MANY_PAGES)
        width, height = (int(number) for number in drawn.readline().split())
        if width * height > limits.PIXELS:
            raise CannotRebuild(TOO_MANY_PIXELS)
        if min(width, height) < SMALLEST:  # what is drawn of a page too large to draw
            raise CannotRebuild(TOO_MANY_PIXELS)
        drawn.readline()
        yield Image.frombytes("RGB", (width, height), drawn.read(width * height * 3))


def _memory(data: bytes) -> int:
    """A file that lies in memory alone."""
    handle = os.memfd_create("document")
    with os.fdopen(os.dup(handle), "wb") as file:
        file.write(data)
    os.lseek(handle, 0, os.SEEK_SET)
    return handle


def limit_myself() -> None:
    """From here on there is no more time, memory or room than this, also for the programs it starts."""
    for what, most in (
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_FSIZE, limits.RESULT),
        (resource.RLIMIT_NOFILE, limits.OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = limits.PIXELS


MAKE: dict[str, Callable[[bytes], bytes]] = {
    "jpeg": lambda data: picture(data, form="JPEG"),
    "png": lambda data: picture(data, form="PNG"),
    "webp": lambda data: picture(data, form="WEBP"),
    "pdf": document,
    "text": text,
}


def main(kind: str) -> int:
    """0 when the new file is on the output; otherwise why not, and nothing of it."""
    limit_myself()
    try:
        made = MAKE[kind](sys.stdin.buffer.read())
        sys.stdout.buffer.write(made)
        sys.stdout.buffer.flush()
    except CannotRebuild as problem:
        return problem.code
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return TOO_MANY_PIXELS
    except MemoryError:
        return HEAVY
    except Exception:  # noqa: BLE001 - whatever a strange file does to the libraries, it is not taken
        return BROKEN
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
