"""How far a place is from where it is not safe. Nobody here knows where the house stands: only in which region."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from ketenwerk.care import pointmap
from ketenwerk.care.facts import Offer, Point, Says
from ketenwerk.country.data import Country


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`unsafe` are the places to stay away from, `kilometres` how far, `reach` how far each region spreads."""

    unsafe: tuple[pointmap.Point, ...]
    kilometres: int
    reach: Mapping[str, float]
    known: dict[tuple[str, Point], Says] = field(default_factory=dict)  # few regions, many places

    def away(self, offer: Offer) -> Says:
        """No when the middle of its region is too near; unknown when the house might be."""
        if offer.point is None:
            return Says.UNKNOWN
        here = (offer.region, offer.point)
        if here not in self.known:
            self.known[here] = self._away(*here)
        return self.known[here]

    def _away(self, region: str, point: Point) -> Says:
        here = pointmap.Point(*point)
        nearest = min(pointmap.kilometres(here, each) for each in self.unsafe)
        if nearest < self.kilometres:
            return Says.NO
        near = nearest - self.reach.get(region, 0.0) <= self.kilometres
        return Says.UNKNOWN if near else Says.YES


def surroundings(avoid: frozenset[str], kilometres: int, country: Country) -> Surroundings:
    """Raises KeyError for a municipality that does not exist."""
    unsafe = (country.municipality(code) for code in sorted(avoid))
    points = tuple(pointmap.Point(each.longitude, each.latitude) for each in unsafe)
    return Surroundings(points, kilometres, _reach(country))


def middle_of(region: str, country: Country) -> Point | None:
    """The middle of its centre municipality; None where it has none, or where no region is said."""
    centre = country.region(region).centre if region else ""
    if not centre:
        return None
    found = country.municipality(centre)
    return found.longitude, found.latitude


def _reach(country: Country) -> dict[str, float]:
    """Kilometres from the centre of every region to the farthest of its municipalities."""
    reach: defaultdict[str, float] = defaultdict(float)
    for each in country.municipalities.values():
        for region in each.regions.values():
            middle = middle_of(region, country)
            if middle is not None:
                there = pointmap.Point(each.longitude, each.latitude)
                far = pointmap.kilometres(pointmap.Point(*middle), there)
                reach[region] = max(reach[region], far)
    return dict(reach)
