"""Without a nought in front."""

DATE_FORMAT = "j E Y р."
