"""What it costs to make a file anew, a MB, behind the walls of this machine; and what the process itself costs."""

import random
import tempfile
import time
from io import BytesIO
from pathlib import Path
from statistics import median

from PIL import Image

from bench.result import Result
from ketenwerk.reporting.attachments import sandbox
from ketenwerk.reporting.attachments.paper import Page, pdf_of
from ketenwerk.reporting.attachments.pipeline import Shop, made_anew

MB = 1_000_000
PHOTO = (4000, 3000)  # 12 megapixels, as telephones make them
SHEET = (1240, 1754)  # A4 at 150 dots an inch
SHEETS = 10
ROOM = 100 * MB


def run(*, quick: bool) -> Result:
    result, rounds = Result(), 1 if quick else 5
    smallest = _seconds(b"Invented.", rounds)
    for name, data in (("JPEG", _photo("JPEG")), ("PNG", _photo("PNG")), ("PDF", _document())):
        taken = _seconds(data, rounds)
        size = len(data) / MB
        result.figure(f"rebuild per MB, {name} of {size:.1f} MB", taken / size * 1000, "ms/MB")
        result.figure(f"rebuild of one {name} of {size:.1f} MB", taken * 1000, "ms")
        result.ratio(f"share of starting the process in one {name}", smallest / taken)
    result.figure(f"starting the process ({sandbox.walls()})", smallest * 1000, "ms")
    return result


def _seconds(data: bytes, rounds: int) -> float:
    with tempfile.NamedTemporaryFile() as turns:
        shop = Shop(ROOM, "", sandbox.walls(), Path(turns.name))
        taken = []
        for _ in range(rounds):
            start = time.perf_counter()
            made_anew(data, shop)
            taken.append(time.perf_counter() - start)
    return median(taken)


def _scene(size: tuple[int, int]) -> Image.Image:
    """Smooth with some grain, the same every time: packs about as well as a photo."""
    width, height = size
    grain = random.Random(7).randbytes(width * height // 64)  # not for secrets
    rough = Image.frombytes("L", (width // 8, height // 8), grain[: (width // 8) * (height // 8)])
    smooth = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (smooth, rough.resize(size), smooth.rotate(180)))


def _photo(form: str) -> bytes:
    out = BytesIO()
    _scene(PHOTO).save(out, form, **({"quality": 92} if form == "JPEG" else {}))
    return out.getvalue()


def _document() -> bytes:
    out = BytesIO()
    _scene(SHEET).save(out, "JPEG", quality=85)
    return pdf_of([Page(*SHEET, out.getvalue())] * SHEETS)
