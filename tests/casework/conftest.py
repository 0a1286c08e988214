"""The first steps of the chain."""

from tests.casework.fixtures import (  # noqa: F401 - pytest finds them by name
    care,
    case,
    criminal,
    desk,
    referral,
    service,
    signal,
    stay,
)
