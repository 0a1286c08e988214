from ketenwerk.care.models.action_day import ActionDay, ActionDayQuerySet, FoundPerson
from ketenwerk.care.models.help_point import HelpPoint
from ketenwerk.care.models.place_request import PlaceRequest, PlaceRequestQuerySet
from ketenwerk.care.models.referral import Referral, ReferralQuerySet
from ketenwerk.care.models.secret_address import Reveal, RevealQuerySet, SecretAddress
from ketenwerk.care.models.service import Service, ServiceQuerySet
from ketenwerk.care.models.unmet_need import UnmetNeed, UnmetNeedQuerySet
from ketenwerk.care.states import (
    LIVE,
    LIVE_REQUESTS,
    REFERRAL_FLOW,
    REQUEST_FLOW,
    SEARCHING,
    TAKES_A_PLACE,
    WAITING,
    Level,
    ReferralState,
    RequestState,
)

__all__ = [
    "LIVE",
    "LIVE_REQUESTS",
    "REFERRAL_FLOW",
    "REQUEST_FLOW",
    "SEARCHING",
    "TAKES_A_PLACE",
    "WAITING",
    "ActionDay",
    "ActionDayQuerySet",
    "FoundPerson",
    "HelpPoint",
    "Level",
    "PlaceRequest",
    "PlaceRequestQuerySet",
    "Referral",
    "ReferralQuerySet",
    "ReferralState",
    "RequestState",
    "Reveal",
    "RevealQuerySet",
    "SecretAddress",
    "Service",
    "ServiceQuerySet",
    "UnmetNeed",
    "UnmetNeedQuerySet",
]
