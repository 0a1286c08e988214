"""Without a nought in front."""

DATE_FORMAT = "j F Y г."
