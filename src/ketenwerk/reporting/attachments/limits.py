"""How far a file may go. What an installation may choose stands in its settings; this is what the machine bears."""

MIB = 1024 * 1024
PIXELS = 40_000_000  # of one picture, and of one page
PAGES = 50
TEXT = MIB
RESULT = 64 * MIB  # what is made of a file may be no larger
DOTS_PER_INCH = 150
QUALITY = 88

CPU_SECONDS = 30
MEMORY = 1024 * MIB
OPEN_FILES = 64
PATIENCE = 45  # seconds, whatever else happens
