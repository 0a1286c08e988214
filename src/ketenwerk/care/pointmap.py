"""Where municipalities lie: how far apart, and where on a drawing. Only middles of municipalities, never an address."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Self

EARTH = 6371.0  # kilometres
WIDTH, MARGIN = 300.0, 20.0  # of the drawing
NEAR, SMALL_STEP, BIG_STEP = 50, 5, 10  # kilometres


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees, WGS 84."""

    longitude: float
    latitude: float


def kilometres(one: Point, other: Point) -> float:
    """As the crow flies."""
    north, east = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    narrower = cos(radians(one.latitude)) * cos(radians(other.latitude))
    half = sin(north / 2) ** 2 + narrower * sin(east / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def about(distance: float) -> int:
    """Kilometres rounded as people say them: the middle of a municipality is not where somebody is."""
    step = SMALL_STEP if distance < NEAR else BIG_STEP
    return max(SMALL_STEP, round(distance / step) * step)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Degrees to places on paper: equally far is equally far in the middle of the country."""

    west: float
    north: float
    narrow: float  # how much shorter a degree of longitude is than one of latitude
    scale: float
    height: int
    width: int = int(WIDTH)

    @classmethod
    def of(cls, points: Iterable[Point]) -> Self:
        """A drawing on which all of these fit. Raises ValueError when there are none."""
        held = list(points)
        west, east = (limit(each.longitude for each in held) for limit in (min, max))
        south, north = (limit(each.latitude for each in held) for limit in (min, max))
        narrow = cos(radians((south + north) / 2))
        scale = (WIDTH - 2 * MARGIN) / max((east - west) * narrow, 1e-6)
        return cls(west, north, narrow, scale, round((north - south) * scale + 2 * MARGIN))

    def at(self, point: Point) -> tuple[int, int]:
        x = (point.longitude - self.west) * self.narrow * self.scale + MARGIN
        return round(x), round((self.north - point.latitude) * self.scale + MARGIN)

    def dots(self, points: Iterable[Point]) -> str:
        """A path that puts a round dot at every point, for a line with round ends."""
        return "".join(f"M{x} {y}h0" for x, y in map(self.at, points))
