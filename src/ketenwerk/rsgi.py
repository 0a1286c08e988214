"""The door for granian: what is sent is read here, without giving a thread to it, and handed on to the other door."""

from ketenwerk.wsgi import application as program

# isort: split
from ketenwerk.foundation.bodies import body_at_most, lane_of
from ketenwerk.foundation.serving import Served

application = Served(program, at_most=body_at_most, lane=lane_of)
