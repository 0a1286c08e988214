"""Of everything that is hidden in a file nothing is left, seen with other tools than made it (security.md T05-T10)."""

import json
import subprocess
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from ketenwerk.reporting.attachments import rebuild
from ketenwerk.reporting.attachments.kinds import kind_of
from tests.reporting.samples import (
    WORDS,
    Sample,
    documents,
    dresses,
    holds,
    pictures,
    tagged,
)

# What exiftool finds in any file at all, and what it calculates from that.
ALWAYS = {"SourceFile", "ExifTool", "File", "System", "JFIF", "Composite", "PDF"}
ABOUT_ITSELF = {"PDF:PDFVersion", "PDF:Linearized", "PDF:PageCount"}


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> list[Sample]:
    return [*pictures(), *documents(), *tagged(tmp_path_factory.mktemp("tool") / "pictures")]


@pytest.fixture(scope="module")
def made(sent) -> dict[str, bytes]:
    """Each of them made anew, by the very functions that the process of its own calls."""
    return {name: rebuild.MAKE[kind_of(data)](data) for name, _, data in sent}


def laid_out(files: Iterable[tuple[str, bytes]], folder: Path) -> Path:
    for name, data in files:
        (folder / f"{name}.bin").write_bytes(data)
    return folder


def told_by_exiftool(folder: Path) -> dict[str, dict[str, object]]:
    """What it finds in every file of a folder, by the file's name; it is started once."""
    command = [
        "exiftool",
        "-j",
        "-a",
        "-u",
        "-U",
        "-ee",
        "-G0",
        "-s",
        "-api",
        "RequestAll=3",
        "-ext",
        "*",
        str(folder),
    ]
    done = subprocess.run(command, capture_output=True, check=False)
    return {Path(each["SourceFile"]).stem: each for each in json.loads(done.stdout)}


def test_the_words_are_in_every_file_that_was_sent(sent, tmp_path):
    """Otherwise the tests below would prove nothing."""
    told = told_by_exiftool(laid_out([(name, data) for name, _, data in sent], tmp_path))
    seen = {name for name, about in told.items() if WORDS in json.dumps(about)}

    assert len(sent) >= 120
    assert [name for name, _, data in sent if not holds(data) and name not in seen] == []
    assert len(seen) > 80


def test_the_words_are_in_no_file_that_was_made(made):
    assert [name for name, data in made.items() if holds(data)] == []


def test_exiftool_finds_pixels_and_nothing_else(made, tmp_path):
    told = told_by_exiftool(laid_out(made.items(), tmp_path))

    assert len(told) == len(made)
    for name, about in told.items():
        named = {field for field in about if field != "SourceFile"}
        assert {field.split(":")[0] for field in named} <= ALWAYS, name
        assert {field for field in named if field.startswith("PDF:")} <= ABOUT_ITSELF, name
        assert WORDS not in json.dumps(about), name


def test_qpdf_finds_pages_and_nothing_else(made, tmp_path):
    papers = {name: data for name, data in made.items() if name.startswith("pdf-")}
    assert len(papers) > 20
    for path in sorted(laid_out(papers.items(), tmp_path).iterdir()):
        command = ["qpdf", "--qdf", "--object-streams=disable", str(path), "-"]
        done = subprocess.run(command, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b""), path.stem
        assert not any(dress in done.stdout for dress in dresses())
        for forbidden in (
            b"/JS",
            b"/JavaScript",
            b"/Annots",
            b"/Names",
            b"/Info",
            b"/Metadata",
            b"/Font",
        ):
            assert forbidden not in done.stdout, path.stem


@pytest.mark.parametrize("name", ["pdf-hidden", "pdf-written", "pdf-typed"])
def test_no_letter_can_be_taken_out_of_a_document_that_was_made(made, name):
    assert "".join(page.extract_text() for page in PdfReader(BytesIO(made[name])).pages) == ""


def test_what_was_made_is_a_picture_or_a_document_to_its_last_byte(made):
    for name, data in made.items():
        if name.startswith("pdf-"):
            assert data.startswith(b"%PDF-1.4\n"), name
            assert data.endswith(b"%%EOF\n"), name
        else:
            assert data.startswith(b"\xff\xd8\xff"), name
            assert data.endswith(b"\xff\xd9"), name


def test_what_was_made_still_shows_what_was_sent(sent, made):
    for name, kind, data in sent:
        if kind == "pdf" or name.startswith("mode-"):
            continue
        before = Image.open(BytesIO(data)).convert("RGB").resize((8, 8))
        after = Image.open(BytesIO(made[name])).resize((8, 8))
        worst = max(abs(a - b) for a, b in zip(before.tobytes(), after.tobytes(), strict=True))
        assert worst < 24, name
