"""Asking services for a place: several at once or one after the other, until one has taken the person in."""
