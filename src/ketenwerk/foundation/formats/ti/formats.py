"""As in English: Django knows no Tigrinya."""

DATE_FORMAT = "j F Y"
