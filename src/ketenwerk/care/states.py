"""How a search for a place and what one service answers may go: the states, and which follows which."""

from django.db import models

from ketenwerk.foundation.workflow import Workflow


class RequestState(models.TextChoices):
    OPEN = "open"  # somebody was asked and has not answered
    PLACED = "placed"  # somebody accepted
    EXHAUSTED = "exhausted"  # everybody said no: the sender looks further
    WITHDRAWN = "withdrawn"
    ENDED = "ended"  # the stay is over


REQUEST_FLOW = Workflow(
    {
        RequestState.OPEN: frozenset(
            {RequestState.PLACED, RequestState.EXHAUSTED, RequestState.WITHDRAWN}
        ),
        RequestState.PLACED: frozenset(
            {RequestState.OPEN, RequestState.EXHAUSTED, RequestState.WITHDRAWN, RequestState.ENDED}
        ),
        RequestState.EXHAUSTED: frozenset({RequestState.OPEN, RequestState.WITHDRAWN}),
        RequestState.WITHDRAWN: frozenset(),
        RequestState.ENDED: frozenset(),
    }
)
SEARCHING = (RequestState.OPEN, RequestState.EXHAUSTED)
LIVE_REQUESTS = (*SEARCHING, RequestState.PLACED)


class Level(models.IntegerChoices):
    """Who sees to it that a place is found. It climbs when its day has passed."""

    COORDINATOR = 1
    DIRECTOR = 2
    NATIONAL = 3


class ReferralState(models.TextChoices):
    IN_LINE = "in-line"  # not asked yet: its turn comes when the others say no
    ASKED = "asked"
    MORE_INFORMATION = "more-information"  # they want to know more: the sender answers
    INTAKE_FIRST = "intake-first"  # they want to meet first, on a day
    HELD = "held"  # accepted: the place is kept until the person has arrived
    ACCEPTED = "accepted"  # arrived, and both sides confirmed: the track is theirs
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"  # no answer in time, or nobody arrived in time
    ENDED = "ended"


_NO = frozenset({ReferralState.REFUSED, ReferralState.WITHDRAWN, ReferralState.EXPIRED})
REFERRAL_FLOW = Workflow(
    {
        ReferralState.IN_LINE: frozenset({ReferralState.ASKED, ReferralState.WITHDRAWN}),
        ReferralState.ASKED: _NO
        | {ReferralState.HELD, ReferralState.MORE_INFORMATION, ReferralState.INTAKE_FIRST},
        ReferralState.MORE_INFORMATION: _NO | {ReferralState.ASKED, ReferralState.HELD},
        ReferralState.INTAKE_FIRST: _NO | {ReferralState.HELD},
        ReferralState.HELD: _NO | {ReferralState.ACCEPTED},
        ReferralState.ACCEPTED: frozenset({ReferralState.ENDED}),
        ReferralState.REFUSED: frozenset(),
        ReferralState.WITHDRAWN: frozenset(),
        ReferralState.EXPIRED: frozenset(),
        ReferralState.ENDED: frozenset(),
    }
)
WAITING = (ReferralState.ASKED, ReferralState.MORE_INFORMATION, ReferralState.INTAKE_FIRST)
TAKES_A_PLACE = (ReferralState.HELD, ReferralState.ACCEPTED)
LIVE = (ReferralState.IN_LINE, *WAITING, *TAKES_A_PLACE)
