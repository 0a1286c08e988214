from ketenwerk.care.models.help_point import HelpPoint
from ketenwerk.care.models.referral import (
    LIVE,
    REFERRAL_FLOW,
    Referral,
    ReferralQuerySet,
    ReferralState,
)
from ketenwerk.care.models.service import Service, ServiceQuerySet
from ketenwerk.care.models.unmet_need import UnmetNeed, UnmetNeedQuerySet

__all__ = [
    "LIVE",
    "REFERRAL_FLOW",
    "HelpPoint",
    "Referral",
    "ReferralQuerySet",
    "ReferralState",
    "Service",
    "ServiceQuerySet",
    "UnmetNeed",
    "UnmetNeedQuerySet",
]
