"""A plan as a drawing: people on the left, places on the right, a line for who could go where. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, ROW, TOP, LEFT, RIGHT = 480, 26, 20, 50, 190
LONGEST = 36  # letters of a name that fit


@dataclass(frozen=True, slots=True)
class Dot:
    """Somebody or a place. `mark` is "settled", "proposed" or "none"; of a place, the same for its people."""

    x: int
    y: int
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Line:
    path: str
    mark: str


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    people: tuple[Dot, ...]
    places: tuple[Dot, ...]
    lines: tuple[Line, ...]


def picture(
    people: Sequence[str], at: Mapping[str, str], settled: frozenset[str], names: Mapping[str, str]
) -> Picture:
    """`at` is the place of each who has one. People stand beside their place, so that few lines cross."""
    keys = sorted(set(at.values()), key=lambda key: (names[key], key))
    rank = {key: number for number, key in enumerate(keys)}
    order = sorted(people, key=lambda label: (rank.get(at.get(label, ""), len(keys)), label))
    row = {label: TOP + ROW * number for number, label in enumerate(order)}
    middles = {key: _middle([row[one] for one in order if at.get(one) == key]) for key in keys}
    return Picture(
        WIDTH,
        2 * TOP + ROW * max(len(order) - 1, 0),
        tuple(Dot(LEFT, row[one], one, _mark(one, at, settled)) for one in order),
        tuple(Dot(RIGHT, middles[key], _short(names[key]), "place") for key in keys),
        tuple(
            Line(_curve(row[one], middles[at[one]]), _mark(one, at, settled))
            for one in order
            if one in at
        ),
    )


def _mark(label: str, at: Mapping[str, str], settled: frozenset[str]) -> str:
    if label in settled:
        return "settled"
    return "proposed" if label in at else "none"


def _middle(rows: Sequence[int]) -> int:
    return round((rows[0] + rows[-1]) / 2)


def _curve(begin: int, end: int) -> str:
    half = (LEFT + RIGHT) // 2
    return f"M{LEFT + 8} {begin}C{half} {begin} {half} {end} {RIGHT - 8} {end}"


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
