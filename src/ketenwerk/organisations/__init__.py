"""Organisations, the regions they work for, who belongs to them, and in which role, from when until when."""
