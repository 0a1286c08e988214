"""Which municipality somebody means by what they typed."""

from collections import defaultdict
from collections.abc import Iterable

from ketenwerk.country.data import Municipality
from ketenwerk.foundation.folding import WORD, alike, spelled

SURE = 0.36  # below this it is too unlike to take it for what was meant


def places_like(typed: str, municipalities: Iterable[Municipality]) -> tuple[Municipality, ...]:
    """The one that is meant, or all that are equally like it; none when nothing is."""
    named = _by_name(municipalities)
    found = alike(_key(typed), named) or _among(typed, named)
    best = max(found.values(), default=0.0)
    if best < SURE:
        return ()
    likely = {each.code: each for name in found if found[name] == best for each in named[name]}
    return tuple(likely.values())


def _among(typed: str, named: Iterable[str]) -> dict[str, float]:
    """Names that stand somewhere in what was typed, as in "Rotterdam centre"."""
    words = f" {_key(typed)} "
    return {name: SURE for name in named if f" {name} " in words}


def _by_name(municipalities: Iterable[Municipality]) -> dict[str, list[Municipality]]:
    """By each name it goes by, as spelled without capitals and marks."""
    named: defaultdict[str, list[Municipality]] = defaultdict(list)
    for each in municipalities:
        for name in {_key(each.name), _key(each.known_as), _key(each.name.split(" (")[0])}:
            if name:
                named[name].append(each)
    return dict(named)


def _key(name: str) -> str:
    return " ".join(spelled(word) for word in WORD.findall(name))
