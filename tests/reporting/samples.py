"""Files with the same words hidden in every place where cameras, programs and people leave them."""

import base64
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, PngImagePlugin
from pypdf import PageObject, PdfWriter
from pypdf.annotations import FreeText, Link, Text
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

WORDS = "KanarieJans77"
Sample = tuple[str, str, bytes]  # name, kind, the file

EXIF_TAGS = {
    "description": 0x010E,
    "make": 0x010F,
    "model": 0x0110,
    "software": 0x0131,
    "artist": 0x013B,
    "copyright": 0x8298,
    "host": 0x013C,
    "document": 0x010D,
}
INNER_TAGS = {
    "comment": 0x9286,
    "maker-note": 0x927C,
    "owner": 0xA430,
    "serial": 0xA431,
    "lens": 0xA434,
}
WINDOWS_TAGS = {
    "xp-title": 0x9C9B,
    "xp-author": 0x9C9D,
    "xp-keywords": 0x9C9E,
    "xp-comment": 0x9C9C,
}
INNER, GPS = 0x8769, 0x8825
XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>'
    f"{WORDS}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
    '<?xpacket end="w"?>'
).encode()
TAGS_OF_A_TOOL = (  # what exiftool writes into whatever has a place for it
    f"-Artist={WORDS}",
    f"-IPTC:By-line={WORDS}",
    f"-IPTC:Caption-Abstract={WORDS}",
    f"-XMP-dc:Creator={WORDS}",
    f"-XMP-photoshop:City={WORDS}",
    f"-XMP-iptcCore:Location={WORDS}",
    f"-Photoshop:PhotoshopQuality={7}",
    f"-UserComment={WORDS}",
    f"-Comment={WORDS}",
    f"-CameraLabel1={WORDS}",
    f"-ImageUniqueID={WORDS}",
    "-GPSLatitude=52.0907",
    "-GPSLatitudeRef=N",
    f"-GPSAreaInformation={WORDS}",
)
FORMATS = {"JPEG": "jpeg", "PNG": "png", "WEBP": "webp"}
MODES = ("L", "CMYK", "RGBA", "LA", "P", "1", "I;16")


def image(mode: str = "RGB", size: tuple[int, int] = (48, 32)) -> Image.Image:
    if mode == "I;16":
        return Image.new(mode, size, 30_000)
    return Image.linear_gradient("L").resize(size).convert(mode)


def saved(form: str, mode: str = "RGB", **options: object) -> bytes:
    out = BytesIO()
    image(mode).save(out, form, **options)
    return out.getvalue()


def exif(tag: int, value: object, *, inside: int = 0) -> Image.Exif:
    made = Image.Exif()
    (made.get_ifd(inside) if inside else made)[tag] = value
    return made


def _exifs() -> Iterator[tuple[str, Image.Exif]]:
    yield from ((name, exif(tag, WORDS)) for name, tag in EXIF_TAGS.items())
    yield from ((name, exif(tag, WORDS.encode("utf-16-le"))) for name, tag in WINDOWS_TAGS.items())
    for name, tag in INNER_TAGS.items():
        yield (
            name,
            exif(
                tag, WORDS.encode() if name in {"comment", "maker-note"} else WORDS, inside=INNER
            ),
        )
    yield "gps", exif(0x1B, b"ASCII\0\0\0" + WORDS.encode(), inside=GPS)
    yield "gps-date", exif(0x1D, WORDS, inside=GPS)


