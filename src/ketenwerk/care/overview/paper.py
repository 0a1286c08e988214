"""The overview of a region as a PDF that can be read aloud. What stands in it is data; how it looks stands beside."""

import json
from dataclasses import asdict
from pathlib import Path

import typst

from ketenwerk.care.overview.cards import Sheet
from ketenwerk.country.speech import language

LOOK = Path(__file__).with_suffix(".typ")


def pdf(sheet: Sheet) -> bytes:
    said = json.dumps({"language": language(), **asdict(sheet)}, default=str)
    return typst.compile(
        LOOK,
        format="pdf",
        pdf_standards="ua-1",  # headings and language for who listens to it
        ignore_system_fonts=True,
        sys_inputs={"said": said},
    )
