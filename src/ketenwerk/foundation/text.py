"""What people type, made safe to keep and to show without changing what they said."""

import unicodedata

LINE_ENDS = {"\n", "\t"}
# Marks that turn or hide the order of letters can make a text read as something it does not say.
# The joiners U+200C and U+200D stay: Persian, Arabic and emoji need them.
TURNING = set(
    "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


def plain(text: str) -> str:
    """The same text in NFC, with line feeds as line ends, without control and direction marks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in unicodedata.normalize("NFC", lines) if _stays(char)).strip()


def _stays(char: str) -> bool:
    if char in LINE_ENDS:
        return True
    return char not in TURNING and unicodedata.category(char) not in {"Cc", "Cs", "Cn", "Co"}
