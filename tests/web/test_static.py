"""What is sent with every page: light, from here only, readable in the light and in the dark."""

import gzip
import re
from pathlib import Path

import pytest

import ketenwerk.web

WEB = Path(ketenwerk.web.__file__).parent
STATIC = WEB / "static" / "ketenwerk"
TEMPLATES = sorted(WEB.glob("templates/**/*.html"))
TYPEFACE = STATIC / "ethiopic.woff2"
OWN = [*sorted(set(STATIC.iterdir()) - {TYPEFACE}), *TEMPLATES]
THEME = Path(__file__).parents[2] / "frontend" / "theme.css"
NAMES_ONLY = {
    "http://www.w3.org/2000/svg",
    "https://github.com/notofonts/ethiopic",
}  # names a format, is never fetched


def weight(name):
    return len(gzip.compress((STATIC / name).read_bytes(), 9))


def test_the_public_style_weighs_less_than_fifteen_thousand_bytes():
    assert weight("public.css") < 15_000


def test_work_pages_add_little_to_it():
    assert weight("work.css") < 5_000


def test_letters_for_tigrinya_are_light_and_come_only_where_the_machine_has_none():
    face = (STATIC / "public.css").read_text().partition("@font-face")[2].partition("}")[0]

    assert TYPEFACE.stat().st_size < 15_000
    assert face.index("local(") < face.index("url(")
    assert "unicode-range:U+1200-137C" in face


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_nothing_points_at_another_host(path):
    found = re.findall(r"(?:https?:)?//[a-z0-9][\w.-]*\.[a-z]{2,}[^\s\"')]*", path.read_text())
    assert set(found) <= NAMES_ONLY


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_needs_an_exception_to_the_content_policy(path):
    text = path.read_text()
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", text)
    assert all("src=" in script for script in re.findall(r"<script[^>]*>", text))


def test_the_built_style_carries_its_notice():
    for name in ("public.css", "work.css"):
        assert "EUPL-1.2" in (STATIC / name).read_text()[:200]
    notice = (STATIC / "NOTICE.txt").read_text()
    assert "@utrecht/component-library-css" in notice
    assert "voorbeeld" in notice


def colours(dark):
    light, _, rest = THEME.read_text().partition("@media (prefers-color-scheme: dark)")
    blocks = [light, rest.partition("@media (prefers-contrast")[0]] if dark else [light]
    found = {}
    for block in blocks:
        found |= dict(re.findall(r"--kw-([\w-]+):\s*(#[0-9a-f]{3,6})", block))
    return found


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT_ON_GROUND = [
    ("ink", "paper"),
    ("ink", "ground"),
    ("ink", "accent-ground"),
    ("ink", "warn-ground"),
    ("ink", "good-ground"),
    ("ink", "danger-ground"),
    ("soft", "paper"),
    ("soft", "ground"),
    ("accent", "paper"),
    ("accent", "ground"),
    ("accent-strong", "accent-ground"),
    ("on-accent", "accent"),
    ("on-action", "action"),
    ("on-action", "action-strong"),
    ("warn", "paper"),
    ("danger", "paper"),
    ("danger", "ground"),
    ("danger", "danger-ground"),
    ("on-danger", "danger-fill"),
    ("on-danger", "danger-fill-strong"),
    ("good", "paper"),
]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_seven_to_one(text, ground, dark):
    found = colours(dark)
    assert contrast(found[text], found[ground]) >= 7


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("ground", ["paper", "ground"])
@pytest.mark.parametrize("edge", ["edge", "accent", "action-edge", "danger-edge", "focus"])
def test_an_edge_stands_out_three_to_one(edge, ground, dark):
    found = colours(dark)
    assert contrast(found[edge], found[ground]) >= 3