def profile() -> bytes:
    """A colour profile whose description names somebody."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    named = plain.replace("sRGB built-in".encode("utf-16-be"), WORDS.encode("utf-16-be"))
    assert named != plain
    return named


def pictures() -> Iterator[Sample]:
    for form, kind in FORMATS.items():
        for name, tags in _exifs():
            yield f"{kind}-exif-{name}", kind, saved(form, exif=tags.tobytes())
        yield f"{kind}-profile", kind, saved(form, icc_profile=profile())
        yield f"{kind}-behind", kind, saved(form) + WORDS.encode()
        yield f"{kind}-zip-behind", kind, saved(form) + b"PK\x03\x04" + WORDS.encode()
    yield "jpeg-xmp", "jpeg", saved("JPEG", xmp=XMP)
    yield "webp-xmp", "webp", saved("WEBP", xmp=XMP)
    yield "jpeg-comment", "jpeg", saved("JPEG", comment=WORDS)
    yield "jpeg-page-inside", "jpeg", saved("JPEG", comment=f"<html><script>{WORDS}</script>")
    yield (
        "webp-film",
        "webp",
        saved("WEBP", save_all=True, append_images=[image()], exif=exif(0x13B, WORDS)),
    )
    yield from _modes()
    yield from _png_texts()


def _modes() -> Iterator[Sample]:
    for mode in MODES:
        form = "JPEG" if mode == "CMYK" else "PNG"
        yield (
            f"mode-{mode.replace(';', '')}",
            FORMATS[form],
            saved(form, mode, exif=exif(0x13B, WORDS)),
        )


def _png_texts() -> Iterator[Sample]:
    for key in ("Title", "Author", "Description", "Software", "Comment", "Source"):
        plain, packed, wide = (PngImagePlugin.PngInfo() for _ in range(3))
        plain.add_text(key, WORDS)
        packed.add_text(key, WORDS, zip=True)
        wide.add_itxt(key, WORDS, lang="nl", tkey=WORDS)
        for name, info in (("text", plain), ("ztxt", packed), ("itxt", wide)):
            yield f"png-{name}-{key.lower()}", "png", saved("PNG", pnginfo=info)
    own = PngImagePlugin.PngInfo()
    own.add(b"prVt", WORDS.encode())
    xmp = PngImagePlugin.PngInfo()
    xmp.add_itxt("XML:com.adobe.xmp", XMP.decode())
    yield "png-own-chunk", "png", saved("PNG", pnginfo=own)
    yield "png-xmp", "png", saved("PNG", pnginfo=xmp)


def tagged(folder: Path) -> Iterator[Sample]:
    """The same pictures with everything that exiftool can write into them, a thumbnail too."""
    folder.mkdir()
    (folder / "thumb.bin").write_bytes(saved("JPEG", comment=WORDS))
    made = [(form, size) for form in FORMATS for size in ((40, 30), (90, 60), (200, 100))]
    for number, (form, size) in enumerate(made):
        image(size=size).save(folder / f"{number}.{FORMATS[form]}", form)
    thumbnail = f"-ThumbnailImage<={folder / 'thumb.bin'}"
    names = [str(folder / f"{number}.{FORMATS[form]}") for number, (form, _) in enumerate(made)]
    subprocess.run(
        ["exiftool", "-q", "-q", "-m", "-overwrite_original", *TAGS_OF_A_TOOL, thumbnail, *names],
        check=False,
    )
    for path in (Path(name) for name in names):
        yield f"tool-{path.stem}", path.suffix[1:], path.read_bytes()


# ---- documents ----


def document(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def paper(text: str = "Invented", colour: str = "0 0 0") -> PdfWriter:
    """One small page with one line on it."""
    writer = PdfWriter()
    page = writer.add_blank_page(120, 80)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    _draw(writer, page, f"BT {colour} rg /F 9 Tf 10 40 Td ({text}) Tj ET")
    return writer


def _draw(writer: PdfWriter, page: PageObject, commands: str) -> None:
    stream = DecodedStreamObject()
    stream.set_data(commands.encode())
    page[NameObject("/Contents")] = writer._add_object(stream)


def documents() -> Iterator[Sample]:
    for key in ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "Company"):
        writer = paper()
        writer.add_metadata({f"/{key}": WORDS})
        yield f"pdf-{key.lower()}", "pdf", document(writer)
    for name, change in CHANGES.items():
        writer = paper()
        change(writer)
        yield f"pdf-{name}", "pdf", document(writer)
    yield "pdf-behind", "pdf", document(paper()) + WORDS.encode()
    yield "pdf-hidden", "pdf", document(hidden())
    yield "pdf-written", "pdf", document(paper(WORDS))
    yield "pdf-photo", "pdf", with_photo()


def hidden() -> PdfWriter:
    """White words, and a black box on top of them."""
    writer = paper(WORDS, "1 1 1")
    first = writer.pages[0]["/Contents"].get_object().get_data().decode()
    _draw(writer, writer.pages[0], f"{first} 0 0 0 rg 0 30 120 20 re f")
    return writer


def with_photo() -> bytes:
    """As a program makes it that puts a photo on a page, with all that is in it."""
    photo = saved("JPEG", exif=exif(0x13B, WORDS), comment=WORDS)
    writer = paper()
    stream = DecodedStreamObject()
    stream.set_data(photo)
    about = {
        "/Type": "/XObject",
        "/Subtype": "/Image",
        "/ColorSpace": "/DeviceRGB",
        "/Filter": "/DCTDecode",
    }
    stream.update({NameObject(key): NameObject(value) for key, value in about.items()})
    numbers = {"/Width": 48, "/Height": 32, "/BitsPerComponent": 8}
    stream.update({NameObject(key): NumberObject(value) for key, value in numbers.items()})
    page = writer.pages[0]
    page["/Resources"][NameObject("/XObject")] = DictionaryObject(
        {NameObject("/I"): writer._add_object(stream)}
    )
    _draw(writer, page, "q 48 0 0 32 20 20 cm /I Do Q")
    return document(writer)


def _xmp(writer: PdfWriter) -> None:
    stream = DecodedStreamObject()
    stream.set_data(XMP)
    stream[NameObject("/Type")] = NameObject("/Metadata")
    stream[NameObject("/Subtype")] = NameObject("/XML")
    writer._root_object[NameObject("/Metadata")] = writer._add_object(stream)


def _piece(writer: PdfWriter) -> None:
    kept = DictionaryObject({NameObject("/Private"): TextStringObject(WORDS)})
    writer.pages[0][NameObject("/PieceInfo")] = DictionaryObject({NameObject("/Program"): kept})


def _script(writer: PdfWriter) -> None:
    writer._root_object[NameObject("/OpenAction")] = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject(f"app.alert('{WORDS}')"),
        }
    )


def _named(writer: PdfWriter) -> None:
    writer.add_named_destination(title=WORDS, page_number=0)


def _field(writer: PdfWriter) -> None:
    field = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject(WORDS),
            NameObject("/V"): TextStringObject(WORDS),
        }
    )
    fields = ArrayObject([writer._add_object(field)])
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): fields}
    )


CHANGES = {
    "xmp": _xmp,
    "piece": _piece,
    "named": _named,
    "field": _field,
    "script": _script,
    "file-inside": lambda writer: writer.add_attachment(f"{WORDS}.txt", WORDS.encode()),
    "photo-inside": lambda writer: writer.add_attachment("a.jpg", saved("JPEG", comment=WORDS)),
    "outline": lambda writer: writer.add_outline_item(title=WORDS, page_number=0),
    "note": lambda writer: writer.add_annotation(
        page_number=0, annotation=Text(rect=(1, 1, 9, 9), text=WORDS, title_bar=WORDS)
    ),
    "typed": lambda writer: writer.add_annotation(
        page_number=0, annotation=FreeText(rect=(1, 1, 99, 30), text=WORDS)
    ),
    "link": lambda writer: writer.add_annotation(
        page_number=0, annotation=Link(rect=(1, 1, 99, 30), url=f"http://{WORDS}/")
    ),
}


# ---- looking for the words ----


def dresses() -> list[bytes]:
    """The words as they may lie in a file."""
    plain = WORDS.encode()
    shifted = [base64.b64encode(b"\0" * n + plain)[4:-4] for n in range(3)]
    wide = [WORDS.encode("utf-16-le"), WORDS.encode("utf-16-be")]
    return [plain, plain.lower(), plain.upper(), plain.hex().encode(), *wide, *shifted]


def holds(data: bytes) -> bool:
    return any(dress in data for dress in dresses())
