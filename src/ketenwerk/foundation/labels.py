"""Names for records that people can read to each other and that say nothing about anyone."""

import secrets

LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"  # no vowels, so no words; nothing that looks like another


def new_label(prefix: str) -> str:
    """Like `S-7F3K-92QD`: 28^8 possibilities."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{prefix}-{letters[:4]}-{letters[4:]}"
