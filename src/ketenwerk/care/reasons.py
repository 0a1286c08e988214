"""Every reason why a place may not do, as an answer that finds its words. Its code is that of the question."""

from ketenwerk.foundation.decision import Decision, no

_ALL = (
    no("place.age"),
    no("place.sex"),
    no("place.children"),
    no("place.child-age"),
    no("place.wheelchair"),
    no("place.kind"),
    no("place.residence"),
    no("place.intellectual-disability"),
    no("place.addiction"),
    no("place.psychiatric"),
    no("place.pregnant"),
    no("place.medical"),
    no("place.pet"),
    no("place.deaf"),
    no("place.blind"),
    no("place.mobility"),
    no("place.unaccompanied-minor"),
    no("place.labour-group"),
    no("place.danger"),
    no("place.distance"),
    no("place.own-region"),
    no("place.region"),
    no("place.language"),
    no("place.hours"),
    no("place.count"),
    no("place.full"),
    no("place.none"),
    no("place.refused"),
)
_BY_CODE = {each.reason: each for each in _ALL}


def because(code: str) -> Decision:
    """Raises KeyError for a reason that has no words."""
    return _BY_CODE[code]
