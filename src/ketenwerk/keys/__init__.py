"""Sealing: text that only the organisations it was meant for can open, and that is gone when its key is gone."""
