"""As the British do, and the Irish; Django's English is American."""

DATE_FORMAT = "j F Y"
