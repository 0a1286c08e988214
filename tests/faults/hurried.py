"""The program as it is served, with so little patience that a test need not wait long for the end of it."""

from ketenwerk.foundation import serving
from ketenwerk.rsgi import application

serving.PATIENCE = 6.0  # seconds
serving.LONGEST = 8.0
serving.ROOM = 4 * 1024 * 1024

__all__ = ["application"]
