"""Whoever goes by keyboard sees where they are, on a link as on a button."""

import re
from pathlib import Path

import ketenwerk.web

CSS = Path(ketenwerk.web.__file__).parent / "static" / "ketenwerk" / "public.css"


def test_the_last_word_on_a_link_in_focus_is_ours():
    """The library's own rule for links is more exact than a bare :focus-visible, and takes the ring away."""
    rules = re.findall(r"([^{}]*)\{([^{}]*outline[^{}]*)\}", CSS.read_text(encoding="utf-8"))
    of_links = [body for name, body in rules if "a:focus-visible" in name.split(",")]

    assert "3px solid var(--kw-focus)" in of_links[-1]
