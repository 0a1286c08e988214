"""What is left in the profile of Firefox after a visit, however it was packed."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

MAGIC = b"mozLz40\0"  # and four bytes with the length
LONG, NEAREST = 15, 4


def holding(profile: Path, canaries: Iterable[str]) -> list[str]:
    """The files in which one of these texts stands, in the bytes of either way of writing."""
    wanted = [text.encode(code) for text in canaries for code in ("utf-8", "utf-16-le")]
    files = [path for path in sorted(profile.rglob("*")) if path.is_file()]
    return [
        str(path.relative_to(profile))
        for path in files
        if any(each in unpacked(path.read_bytes()) for each in wanted)
    ]


def history(profile: Path) -> list[tuple[str, str]]:
    """Address and title of every page that was visited."""
    with closing(sqlite3.connect(profile / "places.sqlite")) as places:
        asked = "SELECT url, coalesce(title, '') FROM moz_places WHERE visit_count > 0"
        return list(places.execute(asked))


def cookies(profile: Path) -> int:
    with closing(sqlite3.connect(profile / "cookies.sqlite")) as kept:
        return int(kept.execute("SELECT count(*) FROM moz_cookies").fetchone()[0])


def stores(profile: Path) -> list[Path]:
    """What a website put into the storage of the browser."""
    return list((profile / "storage" / "default").glob("http*"))


def unpacked(data: bytes) -> bytes:
    """What is in a file; those of the session are packed with LZ4."""
    if not data.startswith(MAGIC):
        return data
    packed, found = iter(data[len(MAGIC) + 4 :]), bytearray()
    for token in packed:
        found += bytes(next(packed) for _ in range(_length(token >> 4, packed)))
        distance = next(packed, 0) | next(packed, 0) << 8
        if distance:
            for _ in range(_length(token & LONG, packed) + NEAREST):
                found.append(found[-distance])
    return bytes(found)


def _length(short: int, packed: Iterator[int]) -> int:
    total = short
    if short == LONG:
        for more in packed:
            total += more
            if more < 255:
                break
    return total
