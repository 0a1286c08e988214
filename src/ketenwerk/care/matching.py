"""Does this place fit these needs? Pure, on bare facts, with a reason for every no."""

from ketenwerk.care.facts import Needs, Offer
from ketenwerk.foundation.decision import Decision, every, require


def fits(offer: Offer, needs: Needs) -> Decision:
    """Yes when the place can take this person; otherwise the first reason why not."""
    return every(
        require(that=needs.age_group in offer.age_groups, otherwise="place.age"),
        require(that=needs.sex in offer.sexes, otherwise="place.sex"),
        require(that=needs.children <= offer.children, otherwise="place.children"),
        require(that=offer.wheelchair or not needs.wheelchair, otherwise="place.wheelchair"),
    )
