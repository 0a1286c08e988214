"""The program as it is, but with an Argon2id that costs nothing: to see what everything else costs."""

from ketenwerk.rsgi import application  # first: without it there are no models

from ketenwerk.reporting import receipt  # isort: skip

__all__ = ["application"]

receipt.MEMORY_KIB, receipt.PASSES = 8, 1  # the least it takes
