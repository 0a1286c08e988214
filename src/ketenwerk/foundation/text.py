"""What people type, made safe to keep and to show without changing what they said."""

import unicodedata

LINE_ENDS = {"\n", "\t"}
# Marks that turn or hide the order of letters can make a text read as something it does not say.
# The joiners U+200C and U+200D stay: Persian, Arabic and emoji need them.
TURNING = set(
    "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064"
    "\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\ufeff\ufff9\ufffa\ufffb"
)
NEVER_LETTERS = {"Cc", "Cs", "Co"}  # control, half a letter, private use


def plain(text: str) -> str:
    """The same text in NFC, with line feeds as line ends, without control and direction marks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(char for char in lines if _stays(char))
    return unicodedata.normalize("NFC", kept).strip()  # last: what is left out may join letters


def _stays(char: str) -> bool:
    """Letters younger than this Python's tables stay: tomorrow's emoji is not ours to take out."""
    if char in LINE_ENDS:
        return True
    wanted = char not in TURNING and unicodedata.category(char) not in NEVER_LETTERS
    return wanted and not _is_noncharacter(ord(char))


def _is_noncharacter(code: int) -> bool:
    """The 66 numbers that Unicode promises never to give to a letter."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004 - the standard's own
