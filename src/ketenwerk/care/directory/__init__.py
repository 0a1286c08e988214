"""Keeping the list of places: whom a place takes and refuses, how many are free, and how old that number is."""
