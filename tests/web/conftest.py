"""Reports for the tests of what is late."""

from tests.reporting.handling import second  # noqa: F401 - pytest finds it by name
