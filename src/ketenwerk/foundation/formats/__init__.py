"""How a day is written, where we differ from Django or where it knows no way."""
